"""Recognize digits that aren't quantities: dates, times, telephone numbers, names, scores.

Method: the shape of the digits (what joins them) and the word before or after, by the lists of
`languages/<code>/quantities.toml`. Doubtful digits count as a code: people notice a missing
number, but believe a wrong one.
"""

from __future__ import annotations

from claims.extraction.numbers.context import comparator_before
from claims.extraction.numbers.noun_phrases import is_plural
from claims.extraction.numbers.numerals import (
    HYPHENS,
    Numerals,
    QuoteWord,
    is_attached,
    is_hyphen,
    word_at,
)

YEAR_DIGITS = 4
MODERN = range(1900, 2100)
YEARS = range(1500, 2200)
JOINTS = (*HYPHENS, ".", "/", ":", ")", "(")
GROUPS = 3
SMALL = 1000
REACH = 4


def code_end(words: list[QuoteWord], index: int, known: Numerals) -> int | None:
    """Return the last word of the code that begins at these digits, or None for a quantity."""
    groups = _digit_groups(words, index)
    last = groups[-1]
    if _is_phone_number(words, groups) or _is_date_or_time(words, groups, known):
        return _include_letters(words, last)
    if len(groups) > 1 and is_hyphen(words, index + 1):
        return last if _is_pair(words, groups, known) else None
    return _include_letters(words, index) if _is_code(words, index, known) else None


def is_spelled_code(words: list[QuoteWord], first: int, last: int, known: Numerals) -> bool:
    """Return whether it's a code: "seven o'clock", "half past six", "the Six Nations"."""
    before, after = word_at(words, first - 1), word_at(words, last + 1)
    if known.has("clock", after) or _is_clock_time(words, first, known):
        return True
    is_inside = before is not None and before.text[-1].isalpha()
    is_title = words[first].is_name and after is not None and after.is_name
    return _is_numbered(words, first, known) or (is_inside and is_title)


def _digit_groups(words: list[QuoteWord], index: int) -> list[int]:
    """Return the groups of digits with at most a separator and a space between them."""
    groups = [index]
    position = index + 1
    while position < len(words):
        gap = words[position].start - words[groups[-1]].end
        if words[position].is_digits and gap <= len(") "):
            groups.append(position)
        elif words[position].text not in JOINTS or gap > 1:
            break
        position += 1
    return groups


def _is_phone_number(words: list[QuoteWord], groups: list[int]) -> bool:
    """Recognize a phone number or ISO date: many groups, a leading zero, a plus before."""
    texts = [words[group].text for group in groups]
    is_plain = all(text.isdecimal() for text in texts)
    leads = any(len(text) > 1 and text[0] == "0" and text.isdecimal() for text in texts)
    before = word_at(words, groups[0] - 1)
    is_called = before is not None and before.text == "+" and is_attached(words, groups[0])
    return leads or is_called or (is_plain and len(groups) >= GROUPS)


def _is_date_or_time(words: list[QuoteWord], groups: list[int], known: Numerals) -> bool:
    """Recognize 14:02, 9/11, 12.05.2024; not "1/3 of"."""
    if len(groups) == 1 or not is_attached(words, groups[0] + 1):
        return False
    joint = words[groups[0] + 1].text
    if joint == "/" and known.has("of", word_at(words, groups[1] + 1)):
        return False
    return joint in ":/." and is_attached(words, groups[1])


def _is_pair(words: list[QuoteWord], groups: list[int], known: Numerals) -> bool:
    """Recognize two hyphenated numbers: 2024-25, a score of 3-1; not "10-12 homes"."""
    first, second = words[groups[0]], words[groups[1]]
    if _is_year_like(first) or _is_month(words, groups, known):
        return True
    after = word_at(words, groups[1] + 1)
    is_bare = after is None or not (after.lower.isalpha() or after.text in ("%", *HYPHENS))
    low, high = float(first.text.replace(",", "")), float(second.text.replace(",", ""))
    is_scaled = after is not None and after.lower in known.scales
    marked = known.marks.get(getattr(word_at(words, groups[0] - 1), "lower", ""))
    if marked or is_scaled:
        return False
    return is_bare or low >= high or known.has("not_counted", after)


def _is_month(words: list[QuoteWord], groups: list[int], known: Numerals) -> bool:
    before, after = word_at(words, groups[0] - 1), word_at(words, groups[-1] + 1)
    if before is not None and before.text == ".":
        before = word_at(words, groups[0] - 2)
    return any(known.has("months", word) and word and word.is_name for word in (before, after))


def _is_code(words: list[QuoteWord], index: int, known: Numerals) -> bool:
    word, before, after = words[index], word_at(words, index - 1), word_at(words, index + 1)
    return (
        _is_letter_code(words, index, known)
        or _is_month(words, [index], known)
        or known.has("clock", after)
        or _is_half_day(words, index, known)
        or _is_clock_time(words, index, known)
        or _is_numbered(words, index, known)
        or _is_year(words, index, known)
        or _is_address(words, index, known)
        or _is_list_number(words, index)
        or _is_name_number(word, before, after, known)
    )


def _is_letter_code(words: list[QuoteWord], index: int, known: Numerals) -> bool:
    """Recognize G20, H1N1, 5G, 21st, Covid-19, '90s; not 5km, £5M or 3m-4m."""
    before, after = word_at(words, index - 1), word_at(words, index + 1)
    if before is not None and is_attached(words, index):
        if before.text[-1].isalpha() and before.lower not in known.lists["signs"]:
            return not known.marks.get(before.lower)
        if before.text in "'’‘" and before.text:
            return True
        if before.text in HYPHENS and is_attached(words, index - 1):
            opens = words[index - 2]
            is_unit = is_attached(words, index - 2) and words[index - 3].is_digits
            return opens.text[-1].isalpha() and not is_unit
    if after is None or not is_attached(words, index + 1):
        return False
    is_marked = before is not None and before.lower in known.marks
    is_letter = len(after.text) == 1 and after.is_name and after.lower not in known.scales
    is_degree = known.has("degrees", after)
    return known.has("ordinals", after) or (is_letter and not (is_marked or is_degree))


def _is_half_day(words: list[QuoteWord], index: int, known: Numerals) -> bool:
    """Recognize "9 p.m."."""
    after = "".join(word.text for word in words[index + 2 : index + 4])
    return known.has("meridians", word_at(words, index + 1)) and after.lower() == ".m"


def _is_clock_time(words: list[QuoteWord], first: int, known: Numerals) -> bool:
    """Recognize "half past six", "ten past two"; not "the past ten years"."""
    minutes = word_at(words, first - 2)
    if minutes is None or not known.has("past", words[first - 1]):
        return False
    return minutes.lower in known.values or minutes.lower in known.fractions


def _is_numbered(words: list[QuoteWord], index: int, known: Numerals) -> bool:
    """Recognize Section 28, page 12, No. 10, type 2."""
    before = word_at(words, index - 1)
    if before is not None and before.text == ".":
        return known.has("abbreviated", word_at(words, index - 2))
    return known.has("numbered", before)


def _is_year_like(word: QuoteWord) -> bool:
    return len(word.text) == YEAR_DIGITS and word.text.isdecimal() and int(word.text) in YEARS


def _is_year(words: list[QuoteWord], index: int, known: Numerals) -> bool:
    """Recognize "in 2019", "the 2008 crash"; not "2000 people" or "some 1950 homes"."""
    word, before, after = words[index], word_at(words, index - 1), word_at(words, index + 1)
    if not _is_year_like(word) or (before is not None and before.lower in known.marks):
        return False
    if known.has("before_year", before):
        return True
    if after is None or not after.lower.isalpha() or known.has("not_counted", after):
        return after is None or after.text != "%"
    if comparator_before(words, index, known)[0] is not None:
        return False
    if after.lower in known.units or after.lower in known.currencies:
        return False
    return int(word.text) in MODERN and int(word.text) % 100 != 0


def _is_address(words: list[QuoteWord], index: int, known: Numerals) -> bool:
    """Recognize "10 Downing Street"."""
    for position in range(index + 1, min(index + REACH, len(words))):
        if not words[position].is_name:
            return False
        if known.has("streets", words[position]):
            return position > index + 1
    return False


def _is_list_number(words: list[QuoteWord], index: int) -> bool:
    """Recognize the number of a list item: "1." or "(2)" at the start of a line."""
    before, after, beyond = (word_at(words, index + step) for step in (-1, 1, 2))
    if after is None or after.start != words[index].end:
        return False
    if after.text == ")":
        return before is None or before.text == "("
    is_first = index == 0 or words[index - 1].text in ".:;!?"
    return is_first and after.text == "." and beyond is not None and beyond.is_name


def _is_name_number(
    word: QuoteWord, before: QuoteWord | None, after: QuoteWord | None, known: Numerals
) -> bool:
    """Recognize Channel 4, Article 50, Year 6 pupils; not "In Wales 40 homes"."""
    if before is None or not before.is_name or known.has("not_counted", before):
        return False
    if not word.text.isdecimal() or int(word.text) >= SMALL or before.lower in known.marks:
        return False
    if known.has("classes", before):
        return True
    if before.lower in known.comparators or known.has("starters", before):
        return False
    if after is None or after.is_name or not after.lower.isalpha():
        return after is None or after.text not in ("%", *HYPHENS)
    is_counted = known.has("not_counted", after) or is_plural(after, known)
    return not is_counted and after.lower not in known.units


def _include_letters(words: list[QuoteWord], last: int) -> int:
    """Return the last word including letters attached to the digits: 10.30am, H1N1."""
    while (
        last + 1 < len(words)
        and is_attached(words, last + 1)
        and (words[last + 1].text[0].isalnum())
    ):
        last += 1
    return last
