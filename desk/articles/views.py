"""Articles: the list, the form for a new one, and one while and after it is read."""

from typing import TypedDict

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.http import UserRequest, desk_only
from claims.articles import skipped_lines
from claims.articles.models import Article
from claims.claims.models import Claim
from claims.processing import actions as article_actions
from desk.articles import versions
from desk.articles.bookmarklet import bookmarklet
from desk.articles.forms import ArticleForm, SpanForm
from desk.articles.submission_result import SubmissionResult
from desk.forms import valid_data
from desk.pagination import page_before
from desk.responses import UNPROCESSABLE, render_page
from desk.triage import views as triage_views
from jobs.models import JobState
from reviews.archived_pages import quarantine
from sources.quarantine.models import Quarantine


@desk_only
@require_GET
def articles(request: UserRequest) -> HttpResponse:
    """Every article in its newest version, with how many of its statements wait."""
    rows = Article.objects.newest().for_lists().with_progress()
    page = page_before(rows, request.GET.get("before"))
    return render(request, "desk/articles/list.html", {"page": page, "place": "articles"})


@desk_only
def new_article(request: UserRequest) -> HttpResponse:
    """Submit a text, a link or files, with what is known about them.

    One thing leads to its article; for several, the page says what became of each. A script
    that sends one file at a time gets the line of that file alone.
    """
    if request.method != "POST":
        form = ArticleForm(initial=_given(request))
        return render(request, "desk/articles/new.html", _new_page(form, request))
    form = ArticleForm(request.POST, request.FILES)
    taken = form.submit(by=request.user)
    if request.htmx:
        lines = taken or [_refused(form)]
        return render(
            request,
            "desk/articles/submission_results.html#lines",
            {"lines": lines, "follow": True},
        )
    if taken is None:
        context = _new_page(form, request)
        return render(request, "desk/articles/new.html", context, status=UNPROCESSABLE)
    if len(taken) == 1 and taken[0].article:
        return redirect("desk:article", taken[0].article.pk)
    return render(
        request, "desk/articles/submission_results.html", {"lines": taken, "place": "articles"}
    )


class NewArticleContext(TypedDict):
    """The form for a new article; `is_cut` says that the selected text was too long to send."""

    form: ArticleForm
    place: str
    bookmarklet: str
    is_cut: bool


def _new_page(form: ArticleForm, request: UserRequest) -> NewArticleContext:
    return {
        "form": form,
        "place": "articles",
        "bookmarklet": bookmarklet(request.build_absolute_uri(reverse("desk:new_article"))),
        "is_cut": "cut" in request.GET,
    }


def _refused(form: ArticleForm) -> SubmissionResult:
    """The line of the only thing that was sent, if it or the form was refused."""
    sent = next(iter(form.files.getlist("file")), None) if form.files else None
    errors = [error for of_field in form.errors.as_data().values() for error in of_field]
    name = (sent and sent.name) or _("What you pasted")
    return SubmissionResult(name, error=ValidationError(errors))


def _given(request: UserRequest) -> dict[str, str]:
    """What the search or the bookmarklet passes on: it only fills the form."""
    given = {name: request.GET.get(name, "") for name in ("url", "title", "text")}
    given["title"] = given["title"][:500]
    given["text"] = given["text"].replace("\x00", "")
    return given


@desk_only
@require_GET
def taken_in(request: UserRequest, pk: int) -> HttpResponse:
    """The line of one submitted article, with its progress."""
    rows = Article.objects.for_lists().with_progress()
    found = get_object_or_404(rows, pk=pk)
    line = SubmissionResult(request.GET.get("name", "")[:200] or str(found), article=found)
    return render(
        request,
        "desk/articles/submission_results.html#lines",
        {"lines": [line], "follow": True},
    )


@desk_only
@require_GET
def article(request: UserRequest, pk: int) -> HttpResponse:
    """One article: the progress of its processing, then its triage."""
    rows = Article.objects.select_related("publisher", "capture", "submitted_by", "feed")
    found = get_object_or_404(rows, pk=pk)
    if held := quarantine.quarantine_of(found):
        return render_page(request, "desk/articles/quarantined.html", _closed(found, held))
    if found.state == JobState.DONE:
        if request.htmx and "reading" in request.GET:
            return HttpResponse(headers={"HX-Refresh": "true"})
        if found.copy_of_id:
            return versions.show_copy(request, found)
        return triage_views.render_triage(request, found)
    template = (
        "desk/articles/processing.html#state"
        if request.htmx
        else "desk/articles/processing.html"
    )
    return render(request, template, {"article": found, "place": "articles"})


class QuarantinedContext(TypedDict):
    """What can still be shown of a text in quarantine.

    `made` are claims that were made from it, `alike` its copies and versions that are open.
    """

    article: Article
    held: Quarantine
    made: QuerySet[Claim]
    alike: list[Article]
    acts: str
    pk: int
    place: str


def _closed(article: Article, held: Quarantine) -> QuarantinedContext:
    made = Claim.objects.filter(appearances__article=article).distinct().order_by("pk")
    return {
        "article": article,
        "held": held,
        "made": made.select_related("claimant"),
        "alike": versions.open_copies(article),
        "acts": "desk:decide_article_quarantine",
        "pk": article.pk,
        "place": "articles",
    }


@desk_only
@require_POST
def read_again(request: UserRequest, pk: int) -> HttpResponse:
    """Retry a failed article."""
    article_actions.retry_article(get_object_or_404(Article, pk=pk), by=request.user)
    return redirect("desk:article", pk)


@desk_only
@require_POST
def is_text(request: UserRequest, pk: int) -> HttpResponse:
    """Treat left-over lines as text after all; a worker reads them."""
    asked = valid_data(SpanForm(request.POST))
    skipped_lines.extract_skipped_lines(
        get_object_or_404(Article, pk=pk), by=request.user, **asked
    )
    if request.htmx:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return redirect(f"{reverse('desk:article', args=[pk])}#text")
