"""Finds quoted words in a text: exact but for white space, quotation marks and dashes."""

from bisect import bisect_right
from collections.abc import Iterable

from textmatch import normalize

Span = tuple[int, int]

INVISIBLE = normalize.INVISIBLE | {"\u2060"}
SHORTEST_WORDS = 3
SHORTEST, LONGEST = 12, 2_000
"""Characters of a quote that is looked for; shorter words stand anywhere, and say nothing."""


class SearchedText(normalize.Folded):
    """A piece of an article in which quotes are looked for."""

    def __init__(self, text: str, start: int = 0, end: int | None = None) -> None:
        super().__init__(text, start, end, unseen=INVISIBLE)

    def find(self, words: str, *, near: int | None = None) -> Span | None:
        """The span of the text where these words stand whole, in code points of the text.

        Of several places the first; with `near`, the nearest to that place.
        """
        wanted = SearchedText(words).bare()
        if not wanted:
            return None
        spans = []
        found = self.text.find(wanted)
        while found >= 0:
            end = found + len(wanted)
            if self._is_whole(found, end):
                span = (self.at[found], self.at[end - 1] + 1)
                if near is None:
                    return span
                spans.append(span)
            found = self.text.find(wanted, found + 1)
        return min(spans, key=lambda span: abs(span[0] - (near or 0)), default=None)

    def _is_whole(self, start: int, end: int) -> bool:
        """Whether no word is cut at either end."""
        text = self.text
        before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
        after = end < len(text) and text[end].isalnum() and text[end - 1].isalnum()
        return not before and not after


def is_quotable(words: str) -> bool:
    """Whether words are long enough to be told apart, and no longer than a statement."""
    return SHORTEST <= len(words) <= LONGEST and len(words.split()) >= SHORTEST_WORDS


class SpanIndex:
    """Spans that are statements already, in order, ready to say what overlaps one of them."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans)
        self._longest = max((end - start for start, end in self._spans), default=0)

    def has(self, span: Span, *, from_: float = 0.5) -> bool:
        """Whether one of them shares this much with the span: intersection over union."""
        first = bisect_right(self._spans, (span[0] - self._longest, 0))
        for start, end in self._spans[first:]:
            if start >= span[1]:
                break
            shared = min(end, span[1]) - max(start, span[0])
            together = max(end, span[1]) - min(start, span[0])
            if shared > 0 and shared / together >= from_:
                return True
        return False
