"""Find what a number counts or measures.

Method: units by the lists of `languages/<code>/quantities.toml`; any other noun by its plural
form (`noun_phrases`). A noun that doesn't look plural is left out, because null is better than
wrong; but one before "for every" is counted: "one officer for every 702 people".
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from claims.extraction.numbers.bases import base_after, rate_after
from claims.extraction.numbers.noun_phrases import find_noun_phrase
from claims.extraction.numbers.numerals import (
    Numerals,
    QuoteWord,
    is_attached,
    is_hyphen,
    word_at,
)

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
    base = rate_after(words, unit.last, known)
    return replace(unit, last=base[1], base=base[0]) if base else unit


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
    if _is_said_age(words, first, last, known):
        return MeasuredUnit(years, first, last)
    name = word_at(words, first - 2)
    is_aside = before is not None and before.text in ",(" and name is not None and name.is_name
    is_closed = after is not None and after.text in ",)"
    return MeasuredUnit(years, first, last) if is_aside and is_closed else None


def _is_said_age(words: list[QuoteWord], first: int, last: int, known: Numerals) -> bool:
    """Recognize "who was 88 and", "she turned 40", "the age of 60"."""
    before, earlier = word_at(words, first - 1), word_at(words, first - 2)
    after = word_at(words, last + 1)
    if after is not None and after.text[0].isalpha() and not known.has("not_counted", after):
        return False
    if known.has("turned", before):
        return True
    is_age = known.has("of", before) and known.has("aged", earlier)
    return is_age or (known.has("being", before) and known.has("whose_age", earlier))


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
    noun = find_noun_phrase(words, start, known)
    if noun is None:
        return None
    name = known.currencies.get(noun.text.lower(), noun.text)
    unit = _add_rate_base(words, MeasuredUnit(name, first, noun.last), known)
    if unit.base is not None:
        return unit
    is_reference = _is_reference(words, first, value, known)
    return replace(unit, is_reference=is_reference) if noun.is_plural else None


def _is_reference(words: list[QuoteWord], first: int, value: float, known: Numerals) -> bool:
    """Return whether the number only refers back, as in "the two men", and counts nothing."""
    is_spelled = not words[first].is_digits
    if not is_spelled or value >= FEW or value == 0:
        return False
    return value == 1 or known.has("small_after", word_at(words, first - 1))
