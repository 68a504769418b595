"""A text with its statements marked in place, as blocks and runs of words ready to be shown."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from claims.articles import warnings
from claims.statements.models import Statement

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Run:
    """Words that lie under the same statements, outermost first. `start`: in code points."""

    start: int
    text: str
    over: tuple[Statement, ...] = ()

    @property
    def outer(self) -> tuple[Statement, ...]:
        return self.over[:-1]

    @property
    def innermost(self) -> Statement | None:
        """The statement that a click on these words means: the shortest one."""
        return self.over[-1] if self.over else None

    @property
    def hides(self) -> bool:
        """Whether there are characters in it that nobody sees."""
        return warnings.HIDING.search(self.text) is not None

    @property
    def pieces(self) -> list[tuple[str, str]]:
        """The text cut at such characters; beside each of them its name, else ""."""
        pieces = warnings.HIDING.split(self.text)
        return [
            (piece, warnings.character_name(piece) if at % 2 else "")
            for at, piece in enumerate(pieces)
        ]


@dataclass(slots=True)
class Block:
    """A paragraph, or neighbouring lines that were not read as text."""

    number: int
    is_left_over: bool
    lines: list[list[Run]] = field(default_factory=list)
    beginning: list[Statement] = field(default_factory=list)
    """The statements that begin here, whose numbers stand in its margin."""

    @property
    def span(self) -> Span:
        """From its first word to its last, with what lies between its lines."""
        last = self.lines[-1][-1]
        return self.lines[0][0].start, last.start + len(last.text)

    def has(self, statement: Statement) -> bool:
        return any(statement in run.over for line in self.lines for run in line)


def annotated_blocks(
    text: str, statements: Sequence[Statement], left_over: Iterable[Sequence[int]] = ()
) -> list[Block]:
    """The text cut into paragraphs at its line ends, and each at the edges of its statements.

    Nothing of the text is lost but line ends and blank lines. Neighbouring left-over lines
    make one block. Statements may overlap: a run names all that cover it.
    """
    skipped = [(start, end) for start, end in left_over]
    spans = sorted(
        (
            (start, end, statement)
            for statement in statements
            for start, end in statement.parts or [(statement.start, statement.end)]
        ),
        key=lambda span: span[:2],
    )
    starts = sorted(statements, key=lambda one: one.start)
    greyed = sorted(skipped)
    here: list[tuple[int, int, Statement]] = []
    next_span = next_start = next_greyed = 0
    found: list[Block] = []
    # One walk over the text: what lies over a line is among what lay over the one before it
    # and what begins in it.
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


def _lines(text: str, skipped: list[Span]) -> list[Span]:
    """Lines that hold words, cut where a left-over span begins or ends inside one."""
    edges = sorted({edge for span in skipped for edge in span})
    found, start = [], 0
    for line in text.split("\n"):
        end = start + len(line)
        cuts = [start, *edges[bisect_right(edges, start) : bisect_left(edges, end)], end]
        found += [(first, last) for first, last in pairwise(cuts) if text[first:last].strip()]
        start = end + 1
    return found


def _runs(text: str, line: Span, spans: list[tuple[int, int, Statement]]) -> list[Run]:
    start, end = line
    here = [one for one in spans if one[0] < end and one[1] > start]
    edges = {edge for first, last, _ in here for edge in (first, last) if start < edge < end}
    cuts = [start, *sorted(edges), end]
    return [
        Run(first, text[first:last], _covering(first, here)) for first, last in pairwise(cuts)
    ]


def _covering(place: int, spans: list[tuple[int, int, Statement]]) -> tuple[Statement, ...]:
    """Outermost first: the longest, and of two as long the one that begins first."""
    covering = [one for one in spans if one[0] <= place < one[1]]
    covering.sort(key=lambda one: (one[0] - one[1], one[0]))
    return tuple(statement for _, _, statement in covering)
