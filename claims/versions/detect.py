"""Where a text belongs among those read before: new, a copy, or a new version of one."""

from dataclasses import dataclass

from claims.articles.models import Article
from claims.versions import near_duplicates
from jobs.models import JobState
from sources import urls as source_urls
from sources.snapshots.models import Content
from textmatch.shingles import comparable_words, shingle_sketch

Spans = list[list[int]]
COMES_AGAIN = frozenset({Article.CameBy.FEED, Article.CameBy.LINK})
"""What is fetched comes by itself, or may have changed since."""


@dataclass(frozen=True, slots=True)
class VersionMatch:
    """What to write on an article: at most one of `copy_of` and `replaces` is set."""

    sketch: list[int]
    addresses: list[str]
    copy_of: Article | None = None
    replaces: Article | None = None

    @property
    def changes(self) -> dict[str, object]:
        return {
            "sketch": self.sketch,
            "addresses": self.addresses,
            "copy_of": self.copy_of,
            "replaces": self.replaces,
        }


def find_version(
    article: Article, text: str, *, content: Content | None, left_over: Spans | None = None
) -> VersionMatch:
    """Find the text's place. Holds only under `copies.lock`; without, it saves a reading.

    A text that was read from a page is a new version of what stood at that address, unless all
    its words are the same but those left over; then it is a copy of that. Any other text is a
    copy of one that is the same within a few words, wherever that stood. What somebody put in
    by hand is read in any case: they have their reason, and are told of the other (`twin`).
    """
    found = comparable_words(text)
    sketch = shingle_sketch(found)
    places = _addresses(article, content)
    if article.came_by not in COMES_AGAIN:
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
    """Of the page: as asked for, as it answered, as it calls itself.

    A text that came without a page (a paste, a selection) may be any part of what stands at
    the address that came with it: it is no version of anything.
    """
    if content is None:
        return list(article.addresses)
    snapshot = content.snapshot
    own = source_urls.trusted_canonical_url(content.canonical_url, found_at=snapshot.address)
    found = source_urls.normalize_urls(article.url, snapshot.address, own)
    return list(dict.fromkeys([*article.addresses, *found]))


def without_left_over(text: str, left_over: Spans | None) -> str:
    """A text without what is none of its own: "updated 3 minutes ago", other headlines."""
    kept, after = [], 0
    for start, end in sorted(left_over or []):
        kept.append(text[after:start])
        after = max(after, end)
    return " ".join([*kept, text[after:]])


def newest_article_at(url: str) -> Article | None:
    """The newest article that was read, or is being read, from the page at this address."""
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
    """The first article with much the same words, where that is another one than this."""
    found = near_duplicates.find_near_duplicate(article.sketch, before=article.pk)
    return None if found is None or found.pk == article.replaces_id else found
