"""Add comparators: how a number relates to what it is compared with.

Method: the phrases of `languages/<code>/quantities.toml`. "400 fewer officers" and "up from
985" are what Roy, Vieira, Roth, TACL 3, 2015 call a change; the comparator is its direction.
"""

from __future__ import annotations

from dataclasses import replace

from claims.extraction.numbers.context import comparator_before
from claims.extraction.numbers.fractions import FoundQuantity
from claims.extraction.numbers.numerals import Numerals, QuoteWord, number_at, word_at

MOST_COMPARED = 3
FLIPPED = {
    "more than": "less than",
    "less than": "more than",
    "at least": "at most",
    "at most": "at least",
}
"""What a comparator means before a verb of shrinking: "more than halved" is less than half."""


def add_comparator(
    words: list[QuoteWord], found: FoundQuantity, known: Numerals, free: int
) -> FoundQuantity:
    """Add the comparator before a quantity, unless its words begin before `free`."""
    is_time = found.unit in known.time_units.values()
    name, first = comparator_before(words, found.first, known, is_time=is_time)
    if name is None or first < free or (found.comparator not in (None, "times")):
        return found if found.comparator else _add_difference(words, found, known)
    if known.multiples.get(words[found.first].lower, 1) < 1:
        name = FLIPPED.get(name, name)
    return replace(found, comparator=name, first=first)


def _add_difference(
    words: list[QuoteWord], found: FoundQuantity, known: Numerals
) -> FoundQuantity:
    """Add how something differs by a quantity: "400 fewer officers", "5% more than"."""
    for index in range(found.first, min(found.last + 2, len(words))):
        name = known.differences.get(words[index].lower)
        if name is None:
            continue
        is_open = known.has("added_or_compared", words[index])
        ahead = words[index + 1 : index + 2 + MOST_COMPARED]
        if _begins_bound(words, index, known):
            continue
        if not is_open or any(known.has("comparing", word) for word in ahead):
            return replace(found, comparator=name, last=max(found.last, index))
    return found


def _begins_bound(words: list[QuoteWord], index: int, known: Numerals) -> bool:
    """Return whether the next number's comparator begins here: "5, fewer than 6"."""
    is_than = known.has("comparing", word_at(words, index + 1))
    return is_than and number_at(words, index + 2, known) is not None


def is_of_last_unit(words: list[QuoteWord], found: FoundQuantity, known: Numerals) -> bool:
    """Return whether it is compared with the number before: "up from 985", "40 fewer"."""
    return words[found.last].lower in known.differences or known.has(
        "changing", words[found.first]
    )
