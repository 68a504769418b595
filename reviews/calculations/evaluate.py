"""From a tree to a number, with its units looked after, and to the line that is shown.

Decimals with 40 digits; what is shown is rounded half to even. Figures of different units are
not added; what is multiplied or divided carries its units along, so that pounds over pounds is
a ratio. A plain number, and a figure without a unit, goes with everything.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, DivisionByZero, InvalidOperation, Overflow

from reviews.calculations.parser import (
    Binary,
    Group,
    Hundredths,
    Negated,
    Node,
    Number,
    SumError,
    Term,
    numbers_in,
)
from reviews.calculations.units import (
    EXACT,
    NAMES,
    NBSP,
    canonical,
    scaled,
    short_of,
    shown,
    with_unit,
)

LARGEST = Decimal(10) ** 21
HUNDRED = Decimal(100)

Units = tuple[tuple[str, int], ...] | None
"""Units with their powers, sorted: (("GBP", 1),); () is a ratio; None goes with everything."""


@dataclass(frozen=True, slots=True)
class Figure:
    """The number that a piece of evidence gives; `trouble` says why it gives none."""

    value: Decimal = Decimal()
    unit: str = ""
    text: str = ""
    trouble: str = ""

    @property
    def shown(self) -> str:
        """As the evidence says it, else as short as it can be exactly: £64.6bn."""
        return self.text or shown(self.value, self.unit)


@dataclass(frozen=True, slots=True)
class Worked:
    """A result: exact, as shown with its unit, and the sum before the equals sign.

    `parts` are pieces of that sum in order: its text, and the number of the evidence where it
    is a figure of one.
    """

    value: Decimal
    result: str
    parts: list[tuple[str, int | None]]
    warnings: list[str]

    @property
    def formula(self) -> str:
        return "".join(text for text, _ in self.parts)

    @property
    def shown(self) -> str:
        """£64.6bn / £2,711bn = 2.38 %."""
        return f"{self.formula} = {self.result}"


def work_out(
    node: Node, figures: Mapping[int, Figure], *, unit: str = "", decimals: int = 2
) -> Worked:
    """The result in `unit`, rounded half to even; `SumError` says why there is none.

    Without a unit it has that of its figures, as the first of them says it.
    """
    for number in numbers_in(node):
        if number not in figures:
            raise SumError(f"There is no evidence [{number}].")
        if trouble := figures[number].trouble:
            raise SumError(trouble)
    try:
        value, units = _worked(node, figures)
        unit = unit.strip() or _own_unit(node, figures, units)
        scale, base = scaled(unit)
        if base and units == ((base, 1),):
            value = EXACT.divide(value, scale)
        rounded = value.quantize(Decimal(1).scaleb(-decimals), context=EXACT)
    except (DivisionByZero, InvalidOperation) as error:
        raise SumError("It is divided by zero.") from error
    except Overflow as error:
        raise SumError("The result is too large to show.") from error
    return Worked(
        value=value,
        result=short_of(value, unit) or with_unit(f"{rounded:,f}", unit),
        parts=list(_parts(_without_hundred(node, unit), figures)),
        warnings=_warnings(node, units, unit),
    )


def _own_unit(node: Node, figures: Mapping[int, Figure], units: Units) -> str:
    written = (figures[number].unit for number in numbers_in(node))
    return next((unit for unit in written if units == ((scaled(unit)[1], 1),)), "")


def _worked(node: Node, figures: Mapping[int, Figure]) -> tuple[Decimal, Units]:
    """The value of a node and its units; it is kept in its limits at each step."""
    units: Units = None
    match node:
        case Number(value):
            pass
        case Term(number):
            figure = figures[number]
            scale, base = scaled(figure.unit)
            value = EXACT.multiply(figure.value, scale)
            units = ((base, 1),) if base else None
        case Group(part):
            value, units = _worked(part, figures)
        case Negated(part):
            value, units = _worked(part, figures)
            value = -value
        case Hundredths(part):
            value, units = _worked(part, figures)
            value = EXACT.divide(value, HUNDRED)
            units = () if units == (("percent", 1),) else units
        case Binary(sign, left, right):
            value, units = _joined(sign, _worked(left, figures), _worked(right, figures))
    if abs(value) > LARGEST:
        raise SumError("On the way the numbers grow too large to be meant.")
    return value, units


def _joined(
    sign: str, left: tuple[Decimal, Units], right: tuple[Decimal, Units]
) -> tuple[Decimal, Units]:
    (a, of_a), (b, of_b) = left, right
    match sign:
        case "+":
            return EXACT.add(a, b), _alike(of_a, of_b, "added")
        case "-":
            return EXACT.subtract(a, b), _alike(of_a, of_b, "subtracted")
        case "*":
            return EXACT.multiply(a, b), _product(of_a, of_b, 1)
        case _:
            if not b:
                raise SumError("It is divided by zero.")
            return EXACT.divide(a, b), _product(of_a, of_b, -1)


def _alike(one: Units, other: Units, done: str) -> Units:
    if one is None or other is None:
        return other if one is None else one
    if one != other:
        first, second = _named(one), _named(other)
        raise SumError(f"{first[0].upper()}{first[1:]} and {second} are {done}.")
    return one


def _product(one: Units, other: Units, power: int) -> Units:
    if one is None and other is None:
        return None
    powers = dict(one or ())
    for name, times in other or ():
        powers[name] = powers.get(name, 0) + power * times
    return tuple(sorted((name, times) for name, times in powers.items() if times))


def _named(units: tuple[tuple[str, int], ...]) -> str:
    """ "pounds", "a percent", "a ratio", for a sentence."""
    if not units:
        return "a ratio"
    above = " × ".join(_name(name) for name, times in units if times > 0)
    below = " per ".join(_name(name) for name, times in units if times < 0)
    return f"{above or 'one'} per {below}" if below else above


def _name(unit: str) -> str:
    if unit == "percent":
        return "a percent"
    return NAMES.get(unit) or f"{unit}s"


def _warnings(node: Node, units: Units, unit: str) -> list[str]:
    """What a person should look at before readers do; nothing here stops the sum."""
    _, target = scaled(unit)
    if target == "percent" and units in ((), None) and not _holds_hundred(node):
        return ["Nothing is multiplied by 100: is the result a percent?"]
    if not target or not units or units == ((target, 1),):
        return []
    if target in NAMES and len(units) == 1 and units[0][0] in NAMES:
        return [f"The figures are in {_named(units)}, the result says {NAMES[target]}."]
    if target == "percent" and units != (("percent", 1),):
        return [f"The result is in {_named(units)}, not a percent."]
    return []


def _holds_hundred(node: Node) -> bool:
    match node:
        case Number(value):
            return value == HUNDRED
        case Term():
            return False
        case Group(part) | Negated(part):
            return _holds_hundred(part)
        case Hundredths(part):
            return False
        case Binary(_, left, right):
            return _holds_hundred(left) or _holds_hundred(right)


def _without_hundred(node: Node, unit: str) -> Node:
    """`a / b × 100` as it is said where the result is a percent: `a / b`."""
    match node:
        case Binary("*", left, Number(value)) if (
            canonical(unit) == "percent" and value == HUNDRED
        ):
            return left.inside if isinstance(left, Group) else left
    return node


def _parts(node: Node, figures: Mapping[int, Figure]) -> list[tuple[str, int | None]]:
    """A sum in print: figures as the evidence says them, signs as they are set."""
    match node:
        case Number(_, text):
            return [(text, None)]
        case Term(number):
            return [(figures[number].shown, number)]
        case Group(part):
            return [("(", None), *_parts(part, figures), (")", None)]
        case Negated(part):
            return [("−", None), *_parts(part, figures)]
        case Hundredths(Term(number)) if canonical(figures[number].unit) == "percent":
            return [(figures[number].shown, number)]
        case Hundredths(part):
            return [*_parts(part, figures), (f"{NBSP}%", None)]
        case Binary(sign, left, right):
            said = {"-": "−", "*": "×"}.get(sign, sign)
            return [*_parts(left, figures), (f" {said} ", None), *_parts(right, figures)]
