"""Find quoted words in the text of a page, and find them again in a later version.

An exact match ignores white space, kinds of quotation marks and dashes, and invisible
characters. A near match is only offered to a person. As in the W3C's Web Annotation Data Model
(4.2.4, 4.2.5), a passage has its words, the 32 characters on each side, and its position.
Positions are ranked by a weighted sum of the similarity of words, prefix and suffix, and the
distance from the old position, as in Hypothesis's client since 2020 (`match-quote`); the
weights are ours.
"""

import re
from bisect import bisect_left
from enum import StrEnum
from heapq import nsmallest
from typing import NamedTuple

from rapidfuzz import fuzz

from textmatch.fuzzy import NEAR_ENOUGH, nearest
from textmatch.normalize import Folded

AROUND = 32
"""Characters before and after a passage that are stored with it."""
PLACES = 500
"""How many positions of repeated words are compared: those nearest to the old one."""
WEIGHTS = {"words": 50, "prefix": 20, "suffix": 20, "distance": 3}
OTHER = 0.8
"""The weight of a merely similar prefix or suffix: one letter can be another table row."""


class Anchor(NamedTuple):
    """The span of words in a text, in code points; `percent` is 100 for an exact match."""

    start: int
    end: int
    percent: int

    @property
    def is_exact(self) -> bool:
        return self.percent == 100  # noqa: PLR2004


class Selector(NamedTuple):
    """A stored passage: its words, the text around it, its position in code points."""

    exact: str
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    end: int | None = None


class MatchState(StrEnum):
    """How well a passage was found in a later text of its page."""

    EXACT = "exact"
    """The same words at the same position."""
    MOVED = "moved"
    """The same words at another position."""
    NEAR = "near"
    """Similar words, for a person to judge; never accepted automatically."""
    ABSENT = "absent"


class Match(NamedTuple):
    """A passage in a later text: its state, and its span in code points.

    `percent` is 100 for the same words, 80 to 99 for similar ones, and 0 for an absent passage,
    which has no span.
    """

    state: MatchState
    start: int | None = None
    end: int | None = None
    percent: int = 0

    @property
    def is_found(self) -> bool:
        """Whether the later text contains the same words."""
        return self.state in {MatchState.EXACT, MatchState.MOVED}


def anchor(quote: str, text: str, *, near: int | None = None) -> Anchor | None:
    """Find the quote in the text, or the most similar words, or None.

    Of several positions, it returns the one nearest to `near`, otherwise the first; positions
    that cut a word come last.
    """
    wanted = Folded(quote).bare()
    if not wanted:
        return None
    page = Folded(text)
    places = _places(wanted, page)
    if places:
        best = min(
            places,
            key=lambda place: (
                _cuts_word(page.text, place, place + len(wanted)),
                abs(page.at[place] - near) if near is not None else place,
            ),
        )
        return Anchor(page.at[best], page.after(best + len(wanted) - 1), 100)
    close = nearest(wanted, page.text)
    if close is None:
        return None
    start, end, percent = close
    return Anchor(page.at[start], page.after(end - 1), percent)


def find_again(selector: Selector, text: str | Folded) -> Match:
    """Find a passage in a later text of its page: the same words, otherwise similar ones.

    Pass a `Folded` text to find many passages in one page. Words that became part of longer
    ones don't match: “5 million” isn't in “15 million”.
    """
    wanted = Folded(selector.exact).bare()
    if not wanted:
        return Match(MatchState.ABSENT)
    page = text if isinstance(text, Folded) else Folded(text)
    seeker = _PassageSearch(selector, wanted, page)
    places = _places(wanted, page)
    whole = [place for place in places if seeker.is_whole(place)]
    if whole:
        best = max(seeker.nearby(whole), key=seeker.rank)
        start = page.at[best]
        same = selector.start is not None and abs(start - selector.start) <= seeker.marks
        state = MatchState.EXACT if same else MatchState.MOVED
        return Match(state, start, page.after(best + len(wanted) - 1), 100)
    close = seeker.nearest()
    if close is None:
        return Match(MatchState.ABSENT)
    first, last, percent = close
    return Match(MatchState.NEAR, page.at[first], page.after(last - 1), percent)


class _PassageSearch:
    """The search for one passage in one page. Positions are those of the folded page."""

    def __init__(self, selector: Selector, wanted: str, page: Folded) -> None:
        self.wanted, self.page = wanted, page
        self.prefix = Folded(selector.prefix).text.strip()
        self.suffix = Folded(selector.suffix).text.strip()
        self.touching = _touching(selector.prefix, selector.suffix)
        self.start = selector.start
        self.marks = len(selector.exact) - len(selector.exact.lstrip("\"'“”„‟«»‘’‚‛‹› "))

    def is_whole(self, place: int) -> bool:
        """Return whether the words begin and end as before, not inside longer words."""
        end = place + len(self.wanted)
        text = self.page.text
        if _cuts_number(text, place, end):
            return False
        before, after = _touching(text[max(0, place - 1) : place], text[end : end + 1])
        first, last = self.wanted[0].isalnum(), self.wanted[-1].isalnum()
        return not (first and before and not self.touching[0]) and not (
            last and after and not self.touching[1]
        )

    def nearby(self, places: list[int]) -> list[int]:
        """Return at most PLACES positions, those nearest to the old one."""
        if len(places) <= PLACES:
            return places
        return nsmallest(PLACES, places, key=lambda place: abs(self.page.at[place] - self.near))

    @property
    def near(self) -> int:
        return self.start or 0

    def rank(self, place: int, end: int | None = None, percent: int = 100) -> float:
        """Return how likely this position is that of the passage, from 0 to 100."""
        text, end = self.page.text, place + len(self.wanted) if end is None else end
        prefix = text[max(0, place - len(self.prefix) - 1) : place].strip()
        suffix = text[end : end + len(self.suffix) + 1].strip()
        away = abs(self.page.at[place] - self.near) / max(1, len(self.page.source))
        return (
            WEIGHTS["words"] * percent
            + WEIGHTS["prefix"] * _similarity(self.prefix, prefix)
            + WEIGHTS["suffix"] * _similarity(self.suffix, suffix)
            + WEIGHTS["distance"] * (100 * (1 - min(1, away)) if self.start is not None else 0)
        ) / 100

    def nearest(self) -> tuple[int, int, int] | None:
        """Return the most likely similar words, on the page or around the old position."""
        found = [nearest(self.wanted, self.page.text)]
        first, last = self._window()
        if self.start is not None and found[0] is not None and not first <= found[0][0] < last:
            here = nearest(self.wanted, self.page.text[first:last])
            if here is not None:
                found.append((here[0] + first, here[1] + first, here[2]))
        close = [one for one in found if one is not None and one[2] >= NEAR_ENOUGH]
        return max(close, key=lambda one: self.rank(*one), default=None)

    def _window(self) -> tuple[int, int]:
        at, size = self.page.at, 2 * len(self.wanted) + 500
        middle = bisect_left(at, self.near)
        return max(0, middle - size), middle + len(self.wanted) + size


def _places(wanted: str, page: Folded) -> list[int]:
    """Return all positions of the words in the folded page, except inside longer numbers."""
    places = []
    found = page.text.find(wanted)
    while found >= 0:
        if not _cuts_number(page.text, found, found + len(wanted)):
            places.append(found)
        found = page.text.find(wanted, found + 1)
    return places


_NUMBER_BEFORE = re.compile(r"(?:\d[.,]?|(?<![^\W_])[+-])$")
_NUMBER_AFTER = re.compile(r"[.,]?\d")


def _cuts_number(text: str, start: int, end: int) -> bool:
    """Return whether the words cut a number: “5 million” in “1.5 million”, “5” in “-5”."""
    before = text[start].isdigit() and _NUMBER_BEFORE.search(text[max(0, start - 3) : start])
    after = text[end - 1].isdigit() and _NUMBER_AFTER.match(text[end : end + 2])
    return bool(before or after)


def _cuts_word(text: str, start: int, end: int) -> bool:
    before, after = _touching(text[max(0, start - 1) : start], text[end : end + 1])
    return (before and text[start].isalnum()) or (after and text[end - 1].isalnum())


def _touching(prefix: str, suffix: str) -> tuple[bool, bool]:
    """Return whether letters or digits touch the words, before and after."""
    return prefix[-1:].isalnum(), suffix[:1].isalnum()


def _similarity(wanted: str, found: str) -> float:
    return 100 if wanted in {"", found} else OTHER * fuzz.ratio(wanted, found)


def prefix_and_suffix(text: str, start: int, end: int) -> tuple[str, str]:
    """Return the prefix and suffix of a passage to store: the characters around it."""
    return text[max(0, start - AROUND) : start], text[end : end + AROUND]


def around(text: str, start: int, end: int, *, total: int = 300) -> tuple[str, str]:
    """Return the words before and after a passage, together at most `total` characters."""
    half = total // 2
    before = text[max(0, start - half) : start]
    after = text[end : end + half]
    if start > half:
        before = before.partition(" ")[2]
    if end + half < len(text):
        after = after.rpartition(" ")[0]
    return before.replace("\n", " "), after.replace("\n", " ")
