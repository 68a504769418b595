"""Finds quoted words in a page's text: the page's own words are what is stored and shown.

Exact means equal but for white space, quotation marks, dashes and soft hyphens. A near match is
only offered to a person. Near search: rapidfuzz's partial-ratio alignment (indel distance over
the best-aligned window), as measured beside Hypothesis's three selectors.
"""

from typing import NamedTuple

from rapidfuzz import fuzz

from claims.folding import Folded

NEAR_ENOUGH = 80
"""Percent of alignment from which a near match is worth showing."""


class Anchor(NamedTuple):
    """Where words stand in a text: code points, end exclusive; percent 100 is exact."""

    start: int
    end: int
    percent: int

    @property
    def is_exact(self) -> bool:
        return self.percent == 100  # noqa: PLR2004


def anchor(quote: str, text: str, *, near: int | None = None) -> Anchor | None:
    """Where the quote stands in the text, or the nearest words to it, or None.

    Where it stands more than once, the place nearest to `near` is taken, else the first.
    """
    wanted = Folded(quote).bare()
    if not wanted:
        return None
    page = Folded(text)
    places = []
    found = page.text.find(wanted)
    while found >= 0:
        places.append(found)
        found = page.text.find(wanted, found + 1)
    if places:
        best = min(places, key=lambda place: abs(page.at[place] - near) if near else 0)
        return Anchor(page.at[best], page.at[best + len(wanted) - 1] + 1, 100)
    return _nearest(wanted, page)


def _nearest(wanted: str, page: Folded) -> Anchor | None:
    if len(wanted) > len(page.text) or len(wanted) < 12:  # noqa: PLR2004 - too short to be like anything
        return None
    match = fuzz.partial_ratio_alignment(wanted, page.text, score_cutoff=NEAR_ENOUGH)
    if match is None or match.dest_end <= match.dest_start:
        return None
    start, end = _whole_words(page.text, match.dest_start, match.dest_end)
    return Anchor(page.at[start], page.at[end - 1] + 1, min(99, int(match.score)))


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    while start > 0 and text[start - 1] != " ":
        start -= 1
    while end < len(text) and text[end] != " ":
        end += 1
    while start < end and text[start] == " ":
        start += 1
    while end > start and text[end - 1] == " ":
        end -= 1
    return start, end


def around(text: str, start: int, end: int, *, total: int = 300) -> tuple[str, str]:
    """The words before and after a passage, at most `total` characters together."""
    half = total // 2
    before = text[max(0, start - half) : start]
    after = text[end : end + half]
    if start > half:
        before = before.partition(" ")[2]
    if end + half < len(text):
        after = after.rpartition(" ")[0]
    return before.replace("\n", " "), after.replace("\n", " ")
