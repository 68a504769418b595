"""Prepare a text for display with its statements marked, as blocks and runs of words."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from claims.articles import warnings
from claims.statements.models import Statement

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class AnnotatedRun:
    """Words that belong to the same statements, the outermost first. `start` is an offset."""

    start: int
    text: str
    over: tuple[Statement, ...] = ()

    @property
    def outer(self) -> tuple[Statement, ...]:
        return self.over[:-1]

    @property
    def innermost(self) -> Statement | None:
        """The statement that a click on these words selects: the shortest one."""
        return self.over[-1] if self.over else None

    @property
    def has_invisible(self) -> bool:
        """Whether it contains invisible characters."""
        return warnings.HIDING.search(self.text) is not None

    @property
    def pieces(self) -> list[tuple[str, str]]:
        """The text split at invisible characters, each with its name, other pieces with ""."""
        pieces = warnings.HIDING.split(self.text)
        return [
            (piece, warnings.character_name(piece) if at % 2 else "")
            for at, piece in enumerate(pieces)
        ]


@dataclass(slots=True)
class Block:
    """A paragraph, or adjacent lines that were skipped as boilerplate."""

    number: int
    is_left_over: bool
    lines: list[list[AnnotatedRun]] = field(default_factory=list)
    beginning: list[Statement] = field(default_factory=list)
    """The statements that begin here. Their numbers are shown in the margin."""

    @property
    def span(self) -> Span:
        """The span from its first word to its last."""
        last = self.lines[-1][-1]
        return self.lines[0][0].start, last.start + len(last.text)

    def has(self, statement: Statement) -> bool:
        return any(statement in run.over for line in self.lines for run in line)


def annotated_blocks(
    text: str, statements: Sequence[Statement], left_over: Iterable[Sequence[int]] = ()
) -> list[Block]:
    """Split a text into paragraphs, and each of them at the edges of its statements.

    Only line ends and blank lines are lost. Adjacent skipped lines make one block. Statements
    may overlap: a run has all that it belongs to.
    """
    skipped = [(start, end) for start, end in left_over]
    spans = _statement_spans(statements)
    starts = sorted(statements, key=lambda one: one.start)
    greyed = sorted(skipped)
    here: list[tuple[int, int, Statement]] = []
    next_span = next_start = next_greyed = 0
    found: list[Block] = []
    # One pass over the text: the statements of a line are those that continue from the line
    # before and those that begin in it.
    for start, end in _lines(text, skipped):
        while next_greyed < len(greyed) and greyed[next_greyed][1] <= start:
            next_greyed += 1
        is_left_over = next_greyed < len(greyed) and greyed[next_greyed][0] <= start
        if not (is_left_over and found and found[-1].is_left_over):
            found.append(Block(len(found) + 1, is_left_over))
        block = found[-1]
        here = [span for span in here if span[1] > start]
        while next_span < len(spans) and spans[next_span][0] < end:
            here.append(spans[next_span])
            next_span += 1
        block.lines.append(_runs(text, (start, end), here))
        while next_start < len(starts) and starts[next_start].start < end:
            if starts[next_start].start >= start:
                block.beginning.append(starts[next_start])
            next_start += 1
    return found


def _statement_spans(statements: Sequence[Statement]) -> list[tuple[int, int, Statement]]:
    """Return the pieces of all statements in text order."""
    spans = [
        (start, end, statement)
        for statement in statements
        for start, end in statement.parts or [(statement.start, statement.end)]
    ]
    return sorted(spans, key=lambda span: span[:2])


def _lines(text: str, skipped: list[Span]) -> list[Span]:
    """Return lines that aren't blank, split where a skipped span begins or ends inside one."""
    edges = sorted({edge for span in skipped for edge in span})
    found, start = [], 0
    for line in text.split("\n"):
        end = start + len(line)
        cuts = [start, *edges[bisect_right(edges, start) : bisect_left(edges, end)], end]
        found += [(first, last) for first, last in pairwise(cuts) if text[first:last].strip()]
        start = end + 1
    return found


def _runs(text: str, line: Span, spans: list[tuple[int, int, Statement]]) -> list[AnnotatedRun]:
    start, end = line
    here = [one for one in spans if one[0] < end and one[1] > start]
    edges = {edge for first, last, _ in here for edge in (first, last) if start < edge < end}
    cuts = [start, *sorted(edges), end]
    return [
        AnnotatedRun(first, text[first:last], _covering(first, here))
        for first, last in pairwise(cuts)
    ]


def _covering(place: int, spans: list[tuple[int, int, Statement]]) -> tuple[Statement, ...]:
    """Return the statements at an offset, the longest first, then by where they begin."""
    covering = [one for one in spans if one[0] <= place < one[1]]
    covering.sort(key=lambda one: (one[0] - one[1], one[0]))
    return tuple(statement for _, _, statement in covering)
