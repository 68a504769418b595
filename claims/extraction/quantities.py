"""Numbers as they are said: value, unit, comparator, base, period and place.

Method: a small grammar over words, after Roy, Vieira, Roth, "Reasoning about Quantities in
Natural Language", TACL 3, 2015 (value, unit and change as one quantity), with the units and
comparators of `languages/<code>/quantities.toml`. Dates, times of day, ordinals and the pronoun
"one" are no quantities.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from claims.extraction.numerals import (
    HYPHENS,
    Numerals,
    Word,
    at,
    is_date,
    number_at,
    numerals,
    words_of,
)
from claims.extraction.statement import Number

WINDOW = 60
LONGEST = 4_000
LARGEST = 1e15
NOUN_WORDS = 3
FEW = 3
WHOLE_OF = range(2, 1001)
PLURAL = re.compile(r"[^s'’]s$")
CLAUSE_END = re.compile(r"[.;!?]\s|[,]\s(?:and|but|while)\s")


@dataclass(frozen=True, slots=True)
class _Found:
    """Words first to last (inclusive) with the value and unit that they make."""

    first: int
    last: int
    value: float
    unit: str | None = None
    base: str | None = None


def find_numbers(quote: str, language: str = "en") -> tuple[Number, ...]:
    """The quantities of a quote in order; `text` is their words as written."""
    known = numerals(language)
    quote = quote[:LONGEST]
    words = words_of(quote)
    return tuple(
        _with_surroundings(quote, words, found, known) for found in _quantities(words, known)
    )


def _quantities(words: list[Word], known: Numerals) -> Iterator[_Found]:
    index = 0
    while index < len(words):
        found = _quantity(words, index, known)
        if found is not None and abs(found.value) <= LARGEST:
            yield found
        index = found.last + 1 if found is not None else index + 1


def _quantity(words: list[Word], index: int, known: Numerals) -> _Found | None:
    """The quantity that begins at a word, if one does."""
    word = words[index]
    if word.lower in known.multiples:
        return _multiple(words, index, known)
    if word.lower in known.marks:
        read = number_at(words, index + 1, known)
        return _Found(index, read[1], read[0], known.marks[word.lower]) if read else None
    share = _fraction(words, index, known) or _one_in(words, index, known)
    if share is not None:
        return share
    read = number_at(words, index, known)
    if read is None or is_date(words, index, read[1], known):
        return None
    return _with_unit(words, index, read[1], read[0], known)


def _multiple(words: list[Word], index: int, known: Numerals) -> _Found | None:
    """ "double", "halved"; not the adjective of "a double murder"."""
    if known.has("adjectives", words[index]) and known.has("articles", at(words, index - 1)):
        return None
    return _Found(index, index, known.multiples[words[index].lower], "times")


def _fraction(words: list[Word], index: int, known: Numerals) -> _Found | None:
    """ "a third of", "two-thirds", "half the": a share of a whole."""
    word, after, later = words[index], at(words, index + 1), at(words, index + 2)
    is_half = known.has("halves", word) and known.has("after_half", after)
    if is_half and not known.has("before_half", at(words, index - 1)):
        return _share(words, index, index, known.fractions[word.lower], known)
    if after is None:
        return None
    is_part = known.has("single", word) and after.lower in known.fractions
    if is_part and known.has("after_fraction", later):
        return _share(words, index, index + 1, known.fractions[after.lower], known)
    count = known.values.get(word.lower)
    step = 2 if after.text in HYPHENS else 1
    part = at(words, index + step)
    if count and count > 1 and part is not None and known.has("parts", part):
        value = count * known.fractions[part.lower]
        return _share(words, index, index + step, value, known)
    return None


def _share(words: list[Word], first: int, last: int, value: float, known: Numerals) -> _Found:
    """A share of a whole, with what it is of: two-thirds of voters."""
    base = _base(words, last, known)
    return _Found(first, last, round(value, 6), "share", base and base[0])


def _one_in(words: list[Word], index: int, known: Numerals) -> _Found | None:
    """ "three in eight", "one in every five", "two out of three"."""
    few = number_at(words, index, known)
    if few is None or few[0] < 1:
        return None
    position = few[1] + 1
    start = position
    while known.has("out_of", at(words, position)) and position - start < FEW:
        position += 1
    many = number_at(words, position, known) if position > start else None
    if many is None or few[0] >= many[0] or many[0] not in WHOLE_OF:
        return None
    if is_date(words, position, many[1], known):
        return None
    return _Found(index, many[1], round(few[0] / many[0], 6), "share")


def _with_unit(
    words: list[Word], first: int, last: int, value: float, known: Numerals
) -> _Found | None:
    """What is counted: percent, points, times, money, or the noun that follows."""
    is_spelled = not words[first].is_digits
    start = last + 1
    hyphen = at(words, start)
    if hyphen is not None and hyphen.text in HYPHENS and hyphen.start == words[last].end:
        start += 1
    for phrase, unit in known.units:
        if [word.lower for word in words[start : start + len(phrase)]] == phrase:
            stop = start + len(phrase) - 1
            base = _base(words, stop, known) if unit == "percent" else None
            return _Found(first, base[1] if base else stop, value, unit, base and base[0])
    money = at(words, start)
    if money is not None and money.lower in known.currencies:
        return _Found(first, start, value, known.currencies[money.lower])
    if is_spelled and value < FEW and _is_no_count(words, first, last, value, known):
        return None
    counted = _counted(words, start, known)
    if counted is not None:
        return _Found(first, counted[1], value, counted[0])
    is_bare = value < (10 if is_spelled else FEW)
    return None if is_bare else _Found(first, last, value)


def _is_no_count(
    words: list[Word], first: int, last: int, value: float, known: Numerals
) -> bool:
    """ "the two", "one of them", "no one"."""
    before, after = at(words, first - 1), at(words, last + 1)
    return value <= 1 or known.has("small_after", before) or known.has("of", after)


def _base(words: list[Word], last: int, known: Numerals) -> tuple[str, int] | None:
    """What a percentage is of: 5 % of GDP."""
    if not known.has("of", at(words, last + 1)):
        return None
    start = last + 2
    while known.has("articles", at(words, start)):
        start += 1
    taken = []
    for word in words[start : start + NOUN_WORDS]:
        if not word.lower[:1].isalpha() or known.has("not_counted", word):
            break
        taken.append(word.text)
        if known.has("plurals", word) or PLURAL.search(word.lower):
            break
    return (" ".join(taken), start + len(taken) - 1) if taken else None


def _counted(words: list[Word], start: int, known: Numerals) -> tuple[str, int] | None:
    """The noun after a number: up to the first plural, by its look, or just the next word."""
    taken: list[str] = []
    for word in words[start : start + NOUN_WORDS]:
        is_name = word.text[:1].isupper() and bool(taken)
        if not word.lower.isalpha() or known.has("not_counted", word) or is_name:
            break
        taken.append(word.lower)
        if known.has("plurals", word) or PLURAL.search(word.lower):
            return " ".join(taken), start + len(taken) - 1
    return (taken[0], start) if taken else None


def _with_surroundings(quote: str, words: list[Word], found: _Found, known: Numerals) -> Number:
    """Add the comparator before, and the period and place after, within the same clause."""
    comparator, first = _comparator(words, found.first, known)
    start, end = words[first].start, words[found.last].end
    after = CLAUSE_END.split(quote[end : end + WINDOW])[0]
    period = known.period.search(after)
    place = known.place.search(after)
    is_month = place is not None and place.group(1).lower() in known.lists["months"]
    return Number(
        text=quote[start:end],
        value=float(found.value),
        unit=found.unit,
        comparator=comparator,
        base=found.base,
        period=period.group().strip() if period else None,
        place=place.group(1) if place and not is_month else None,
    )


def _comparator(words: list[Word], first: int, known: Numerals) -> tuple[str | None, int]:
    for phrase, name in known.comparators:
        start = first - len(phrase)
        if start >= 0 and [word.lower for word in words[start:first]] == phrase:
            return name, start
    return None, first
