"""Versions of an article: what changed since the one before, and looking at its page again."""

from dataclasses import replace

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.http import UserRequest, desk_only
from claims.articles import policies as article_policies
from claims.articles.models import Article
from claims.processing import recapture
from claims.versions import carry_over
from claims.versions import detect as version_detect
from desk.responses import add_toast, render_page
from textmatch.diff import DiffLine, line_diff, word_diff

MOST_ALIKE = 10
LONGEST = 300_000
"""Characters of both texts beyond which only their statements are compared."""


@desk_only
@require_GET
def changes_since(request: UserRequest, pk: int) -> HttpResponse:
    """What changed since the version before, and what became of the statements."""
    rows = Article.objects.select_related("publisher", "replaces", "submitted_by")
    article = get_object_or_404(rows, pk=pk)
    before = article.replaces
    if before is None:
        raise Http404
    for one in (article, before):
        article_policies.refuse_quarantined(one)
    found = carry_over.version_difference(article)
    context = {
        "article": article,
        "before": before,
        "found": found,
        "decided": sum(one.state != "proposed" for one in found.carried),
        "changed": [(was, now, word_diff(was.quote, now.quote)) for was, now in found.changed],
        "lines": _lines(before, article),
        "place": "articles",
    }
    return render_page(request, "desk/articles/version_changes.html", context)


def _lines(before: Article, after: Article) -> list[DiffLine] | None:
    """The changes between the texts, without left-over lines; None if they are too long."""
    old, new = (
        version_detect.without_left_over(one.text, one.left_over) for one in (before, after)
    )
    if len(old) + len(new) > LONGEST:
        return None
    return [_trimmed(line) for line in line_diff(old, new)]


def _trimmed(line: DiffLine) -> DiffLine:
    """Without the white space between it and the next sentence, changed or not."""
    words = [*line.words]
    while words and not words[-1].text.strip():
        words.pop()
    if words:
        words[-1] = replace(words[-1], text=words[-1].text.rstrip())
    return replace(line, words=words)


def open_copies(article: Article) -> list[Article]:
    """Articles with much the same text as one in quarantine, and its versions, still open."""
    first = article.copy_of_id or article.pk
    around = Q(pk=first) | Q(copy_of=first) | Q(replaces=article) | Q(replaced_by=article)
    found = Article.objects.filter(around).exclude(pk=article.pk).not_quarantined()
    return list(found.distinct().for_lists().order_by("pk")[:MOST_ALIKE])


def show_copy(request: UserRequest, article: Article) -> HttpResponse:
    """A text that was submitted before: the earlier article, and the words that differ."""
    first = article.copy_of
    assert first is not None
    lines = [line for line in _lines(first, article) or [] if line.sign]
    context = {"article": article, "first": first, "lines": lines, "place": "articles"}
    return render(request, "desk/articles/near_duplicate.html", context)


@desk_only
@require_POST
def look_again(request: UserRequest, pk: int) -> HttpResponse:
    """Fetch the page again, and go to the new version."""
    again = recapture.recapture_article(get_object_or_404(Article, pk=pk), by=request.user)
    add_toast(request, _("The page is being fetched and read again."))
    return redirect("desk:article", again.pk)
