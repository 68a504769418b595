"""Characters that nobody sees: zero-width ones, and marks that turn the direction of reading.

They stay in the text as kept, where every place counts them; the reader reads without them.
Which: the format characters of Unicode (general category Cf) that text can hide behind, listed
in Unicode Technical Report 36, "Unicode Security Considerations", sections 2.5 and 3.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from claims.extraction.text.span import Span

HIDDEN = re.compile(
    "[\u00ad\u180e\u200b-\u200d\u2060-\u2064\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]+"
)
TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
UNSEEN = re.compile(f"(?:{HIDDEN.pattern}|{TURNING.pattern})+")


@dataclass(frozen=True, slots=True)
class VisibleText:
    """A text without its unseen characters, and where its places lie in the whole one."""

    text: str
    starts: list[int] = field(default_factory=list)
    """Places in `text` after which something was taken out, in order."""
    shifts: list[int] = field(default_factory=list)
    """How many characters were taken out up to there."""

    def place(self, at: int) -> int:
        """Where the character at a place of `text` stands in the whole text."""
        before = bisect_right(self.starts, at)
        return at + (self.shifts[before - 1] if before else 0)

    def span(self, span: Span) -> Span:
        """The same words in the whole text, without unseen characters at their edges."""
        start, end = span
        return (self.place(start), self.place(end - 1) + 1) if end > start else (0, 0)

    def inner(self, span: Span) -> Span:
        """A span of the whole text as a span of `text`."""
        return self._inner(span[0]), self._inner(span[1])

    def _inner(self, place: int) -> int:
        found = place
        for start, shift in zip(self.starts, self.shifts, strict=True):
            if start + shift > place:
                break
            found = place - shift
        return max(found, 0)


def strip_invisible(text: str) -> VisibleText:
    """The text as it is seen."""
    parts: list[str] = []
    starts: list[int] = []
    shifts: list[int] = []
    kept = taken = last = 0
    for match in UNSEEN.finditer(text):
        parts.append(text[last : match.start()])
        kept += match.start() - last
        taken += match.end() - match.start()
        last = match.end()
        starts.append(kept)
        shifts.append(taken)
    return VisibleText("".join([*parts, text[last:]]), starts, shifts)
