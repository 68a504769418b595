"""Pieces of text with their speakers: when two are the same words, by the same speaker."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NotRequired, TypedDict

Span = tuple[int, int]

NEAR = 0.8
"""Two pieces count as the same words from this character overlap (intersection over union)."""
MOST_EXTRA_WORDS = 6
OPENING = " \t\n\u00a0\"'“”‘’«»„‚‹›`"
CLOSING = OPENING + ".,;:!?…–—-"
THAT = re.compile(r"that\b\s*", re.IGNORECASE)
WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
DROPPED = frozenset(
    [
        *("the", "a", "an", "mr", "mrs", "ms", "miss", "dr", "prof"),
        *(
            "professor",
            "sir",
            "dame",
            "lord",
            "lady",
            "sen",
            "senator",
            "rep",
            "representative",
        ),
        *(
            "gov",
            "governor",
            "president",
            "vice",
            "secretary",
            "minister",
            "prime",
            "chancellor",
            "mayor",
        ),
        *("judge", "justice", "general", "gen", "col", "lt", "sgt", "capt", "rev"),
        *("congressman", "congresswoman", "former", "ex"),
    ]
)
"""Articles and titles, which don't distinguish one person from another."""


@dataclass(frozen=True, slots=True)
class EvaluatedPiece:
    """Contiguous words of one statement: the trimmed `span`, its `kind` and its speaker."""

    span: Span
    kind: str
    speaker: str | None


class SpokenWords(TypedDict):
    """What evaluation needs of an extracted statement, or of an annotated article's quote."""

    start: int
    end: int
    kind: str
    speaker_start: int | None
    speaker_end: int | None
    parts: NotRequired[list[list[int]]]


def statement_pieces(text: str, statements: Iterable[SpokenWords]) -> list[EvaluatedPiece]:
    """Return the pieces of extracted statements, or of an annotated article's quotes.

    A statement's `parts` are its pieces; without parts, `start` and `end` are the only piece.
    Narration is left out, and so are pieces with no letters left after trimming.
    """
    return sorted(set(_pieces(text, statements)), key=lambda piece: piece.span)


def _pieces(text: str, statements: Iterable[SpokenWords]) -> Iterator[EvaluatedPiece]:
    for one in statements:
        if one["kind"] == "narration":
            continue
        start, end = one["speaker_start"], one["speaker_end"]
        speaker = None if start is None else text[start:end]
        for part in one.get("parts") or [[one["start"], one["end"]]]:
            span = trim_piece(text, (part[0], part[1]))
            if span[0] < span[1]:
                yield EvaluatedPiece(span, one["kind"], speaker)


def trim_piece(text: str, span: Span) -> Span:
    """Trim white space, quotation marks, closing punctuation and a leading "that"."""
    start, end = span
    while True:
        words = text[start:end]
        left = words.lstrip(OPENING)
        left = THAT.sub("", left, count=1) if THAT.match(left) else left
        start = end - len(left)
        end = start + len(left.rstrip(CLOSING))
        if text[start:end] == words:
            return start, end


def is_same_speaker(one: str | None, other: str | None) -> bool:
    """Return whether two names mean the same speaker, ignoring case, articles and titles.

    They do when they are equal, or when one contains all words of the other and at most six
    more. Two missing names are the same.
    """
    if one is None or other is None:
        return one is other
    words, others = name_words(one), name_words(other)
    if words == others:
        return True
    short, long = sorted((words, others), key=len)
    return (
        bool(short) and set(short) <= set(long) and len(long) - len(short) <= MOST_EXTRA_WORDS
    )


def name_words(words: str) -> list[str]:
    found = [word.lower().removesuffix("'s").removesuffix("’s") for word in WORD.findall(words)]
    return [word for word in found if word not in DROPPED] or found


def overlap_ratio(one: Span, other: Span) -> float:
    """Return the characters in both spans divided by the characters in either, from 0 to 1."""
    both = min(one[1], other[1]) - max(one[0], other[0])
    either = max(one[1], other[1]) - min(one[0], other[0])
    return max(both, 0) / either if either else 1.0


def pair_pieces(
    marked: Sequence[EvaluatedPiece], found: Sequence[EvaluatedPiece], least: float
) -> list[tuple[EvaluatedPiece, EvaluatedPiece]]:
    """Pair pieces that overlap by `least` or more, best first. No piece is in two pairs."""
    near = sorted(
        (
            (-share, i, j)
            for i, gold in enumerate(marked)
            for j, piece in enumerate(found)
            if (share := overlap_ratio(gold.span, piece.span)) >= least
        ),
    )
    pairs: dict[int, int] = {}
    for _, i, j in near:
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return [(marked[i], found[j]) for i, j in pairs.items()]
