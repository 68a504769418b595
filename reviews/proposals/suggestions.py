"""What is proposed for a review as a person reads it: the best first, and who still looks."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlsplit
from zlib import crc32

from django.db.models import Q, QuerySet

from claims.articles.models import OPEN_JOB
from jobs.models import JobState
from reviews import finders
from reviews.finders.models import Proposal, Search
from reviews.review.models.reviews import Review
from reviews.review.table import CLOSED

SHOWN = 4
"""Suggestions that stand open; the others are behind a fold."""
LONG = ("text", "article_text", "html", "links", "times", "listed", "pages", "notes")


class MarkedWords(NamedTuple):
    """Words of a passage, and whether the claim has them too."""

    text: str
    is_shared: bool


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One proposal as its card shows it."""

    proposal: Proposal
    found_by: tuple[str, ...]

    @property
    def runs(self) -> list[MarkedWords]:
        """Its sentence, else what the finder says of the page, the shared words apart."""
        words = self.proposal.passage or self.proposal.snippet or self.proposal.title
        return list(_runs(words, self.proposal.words))

    @property
    def is_quote(self) -> bool:
        """Whether the words shown are the page's own."""
        return bool(self.proposal.passage)

    @property
    def where(self) -> str:
        return self.proposal.title or self.host

    @property
    def host(self) -> str:
        return (urlsplit(self.proposal.url).hostname or "").removeprefix("www.")

    @property
    def why(self) -> list[str]:
        """Short reasons: what finders say of it, then what its words say."""
        about = self.proposal.about
        rating = about.get("rating")
        reasons = [about.get("on", ""), f"rated “{rating}”" if rating else ""]
        if about.get("same_as"):
            reasons.append(f"may be {about.get('claimant') or 'the claimant'}")
        if archived := str(about.get("archived_at") or "")[:10]:
            reasons.append(f"archived {archived}")
        reasons += about.get("why", [])
        return [str(reason) for reason in reasons if reason]

    @property
    def is_check(self) -> bool:
        """A check of this desk: opened, not taken."""
        return "slug" in self.proposal.about

    @property
    def is_claimant(self) -> bool:
        """Who the claimant may be: taking it says so."""
        return bool(self.proposal.about.get("same_as"))

    @property
    def page_state(self) -> str:
        """In one word: kept, waiting, failed, or none (never asked for)."""
        if self.proposal.snapshot_id is not None:
            return "kept"
        capture = self.proposal.capture
        if capture is None:
            return "none"
        return "failed" if capture.state == JobState.FAILED else "waiting"


@dataclass(frozen=True, slots=True)
class FinderProgress:
    """How far one finder is with a review."""

    finder: finders.Finder
    search: Search | None

    @property
    def state(self) -> str:
        """waiting, running, done, failed, off (not set up), or idle (on, and never asked)."""
        if self.search is not None and self.search.state in OPEN_JOB:
            return str(self.search.state)
        if self.finder.lacks():
            return "off"
        return str(self.search.state) if self.search is not None else "idle"

    @property
    def lacks(self) -> str:
        return ", ".join(self.finder.lacks())


@dataclass(frozen=True, slots=True)
class Suggestions:
    """All that the pane shows of a review's proposals."""

    first: list[Suggestion]
    others: list[Suggestion]
    dismissed: list[Suggestion]
    looking: list[FinderProgress]
    is_open: bool
    mark: str

    @property
    def all(self) -> list[Suggestion]:
        return [*self.first, *self.others]

    @property
    def is_waiting(self) -> bool:
        """Whether something may change by itself, so that the page looks again."""
        at_work = any(one.state in OPEN_JOB for one in self.looking)
        return at_work or any(one.page_state == "waiting" for one in self.all)

    @property
    def at_work(self) -> list[FinderProgress]:
        return [one for one in self.looking if one.state in OPEN_JOB]

    @property
    def failed(self) -> list[FinderProgress]:
        return [one for one in self.looking if one.state == JobState.FAILED]

    @property
    def on(self) -> list[FinderProgress]:
        return [one for one in self.looking if one.state != "off"]

    @property
    def off(self) -> list[FinderProgress]:
        return [one for one in self.looking if one.state == "off"]


def proposals_of(review: Review) -> QuerySet[Proposal]:
    """A review's proposals, the best first, without those whose page was erased or
    quarantined since.
    """
    is_there = Q(snapshot=None) | Q(
        snapshot__content__erased_at=None, snapshot__content__quarantined_at=None
    )
    return (
        review.proposals.filter(is_there)
        .select_related("search", "capture", "snapshot__content")
        .defer(*(f"snapshot__content__{name}" for name in LONG))
    )


def suggestions_of(review: Review) -> Suggestions:
    """Two queries, however much was found."""
    searches = {search.finder: search for search in review.searches.all()}
    titles = {finder.name: finder.title for finder in finders.all_finders()}
    rows = proposals_of(review).exclude(state=Proposal.State.TAKEN)
    shown = [Suggestion(row, tuple(_found_by(row, titles))) for row in rows]
    proposed = [one for one in shown if one.proposal.state == Proposal.State.PROPOSED]
    looking = [
        FinderProgress(finder, searches.get(finder.name)) for finder in finders.all_finders()
    ]
    return Suggestions(
        first=proposed[:SHOWN],
        others=proposed[SHOWN:],
        dismissed=[one for one in shown if one.proposal.state == Proposal.State.DISMISSED],
        looking=looking,
        is_open=review.state not in CLOSED,
        mark=_mark(shown, looking),
    )


def _found_by(row: Proposal, titles: dict[str, str]) -> Iterable[str]:
    names = [row.search.finder, *row.about.get("also", [])]
    return (titles.get(name, name) for name in names)


def _mark(shown: list[Suggestion], looking: list[FinderProgress]) -> str:
    """A short word that is another one as soon as the pane looks different."""
    rows = [f"{one.proposal.pk}{one.proposal.state}{one.page_state}" for one in shown]
    rows += [f"{one.finder.name}{one.state}" for one in looking]
    return f"{crc32(' '.join(rows).encode()):x}"


def _runs(text: str, words: list[str]) -> Iterator[MarkedWords]:
    """The text cut at the shared words, each whole and wherever it stands."""
    if not words:
        yield MarkedWords(text, is_shared=False)
        return
    longest_first = sorted(map(re.escape, words), key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(longest_first)})(?!\w)")
    place = 0
    for match in pattern.finditer(text):
        if match.start() > place:
            yield MarkedWords(text[place : match.start()], is_shared=False)
        yield MarkedWords(match[0], is_shared=True)
        place = match.end()
    if place < len(text):
        yield MarkedWords(text[place:], is_shared=False)
