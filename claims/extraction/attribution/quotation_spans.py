"""Fit statements to the quotation marks around them, and tell direct from indirect speech."""

from __future__ import annotations

from bisect import bisect_left

from claims.extraction.text.quotations import Quotation
from claims.extraction.text.span import Span

EDGES = " \t\n\u00a0,;:–—-"
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"


class QuotationIndex:
    """Looks up the quotations of a text that overlap a span."""

    def __init__(self, text: str, quotations: list[Quotation]) -> None:
        self._text = text
        self._quotations = quotations
        self._ends = [quotation.end for quotation in quotations]

    def overlapping(self, start: int, end: int) -> list[Quotation]:
        """Return the quotations that overlap the span."""
        found = []
        for index in range(bisect_left(self._ends, start + 1), len(self._quotations)):
            if self._quotations[index].start >= end:
                break
            found.append(self._quotations[index])
        return found

    def fit_to_quotations(self, span: Span) -> Span | None:
        """Return the span without surrounding punctuation and with complete quotations.

        A span that is one quotation loses its marks. Returns None if no words are left.
        """
        start, end = self._trimmed(*span)
        for quotation in self.overlapping(start, end):
            first, last = quotation.inner
            if quotation.start < start and end > last:
                start = quotation.start
            if start < quotation.start and first < end < quotation.end:
                end = quotation.end
            if quotation.start <= start and end <= quotation.end:
                start, end = max(start, first), min(end, last)
        start, end = self._trimmed(start, end)
        return (start, end) if any(c.isalnum() for c in self._text[start:end]) else None

    def kind(self, span: Span) -> str:
        """Return "direct" if all of it is in one pair of marks, "mixed" if a part is."""
        start, end = span
        overlapped = self.overlapping(start, end)
        if any(q.inner[0] <= start and end <= q.inner[1] for q in overlapped):
            return "direct"
        return "mixed" if overlapped else "indirect"

    def _trimmed(self, start: int, end: int) -> Span:
        text = self._text
        while start < end and text[start] in EDGES + INVISIBLE:
            start += 1
        while end > start and text[end - 1] in EDGES + INVISIBLE:
            end -= 1
        return start, end
