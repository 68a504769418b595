"""The sums of a review, worked out from its evidence as it is now: one query for the pieces."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from claims.extraction.numbers.quantities import find_numbers
from reviews.calculations.evaluate import Figure, work_out
from reviews.calculations.models import Sum
from reviews.calculations.parser import SumError, numbers_in, read
from reviews.calculations.units import canonical, scaled
from reviews.evidence.models.evidence import Evidence
from reviews.review.models.reviews import Review

SHORT_ENOUGH = 24
"""Characters of the evidence's own words for a figure, to stand in a line."""


@dataclass(frozen=True, slots=True)
class ShownTerm:
    """A figure that a sum uses: the evidence's number, and what it gives."""

    number: int
    figure: str
    value: str
    unit: str
    period: str
    place: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A sum worked out; `trouble` says why there is no result, in a sentence.

    `parts` are the pieces of the formula: text, and the number of the evidence that gives it.
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
    warnings: list[str] = field(default_factory=list)

    @property
    def formula(self) -> str:
        return "".join(text for text, _ in self.parts)

    @property
    def shown(self) -> str:
        """£64.6bn / £2,711bn = 2.38 %; empty where there is no result."""
        return f"{self.formula} = {self.result}" if self.result else ""


def of_review(review: Review) -> list[Shown]:
    """All sums of a review in their order; no query for evidence where there is no sum."""
    rows = list(review.sums.standing())
    if not rows:
        return []
    pieces = _pieces(review)
    return [worked(row, pieces) for row in rows]


def of_row(row: Sum) -> Shown:
    """One sum as it shows now."""
    return worked(row, _pieces(row.review))


def gate_lines(review: Review) -> list[str]:
    """What is missing in the sums of a review, one sentence for each that gives no number."""
    return [
        f"The sum “{one.label}” gives no number: {one.trouble}"
        for one in of_review(review)
        if one.trouble
    ]


def tried(
    review: Review, *, expression: str, unit: str = "", decimals: int = 2, label: str = ""
) -> Shown:
    """A sum that is not saved: what it would show now."""
    row = Sum(label=label, expression=expression, unit=unit, decimals=decimals)
    return worked(row, _pieces(review))


def worked(row: Sum, pieces: Mapping[int, Evidence]) -> Shown:
    """A sum over the pieces of its review, by number."""
    about: dict[str, Any] = {
        "pk": row.pk or 0,
        "label": row.label,
        "expression": row.expression,
        "unit": row.unit,
        "decimals": row.decimals,
    }
    try:
        node = read(row.expression)
    except SumError as error:
        return Shown(**about, trouble=str(error))
    numbers = numbers_in(node)
    figures = {number: figure_of(pieces[number]) for number in numbers if number in pieces}
    terms = [_term(pieces[number], figures[number]) for number in figures]
    try:
        done = work_out(node, figures, unit=row.unit, decimals=row.decimals)
    except SumError as error:
        return Shown(**about, terms=terms, trouble=str(error))
    return Shown(
        **about,
        terms=terms,
        parts=done.parts,
        value=f"{done.value:f}",
        result=done.result,
        warnings=done.warnings,
    )


def figure_of(piece: Evidence) -> Figure:
    """What a piece gives a sum, or why it gives nothing."""
    if piece.withdrawn_at is not None:
        return Figure(trouble=f"[{piece.number}] is withdrawn.")
    if piece.is_confidential:
        return Figure(
            trouble=f"[{piece.number}] is confidential: a sum would show its figure to readers."
        )
    if piece.figure is None:
        return Figure(trouble=f"[{piece.number}] gives no number yet: note its figure.")
    return _figure(piece)


def with_figures(pieces: Iterable[Evidence]) -> list[tuple[int, str]]:
    """The figures that a sum can use: number of the evidence, and what it gives."""
    found = ((piece.number, figure_of(piece)) for piece in pieces)
    return [(number, figure.shown) for number, figure in found if not figure.trouble]


def figure_shown(piece: Evidence) -> str:
    """The number that a piece gives, as the evidence says it; empty where it gives none."""
    return "" if piece.figure is None else _figure(piece).shown


def _figure(piece: Evidence) -> Figure:
    return Figure(piece.figure or Decimal(), piece.figure_unit, text=_as_said(piece))


def _as_said(piece: Evidence) -> str:
    """The figure in the passage's own words, where they are short and say just that."""
    scale, unit = scaled(piece.figure_unit)
    value = float((piece.figure or 0) * scale)
    for number in find_numbers(piece.passage):
        words = " ".join(number.text.split())
        is_it = math.isclose(number.value, value) and canonical(number.unit or "") == unit
        if is_it and len(words) <= SHORT_ENOUGH:
            return words
    return ""


def _term(piece: Evidence, figure: Figure) -> ShownTerm:
    return ShownTerm(
        number=piece.number,
        figure="" if figure.trouble else figure.shown,
        value="" if figure.trouble else decimal_text(figure.value),
        unit=figure.unit,
        period=piece.figure_period,
        place=piece.figure_place,
    )


def decimal_text(value: Decimal) -> str:
    """A number without noughts at its end: 64600000000, 2.5."""
    return f"{value.normalize():f}"


def _pieces(review: Review) -> dict[int, Evidence]:
    return {piece.number: piece for piece in review.evidence.all()}
