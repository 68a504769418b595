"""Find the quantities of a text: value, unit, comparator, base, period and place.

Method: a small grammar over words, after Roy, Vieira, Roth, "Reasoning about Quantities in
Natural Language", TACL 3, 2015 (value, unit and change as one quantity), with the units and
comparators of `languages/<code>/quantities.toml`. `non_quantities` rules out dates and codes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from claims.extraction.numbers import context
from claims.extraction.numbers.bases import rate_after
from claims.extraction.numbers.differences import add_comparator, is_of_last_unit
from claims.extraction.numbers.fractions import (
    FoundQuantity,
    parse_multiple,
    parse_ratio,
    parse_share,
)
from claims.extraction.numbers.non_quantities import code_end, is_spelled_code
from claims.extraction.numbers.number import Number
from claims.extraction.numbers.numerals import (
    Numerals,
    QuoteWord,
    is_attached,
    is_hyphen,
    load_numerals,
    number_at,
    split_words,
    word_at,
)
from claims.extraction.numbers.units import MeasuredUnit, unit_after

LONGEST = 20_000
LARGEST = 1e15
FEW = 3
SPELLED_FEW = 10
POINTS = ("percent", "percentage points")
DIGITS = 12
"""More digits are rounding errors: 2.3 lakh crore is 2299999999999.9995."""


def find_numbers(quote: str, language: str = "en") -> tuple[Number, ...]:
    """Return the quantities of a quote in order; `text` is their words as written."""
    known = load_numerals(language)
    quote = quote[:LONGEST]
    words = split_words(quote)
    found = list(_add_comparators(words, known))
    spans = [(words[each.first].start, words[each.last].end) for each in found]
    starts = [*(start for start, _ in spans), len(quote)]
    numbers: list[Number] = []
    before = -1
    for place, (each, span) in enumerate(zip(found, spans, strict=True)):
        gap = context.NumberGap(before, starts[place + 1])
        if not context.is_period(quote, span, known):
            before = span[1]
        period = context.period_of(quote, span, gap, known)
        last = numbers[-1] if numbers else None
        if each.is_elliptical and (period is None or last is None or last.unit is None):
            continue
        is_same = each.is_elliptical or is_of_last_unit(words, each, known)
        numbers.append(
            Number(
                text=quote[slice(*span)],
                value=float(f"{each.value:.{DIGITS}g}"),
                unit=last.unit if is_same and last and each.unit is None else each.unit,
                comparator=each.comparator,
                base=each.base,
                period=period,
                place=context.place_of(quote, span, gap, known),
            )
        )
    return tuple(numbers)


def _add_comparators(words: list[QuoteWord], known: Numerals) -> Iterator[FoundQuantity]:
    """Yield each quantity with the comparator before it. No two quantities share a word."""
    free = 0
    for each in _find_quantities(words, known):
        found = add_comparator(words, replace(each, first=max(each.first, free)), known, free)
        yield found
        free = found.last + 1


def _find_quantities(words: list[QuoteWord], known: Numerals) -> Iterator[FoundQuantity]:
    index = 0
    while index < len(words):
        if not words[index].is_digits and words[index].lower not in known.openers:
            index += 1
            continue
        if words[index].is_digits:
            end = code_end(words, index, known)
            if end is not None:
                index = end + 1
                continue
        found = _parse_range(words, index, known) or _parse_single(words, index, known)
        for each in found:
            if abs(each.value) <= LARGEST:
                yield each
        index = found[-1].last + 1 if found else index + 1


def _parse_single(words: list[QuoteWord], index: int, known: Numerals) -> list[FoundQuantity]:
    one = (
        parse_multiple(words, index, known)
        or _parse_half_of_scale(words, index, known)
        or parse_share(words, index, known)
        or parse_ratio(words, index, known)
        or _parse_counted(words, index, known)
    )
    return [one] if one else []


def _parse_range(words: list[QuoteWord], index: int, known: Numerals) -> list[FoundQuantity]:
    """Parse "between 5 and 7 per cent", "10-12 homes", "£3-4bn": the ends share their unit."""
    low = _parse_amount(words, index, known)
    if low is None:
        return []
    joint = low.last + 1
    is_between = known.has("between", word_at(words, index - 1))
    is_from = known.has("from", word_at(words, index - 1))
    is_either = known.has("alternating", word_at(words, joint))
    is_joint = (
        is_hyphen(words, joint) or is_either or known.has("ranging", word_at(words, joint))
    )
    if not is_joint and not (is_between and known.has("joining", word_at(words, joint))):
        return []
    upper = _parse_counted(words, joint + 1, known)
    if upper is None or not (is_between or low.unit or upper.unit):
        return []
    low = _share_unit(low, upper)
    if low.unit != upper.unit and upper.unit is None:
        upper = replace(upper, unit=low.unit)
    if low.unit != upper.unit or low.value >= upper.value:
        return []
    if is_from or is_either:
        return [low, upper]
    first = low.first - 1 if is_between else low.first
    low = replace(low, first=first, comparator="at least")
    return [low, replace(upper, comparator="at most")]


def _share_unit(low: FoundQuantity, upper: FoundQuantity) -> FoundQuantity:
    """Give the lower end the unit and scale of the upper: "three to four million people"."""
    unit, value = low.unit or upper.unit, low.value
    if low.scale == 1 and value * upper.scale <= upper.value:
        value *= upper.scale
    return replace(low, unit=unit, value=value)


def _parse_amount(words: list[QuoteWord], index: int, known: Numerals) -> FoundQuantity | None:
    """Parse a number with its sign and currency mark, without the noun that it counts."""
    word = words[index]
    if word.lower in known.marks:
        read = number_at(words, index + 1, known)
        if read is None:
            return None
        return FoundQuantity(
            index, read.last, read.value, known.marks[word.lower], scale=read.scale
        )
    if known.has("signs", word):
        before = word_at(words, index - 1)
        is_sign = word.text.isalpha() or (
            is_attached(words, index + 1) and not (before and is_attached(words, index))
        )
        inner = (
            _parse_amount(words, index + 1, known)
            if is_sign and word_at(words, index + 1)
            else None
        )
        return replace(inner, first=index, value=-inner.value) if inner else None
    read = number_at(words, index, known)
    if read is None or (not word.is_digits and is_spelled_code(words, index, read.last, known)):
        return None
    return FoundQuantity(index, read.last, read.value, scale=read.scale)


def _parse_counted(words: list[QuoteWord], index: int, known: Numerals) -> FoundQuantity | None:
    """Parse an amount with its unit: percent, money, times, or the noun that follows."""
    if index >= len(words):
        return None
    found = _parse_amount(words, index, known)
    return _add_unit(words, found, known) if found else None


def _add_unit(
    words: list[QuoteWord], found: FoundQuantity, known: Numerals
) -> FoundQuantity | None:
    index = found.first
    comparator, last = context.comparator_after(words, found.last, known)
    if comparator is None and known.has("many", words[found.last]):
        comparator = "at least"
    found = replace(found, last=last, comparator=comparator)
    if found.unit is not None:
        return _add_rate(words, found, known)
    if known.has("of", word_at(words, index - 1)) and known.has(
        "factors", word_at(words, index - 2)
    ):
        return replace(found, unit="times", comparator="times")
    point = _point_after(words, last, known)
    if point is not None:
        return replace(found, last=point.last, unit=point.name)
    unit = unit_after(words, index, last, found.value, known)
    if unit is not None:
        return _apply_unit(words, found, unit, known)
    if (rated := _add_rate(words, found, known)) is not found:
        return rated
    if not _is_few(words, found):
        return found
    around = (word_at(words, index - 1), word_at(words, last + 1))
    is_next_to_verb = any(word and word.lower in known.verbs.clear for word in around)
    return replace(found, is_elliptical=True) if is_next_to_verb else None


def _point_after(words: list[QuoteWord], last: int, known: Numerals) -> MeasuredUnit | None:
    """Return the unit of "0.4 of a percentage point"."""
    is_part = known.has("of", word_at(words, last + 1))
    if not (is_part and known.has("single", word_at(words, last + 2))):
        return None
    unit = unit_after(words, last + 2, last + 2, 1, known)
    return unit if unit is not None and unit.name in POINTS else None


def _add_rate(words: list[QuoteWord], found: FoundQuantity, known: Numerals) -> FoundQuantity:
    """Add the base of a rate: "£40 per pupil", "4 per 1,000 births"."""
    base = rate_after(words, found.last, known)
    return replace(found, base=base[0], last=base[1]) if base else found


def _is_few(words: list[QuoteWord], found: FoundQuantity) -> bool:
    """Return whether a bare number is too small to be a quantity; a rate of 2.6 isn't."""
    is_spelled = not any(word.is_digits for word in words[found.first : found.last + 1])
    is_whole = float(found.value).is_integer()
    is_small = abs(found.value) < (SPELLED_FEW if is_spelled else FEW)
    return is_small and found.scale == 1 and (is_spelled or is_whole)


def _apply_unit(
    words: list[QuoteWord], found: FoundQuantity, unit: MeasuredUnit, known: Numerals
) -> FoundQuantity | None:
    if unit.is_reference:
        return None
    comparator, last = found.comparator, unit.last
    if comparator is None:
        comparator, last = context.comparator_after(words, last, known)
    if unit.is_multiple:
        comparator = comparator or "times"
    return replace(
        found,
        first=unit.first,
        last=last,
        value=found.value * unit.factor,
        unit=unit.name,
        base=unit.base,
        comparator=comparator,
    )


def _parse_half_of_scale(
    words: list[QuoteWord], index: int, known: Numerals
) -> FoundQuantity | None:
    """Parse "half a million", "half a dozen", "half an hour", "a quarter of a million"."""
    word, position = words[index], index
    if known.has("single", word):
        position += 1
    part = word_at(words, position)
    if part is None or not known.has("added", part):
        return None
    after = position + 1
    if known.has("of", word_at(words, after)):
        after += 1
    if not known.has("single_or_an", word_at(words, after)):
        return None
    scale = word_at(words, after + 1)
    if scale is None:
        return None
    value = known.fractions[part.lower]
    if known.has("scales_alone", scale):
        factor = known.scales[scale.lower]
        return _add_unit(
            words, FoundQuantity(index, after + 1, value * factor, scale=factor), known
        )
    point = _point_after(words, position, known) or unit_after(words, after, after, 1, known)
    if point is not None and point.name in POINTS:
        return FoundQuantity(index, point.last, value, point.name)
    if known.has("halves", part) and scale.lower in known.time_units:
        unit = known.time_units[scale.lower]
        return FoundQuantity(index, after + 1, value, unit)
    return None
