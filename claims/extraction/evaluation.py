"""Score extraction against annotated articles and sentences.

What counts as a piece, as the right speaker and as a good ranking is defined in the README of
each data set; this module is the only place that implements those definitions. It takes and
returns plain values: no Django, no database, no files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NotRequired, TypedDict

Span = tuple[int, int]

NEAR = 0.8
"""Two pieces count as the same words from this character overlap (intersection over union)."""
KINDS = ("direct", "mixed", "indirect")
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


class ClassScores(TypedDict):
    """Precision, recall and their harmonic mean, from 0 to 1, to four places."""

    precision: float
    recall: float
    f1: float


class PieceScores(ClassScores):
    """Scores of the spans, and of spans with the right speaker."""

    with_speaker: ClassScores


KindScores = TypedDict(
    "KindScores", {"marked": int, "found": int, "exact": PieceScores, "iou_0.8": PieceScores}
)


class QuoteScores(TypedDict):
    """Scores of all pieces, and of each kind of piece."""

    set: str
    n: int
    all: KindScores
    direct: KindScores
    mixed: KindScores
    indirect: KindScores


class WorthScores(ClassScores):
    """Scores of a ranking, and of label 1 from the threshold up."""

    n: int
    positive: int
    average_precision: float
    threshold: float
    mean_average_precision: NotRequired[float]


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
    words, others = _name(one), _name(other)
    if words == others:
        return True
    short, long = sorted((words, others), key=len)
    return (
        bool(short) and set(short) <= set(long) and len(long) - len(short) <= MOST_EXTRA_WORDS
    )


def _name(words: str) -> list[str]:
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


@dataclass(slots=True)
class ScoreTally:
    """Counts over articles: annotated, found and paired pieces, and right speakers."""

    marked: int = 0
    found: int = 0
    paired: int = 0
    with_speaker: int = 0

    def add(
        self, marked: Sequence[EvaluatedPiece], found: Sequence[EvaluatedPiece], least: float
    ) -> None:
        """Add the pieces of one article."""
        pairs = pair_pieces(marked, found, least)
        self.marked += len(marked)
        self.found += len(found)
        self.paired += len(pairs)
        self.with_speaker += sum(is_same_speaker(a.speaker, b.speaker) for a, b in pairs)

    def scores(self) -> PieceScores:
        """Return precision, recall and F1 of the spans, and of spans with the right speaker."""
        return {
            **precision_recall_f1(self.paired, self.found, self.marked),
            "with_speaker": precision_recall_f1(self.with_speaker, self.found, self.marked),
        }


def quote_scores(
    articles: Iterable[tuple[list[EvaluatedPiece], list[EvaluatedPiece]]],
) -> QuoteScores:
    """Score all pieces and each kind of piece, given (annotated, found) pieces per article.

    The scores of a kind compare the pieces annotated as that kind with those found as it.
    """
    pairs = list(articles)
    return {
        "set": "quotes",
        "n": len(pairs),
        "all": _kind_scores(pairs, "all"),
        "direct": _kind_scores(pairs, "direct"),
        "mixed": _kind_scores(pairs, "mixed"),
        "indirect": _kind_scores(pairs, "indirect"),
    }


def _kind_scores(
    articles: list[tuple[list[EvaluatedPiece], list[EvaluatedPiece]]], kind: str
) -> KindScores:
    exact, near = ScoreTally(), ScoreTally()
    for all_marked, all_found in articles:
        marked = [one for one in all_marked if kind in ("all", one.kind)]
        found = [one for one in all_found if kind in ("all", one.kind)]
        exact.add(marked, found, 1.0)
        near.add(marked, found, NEAR)
    return {
        "marked": exact.marked,
        "found": exact.found,
        "exact": exact.scores(),
        "iou_0.8": near.scores(),
    }


def precision_recall_f1(right: int, found: int, marked: int) -> ClassScores:
    """Return precision, recall and their harmonic mean, from 0 to 1, to four places."""
    return {
        "precision": round(right / found, 4) if found else 0.0,
        "recall": round(right / marked, 4) if marked else 0.0,
        "f1": round(2 * right / (found + marked), 4) if found + marked else 0.0,
    }


def average_precision(scored: Iterable[tuple[float, int]]) -> float:
    """Return the average precision of (score, label 0 or 1) rows.

    Equal scores count as one step, as in `sklearn.metrics.average_precision_score`, so the
    order of the rows has no influence. It is 0 if no row is labelled 1.
    """
    rows = sorted(scored, key=lambda row: -row[0])
    positive = sum(label for _, label in rows)
    if not positive:
        return 0.0
    seen = right = 0
    total = 0.0
    for _, tied in groupby(rows, key=lambda row: row[0]):
        labels = [label for _, label in tied]
        seen += len(labels)
        right += sum(labels)
        total += right / seen * sum(labels) / positive
    return total


def worth_scores(scored: Sequence[tuple[float, int]], threshold: float) -> WorthScores:
    """Return average precision, and the scores of label 1 from the threshold up."""
    chosen = [label for score, label in scored if score >= threshold]
    positive = sum(label for _, label in scored)
    at_threshold = precision_recall_f1(sum(chosen), len(chosen), positive)
    return {
        "n": len(scored),
        "positive": positive,
        "average_precision": round(average_precision(scored), 4),
        "threshold": threshold,
        "precision": at_threshold["precision"],
        "recall": at_threshold["recall"],
        "f1": at_threshold["f1"],
    }


def mean_average_precision(debates: Iterable[Sequence[tuple[float, int]]]) -> float:
    """Return the mean over those debates in which at least one sentence is labelled 1."""
    each = [average_precision(rows) for rows in debates if any(label for _, label in rows)]
    return sum(each) / len(each) if each else 0.0
