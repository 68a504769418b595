"""What every finder is given, what it may bring, and what it says of itself."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar

from django.conf import settings


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """A page that a review has to do with. `snapshot` is None where it could not be kept."""

    url: str
    snapshot: int | None


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """What is known of a claim when finders set out; plain values, so that no row is held.

    `said` are the exact words of its first appearance, `article` the id of the article they
    stand in and `start` their place in its text; empty and None for a claim without an article.
    `pages` are its article's and its sources' addresses.
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
    """A page that may bear on the claim, in the finder's own words.

    `snippet` is what the finder says of the page; `snapshot` the id of a kept page where the
    desk has it; `passage` and `start` its sentence and the place of it in the page's text, in
    code points, where the finder knows them. `is_ours` is a page that this desk publishes
    itself, which is shown and never fetched. `rank` (0 to 1) is the least it is worth, where
    the finder knows more than words tell. `about` are facts that only this finder gives: words,
    numbers and lists that JSON holds.
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
    """Where an archive has a page that the desk has kept; noted beside it, never proposed."""

    snapshot: int
    url: str
    archived_at: datetime | None = None


class Finder(ABC):
    """One place to look for sources. A subclass in a module of this package is a finder.

    `name` stands in rows and addresses, `title` on pages. `needs` are the settings without
    which it is off. `most` results of one search are looked at; `seconds` is the longest that
    one question to its service may take.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    needs: ClassVar[tuple[str, ...]] = ()
    most: ClassVar[int] = 8
    seconds: ClassVar[float] = 15.0

    def is_on(self) -> bool:
        """Whether the operator has named all that it needs."""
        return all(getattr(settings, name) for name in self.needs)

    def lacks(self) -> list[str]:
        """The settings that are still to be named."""
        return [name for name in self.needs if not getattr(settings, name)]

    @abstractmethod
    def find(self, facts: ClaimFacts) -> Sequence[FoundPage | ArchiveLink]:
        """Pages for a claim, best first; none is a fine answer. Raises ServiceFailed.

        No connection to the database is held when it is called: a finder that asks a service
        opens none, one that looks in rows opens its own.
        """
