"""The list of published checks: filters from the address, rows, and counts for each filter."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Self, TypedDict
from urllib.parse import urlencode

from django.contrib.postgres.search import SearchHeadline, SearchQuery
from django.db.models import Count, F, Func, Min
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from claims.claimants.models import Claimant
from readers.check import content
from readers.check.content import Grade
from readers.row_ids import key_in
from reviews.publication.models import Publication, PublicationQuerySet
from reviews.publication.withheld import Withheld
from reviews.review.models import Rating
from reviews.revisions.headlines import headline
from reviews.revisions.public_document import prepare_public_documents

ROWS = 20
CHOICES = 6
"""How many names and topics are offered, besides those that are chosen."""
CAP = 1000
"""A filtered list counts no further and says "more than"."""
_START, _STOP = "\x02", "\x03"


@dataclass(frozen=True, slots=True)
class Choice:
    """One box of a filter, or one tag, with the query that drops it."""

    name: str
    value: str
    label: str
    count: int = 0
    is_on: bool = False
    without: str = ""


@dataclass(frozen=True, slots=True)
class Filters:
    """The filters in the address. The values are untrusted."""

    words: str = ""
    ratings: tuple[str, ...] = ()
    claimants: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    before: int | None = None

    @classmethod
    def of(cls, query: Mapping[str, list[str]]) -> Self:
        """Make them from a query string's values by name, without empty ones; cut long ones."""

        def some(name: str) -> tuple[str, ...]:
            values = (one.replace("\x00", "").strip()[:80] for one in query.get(name, [])[:20])
            return tuple(dict.fromkeys(filter(None, values)))

        def one(name: str) -> str:
            return query.get(name, [""])[-1].replace("\x00", "")

        before = one("before")
        return cls(
            words=" ".join(one("q").split())[:200],
            ratings=some("rating"),
            claimants=some("claimant"),
            topics=some("topic"),
            before=key_in(before),
        )

    def __bool__(self) -> bool:
        return bool(self.words or self.ratings or self.claimants or self.topics)

    @property
    def query(self) -> str:
        """The query string with the same filters, from the first row."""
        pairs = [("q", self.words)] if self.words else []
        pairs += [("rating", one) for one in self.ratings]
        pairs += [("claimant", one) for one in self.claimants]
        pairs += [("topic", one) for one in self.topics]
        return urlencode(pairs)

    def without(self, name: str, value: str = "") -> "Filters":
        """The same without one filter, or without one value of it."""
        if name == "q":
            return replace(self, words="", before=None)
        kept = tuple(one for one in getattr(self, f"{name}s") if value and one != value)
        match name:
            case "rating":
                return replace(self, before=None, ratings=kept)
            case "claimant":
                return replace(self, before=None, claimants=kept)
            case _:
                return replace(self, before=None, topics=kept)

    def apply(self, checks: PublicationQuerySet, withheld: Withheld) -> PublicationQuerySet:
        """The checks that match: any value of one filter, and all filters together."""
        if self.words:
            checks = withheld.search(checks, self.words)
        if self.ratings:
            checks = checks.filter(rating_slug__in=self.ratings)
        if self.claimants:
            named = set(self.claimants) - withheld.claimants()
            checks = checks.filter(claimant_slug__in=named)
        if self.topics:
            topics = [one for one in self.topics if withheld.shows_topic(one)]
            checks = checks.filter(topics__overlap=topics)
        return checks


@dataclass(frozen=True, slots=True)
class Row:
    """One check in a list. `headline`, `fact` are safe HTML, searched words marked."""

    slug: str
    headline: SafeString
    is_quoted: bool
    fact: SafeString
    claimant: str
    where: str
    topic: str
    on: datetime
    is_corrected: bool
    said_on: date | None
    rating: Grade | None


def row(publication: Publication, withheld: Withheld) -> Row:
    """Make a row of a publication with its revision, and with `marked` after a search."""
    frozen = withheld.document(publication.revision)
    check, told = content.check({**frozen, "body": ""}), headline(frozen)
    found = _found_words(getattr(publication, "marked", ""))
    return Row(
        slug=publication.slug,
        headline=_marked(str(told), found),
        is_quoted=told.is_quoted,
        fact=_marked(check.conclusion, found),
        claimant=check.claimant,
        where=check.where,
        topic=next(iter(check.topics), ""),
        on=publication.published_at,
        is_corrected=publication.changed_at > publication.published_at,
        said_on=check.said_on,
        rating=check.rating,
    )


def _found_words(headline: str) -> set[str]:
    """The words of the text that PostgreSQL matched with the search.

    Its headline can't be used as it is, because it leaves out anything that looks like a tag.
    """
    return set(re.findall(f"{_START}(.+?){_STOP}", headline))


def _marked(text: str, words: set[str]) -> SafeString:
    """The text as HTML, with those words marked."""
    if not words:
        return mark_safe(escape(text))  # noqa: S308 - escaped
    either = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    pieces = re.split(rf"(?<!\w)({either})(?!\w)", text)
    html = "".join(
        f"<mark>{escape(piece)}</mark>" if place % 2 else escape(piece)
        for place, piece in enumerate(pieces)
    )
    return mark_safe(html)  # noqa: S308 - each piece was escaped


def rows(
    checks: PublicationQuerySet, filters: Filters, withheld: Withheld, *, limit: int = ROWS
) -> tuple[list[Row], int | None]:
    """A page of rows, newest first, and the key of the next page (None at the end)."""
    found = filters.apply(checks.select_related("revision"), withheld)
    if filters.words:
        found = found.annotate(
            marked=SearchHeadline(
                "words",
                SearchQuery(filters.words, config="english", search_type="websearch"),
                config="english",
                start_sel=_START,
                stop_sel=_STOP,
                highlight_all=True,
            )
        )
    if filters.before:
        last = Publication.objects.filter(pk=filters.before).first()
        found = found.older_than(last) if last else found
    page = list(found.newest_first()[: limit + 1])
    more = page[limit - 1].pk if len(page) > limit else None
    prepare_public_documents(one.revision for one in page[:limit])
    return [row(one, withheld) for one in page[:limit]], more


class CheckListPage(TypedDict):
    """A page of the list, with the filters and how many checks each choice has.

    `more` is the key of the next page, `hides_most` the filter without which most would show.
    """

    filters: Filters
    rows: list[Row]
    more: int | None
    since: datetime | None
    total: int
    count: int
    is_capped: bool
    ratings: list[Choice]
    claimants: list[Choice]
    topics: list[Choice]
    hides_most: Choice | None
    chosen: list[Choice]


def context(
    filters: Filters, withheld: Withheld, *, skip: Publication | None = None
) -> CheckListPage:
    """What a list page shows. `skip` is the check that the page already shows in large."""
    live = Publication.objects.live().shown()
    shown = live.exclude(pk=skip.pk) if skip else live
    found, more = rows(shown, filters, withheld)
    grades = _ratings(live, filters)
    since = live.aggregate(since=Min("published_at"))["since"]
    total = sum(one.count for one in grades)
    count = min(CAP + 1, filters.apply(live, withheld)[: CAP + 1].count()) if filters else total
    claimants = _claimants(live, filters, withheld)
    topics = _topics(live, filters, withheld)
    return {
        "filters": filters,
        "rows": found,
        "more": more,
        "since": since,
        "total": total,
        "count": count,
        "is_capped": count > CAP,
        "ratings": grades,
        "claimants": claimants,
        "topics": topics,
        "hides_most": _hides_most(live, filters, withheld) if filters and not found else None,
        "chosen": _chosen(filters, [*claimants, *topics, *grades]),
    }


def _ratings(live: PublicationQuerySet, filters: Filters) -> list[Choice]:
    counted = dict(live.values_list("rating_slug").annotate(n=Count("pk")).order_by())
    known = {rating.slug: rating.label for rating in Rating.current()}
    # Keep a grade of an older scale while checks still have it.
    known |= {
        slug: slug.replace("-", " ").capitalize() for slug in counted if slug not in known
    }
    return [
        _choice(filters, "rating", slug, label, counted.get(slug, 0))
        for slug, label in known.items()
    ]


def _claimants(live: PublicationQuerySet, filters: Filters, withheld: Withheld) -> list[Choice]:
    hidden = withheld.claimants()
    counts = (
        live.exclude(claimant_slug__in=[*hidden, ""])  # a private person has no slug
        .values_list("claimant_slug")
        .annotate(n=Count("pk"))
        .order_by("-n")
    )
    chosen = tuple(slug for slug in filters.claimants if slug not in hidden)
    counted = _offered(counts, chosen)
    # A slug alone must not reveal a name: nothing of theirs may be published.
    published = [slug for slug, count in counted.items() if count]
    names = dict(Claimant.objects.filter(slug__in=published).values_list("slug", "name"))
    return [
        _choice(filters, "claimant", slug, names.get(slug, slug), count)
        for slug, count in counted.items()
    ]


def _topics(live: PublicationQuerySet, filters: Filters, withheld: Withheld) -> list[Choice]:
    each = live.annotate(topic=Func(F("topics"), function="unnest"))
    counts = each.values_list("topic").annotate(n=Count("pk")).order_by("-n", "topic")
    shown = ((name, count) for name, count in counts if withheld.shows_topic(name))
    chosen = tuple(name for name in filters.topics if withheld.shows_topic(name))
    return [
        _choice(filters, "topic", name, name, count)
        for name, count in _offered(shown, chosen).items()
    ]


def _offered(counts: Iterable[Any], chosen: tuple[str, ...]) -> dict[str, int]:
    """The most frequent values, and those that are chosen."""
    counted: dict[str, int] = {}
    for place, (value, count) in enumerate(counts):
        if place < CHOICES or value in chosen:
            counted[value] = count
    return {**counted, **{value: 0 for value in chosen if value not in counted}}


def _choice(filters: Filters, name: str, value: str, label: str, count: int) -> Choice:
    is_on = value in getattr(filters, f"{name}s")
    without = filters.without(name, value).query if is_on else ""
    return Choice(name, value, label, count, is_on, without)


def _chosen(filters: Filters, boxes: list[Choice]) -> list[Choice]:
    words = [
        Choice("q", filters.words, f"“{filters.words}”", without=filters.without("q").query)
    ]
    return (words if filters.words else []) + [one for one in boxes if one.is_on]


def _hides_most(
    live: PublicationQuerySet, filters: Filters, withheld: Withheld
) -> Choice | None:
    """The filter without which most checks would show; None if no single one helps."""
    labels = {
        "q": _("the words"),
        "rating": _("the rating"),
        "claimant": _("the name"),
        "topic": _("the topic"),
    }
    on = {
        "q": bool(filters.words),
        "rating": bool(filters.ratings),
        "claimant": bool(filters.claimants),
        "topic": bool(filters.topics),
    }
    ways = []
    for name, label in labels.items():
        if on[name]:
            fewer = filters.without(name)
            shown = fewer.apply(live, withheld)[: CAP + 1].count()
            ways.append(Choice(name, "", label, shown, without=fewer.query))
    best = max(ways, key=lambda way: way.count)
    return best if best.count else None
