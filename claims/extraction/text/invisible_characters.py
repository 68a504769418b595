"""Ignore invisible characters: zero-width ones, and marks of the writing direction.

They stay in the stored text, and its offsets count them; extraction works on the text without
them. The list is Unicode's format characters (general category Cf) that can hide text: Unicode
Technical Report 36, "Unicode Security Considerations", sections 2.5 and 3.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from claims.extraction.text.span import Span

HIDDEN = re.compile(
    "[\u00ad\u180e\u200b-\u200d\u2060-\u2064\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]+"
)
DIRECTION_MARKS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
INVISIBLE = re.compile(f"(?:{HIDDEN.pattern}|{DIRECTION_MARKS.pattern})+")


@dataclass(frozen=True, slots=True)
class VisibleText:
    """A text without invisible characters, whose offsets can be converted to the original's."""

    text: str
    starts: list[int] = field(default_factory=list)
    """Offsets in `text` after which characters were removed, in order."""
    shifts: list[int] = field(default_factory=list)
    """How many characters were removed up to each of these offsets."""

    def original_offset(self, at: int) -> int:
        """Convert an offset in `text` to one in the original text."""
        before = bisect_right(self.starts, at)
        return at + (self.shifts[before - 1] if before else 0)

    def original_span(self, span: Span) -> Span:
        """Convert a span of `text` to the original text."""
        start, end = span
        return (
            (self.original_offset(start), self.original_offset(end - 1) + 1)
            if end > start
            else (0, 0)
        )

    def visible_span(self, span: Span) -> Span:
        """Convert a span of the original text to a span of `text`."""
        return self._visible_offset(span[0]), self._visible_offset(span[1])

    def _visible_offset(self, place: int) -> int:
        found = place
        for start, shift in zip(self.starts, self.shifts, strict=True):
            if start + shift > place:
                break
            found = place - shift
        return max(found, 0)


def strip_invisible(text: str) -> VisibleText:
    """Return the text without its invisible characters."""
    parts: list[str] = []
    starts: list[int] = []
    shifts: list[int] = []
    kept = taken = last = 0
    for match in INVISIBLE.finditer(text):
        parts.append(text[last : match.start()])
        kept += match.start() - last
        taken += match.end() - match.start()
        last = match.end()
        starts.append(kept)
        shifts.append(taken)
    return VisibleText("".join([*parts, text[last:]]), starts, shifts)
