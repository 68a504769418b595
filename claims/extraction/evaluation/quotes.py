"""Score extraction against annotated articles.

What counts as a piece and as the right speaker is defined in the README of the data.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypedDict

from claims.extraction.evaluation.pieces import (
    NEAR,
    EvaluatedPiece,
    is_same_speaker,
    pair_pieces,
)
from claims.extraction.evaluation.scores import ClassScores, precision_recall_f1


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
