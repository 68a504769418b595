"""Score a ranking of sentences by check-worthiness against labels."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NotRequired

from claims.extraction.evaluation.scores import ClassScores, precision_recall_f1


class WorthScores(ClassScores):
    """Scores of a ranking, and of label 1 from the threshold up."""

    n: int
    positive: int
    average_precision: float
    threshold: float
    mean_average_precision: NotRequired[float]


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
