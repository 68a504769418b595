"""A finding of the verification: where, and what differs."""

from typing import Any, NamedTuple

SHORT = 80


class Difference(NamedTuple):
    """One line of the report: `/checks/a-claim/: rating_slug is "true", not "half-true"`."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


def is_not(name: str, found: object, expected: object) -> str:
    """A sentence on one value; long ones are cut."""
    return f"{name} is {shortened(found)}, but should be {shortened(expected)}"


def shortened(value: Any) -> str:
    """A value in a line: texts in quotation marks, on one line, at most `SHORT` characters."""
    if not isinstance(value, str):
        return str(value)
    text = " ".join(value.split())
    return f'"{text if len(text) <= SHORT else text[: SHORT - 1] + "…"}"'
