"""Calculates the tree of a formula, with its units, and words the line that is shown.

Decimals have 40 digits; results are rounded half to even for display. Figures with different
units can't be added. Multiplication and division combine the units, so pounds over pounds is a
ratio. A plain number, or a figure without a unit, can be combined with any unit.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, DivisionByZero, InvalidOperation, Overflow
from functools import reduce

from reviews.calculations.parser import (
    BinaryOperation,
    CalculationError,
    FigureTerm,
    Group,
    Negated,
    Node,
    Percentage,
    PlainNumber,
    evidence_numbers,
)
from reviews.calculations.units import (
    EXACT,
    NAMES,
    NBSP,
    canonical_unit,
    format_figure,
    format_rounded,
    format_with_unit,
    scale_and_unit,
)
from reviews.sentences import Sentence

LARGEST = Decimal(10) ** 21
HUNDRED = Decimal(100)

Units = tuple[tuple[str, int], ...] | None
"""Units with their powers, sorted: `(("GBP", 1),)`. `()` is a ratio, None fits any unit."""


@dataclass(frozen=True, slots=True)
class FigureValue:
    """The number that a piece of evidence gives. `trouble` says why it gives none."""

    value: Decimal = Decimal()
    unit: str = ""
    text: str = ""
    trouble: Sentence | None = None

    @property
    def shown(self) -> str:
        """In the words of the evidence, or as short as is exact: £64.6bn."""
        return self.text or format_figure(self.value, self.unit)


@dataclass(frozen=True, slots=True)
class CalculationResult:
    """A result: the exact value, the text with its unit, and the formula that gave it.

    `parts` are the pieces of the formula in order: the text of each, and the number of the
    evidence whose figure it is, or None.
    """

    value: Decimal
    result: str
    parts: list[tuple[str, int | None]]
    warnings: list[Sentence]

    @property
    def formula(self) -> str:
        return "".join(text for text, _ in self.parts)

    @property
    def shown(self) -> str:
        """£64.6bn / £2,711bn = 2.38 %."""
        return f"{self.formula} = {self.result}"


def calculate(
    node: Node, figures: Mapping[int, FigureValue], *, unit: str = "", decimals: int = 2
) -> CalculationResult:
    """Calculate a formula. The result is in `unit`, rounded half to even.

    Without `unit` the result has the unit of its figures, as the first of them is written.
    Raises `CalculationError`, whose sentence says why there is no result.
    """
    for number in evidence_numbers(node):
        if number not in figures:
            raise CalculationError(Sentence("no-such-evidence", number=number))
        if trouble := figures[number].trouble:
            raise CalculationError(trouble)
    try:
        value, units = _value_of(node, figures)
        unit = unit.strip() or _own_unit(node, figures, units)
        scale, base = scale_and_unit(unit)
        if base and units == ((base, 1),):
            value = EXACT.divide(value, scale)
        rounded = value.quantize(Decimal(1).scaleb(-decimals), context=EXACT)
    except (DivisionByZero, InvalidOperation) as error:
        raise CalculationError(Sentence("divided-by-zero")) from error
    except Overflow as error:
        raise CalculationError(Sentence("result-too-large")) from error
    return CalculationResult(
        value=value,
        result=format_rounded(value, unit) or format_with_unit(f"{rounded:,f}", unit),
        parts=list(_parts(_without_hundred(node, unit), figures)),
        warnings=_warnings(node, units, unit),
    )


def _own_unit(node: Node, figures: Mapping[int, FigureValue], units: Units) -> str:
    written = (figures[number].unit for number in evidence_numbers(node))
    return next((unit for unit in written if units == ((scale_and_unit(unit)[1], 1),)), "")


def _value_of(node: Node, figures: Mapping[int, FigureValue]) -> tuple[Decimal, Units]:
    """The value of a node and its units. Each step checks the limit, so nothing explodes."""
    units: Units = None
    match node:
        case PlainNumber(value):
            pass
        case FigureTerm(number):
            figure = figures[number]
            scale, base = scale_and_unit(figure.unit)
            value = EXACT.multiply(figure.value, scale)
            units = ((base, 1),) if base else None
        case Group(part):
            value, units = _value_of(part, figures)
        case Negated(part):
            value, units = _value_of(part, figures)
            value = -value
        case Percentage(part):
            value, units = _value_of(part, figures)
            value = EXACT.divide(value, HUNDRED)
            units = () if units == (("percent", 1),) else units
        case BinaryOperation(sign, left, right):
            value, units = _combine(sign, _value_of(left, figures), _value_of(right, figures))
    if abs(value) > LARGEST:
        raise CalculationError(Sentence("numbers-too-large"))
    return value, units


def _combine(
    sign: str, left: tuple[Decimal, Units], right: tuple[Decimal, Units]
) -> tuple[Decimal, Units]:
    (a, of_a), (b, of_b) = left, right
    match sign:
        case "+":
            return EXACT.add(a, b), _same_units(of_a, of_b, "different-units-added")
        case "-":
            return EXACT.subtract(a, b), _same_units(of_a, of_b, "different-units-subtracted")
        case "*":
            return EXACT.multiply(a, b), _combine_units(of_a, of_b, 1)
        case _:
            if not b:
                raise CalculationError(Sentence("divided-by-zero"))
            return EXACT.divide(a, b), _combine_units(of_a, of_b, -1)


def _same_units(one: Units, other: Units, refusal: str) -> Units:
    """The unit of a sum, or of a difference. `refusal` is the code if there is none."""
    if one is None or other is None:
        return other if one is None else one
    if one != other:
        first, second = _units_in_words(one), _units_in_words(other)
        raise CalculationError(Sentence(refusal, first=first, second=second))
    return one


def _combine_units(one: Units, other: Units, power: int) -> Units:
    if one is None and other is None:
        return None
    powers = dict(one or ())
    for name, times in other or ():
        powers[name] = powers.get(name, 0) + power * times
    return tuple(sorted((name, times) for name, times in powers.items() if times))


def _units_in_words(units: tuple[tuple[str, int], ...]) -> Sentence:
    """The units in words, for a sentence: "pounds", "a percent", "a ratio"."""
    above = [_unit_in_words(name) for name, times in units if times > 0]
    below = [_unit_in_words(name) for name, times in units if times < 0]
    if not below:
        return _times(above) if above else Sentence("unit-ratio")
    if not above:
        return Sentence("one-per-unit", below=_times(below))
    return Sentence("units-per", above=_times(above), below=_times(below))


def _times(units: list[Sentence]) -> Sentence:
    return reduce(lambda one, other: Sentence("units-times", one=one, other=other), units)


def _unit_in_words(unit: str) -> Sentence:
    if unit == "percent" or unit in NAMES:
        return Sentence(f"unit-{unit}")
    return Sentence("unit-several", unit=unit)


def _warnings(node: Node, units: Units, unit: str) -> list[Sentence]:
    """Sentences about what looks wrong. They are hints: the calculation can be used anyway."""
    _, target = scale_and_unit(unit)
    if target == "percent" and units in ((), None) and not _has_hundred(node):
        return [Sentence("not-times-100")]
    if not target or not units or units == ((target, 1),):
        return []
    if target in NAMES and len(units) == 1 and units[0][0] in NAMES:
        meant = _unit_in_words(target)
        return [Sentence("other-currency", units=_units_in_words(units), unit=meant)]
    if target == "percent" and units != (("percent", 1),):
        return [Sentence("not-a-percent", units=_units_in_words(units))]
    return []


def _has_hundred(node: Node) -> bool:
    match node:
        case PlainNumber(value):
            return value == HUNDRED
        case FigureTerm():
            return False
        case Group(part) | Negated(part):
            return _has_hundred(part)
        case Percentage(part):
            return False
        case BinaryOperation(_, left, right):
            return _has_hundred(left) or _has_hundred(right)


def _without_hundred(node: Node, unit: str) -> Node:
    """`a / b × 100` is shown as `a / b` where the result is a percent."""
    match node:
        case BinaryOperation("*", left, PlainNumber(value)) if (
            canonical_unit(unit) == "percent" and value == HUNDRED
        ):
            return left.inside if isinstance(left, Group) else left
    return node


def _parts(node: Node, figures: Mapping[int, FigureValue]) -> list[tuple[str, int | None]]:
    """The pieces of a formula as printed: the evidence's own words, and proper signs."""
    match node:
        case PlainNumber(_, text):
            return [(text, None)]
        case FigureTerm(number):
            return [(figures[number].shown, number)]
        case Group(part):
            return [("(", None), *_parts(part, figures), (")", None)]
        case Negated(part):
            return [("−", None), *_parts(part, figures)]
        case Percentage(FigureTerm(number)) if (
            canonical_unit(figures[number].unit) == "percent"
        ):
            return [(figures[number].shown, number)]
        case Percentage(part):
            return [*_parts(part, figures), (f"{NBSP}%", None)]
        case BinaryOperation(sign, left, right):
            said = {"-": "−", "*": "×"}.get(sign, sign)
            return [*_parts(left, figures), (f" {said} ", None), *_parts(right, figures)]
