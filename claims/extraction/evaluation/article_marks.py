"""Parse what people marked in an article: its statements, and the lines that are left over.

One line for each statement: `kind | type | speaker | words`, in the order of the text.

- Words: "[…]" is for what lies between their beginning and their end.
- Speaker: "-" if the article names nobody.
- `*` before the kind: a fact-checker would check it.
- `optional` before the kind: it may be found, but need not be.
- `left over | line` is a line of the page that is no part of the article.
- Lines that begin with "#" are comments. `missed`, `misjudged`, `added` and "> type" note how
  extraction reads them (`tests/claims/extraction/genres`); what was added is no mark.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from claims.extraction.evaluation.pieces import Span, trim_piece

GAP = "[…]"
LEFT_OVER = "left over"
NOTED = ("missed ", "misjudged ")
ADDED = "added "


class WrongMark(ValueError):
    """A line of marks can't be understood; the message is a sentence for who wrote it."""


@dataclass(frozen=True, slots=True)
class MarkedStatement:
    """What a careful person found: `span` is of the article's text, without outer marks."""

    span: Span
    kind: str
    claim_type: str
    speaker: str | None
    is_worthy: bool = False
    is_optional: bool = False

    @property
    def is_narration(self) -> bool:
        """Whether these are the article's own words."""
        return self.kind == "narration"


@dataclass(frozen=True, slots=True)
class MarkedArticle:
    """An article's text with its marks, both in the order of the text."""

    name: str
    text: str
    statements: tuple[MarkedStatement, ...]
    left_over: tuple[Span, ...]


def parse_marks(name: str, text: str, marks: str) -> MarkedArticle:
    """Return an article with its marks. Raises WrongMark if they don't fit the text."""
    statements: list[MarkedStatement] = []
    lines: list[Span] = []
    place: dict[str, int] = {}
    for row in marks.splitlines():
        if not row.strip() or row.startswith("#"):
            continue
        head, _, words = row.partition(" | ")
        if head == LEFT_OVER:
            lines.append(_line_span(text, words, lines))
        elif not head.startswith(ADDED):
            statements.append(_parse_statement(text, row, place))
    statements.sort(key=lambda one: one.span)
    return MarkedArticle(name, text, tuple(statements), tuple(sorted(lines)))


def _parse_statement(text: str, row: str, place: dict[str, int]) -> MarkedStatement:
    cells = row.split(" | ", 3)
    if len(cells) != 4:  # noqa: PLR2004 - kind, type, speaker, words
        raise WrongMark(f"This line has no kind, type, speaker and words: {row}")
    kind, claim_type, speaker, words = (cell.strip() for cell in cells)
    for noted in NOTED:
        kind = kind.removeprefix(noted)
    is_optional = kind.startswith("optional ")
    kind = kind.removeprefix("optional ")
    return MarkedStatement(
        span=_words_span(text, words, place),
        kind=kind.removeprefix("* "),
        claim_type=claim_type.partition(" > ")[0],
        speaker=None if speaker == "-" else speaker,
        is_worthy=kind.startswith("* "),
        is_optional=is_optional,
    )


def _words_span(text: str, words: str, place: dict[str, int]) -> Span:
    """Return where the words are; the same words again are the next ones in the text."""
    first, gap, last = words.partition(f" {GAP} ")
    start = text.find(first, place.get(words, 0))
    end = text.find(last, start + len(first)) + len(last) if gap else start + len(first)
    if start < 0 or end < start + len(first):
        raise WrongMark(f"These words aren't in the text: {words}")
    place[words] = end
    return trim_piece(text, (start, end))


def _line_span(text: str, line: str, taken: list[Span]) -> Span:
    """Return where a whole line of the text is that no mark has taken yet."""
    for span in _lines(text):
        if text[slice(*span)] == line.strip() and span not in taken:
            return span
    raise WrongMark(f"This line isn't in the text: {line}")


def _lines(text: str) -> Iterator[Span]:
    start = 0
    for line in text.split("\n"):
        left = start + len(line) - len(line.lstrip())
        yield left, left + len(line.strip())
        start += len(line) + 1
