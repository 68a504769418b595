"""Decide which numbers measure something that a statistic can be about.

An age ("who was 88"), a number in words that counts nothing ("said nine hundred"), a frequency
("met twice"), a distance in time ("three years ago") and one or two people are details of a
story. Number and what it counts are read together, as in Roy, Vieira, Roth, "Reasoning about
Quantities in Natural Language", TACL 3, 2015.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from claims.extraction.numbers.number import Number

LEAST_BARE = 10
FEW = 2
OFTEN = 3
TIMES = frozenset(
    {"seconds", "minutes", "hours", "days", "weeks", "fortnights", "months", "years"}
)
PEOPLE = frozenset(
    {"people", "men", "women", "children", "boys", "girls", "officers", "others"}
)
DISTANCE = re.compile(r"[\w-]*\W+(?:ago|before|after|earlier|later|previously|old|from now)\b")
AGE = re.compile(r"\d+|.*\bold\b.*|aged? .*|age .*", re.DOTALL)


def measures(words: str, numbers: Iterable[Number]) -> list[Number]:
    """Return the numbers that measure something, given the words they are in, in lower case."""
    return [number for number in numbers if _is_measure(number, words)]


def _is_measure(number: Number, words: str) -> bool:
    unit = number.unit
    if unit is None:
        is_written = any(character.isdigit() for character in number.text)
        is_large = number.value >= LEAST_BARE or number.value % 1 != 0
        is_part = f"{number.text.lower()} of " in words
        return number.base is not None or (is_large and (is_written or is_part))
    if unit == "times":
        return number.comparator is not None or number.value > OFTEN
    if unit in TIMES:
        return not (_is_distance(number, words) or number.value <= 1)
    return not (unit in PEOPLE and number.value <= FEW and number.base is None)


def _is_distance(number: Number, words: str) -> bool:
    """Return whether it is an age, or a distance in time: "three years ago"."""
    text = number.text.lower()
    if number.unit == "years" and AGE.fullmatch(text):
        return True
    place = words.find(text)
    return place >= 0 and DISTANCE.match(words, place + len(text)) is not None
