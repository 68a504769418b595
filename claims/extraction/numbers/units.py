"""Find what a number counts or measures, and the whole that a share refers to.

Method: units by the lists of `languages/<code>/quantities.toml`; any other noun by its plural
form, at most four words after the number. A noun that doesn't look plural is left out: null is
better than wrong.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from claims.extraction.numbers.numerals import (
    Numerals,
    QuoteWord,
    is_attached,
    is_hyphen,
    number_at,
    word_at,
)

NOUN_WORDS = 4
PLURAL = re.compile(r"[^siu'’]s$")
OLDEST = 110
FEW = 3


@dataclass(frozen=True, slots=True)
class MeasuredUnit:
    """A unit's name, the words of number and unit, and the factor for the number's value."""

    name: str
    first: int
    last: int
    base: str | None = None
    factor: float = 1.0
    is_multiple: bool = False
    is_reference: bool = False


def unit_after(
    words: list[QuoteWord], first: int, last: int, value: float, known: Numerals
) -> MeasuredUnit | None:
    """Return the unit of the number in words `first` to `last`, or None without one."""
    unit = (
        _duration(words, first, last, known)
        or _known_unit(words, first, last, known)
        or _age(words, first, last, value, known)
        or _hyphenated_noun(words, first, last, known)
    )
    if unit is not None:
        return unit
    return _counted_noun(words, first, last, value, known)


def _known_unit(
    words: list[QuoteWord], first: int, last: int, known: Numerals
) -> MeasuredUnit | None:
    """Parse a unit from the lists: percent, points, times, money, measures."""
    start = last + 1
    word = word_at(words, start)
    if word is not None and word.text == "-" and is_hyphen(words, start):
        start += 1
        word = word_at(words, start)
    if word is None:
        return None
    for phrase, name in known.units.get(word.lower, ()):
        stop = start + len(phrase) - 1
        if [each.lower for each in words[start : stop + 1]] != phrase:
            continue
        if known.has("glued_units", word) and not is_attached(words, start):
            continue
        if name == "times":
            is_multiple = known.has("multiplied", word_at(words, stop + 1)) or known.has(
                "folds", word
            )
            return MeasuredUnit(name, first, stop, is_multiple=is_multiple)
        base = base_after(words, stop, known) if name == "percent" else None
        return MeasuredUnit(name, first, base[1] if base else stop, base[0] if base else None)
    if word.lower in known.currencies:
        return _add_rate_base(
            words, MeasuredUnit(known.currencies[word.lower], first, start), known
        )
    if word.lower in known.hundredths and (len(word.text) > 1 or is_attached(words, start)):
        unit = MeasuredUnit(known.hundredths[word.lower], first, start, factor=0.01)
        return _add_rate_base(words, unit, known)
    return None


def _add_rate_base(words: list[QuoteWord], unit: MeasuredUnit, known: Numerals) -> MeasuredUnit:
    """Add the base of a rate: 12 deaths per 100,000 people."""
    base = base_after(words, unit.last, known, needs_of=False, needs_per=True)
    if base is None:
        return unit
    return MeasuredUnit(unit.name, unit.first, base[1], base[0], unit.factor)


def _age(
    words: list[QuoteWord], first: int, last: int, value: float, known: Numerals
) -> MeasuredUnit | None:
    """Recognize an age: "aged 12", "Ann Lee, 45, said"."""
    years = next(iter(known.lists["years"]))
    if not 0 < value <= OLDEST:
        return None
    before, after = word_at(words, first - 1), word_at(words, last + 1)
    if known.has("aged", before):
        return MeasuredUnit(years, first - 1, last)
    name = word_at(words, first - 2)
    is_aside = before is not None and before.text in ",(" and name is not None and name.is_name
    is_closed = after is not None and after.text in ",)"
    return MeasuredUnit(years, first, last) if is_aside and is_closed else None


def _duration(
    words: list[QuoteWord], first: int, last: int, known: Numerals
) -> MeasuredUnit | None:
    """Parse a hyphenated time: "a 12-week course", "a 45-year-old"."""
    noun = word_at(words, last + 2)
    is_time = noun is not None and noun.lower in known.time_units
    return _hyphenated_noun(words, first, last, known) if is_time else None


def _hyphenated_noun(
    words: list[QuoteWord], first: int, last: int, known: Numerals
) -> MeasuredUnit | None:
    """Parse the noun of "40-bed": the one word after the hyphen."""
    if not is_hyphen(words, last + 1):
        return None
    noun = word_at(words, last + 2)
    if noun is None or not noun.lower.isalpha():
        return None
    stop = last + 2
    if is_hyphen(words, stop + 1) and known.has("old", word_at(words, stop + 2)):
        stop += 2
    return MeasuredUnit(known.time_units.get(noun.lower, noun.lower), first, stop)


def _counted_noun(
    words: list[QuoteWord], first: int, last: int, value: float, known: Numerals
) -> MeasuredUnit | None:
    """Parse the counted noun: the words after the number, up to the first plural."""
    start = last + 1
    if known.has("many", words[last]) and known.has("of", word_at(words, start)):
        start += 1
    while known.has("articles", word_at(words, start)) and start > last + 1:
        start += 1
    if known.has("further", word_at(words, start)):
        start += 1
    noun = _noun_phrase(words, start, known)
    if noun is None or not noun[2]:
        return None
    name = known.currencies.get(noun[0].lower(), noun[0])
    is_reference = _is_reference(words, first, value, known)
    return _add_rate_base(
        words, MeasuredUnit(name, first, noun[1], is_reference=is_reference), known
    )


def _noun_phrase(
    words: list[QuoteWord], start: int, known: Numerals
) -> tuple[str, int, bool] | None:
    """Return the words up to a plural, the index of the last, and whether that is a plural."""
    taken = ""
    position = start
    for _ in range(NOUN_WORDS):
        word = word_at(words, position)
        if word is None or not word.text[0].isalpha() or known.has("not_counted", word):
            break
        taken += (" " if taken else "") + word.text
        while is_hyphen(words, position + 1) and words[position + 2].text[0].isalpha():
            taken += words[position + 1].text + words[position + 2].text
            position += 2
        if is_plural(words[position], known):
            if known.has("plurals", word) and _looks_plural(
                word_at(words, position + 1), known
            ):
                return f"{taken} {words[position + 1].text}", position + 1, True
            return taken, position, True
        position += 1
    return (taken, position - 1, False) if taken else None


def is_plural(word: QuoteWord, known: Numerals) -> bool:
    """Return whether the word looks plural, or is in the list of irregular plurals."""
    return known.has("plurals", word) or _looks_plural(word, known)


def _looks_plural(word: QuoteWord | None, known: Numerals) -> bool:
    if word is None or known.has("not_plurals", word) or known.has("not_counted", word):
        return False
    return PLURAL.search(word.lower) is not None


def _is_reference(words: list[QuoteWord], first: int, value: float, known: Numerals) -> bool:
    """Return whether the number only refers back, as in "the two men", and counts nothing."""
    is_spelled = not words[first].is_digits
    if not is_spelled or value >= FEW or value == 0:
        return False
    return value == 1 or known.has("small_after", word_at(words, first - 1))


def base_after(
    words: list[QuoteWord],
    last: int,
    known: Numerals,
    *,
    needs_of: bool = True,
    needs_per: bool = False,
) -> tuple[str, int] | None:
    """Return the base of a share ("5% of GDP") or rate ("per head"), and its last word."""
    start = last + 1
    if known.has("of", word_at(words, start)) and not needs_per:
        start += 1
    elif needs_per:
        return _rate(words, start, known)
    elif needs_of:
        return None
    while known.has("articles", word_at(words, start)):
        start += 1
    return _base_noun(words, start, known, is_loose=not needs_of and start == last + 1)


def _base_noun(
    words: list[QuoteWord], start: int, known: Numerals, *, is_loose: bool
) -> tuple[str, int] | None:
    """Return the noun phrase of a base. Without "of" or an article before it, it is plural."""
    noun = _noun_phrase(words, start, known)
    return noun[:2] if noun and (noun[2] or not is_loose) else None


def _rate(words: list[QuoteWord], start: int, known: Numerals) -> tuple[str, int] | None:
    """Parse "per household", "a head", "per 100,000 people". A time is a period, not a base."""
    noun = word_at(words, start + 1)
    if noun is None or noun.lower in known.time_units:
        return None
    if known.has("single_or_an", word_at(words, start)):
        return (noun.text, start + 1) if known.has("rated", noun) else None
    if not known.has("per", word_at(words, start)):
        return None
    number = number_at(words, start + 1, known)
    if number is None:
        return (noun.text, start + 1) if noun.text.isalpha() else None
    counted = _base_noun(words, number.last + 1, known, is_loose=True)
    texts = [
        word.text for word in words[start + 1 : (counted[1] if counted else number.last) + 1]
    ]
    return " ".join(texts), counted[1] if counted else number.last
