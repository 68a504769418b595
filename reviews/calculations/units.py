"""Units of figures and results: their names, and numbers formatted with them."""

import re
from decimal import (
    ROUND_HALF_EVEN,
    Context,
    Decimal,
    DivisionByZero,
    InvalidOperation,
    Overflow,
)

from reviews.calculations.parser import SCALES, TOO_SHORT

NBSP = "\u00a0"

SYMBOLS = {"GBP": "£", "USD": "$", "EUR": "€", "JPY": "¥"}
NAMES = {"GBP": "pounds", "USD": "dollars", "EUR": "euros", "JPY": "yen"}
SAME_AS = {
    **{symbol: code for code, symbol in SYMBOLS.items()},
    "pound": "GBP",
    "dollar": "USD",
    "euro": "EUR",
    "%": "percent",
    "per cent": "percent",
    "pct": "percent",
}
SHORT = ((Decimal(10) ** 9, "bn", "billion"), (Decimal(10) ** 6, "m", "million"))

EXACT = Context(
    prec=40, rounding=ROUND_HALF_EVEN, traps=[DivisionByZero, InvalidOperation, Overflow]
)
"""40 digits; raises where the result would not be a number."""


def canonical_unit(unit: str) -> str:
    """One name per unit: £ and pounds are GBP, % is percent, crowns is crown."""
    name = " ".join(unit.split())
    if name.upper() in NAMES:
        return name.upper()
    name = name.casefold()
    singular = name.removesuffix("s")
    return SAME_AS.get(name) or SAME_AS.get(singular) or singular


def scale_and_unit(unit: str) -> tuple[Decimal, str]:
    """A unit split into its scale and its name: "million crowns" is 1,000,000 and crown."""
    words = re.sub(r"([£$€¥])", r" \1 ", unit).split()
    is_money = any(canonical_unit(word) in NAMES for word in words)
    scale, left = Decimal(1), []
    for word in words:
        name = word.casefold()
        name = TOO_SHORT.get(name, name) if is_money else name
        if name in SCALES and scale == 1:
            scale = Decimal(SCALES[name])
        else:
            left.append(word)
    return (
        (scale, canonical_unit(" ".join(left))) if left else (Decimal(1), canonical_unit(unit))
    )


def format_figure(value: Decimal, unit: str) -> str:
    """A figure as short as is exact: £64.6bn, 86.6 million crowns, 4 %."""
    return format_rounded(value, unit) or format_with_unit(_plain(value), unit)


def format_rounded(value: Decimal, unit: str) -> str:
    """In millions or billions, if three decimals are exact. Empty if not."""
    for size, short, word in SHORT:
        if abs(value) >= size:
            part = EXACT.divide(value, size)
            if part == part.quantize(Decimal("0.001"), context=EXACT):
                is_money = canonical_unit(unit) in SYMBOLS
                said = _plain(part)
                return format_with_unit(
                    f"{said}{short}" if is_money else f"{said}{NBSP}{word}", unit
                )
    return ""


def format_with_unit(number: str, unit: str) -> str:
    """The number with its unit, joined by a non-breaking space: £5, 2.38 %, 4 crowns."""
    number = number.replace("-", "−")
    code, written = canonical_unit(unit), " ".join(unit.split())
    sign = "−" if number.startswith("−") else ""
    if code in SYMBOLS:
        return f"{sign}{SYMBOLS[code]}{number.removeprefix(sign)}"
    if written[:1] in SYMBOLS.values():  # "£bn"
        return f"{sign}{written[0]}{number.removeprefix(sign)}{written[1:].strip()}"
    if code == "percent":
        return f"{number}{NBSP}%"
    return f"{number}{NBSP}{written}" if written else number


def _plain(value: Decimal) -> str:
    return f"{value.normalize(EXACT):,f}"
