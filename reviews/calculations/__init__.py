"""Shown sums: small calculations over the figures of evidence, worked out anew each time.

An expression is data, read by a parser of our own (`reading`) and worked out in decimals
(`working`); `rows` does so for the sums of a review. Nothing is ever evaluated as code.
"""

from reviews.calculations.evaluate import Figure, work_out
from reviews.calculations.parser import LONGEST, SumError, numbers_in, read
from reviews.calculations.service import (
    Shown,
    ShownTerm,
    decimal_text,
    figure_shown,
    gate_lines,
    of_review,
    of_row,
    tried,
    with_figures,
)

__all__ = [
    "LONGEST",
    "Figure",
    "Shown",
    "ShownTerm",
    "SumError",
    "decimal_text",
    "figure_shown",
    "gate_lines",
    "numbers_in",
    "of_review",
    "of_row",
    "read",
    "tried",
    "with_figures",
    "work_out",
]
