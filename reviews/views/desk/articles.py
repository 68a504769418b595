"""Articles: the list, the form for a new one, and one while and after it is read."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.http import UserRequest, desk_only
from claims import actions as claims
from claims.models import Article
from jobs.models import JobState
from reviews.views.desk import triage
from reviews.views.desk.forms import ArticleForm
from reviews.views.desk.paging import page_before

UNPROCESSABLE = 422


@desk_only
@require_GET
def articles(request: UserRequest) -> HttpResponse:
    """Every article, the newest first, with how many of its statements wait."""
    rows = Article.objects.for_lists().with_progress()
    page = page_before(rows, request.GET.get("before"))
    return render(request, "desk/articles.html", {"page": page, "place": "articles"})


@desk_only
def new_article(request: UserRequest) -> HttpResponse:
    """Paste a text or a link, or give a file, and what is known of it."""
    posted = request.method == "POST"
    form = (
        ArticleForm(request.POST, request.FILES)
        if posted
        else ArticleForm(initial=_given(request))
    )
    if posted and (article := form.submit(by=request.user)):
        return redirect("reviews:article", article.pk)
    context = {"form": form, "place": "articles"}
    return render(
        request, "desk/new_article.html", context, status=UNPROCESSABLE if posted else 200
    )


def _given(request: UserRequest) -> dict[str, str]:
    """A link pasted into the search comes along."""
    return {"url": request.GET.get("url", "")}


@desk_only
@require_GET
def article(request: UserRequest, pk: int) -> HttpResponse:
    """One article: how its reading goes, and once it is read, its triage."""
    rows = Article.objects.select_related("publisher", "capture", "submitted_by")
    found = get_object_or_404(rows, pk=pk)
    if found.state == JobState.DONE:
        if request.htmx and "reading" in request.GET:
            return HttpResponse(headers={"HX-Refresh": "true"})
        return triage.show(request, found)
    template = "desk/reading.html#state" if request.htmx else "desk/reading.html"
    return render(request, template, {"article": found, "place": "articles"})


@desk_only
@require_POST
def read_again(request: UserRequest, pk: int) -> HttpResponse:
    """Try a failed reading once more."""
    claims.read_again(get_object_or_404(Article, pk=pk), by=request.user)
    return redirect("reviews:article", pk)
