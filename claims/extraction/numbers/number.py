"""The number as extraction returns it: a plain value that can be printed as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypedDict


class NumberJson(TypedDict):
    """A number as the API contract prints it; whole values have no fraction (5, not 5.0)."""

    text: str
    value: float
    unit: str | None
    comparator: str | None
    base: str | None
    period: str | None
    place: str | None


@dataclass(frozen=True, slots=True)
class Number:
    """One quantity as it was said.

    `value` is in plain units (£55m is 55000000.0 `GBP`); `unit` is `percent`, `percentage
    points`, `share`, `times`, a currency code or the counted noun; `comparator` is one of
    at least, at most, more than, less than, about, times, or None.
    """

    text: str
    value: float
    unit: str | None = None
    comparator: str | None = None
    base: str | None = None
    period: str | None = None
    place: str | None = None

    def as_json(self) -> NumberJson:
        """Return the fields of the API contract as JSON values."""
        return {
            "text": self.text,
            "value": int(self.value) if self.value.is_integer() else self.value,
            "unit": self.unit,
            "comparator": self.comparator,
            "base": self.base,
            "period": self.period,
            "place": self.place,
        }
