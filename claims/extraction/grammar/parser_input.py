"""Prepare the text for the parser: each spoken quotation is replaced by a short clause.

Method: a dependency parser parses `“…three sentences…,” said Ann` badly and `"It is so," said
Ann` well. So a quotation that is a whole utterance is folded into a short clause, and every
character of the parser's input remembers its span of the text. Fragments quoted inside a
clause stay, because the clause needs their words. The idea of parsing the reporting frame
alone is from Muzny et al., "A Two-stage Sieve Approach for Quote Attribution", EACL 2017.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claims.extraction.text.quotations import Quotation
from claims.extraction.text.span import Span
from claims.extraction.text.turns import Turn

if TYPE_CHECKING:
    from spacy.tokens import Doc

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
SPELLING |= dict.fromkeys(range(0xD800, 0xE000), "x")  # lone surrogates have no UTF-8


@dataclass(frozen=True, slots=True)
class SpeechBlock:
    """A paragraph, or several that one quotation joins, with its quotations.

    `answered` are the starts of quotations right before a cue: “Why?” he asked. A block of a
    transcript belongs to a speaker's `turn`, and all of it is speech.
    """

    start: int
    end: int
    spoken: tuple[Quotation, ...]
    fragments: tuple[Quotation, ...]
    answered: frozenset[int] = frozenset()
    turn: Turn | None = None


@dataclass(slots=True)
class ParserInput:
    """A chunk of text for the parser, with the span of the stored text for each character.

    `starts[i]` and `ends[i]` are offsets in the stored text; `folded` are the spans of this
    chunk that replace spoken quotations.
    """

    block: SpeechBlock
    text: str = ""
    starts: array[int] = field(default_factory=lambda: array("L"))
    ends: array[int] = field(default_factory=lambda: array("L"))
    folded: list[tuple[int, int, Quotation]] = field(default_factory=list)

    def span(self, start: int, end: int) -> Span:
        """Convert a span of the chunk to a span of the stored text."""
        return self.starts[start], self.ends[end - 1]


def blocks_of_turns(turns: list[Turn]) -> list[SpeechBlock]:
    """Return a block for each piece of each turn."""
    return [SpeechBlock(*piece, (), (), turn=turn) for turn in turns for piece in turn.pieces]


def build_parser_inputs(text: str, block: SpeechBlock) -> list[ParserInput]:
    """Split the block into chunks of at most PIECE characters, at sentence ends or spaces."""
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


def _copy(text: str, start: int, end: int, chunk: ParserInput, characters: list[str]) -> None:
    """Copy characters to the chunk; very long runs without spaces become one letter."""
    segment = text[start:end]
    if len(segment) > LONGEST_WORD and LONG_RUN.search(segment):
        cut = start
        for run in LONG_RUN.finditer(segment):
            _copy_plain(text, cut, start + run.start(), chunk, characters)
            _write("x", (start + run.start(), start + run.end()), chunk, characters)
            cut = start + run.end()
        _copy_plain(text, cut, end, chunk, characters)
    else:
        _copy_plain(text, start, end, chunk, characters)


def _copy_plain(
    text: str, start: int, end: int, chunk: ParserInput, characters: list[str]
) -> None:
    plain = text[start:end].translate(SPELLING)
    if "''" in plain or "``" in plain:
        plain = PAIRS.sub(f'"{INVISIBLE[0]}', plain)
    for offset, character in enumerate(plain, start):
        if character not in INVISIBLE:
            characters.append(character)
            chunk.starts.append(offset)
            chunk.ends.append(offset + 1)


def _write(words: str, span: Span, chunk: ParserInput, characters: list[str]) -> None:
    for character in words:
        characters.append(character)
        chunk.starts.append(span[0])
        chunk.ends.append(span[1])


def _fold(text: str, quotation: Quotation, chunk: ParserInput, characters: list[str]) -> None:
    """Write the replacement of a quotation, with the quotation's last punctuation mark.

    A question right before its cue gets a comma, because both are one sentence.
    """
    last = text[quotation.inner[1] - 1 : quotation.inner[1]]
    if quotation.start in chunk.block.answered:
        last = ","
    start = len(characters)
    words = STAND_IN + (last if last in STOP + ",:;" and last else "") + '"'
    _write(words.replace("…", "."), (quotation.start, quotation.end), chunk, characters)
    chunk.folded.append((start, len(characters), quotation))


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


def folded_tokens(chunk: ParserInput, doc: Doc) -> list[tuple[Span, Quotation]]:
    """Return the token span of each folded utterance."""
    spans = []
    for start, end, quotation in chunk.folded:
        tokens = doc.char_span(start, end, alignment_mode="expand")
        if tokens is not None:
            spans.append(((tokens.start, tokens.end), quotation))
    return spans


def quoted_tokens(chunk: ParserInput, doc: Doc) -> frozenset[int]:
    """Return the tokens inside quotations that aren't whole utterances."""
    spans = [fragment.inner for fragment in chunk.block.fragments]
    if not spans:
        return frozenset()
    starts = [start for start, _ in spans]
    found = set()
    for token in doc:
        at = chunk.starts[token.idx]
        number = bisect_right(starts, at) - 1
        if number >= 0 and at < spans[number][1]:
            found.add(token.i)
    return frozenset(found)


def text_span(chunk: ParserInput, doc: Doc, span: Span) -> Span:
    """Return the offsets in the article of a token span."""
    first, last = doc[span[0]], doc[span[1] - 1]
    return chunk.span(first.idx, last.idx + len(last.text))
