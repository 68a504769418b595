"""Parse fractions and multiples: three in eight, two-thirds of voters, twice as many, halved.

Method: the fractions and multiples of `languages/<code>/quantities.toml`, each with the words
that must be next to it, because "a double murder" or "the second half" measures nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from claims.extraction.numbers.bases import base_after
from claims.extraction.numbers.context import comparator_before
from claims.extraction.numbers.non_quantities import code_end
from claims.extraction.numbers.numerals import (
    Numerals,
    QuoteWord,
    is_hyphen,
    number_at,
    word_at,
)

FEW = 3
MOST_OF = 1_000_000


@dataclass(frozen=True, slots=True)
class FoundQuantity:
    """The words from `first` to `last` (inclusive) and the quantity that they express."""

    first: int
    last: int
    value: float
    unit: str | None = None
    base: str | None = None
    comparator: str | None = None
    scale: float = 1.0
    is_elliptical: bool = False
    """A small number without unit: it counts what the number before it counts, or nothing."""


def parse_multiple(words: list[QuoteWord], index: int, known: Numerals) -> FoundQuantity | None:
    """Parse "double", "halved", "in half", "half as many"; not "a double murder"."""
    word, before, after = words[index], word_at(words, index - 1), word_at(words, index + 1)
    if known.has("halving", word) and known.has("halves", after):
        later = word_at(words, index + 2)
        if not (known.has("of", later) or known.has("single_or_an", later)):
            return FoundQuantity(index, index + 1, 0.5, "times", comparator="times")
        return None
    if known.has("halves", word) and known.has("likened", after):
        return FoundQuantity(index, index, 0.5, "times", comparator="times")
    if word.lower not in known.multiples or is_hyphen(words, index + 1):
        return None
    value = known.multiples[word.lower]
    is_times = known.has("multiplied", after)
    if known.has("frequencies", word):
        return FoundQuantity(
            index, index, value, "times", comparator="times" if is_times else None
        )
    if known.has("adjectives", word) and not is_times and not known.has("doubling", before):
        return None
    return FoundQuantity(index, index, value, "times", comparator="times")


def parse_share(words: list[QuoteWord], index: int, known: Numerals) -> FoundQuantity | None:
    """Parse a share of a whole: "a third of", "two-thirds", "half the", "1/3 of", "by half"."""
    part = _parse_part(words, index, known)
    if part is None:
        return None
    value, last = part
    base = base_after(
        words, last, known, needs_of=words[last].lower not in known.lists["halves"]
    )
    return FoundQuantity(index, last, round(value, 6), "share", base[0] if base else None)


def _parse_part(
    words: list[QuoteWord], index: int, known: Numerals
) -> tuple[float, int] | None:
    word, before, after = words[index], word_at(words, index - 1), word_at(words, index + 1)
    _, start = comparator_before(words, index, known)
    before = before if known.has("before_half", before) else word_at(words, start - 1)
    if known.has("halves", word):
        is_part = known.has("after_half", after) or known.has("by", before)
        return (0.5, index) if is_part and not known.has("before_half", before) else None
    if after is None:
        return None
    step = 2 if is_hyphen(words, index + 1) else 1
    part, later = word_at(words, index + step), word_at(words, index + step + 1)
    if part is None:
        return None
    if word.is_digits and after.text == "/" and word_at(words, index + 2):
        return _written_fraction(words, index, known)
    if known.has("single", word) and part.lower in known.fractions:
        is_of = step > 1 or known.has("after_fraction", later) or known.has("by", before)
        return (known.fractions[part.lower], index + step) if is_of else None
    count = known.values.get(word.lower, 0)
    if count > 1 and known.has("parts", part):
        return count * known.fractions[part.lower], index + step
    return None


def _written_fraction(
    words: list[QuoteWord], index: int, known: Numerals
) -> tuple[float, int] | None:
    """Parse a fraction in digits: "1/3 of"."""
    below = words[index + 2]
    if not below.is_digits or not known.has("of", word_at(words, index + 3)):
        return None
    parts, whole = (float(word.text.replace(",", "")) for word in (words[index], below))
    return (parts / whole, index + 2) if 0 < parts < whole else None


def parse_ratio(words: list[QuoteWord], index: int, known: Numerals) -> FoundQuantity | None:
    """Parse "three in eight", "one in every five", "two out of three", "one child in nine"."""
    few = number_at(words, index, known)
    if few is None or few.value < 1 or few.scale > 1:
        return None
    position = start = few.last + 1
    noun = _counted_inside(words, position, known)
    if noun is not None:
        position = start = position + 1
    while known.has("out_of", word_at(words, position)) or is_hyphen(words, position):
        position += 1
    is_joined = any(known.has("out_of", word) for word in words[start:position])
    many = number_at(words, position, known) if is_joined and position - start <= FEW else None
    if many is None or not few.value < many.value <= MOST_OF:
        return None
    if words[position].is_digits and code_end(words, position, known) is not None:
        return None
    is_one_of = few.value == 1 and all(known.has("of", word) for word in words[start:position])
    base = base_after(words, many.last, known, needs_of=False)
    if base is not None and _is_said_of_it(words, many.last + 1, known, is_counted=noun):
        base = None
    if is_one_of or (base is not None and (noun or base[0] in known.time_units.values())):
        return None
    name = noun.text if noun else base and base[0]
    return FoundQuantity(index, many.last, round(few.value / many.value, 6), "share", name)


def _is_said_of_it(
    words: list[QuoteWord], index: int, known: Numerals, *, is_counted: QuoteWord | None
) -> bool:
    """Return whether a verb follows the ratio: "one patient in six waits longer"."""
    lower, after = words[index].lower, word_at(words, index + 1)
    if lower in known.verbs.clear:
        return True
    is_followed = is_counted is not None or known.has("after_verb", after)
    return is_followed and lower in known.verbs.third_person


def _counted_inside(words: list[QuoteWord], position: int, known: Numerals) -> QuoteWord | None:
    """Return the noun inside a ratio: "child" in "one child in nine"."""
    noun = word_at(words, position)
    if noun is None or not noun.lower.isalpha() or known.has("not_counted", noun):
        return None
    return noun if known.has("inside", word_at(words, position + 1)) else None
