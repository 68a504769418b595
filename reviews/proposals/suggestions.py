"""The proposals of a review as its page shows them: the best first, with running searches."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlsplit
from zlib import crc32

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from claims.articles.models import OPEN_JOB
from jobs.models import JobState
from reviews import finders
from reviews.finders.models import Proposal, Search
from reviews.review.models.reviews import Review
from reviews.review.table import CLOSED

SHOWN = 4
"""How many suggestions are shown open; the others are folded."""
LONG = ("text", "article_text", "html", "links", "times", "listed", "pages", "notes")


class MarkedWords(NamedTuple):
    """Words of a passage, and whether the claim has them, too."""

    text: str
    is_shared: bool


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One proposal as its card shows it."""

    proposal: Proposal
    found_by: tuple[str, ...]

    @property
    def runs(self) -> list[MarkedWords]:
        """Its sentence, or what the finder says about the page, with shared words marked."""
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
        """Short reasons: what the finder says, then what the words show."""
        about = self.proposal.about
        rating = about.get("rating")
        reasons = [
            about.get("on", ""),
            _("rated “%(rating)s”") % {"rating": rating} if rating else "",
        ]
        if about.get("same_as"):
            who = about.get("claimant") or _("the claimant")
            reasons.append(_("may be %(claimant)s") % {"claimant": who})
        if archived := str(about.get("archived_at") or "")[:10]:
            reasons.append(_("archived %(day)s") % {"day": archived})
        reasons += about.get("why", [])
        return [str(reason) for reason in reasons if reason]

    @property
    def is_check(self) -> bool:
        """Whether it is a check of this desk, which is opened rather than used."""
        return "slug" in self.proposal.about

    @property
    def is_claimant(self) -> bool:
        """Whether it says who the claimant may be; using it confirms that."""
        return bool(self.proposal.about.get("same_as"))

    @property
    def page_state(self) -> str:
        """One of kept, waiting, failed, or none (never requested)."""
        if self.proposal.snapshot_id is not None:
            return "kept"
        capture = self.proposal.capture
        if capture is None:
            return "none"
        return "failed" if capture.state == JobState.FAILED else "waiting"


@dataclass(frozen=True, slots=True)
class FinderProgress:
    """The state of one finder's search for a review."""

    finder: finders.Finder
    search: Search | None

    @property
    def title(self) -> str:
        """What the finder is called, in the language of the page."""
        return _(self.finder.title)

    @property
    def state(self) -> str:
        """A job's state, or off (not set up), or idle (enabled, never run)."""
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
    """Everything that the pane shows about a review's proposals."""

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
        """Whether something may change by itself, so that the page must refresh."""
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
    quarantined.
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
    """The suggestions of a review, with two queries however many there are."""
    searches = {search.finder: search for search in review.searches.all()}
    titles = {finder.name: _(finder.title) for finder in finders.all_finders()}
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
    """A short hash that changes whenever the pane would look different."""
    rows = [f"{one.proposal.pk}{one.proposal.state}{one.page_state}" for one in shown]
    rows += [f"{one.finder.name}{one.state}" for one in looking]
    return f"{crc32(' '.join(rows).encode()):x}"


def _runs(text: str, words: list[str]) -> Iterator[MarkedWords]:
    """The text split at the shared words, which are matched as whole words."""
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
