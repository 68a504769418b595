"""The page of jobs: what waits, what runs, what is stuck and what failed, with its retry."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from accounts.http import UserRequest, desk_only
from desk.responses import add_toast, render_page
from history import incidents
from jobs import health
from jobs.models import Job
from jobs.stats import MOST, SHOWN, JobStats, Outage, all_stats, kind_of, model_of
from reviews.failed_jobs import actions

NAMES = {
    "capture": "Captures",
    "content": "Archived pages to read",
    "article": "Articles to read",
    "leftover": "Left-over lines to read",
    "unpacking": "E-mails to unpack",
    "secondreading": "Second readings",
    "feed": "Feeds to poll",
    "letter": "Letters to send",
    "search": "Searches for sources",
}
"""What each kind of work is called on pages; another is called as its model is."""


def named(model: type[Job]) -> str:
    plural = str(model._meta.verbose_name_plural)
    return NAMES.get(kind_of(model), plural[:1].upper() + plural[1:])


@desk_only
@never_cache
@require_GET
def jobs(request: UserRequest) -> HttpResponse:
    """How all work stands, and who does it; asks for itself again every few seconds."""
    context = {**_standing(), "place": "jobs", "may_retry": request.user.is_editor}
    if request.htmx:
        return render(request, "desk/jobs/jobs.html#state", context)
    return render_page(request, "desk/jobs/jobs.html", context)


def _standing() -> dict[str, Any]:
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
    """What is wrong with the desk's store, in a sentence, and the work that waits for it."""
    outages: dict[str, list[tuple[str, Outage]]] = {}
    for stats in found:
        for held in stats.held:
            outages.setdefault(held.detail, []).append((named(stats.model), held))
    return outages


@desk_only
@require_POST
def retry_job(request: UserRequest, kind: str, pk: int) -> HttpResponse:
    """One failed job again."""
    row = get_object_or_404(_model(kind), pk=pk)
    actions.try_again(row, by=request.user)
    add_toast(request, f"{str(row)[:80]}: it is tried again now.")
    return redirect("desk:jobs")


@desk_only
@require_POST
def retry_jobs(request: UserRequest, kind: str) -> HttpResponse:
    """All failed jobs of a kind again."""
    again = actions.try_all_again(_model(kind), by=request.user)
    add_toast(request, f"{again} {'is' if again == 1 else 'are'} tried again now.")
    return redirect("desk:jobs")


def _model(kind: str) -> type[Job]:
    if model := model_of(kind):
        return model
    raise Http404
