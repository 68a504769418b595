"""What a finder gets, what it can return, and what it declares about itself."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar

from django.conf import settings


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """A page of a review. `snapshot` is None if it could not be archived."""

    url: str
    snapshot: int | None


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """What is known about a claim, as plain values, so that no row is locked.

    `said` are the exact words of its first appearance, `article` is the id of their article and
    `start` their place in its text; empty and None for a claim without an article. `pages` are
    the addresses of its article and its sources.
    """

    review: int
    claim: int
    text: str
    claimant: str
    same_as: str = ""
    said: str = ""
    article: int | None = None
    start: int = 0
    language: str = "en"
    pages: tuple[ReviewPage, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundPage:
    """A page that may be relevant to the claim, as the finder describes it.

    `snippet` is what the finder says about the page; `snapshot` is the id of our archived page,
    if there is one; `passage` and `start` are its sentence and the place in the page's text, in
    code points, if the finder knows them. `is_ours` marks a page that this desk publishes: it
    is shown and never fetched. `rank` (0 to 1) is the lowest rank it gets, if the finder knows
    more than the words tell. `about` are facts that only this finder gives, as JSON.
    """

    url: str
    title: str = ""
    publisher: str = ""
    published_on: date | None = None
    snippet: str = ""
    snapshot: int | None = None
    passage: str = ""
    start: int | None = None
    is_ours: bool = False
    rank: float = 0.0
    about: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ArchiveLink:
    """The address of an archived page at another archive. It is noted, not proposed."""

    snapshot: int
    url: str
    archived_at: datetime | None = None


class Finder(ABC):
    """One place to search for sources. A subclass in a module of this package is a finder.

    `name` is used in rows and addresses, `title` is its English name, which pages translate.
    `needs` are the settings without which it is disabled. Of one search at most `most` results
    are used; one request to its service may take `seconds`.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    needs: ClassVar[tuple[str, ...]] = ()
    most: ClassVar[int] = 8
    seconds: ClassVar[float] = 15.0

    def is_on(self) -> bool:
        """Whether all settings that it needs are given."""
        return all(getattr(settings, name) for name in self.needs)

    def lacks(self) -> list[str]:
        """The settings that are missing."""
        return [name for name in self.needs if not getattr(settings, name)]

    @abstractmethod
    def find(self, facts: ClaimFacts) -> Sequence[FoundPage | ArchiveLink]:
        """Find pages for a claim, best first; an empty list is fine. Raises `ServiceFailed`.

        No database connection is held during the call: a finder that asks a service opens none,
        one that queries the database opens its own.
        """
