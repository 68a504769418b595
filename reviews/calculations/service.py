"""Calculates the formulas of a review from its evidence as it is now, with one query."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from claims.extraction.numbers.quantities import find_numbers
from reviews.calculations.evaluate import FigureValue, calculate
from reviews.calculations.models import Calculation
from reviews.calculations.parser import CalculationError, evidence_numbers, parse_expression
from reviews.calculations.units import canonical_unit, scale_and_unit
from reviews.evidence.models.evidence import Evidence
from reviews.review.models.reviews import Review
from reviews.sentences import Sentence

SHORT_ENOUGH = 24
"""The most characters that the evidence's own words for a figure may take in a line."""


@dataclass(frozen=True, slots=True)
class ShownTerm:
    """A figure that a calculation uses: the number of its evidence, and the value."""

    number: int
    figure: str
    value: str
    unit: str
    period: str
    place: str


@dataclass(frozen=True, slots=True)
class ShownCalculation:
    """A calculation with its result. `trouble` is the sentence that says why there is none.

    `parts` are the pieces of the formula: the text of each, and the number of the evidence
    whose figure it is, or None.
    """

    label: str
    expression: str
    unit: str
    decimals: int
    pk: int = 0
    terms: list[ShownTerm] = field(default_factory=list)
    parts: list[tuple[str, int | None]] = field(default_factory=list)
    value: str = ""
    result: str = ""
    trouble: str = ""
    warnings: list[Sentence] = field(default_factory=list)

    @property
    def formula(self) -> str:
        return "".join(text for text, _ in self.parts)

    @property
    def shown(self) -> str:
        """£64.6bn / £2,711bn = 2.38 %. Empty if there is no result."""
        return f"{self.formula} = {self.result}" if self.result else ""


def calculations_of(review: Review) -> list[ShownCalculation]:
    """All calculations of a review in their order. Without any, evidence is not queried."""
    rows = list(review.calculations.standing())
    if not rows:
        return []
    pieces = _pieces(review)
    return [calculate_from(row, pieces) for row in rows]


def calculate_row(row: Calculation) -> ShownCalculation:
    """One calculation with the figures as they are now."""
    return calculate_from(row, _pieces(row.review))


def failing_calculations(review: Review) -> list[ShownCalculation]:
    """The calculations of a review that give no number; `trouble` says why."""
    return [one for one in calculations_of(review) if one.trouble]


def try_calculation(
    review: Review, *, expression: str, unit: str = "", decimals: int = 2, label: str = ""
) -> ShownCalculation:
    """What a calculation that is not saved would show now."""
    row = Calculation(label=label, expression=expression, unit=unit, decimals=decimals)
    return calculate_from(row, _pieces(review))


def calculate_from(row: Calculation, pieces: Mapping[int, Evidence]) -> ShownCalculation:
    """A calculation with these pieces of evidence, by number."""
    shown = ShownCalculation(row.label, row.expression, row.unit, row.decimals, pk=row.pk or 0)
    try:
        node = parse_expression(row.expression)
    except CalculationError as error:
        return replace(shown, trouble=error.sentence)
    numbers = evidence_numbers(node)
    figures = {number: figure_value(pieces[number]) for number in numbers if number in pieces}
    terms = [_term(pieces[number], figures[number]) for number in figures]
    try:
        done = calculate(node, figures, unit=row.unit, decimals=row.decimals)
    except CalculationError as error:
        return replace(shown, terms=terms, trouble=error.sentence)
    return replace(
        shown,
        terms=terms,
        parts=done.parts,
        value=f"{done.value:f}",
        result=done.result,
        warnings=done.warnings,
    )


def figure_value(piece: Evidence) -> FigureValue:
    """The figure that a piece of evidence gives, or why it gives none."""
    if piece.withdrawn_at is not None:
        return FigureValue(trouble=Sentence("evidence-is-withdrawn", number=piece.number))
    if piece.is_confidential:
        return FigureValue(trouble=Sentence("evidence-is-confidential", number=piece.number))
    if piece.figure is None:
        return FigureValue(trouble=Sentence("evidence-without-figure", number=piece.number))
    return _figure(piece)


def usable_figures(pieces: Iterable[Evidence]) -> list[tuple[int, str]]:
    """The figures that a calculation can use: the number of the evidence, and its text."""
    found = ((piece.number, figure_value(piece)) for piece in pieces)
    return [(number, figure.shown) for number, figure in found if not figure.trouble]


def figure_text(piece: Evidence) -> str:
    """The figure of a piece in the words of the evidence. Empty if it gives none."""
    return "" if piece.figure is None else _figure(piece).shown


def _figure(piece: Evidence) -> FigureValue:
    return FigureValue(piece.figure or Decimal(), piece.figure_unit, text=_as_said(piece))


def _as_said(piece: Evidence) -> str:
    """The figure in the passage's own words, if they are short and mean exactly that value."""
    scale, unit = scale_and_unit(piece.figure_unit)
    value = float((piece.figure or 0) * scale)
    for number in find_numbers(piece.passage):
        words = " ".join(number.text.split())
        is_it = math.isclose(number.value, value) and canonical_unit(number.unit or "") == unit
        if is_it and len(words) <= SHORT_ENOUGH:
            return words
    return ""


def _term(piece: Evidence, figure: FigureValue) -> ShownTerm:
    return ShownTerm(
        number=piece.number,
        figure="" if figure.trouble else figure.shown,
        value="" if figure.trouble else decimal_text(figure.value),
        unit=figure.unit,
        period=piece.figure_period,
        place=piece.figure_place,
    )


def decimal_text(value: Decimal) -> str:
    """A number without trailing zeros: 64600000000, 2.5."""
    return f"{value.normalize():f}"


def _pieces(review: Review) -> dict[int, Evidence]:
    return {piece.number: piece for piece in review.evidence.all()}
