"""Detect whether a text is new, a copy of an article, or a new version of one."""

from dataclasses import dataclass
from typing import TypedDict

from claims.articles.models import Article
from claims.versions import near_duplicates
from jobs.models import JobState
from sources import urls as source_urls
from sources.snapshots.models import Content
from textmatch.shingles import comparable_words, shingle_sketch

Spans = list[list[int]]
FETCHED = frozenset({Article.CameBy.FEED, Article.CameBy.LINK})
"""Articles that were fetched, so that they can be copies or new versions."""


class VersionChanges(TypedDict):
    """The columns of an article that say which version it is."""

    sketch: list[int]
    addresses: list[str]
    copy_of: Article | None
    replaces: Article | None


@dataclass(frozen=True, slots=True)
class VersionMatch:
    """What to save on an article: at most one of `copy_of` and `replaces` is set."""

    sketch: list[int]
    addresses: list[str]
    copy_of: Article | None = None
    replaces: Article | None = None

    @property
    def changes(self) -> VersionChanges:
        """The columns of the article to save."""
        return {
            "sketch": self.sketch,
            "addresses": self.addresses,
            "copy_of": self.copy_of,
            "replaces": self.replaces,
        }


def find_version(
    article: Article, text: str, *, content: Content | None, left_over: Spans | None = None
) -> VersionMatch:
    """Find out whether a text is a copy or a new version of an earlier article.

    The result is reliable only under `near_duplicates.lock_versions`; without it, it can save
    an extraction. A text from a page is a new version of the article from that address or, if
    its words outside boilerplate are equal, a copy. Any other fetched text is a copy of one
    that is the same apart from a few words. A text that somebody submitted by hand is always
    extracted; the desk shows the similar article (`near_duplicate_of`).
    """
    found = comparable_words(text)
    sketch = shingle_sketch(found)
    places = _addresses(article, content)
    if article.came_by not in FETCHED:
        return VersionMatch(sketch, places)
    before = near_duplicates.find_previous_version(article, sketch, places)
    if before is None:
        return VersionMatch(
            sketch, places, copy_of=near_duplicates.find_same_text(article, found, sketch)
        )
    theirs = (
        before.text if left_over is None else without_left_over(before.text, before.left_over)
    )
    if comparable_words(without_left_over(text, left_over)) == comparable_words(theirs):
        return VersionMatch(sketch, places, copy_of=before)
    return VersionMatch(sketch, places, replaces=before)


def _addresses(article: Article, content: Content | None) -> list[str]:
    """Return the page's addresses: the requested, the final and the canonical one.

    A text without a page (pasted or selected) can be any part of the page at its address, so it
    isn't a version of anything.
    """
    if content is None:
        return list(article.addresses)
    snapshot = content.snapshot
    own = source_urls.trusted_canonical_url(content.canonical_url, found_at=snapshot.address)
    found = source_urls.normalize_urls(article.url, snapshot.address, own)
    return list(dict.fromkeys([*article.addresses, *found]))


def without_left_over(text: str, left_over: Spans | None) -> str:
    """Remove skipped spans from a text: "updated 3 minutes ago", other headlines."""
    kept, after = [], 0
    for start, end in sorted(left_over or []):
        kept.append(text[after:start])
        after = max(after, end)
    return " ".join([*kept, text[after:]])


def newest_article_at(url: str) -> Article | None:
    """Return the newest article from the page at this address, if it hasn't failed."""
    at_page = Article.objects.filter(
        addresses__contains=[source_urls.normalize_url(url)], copy_of=None
    )
    found: Article | None = (
        at_page.exclude(state=JobState.FAILED).order_by("-pk").first()
        if source_urls.normalize_url(url)
        else None
    )
    return found


def near_duplicate_of(article: Article) -> Article | None:
    """Return the first earlier article with nearly the same words, if there is one."""
    found = near_duplicates.find_near_duplicate(article.sketch, before=article.pk)
    return None if found is None or found.pk == article.replaces_id else found
