"""The page of jobs: what is waiting, running, stuck or failed, and how to retry it."""

from typing import TypedDict

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from accounts.http import UserRequest, desk_only
from desk.responses import add_toast, render_page
from history import incidents
from history.models import Event
from jobs import health
from jobs.health import JobsHealth
from jobs.models import Job
from jobs.stats import MOST, SHOWN, JobStats, Outage, all_stats, kind_of, model_of
from reviews.failed_jobs import actions

NAMES = {
    "capture": gettext_lazy("Captures"),
    "content": gettext_lazy("Archived pages to parse"),
    "article": gettext_lazy("Articles to read"),
    "leftover": gettext_lazy("Skipped lines to read"),
    "unpacking": gettext_lazy("E-mails to unpack"),
    "secondreading": gettext_lazy("Second readings"),
    "feed": gettext_lazy("Feeds to poll"),
    "letter": gettext_lazy("Letters to send"),
    "search": gettext_lazy("Searches for sources"),
}
"""What each kind of job is called on pages; any other goes by the name of its model."""


def named(model: type[Job]) -> str:
    plural = str(model._meta.verbose_name_plural)
    return str(NAMES.get(kind_of(model), plural[:1].upper() + plural[1:]))


@desk_only
@never_cache
@require_GET
def jobs(request: UserRequest) -> HttpResponse:
    """The state of all jobs and workers; the page reloads it every few seconds."""
    context = {**_jobs_context(), "place": "jobs", "may_retry": request.user.is_editor}
    if request.htmx:
        return render(request, "desk/jobs/jobs.html#state", context)
    return render_page(request, "desk/jobs/jobs.html", context)


class JobsContext(TypedDict):
    """What the page shows of all jobs; `most` is the limit of every count, `shown` of lists."""

    all_stats: list[tuple[str, JobStats]]
    health: JobsHealth
    most: int
    shown: int
    outages: dict[str, list[tuple[str, Outage]]]
    forged_pages: list[Event]
    n_stuck: int
    n_failed: int


def _jobs_context() -> JobsContext:
    known = list(NAMES)
    found = sorted(
        all_stats(), key=lambda stats: known.index(stats.kind) if stats.kind in NAMES else 99
    )
    return {
        "all_stats": [(named(stats.model), stats) for stats in found],
        "health": health.check_health(),
        "most": MOST,
        "shown": SHOWN,
        "outages": _outages(found),
        "forged_pages": incidents.recent_forged_pages(),
        "n_stuck": sum(stats.stuck for stats in found),
        "n_failed": sum(stats.failed for stats in found),
    }


def _outages(found: list[JobStats]) -> dict[str, list[tuple[str, Outage]]]:
    """What is wrong with the desk's storage, in a sentence, and the jobs that wait for it."""
    outages: dict[str, list[tuple[str, Outage]]] = {}
    for stats in found:
        for held in stats.held:
            outages.setdefault(held.shown_detail, []).append((named(stats.model), held))
    return outages


@desk_only
@require_POST
def retry_job(request: UserRequest, kind: str, pk: int) -> HttpResponse:
    """Retry one failed job."""
    row = get_object_or_404(_model(kind), pk=pk)
    actions.retry_job(row, by=request.user)
    add_toast(request, _("%(job)s: being tried again now.") % {"job": str(row)[:80]})
    return redirect("desk:jobs")


@desk_only
@require_POST
def retry_jobs(request: UserRequest, kind: str) -> HttpResponse:
    """Retry all failed jobs of a kind."""
    again = actions.retry_all_jobs(_model(kind), by=request.user)
    add_toast(
        request,
        ngettext(
            "%(count)s is being tried again now.", "%(count)s are being tried again now.", again
        )
        % {"count": again},
    )
    return redirect("desk:jobs")


def _model(kind: str) -> type[Job]:
    if model := model_of(kind):
        return model
    raise Http404
