"""Calculations that readers see: formulas over the figures of evidence.

A formula is data. `parser` turns it into a tree, `evaluate` calculates the tree with decimals,
and `service` does both for the calculations of a review. Nothing is ever evaluated as code, and
no result is stored: it always follows from the figures as they are now.
"""

from reviews.calculations.evaluate import FigureValue, calculate
from reviews.calculations.parser import (
    LONGEST_EXPRESSION,
    CalculationError,
    evidence_numbers,
    parse_expression,
)
from reviews.calculations.service import (
    ShownCalculation,
    ShownTerm,
    calculate_row,
    calculations_of,
    decimal_text,
    failing_calculations,
    figure_text,
    try_calculation,
    usable_figures,
)

__all__ = [
    "LONGEST_EXPRESSION",
    "CalculationError",
    "FigureValue",
    "ShownCalculation",
    "ShownTerm",
    "calculate",
    "calculate_row",
    "calculations_of",
    "decimal_text",
    "evidence_numbers",
    "failing_calculations",
    "figure_text",
    "parse_expression",
    "try_calculation",
    "usable_figures",
]
