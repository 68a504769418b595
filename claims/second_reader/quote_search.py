"""Find quoted words in a text, ignoring white space, quotation marks and kinds of dashes."""

from bisect import bisect_right
from collections.abc import Iterable

from textmatch import normalize

Span = tuple[int, int]

INVISIBLE = normalize.INVISIBLE | {"\u2060"}
SHORTEST_WORDS = 3
SHORTEST, LONGEST = 12, 2_000
"""The length of a quote in characters. Shorter words could be found anywhere."""


class SearchedText(normalize.Folded):
    """A piece of an article in which quotes can be found."""

    def __init__(self, text: str, start: int = 0, end: int | None = None) -> None:
        super().__init__(text, start, end, unseen=INVISIBLE)

    def find(self, words: str, *, near: int | None = None) -> Span | None:
        """Return the span of these words in the text, in code points, or None.

        Only whole words match. Of several places it is the first, or the nearest to `near`.
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
        """Return whether no word is cut at either end."""
        text = self.text
        before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
        after = end < len(text) and text[end].isalnum() and text[end - 1].isalnum()
        return not before and not after


def is_quotable(words: str) -> bool:
    """Return whether words are long enough to be distinctive, but not too long."""
    return SHORTEST <= len(words) <= LONGEST and len(words.split()) >= SHORTEST_WORDS


class SpanIndex:
    """Looks up which spans of existing statements overlap a span."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans)
        self._longest = max((end - start for start, end in self._spans), default=0)

    def has(self, span: Span, *, from_: float = 0.5) -> bool:
        """Return whether one of them overlaps the span this much (intersection over union)."""
        first = bisect_right(self._spans, (span[0] - self._longest, 0))
        for start, end in self._spans[first:]:
            if start >= span[1]:
                break
            shared = min(end, span[1]) - max(start, span[0])
            together = max(end, span[1]) - min(start, span[0])
            if shared > 0 and shared / together >= from_:
                return True
        return False
