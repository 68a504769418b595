"""The paper's own sentences, with each quotation that was spoken folded into a short clause.

Method: a dependency parser reads `“…three sentences…,” said Ann` badly and `"It is so," said
Ann` well, so a quotation that stands for a whole utterance is replaced by a short clause and
every character of the frame remembers the text it stands for. Fragments quoted inside a clause
stay, because the clause needs their words. The idea of parsing the reporting frame alone is
from Muzny et al., "A Two-stage Sieve Approach for Quote Attribution", EACL 2017.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass, field

from claims.extraction.text.quotations import Quotation
from claims.extraction.text.span import Span
from claims.extraction.text.transcripts import Turn

STAND_IN = '"It is so'
PIECE = 2_000
LONGEST_WORD = 60
LONG_RUN = re.compile(rf"\S{{{LONGEST_WORD},}}")
STOP = ".?!…"
SPACES = "\u00a0\u2009\u202f\u2007\u3000\t\n\r\f\v"
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
PAIRS = re.compile("''|``")
SPELLING = {ord(mark): '"' for mark in "“”„«»"} | {ord(mark): "'" for mark in "‘’"}
SPELLING |= {ord("―"): "—"} | {ord(space): " " for space in SPACES}
SPELLING |= dict.fromkeys(range(0xD800, 0xE000), "x")  # halves of characters: no UTF-8 for them


@dataclass(frozen=True, slots=True)
class SpeechBlock:
    """Paragraphs that one quotation ties together (mostly one), with its quotations.

    `answered` are the starts of those that a cue follows at once: “Why?” he asked. A block of
    a transcript belongs to somebody's `turn`, and all of it is said.
    """

    start: int
    end: int
    spoken: tuple[Quotation, ...]
    fragments: tuple[Quotation, ...]
    answered: frozenset[int] = frozenset()
    turn: Turn | None = None


@dataclass(slots=True)
class ParserInput:
    """The words given to the parser, and for each character the text it stands for.

    `starts[i]`, `ends[i]` are offsets in the kept text; `folded` are the frame spans that stand
    for spoken quotations.
    """

    block: SpeechBlock
    text: str = ""
    starts: array[int] = field(default_factory=lambda: array("L"))
    ends: array[int] = field(default_factory=lambda: array("L"))
    folded: list[tuple[int, int, Quotation]] = field(default_factory=list)

    def span(self, start: int, end: int) -> Span:
        """The span of the kept text that the frame's characters from start to end stand for."""
        return self.starts[start], self.ends[end - 1]


def blocks_of_turns(turns: list[Turn]) -> list[SpeechBlock]:
    """The pieces of each turn as blocks of their own."""
    return [SpeechBlock(*piece, (), (), turn=turn) for turn in turns for piece in turn.pieces]


def build_parser_inputs(text: str, block: SpeechBlock) -> list[ParserInput]:
    """The block as frames of at most `PIECE` characters, cut at sentence ends or spaces."""
    whole = ParserInput(block)
    characters: list[str] = []
    position = block.start
    for quotation in block.spoken:
        _copy(text, position, quotation.start, whole, characters)
        _fold(text, quotation, whole, characters)
        position = quotation.end
    _copy(text, position, block.end, whole, characters)
    whole.text = "".join(characters)
    return _cut(whole) if len(whole.text) > PIECE else [whole]


def _copy(text: str, start: int, end: int, frame: ParserInput, characters: list[str]) -> None:
    """Characters that stand for themselves; unreadable runs shrink to one letter."""
    segment = text[start:end]
    if len(segment) > LONGEST_WORD and LONG_RUN.search(segment):
        cut = start
        for run in LONG_RUN.finditer(segment):
            _copy_plain(text, cut, start + run.start(), frame, characters)
            _write("x", (start + run.start(), start + run.end()), frame, characters)
            cut = start + run.end()
        _copy_plain(text, cut, end, frame, characters)
    else:
        _copy_plain(text, start, end, frame, characters)


def _copy_plain(
    text: str, start: int, end: int, frame: ParserInput, characters: list[str]
) -> None:
    plain = text[start:end].translate(SPELLING)
    if "''" in plain or "``" in plain:
        plain = PAIRS.sub(f'"{INVISIBLE[0]}', plain)
    for offset, character in enumerate(plain, start):
        if character not in INVISIBLE:
            characters.append(character)
            frame.starts.append(offset)
            frame.ends.append(offset + 1)


def _write(words: str, span: Span, frame: ParserInput, characters: list[str]) -> None:
    for character in words:
        characters.append(character)
        frame.starts.append(span[0])
        frame.ends.append(span[1])


def _fold(text: str, quotation: Quotation, frame: ParserInput, characters: list[str]) -> None:
    """Write the stand-in, closed by the quotation's own last stop.

    A question that its cue follows is one sentence with it, so it ends with a comma here.
    """
    last = text[quotation.inner[1] - 1 : quotation.inner[1]]
    if quotation.start in frame.block.answered:
        last = ","
    start = len(characters)
    words = STAND_IN + (last if last in STOP + ",:;" and last else "") + '"'
    _write(words.replace("…", "."), (quotation.start, quotation.end), frame, characters)
    frame.folded.append((start, len(characters), quotation))


def _cut(whole: ParserInput) -> list[ParserInput]:
    pieces = []
    start = 0
    while start < len(whole.text):
        stop = min(start + PIECE, len(whole.text))
        if stop < len(whole.text):
            stop = _cutting_point(whole, start, stop)
        folded = [
            (left - start, right - start, quotation)
            for left, right, quotation in whole.folded
            if start <= left and right <= stop
        ]
        pieces.append(
            ParserInput(
                whole.block,
                whole.text[start:stop],
                whole.starts[start:stop],
                whole.ends[start:stop],
                folded,
            )
        )
        start = stop
    return pieces


def _cutting_point(whole: ParserInput, start: int, stop: int) -> int:
    for mark in (". ", '" ', " "):
        found = whole.text.rfind(mark, start + PIECE // 2, stop)
        if found >= 0:
            stop = found + len(mark)
            break
    for left, right, _ in whole.folded:
        if left < stop < right:
            return left if left > start else right
    return stop
