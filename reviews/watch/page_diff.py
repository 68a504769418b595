"""Compares an archived page with the page as it is now, by word, with the passage marked.

Pure: texts in, lines out. Compared like revisions (`textmatch.diff`); places are code points of
the archived text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from textmatch.diff import DiffLine, Op, TextRun, line_diff, split_sentences

LONGEST = 300_000
"""If both texts together are longer (in code points), only the passage is compared."""
MOST_LINES = 300
LINES = re.compile(r"\s*\n\s*")


@dataclass(frozen=True, slots=True)
class DiffRun:
    """Words that stayed, went or came, and whether they belong to the passage."""

    op: Op
    text: str
    is_passage: bool = False


@dataclass(slots=True)
class ShownLine:
    """Some sentences: changed ("±"), added ("+"), removed ("−"), or the same ("")."""

    sign: str
    runs: list[DiffRun] = field(default_factory=list)
    sentences: int = 1

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def has_passage(self) -> bool:
        return any(run.is_passage for run in self.runs)

    @property
    def is_folded(self) -> bool:
        """Unchanged, and without the passage: shown only when asked for."""
        return not self.sign and not self.has_passage


def diff_pages(kept: str, now: str, start: int, end: int) -> list[ShownLine] | None:
    """The archived text compared with the text now; None if they are too long to compare.

    The passage is `kept[start:end]`.
    """
    if len(kept) + len(now) > LONGEST:
        return None
    shown = [_trimmed(line) for line in _placed(kept, line_diff(kept, now), start, end)]
    return [line for line in shown if line.text.strip()][:MOST_LINES]


def _placed(kept: str, lines: Iterator[DiffLine], start: int, end: int) -> Iterator[ShownLine]:
    """The lines, with the runs of the passage by themselves."""
    old = split_sentences(kept)
    at = next_sentence = 0
    for line in lines:
        if line.sign:
            gone = sum(len(run.text) for run in line.words if run.op != "added")
            yield ShownLine(line.sign, list(_split(line.words, at, start, end)), line.sentences)
            at += gone
            while gone > 0:
                gone -= len(old[next_sentence])
                next_sentence += 1
        else:
            same = old[next_sentence : next_sentence + line.sentences]
            yield from _unchanged(same, at, start, end)
            at += sum(map(len, same))
            next_sentence += line.sentences


def _unchanged(same: list[str], at: int, start: int, end: int) -> Iterator[ShownLine]:
    """Unchanged sentences, cut around those that hold the passage."""
    before, held = ShownLine("", sentences=0), False
    for sentence in same:
        runs = list(_split([TextRun("same", sentence)], at, start, end))
        at += len(sentence)
        holds = any(run.is_passage for run in runs)
        if before.sentences and held != holds:
            yield before
            before = ShownLine("", sentences=0)
        held = holds
        before.runs += runs
        before.sentences += 1
    if before.sentences:
        yield before


def _split(words: list[TextRun], at: int, start: int, end: int) -> Iterator[DiffRun]:
    """Runs cut where the passage begins and ends; what was added has no place in it."""
    for run in words:
        if run.op == "added":
            yield DiffRun("added", run.text)
            continue
        first = min(max(start - at, 0), len(run.text))
        last = min(max(end - at, first), len(run.text))
        parts = (
            (run.text[:first], False),
            (run.text[first:last], True),
            (run.text[last:], False),
        )
        yield from (DiffRun(run.op, part, inside) for part, inside in parts if part)
        at += len(run.text)


def _trimmed(line: ShownLine) -> ShownLine:
    """On one line where it changed, and without the white space before the next sentence."""
    if line.sign:
        line.runs = [
            DiffRun(run.op, LINES.sub(" ", run.text), run.is_passage) for run in line.runs
        ]
    while line.runs and not line.runs[-1].text.strip():
        line.runs.pop()
    if line.runs:
        last = line.runs[-1]
        line.runs[-1] = DiffRun(last.op, last.text.rstrip(), last.is_passage)
    return line
