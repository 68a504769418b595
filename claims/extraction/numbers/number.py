"""The number as extraction returns it: a plain value that can be printed as JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass


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

    def as_json(self) -> dict[str, object]:
        """Return the fields as JSON values; whole values have no fraction (5, not 5.0)."""
        row: dict[str, object] = asdict(self)
        if self.value.is_integer():
            row["value"] = int(self.value)
        return row
