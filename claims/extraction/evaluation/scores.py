"""Precision and recall, as every evaluation here counts them."""

from typing import TypedDict


class ClassScores(TypedDict):
    """Precision, recall and their harmonic mean, from 0 to 1, to four places."""

    precision: float
    recall: float
    f1: float


def precision_recall_f1(right: int, found: int, marked: int) -> ClassScores:
    """Return precision, recall and their harmonic mean, from 0 to 1, to four places."""
    return {
        "precision": round(right / found, 4) if found else 0.0,
        "recall": round(right / marked, 4) if marked else 0.0,
        "f1": round(2 * right / (found + marked), 4) if found + marked else 0.0,
    }
