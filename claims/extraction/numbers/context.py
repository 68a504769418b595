"""Find the comparator, the period and the place that the clause gives for a number.

Method: the nearest phrase after the number and before the next one; otherwise one before the
first number of the clause ("In 2019 it built 40 homes"). A place is any name after "in" or
"across"; it isn't looked up, because no list of places is complete and null is better than
wrong.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from claims.extraction.numbers.numerals import Numerals, QuoteWord, is_attached, word_at

WINDOW = 60
NEXT_WORD = re.compile(r" ([a-z]+)")
BEFORE = 80
LEAD = 20
SUPERLATIVE = re.compile(r"\w{3}est$")


@dataclass(frozen=True, slots=True)
class NumberGap:
    """The end of the previous number and the start of the next one."""

    before: int
    after: int


def comparator_before(
    words: list[QuoteWord], first: int, known: Numerals, *, is_time: bool = False
) -> tuple[str | None, int]:
    """Return the comparator that ends just before a word, and the index of its first word.

    "over" compares in "jailed for over three years", but not in "fell over three years", "up
    to" in "up to 5%", but not in "edged up to 5%".
    """
    before = word_at(words, first - 1)
    if before is None:
        return None, first
    for phrase, name in known.comparators.get(before.lower, ()):
        start = first - len(phrase)
        if start < 0 or [word.lower for word in words[start:first]] != phrase:
            continue
        if known.has("rising_to", before) and known.has("moving", word_at(words, start - 1)):
            return None, first
        is_open = len(phrase) == 1 and known.has("spanning", before)
        if is_time and is_open and not known.has("before_spanning", word_at(words, start - 1)):
            return None, first
        return name, start
    return None, first


def comparator_after(
    words: list[QuoteWord], last: int, known: Numerals
) -> tuple[str | None, int]:
    """Return the comparator after a word and its last word: "40 or more", "40-plus", "40+"."""
    start = last + 1
    word = word_at(words, start)
    if word is not None and word.text == "-" and is_attached(words, start):
        start += 1
        word = word_at(words, start)
    if word is None:
        return None, last
    for phrase, name in known.comparators_after.get(word.lower, ()):
        stop = start + len(phrase)
        is_said = [each.lower for each in words[start:stop]] == phrase
        if is_said and not _begins_comparator(words, stop - 1, known):
            return name, stop - 1
    return None, last


def _begins_comparator(words: list[QuoteWord], index: int, known: Numerals) -> bool:
    """Return whether the next number's comparator begins here, as in "5 or more than 6"."""
    for phrase, _ in known.comparators.get(words[index].lower, ()):
        stop = index + len(phrase)
        number = word_at(words, stop)
        is_number = number is not None and (number.is_digits or number.lower in known.openers)
        said = [word.lower for word in words[index:stop]]
        if len(phrase) > 1 and is_number and said == phrase:
            return True
    return False


def period_of(quote: str, span: tuple[int, int], gap: NumberGap, known: Numerals) -> str | None:
    """Return the words that say for when, or how often, a number holds."""
    return _find_near(quote, span, gap, known.period, known)


def is_period(quote: str, span: tuple[int, int], known: Numerals) -> bool:
    """Return whether the number is part of a period, as in "over the past ten years"."""
    start, end = span
    found = known.period.search(quote, max(start - LEAD, 0), min(end + 1, len(quote)))
    return found is not None and found.start() < start and found.end() >= end


def place_of(quote: str, span: tuple[int, int], gap: NumberGap, known: Numerals) -> str | None:
    """Return the words that say where: a name, or a word such as "nationwide"."""
    for match in _nearby_matches(quote, span, gap, known.place, known):
        name = match.group(1)
        if _is_compared(quote, match.start(), known):
            continue
        if not _is_known_exception(name, known) and not _modifies_noun(quote, match, known):
            return name
    return _find_near(quote, span, gap, known.common_place, known, group="place")


def _modifies_noun(quote: str, match: re.Match[str], known: Numerals) -> bool:
    """Return whether the name only describes a noun, as in "in the Reagan recession"."""
    after = NEXT_WORD.match(quote, match.end())
    if after is None or after.group(1).endswith("ed"):
        return False
    return after.group(1) not in known.lists["not_counted"]


def _is_known_exception(name: str, known: Numerals) -> bool:
    """Return whether the name is a month, a party or another capitalized word, not a place."""
    words = re.split(r"[ ’']", name.lower())
    if any(word in known.lists["months"] or word in known.lists["no_places"] for word in words):
        return True
    first = name.split(" ", maxsplit=1)[0]
    return first.isupper() and first.lower() not in known.lists["place_letters"]


def _find_near(
    quote: str,
    span: tuple[int, int],
    gap: NumberGap,
    pattern: re.Pattern[str],
    known: Numerals,
    group: str | int = 0,
) -> str | None:
    for match in _nearby_matches(quote, span, gap, pattern, known):
        words: str = match.group(group)
        is_baseline = _is_compared(quote, match.start(), known)
        is_near = match.start() > span[0] or _opens_clause(quote, match.start(), known)
        if is_near and not is_baseline:
            return words.strip(" -")
    return None


def _is_compared(quote: str, start: int, known: Numerals) -> bool:
    """Return whether something is compared with a phrase: "more than last year".

    The time of a superlative isn't the number's either: "the highest since 1961".
    """
    before = _text_before(quote, start).lower().split()[-1:]
    return any(word in known.lists["baselines"] or SUPERLATIVE.search(word) for word in before)


def _text_before(quote: str, start: int) -> str:
    """Return the few characters before a position. Copying a whole long quote would be slow."""
    return quote[max(start - LEAD, 0) : start]


def _opens_clause(quote: str, start: int, known: Numerals) -> bool:
    """Return whether a phrase opens its sentence or clause: "Last year, 40 people died"."""
    before = _text_before(quote, start).rstrip(" “‘\"'")
    if not before or not before[-1].isalnum():
        return True
    return any(
        joint.end() == start for joint in known.joint.finditer(quote, start - len(before))
    )


def _nearby_matches(
    quote: str,
    span: tuple[int, int],
    gap: NumberGap,
    pattern: re.Pattern[str],
    known: Numerals,
) -> list[re.Match[str]]:
    """Return the nearest match after a number, then those before its clause's first number."""
    start, end = span
    stop = known.clause_end.search(quote, end, end + WINDOW)
    found = pattern.search(quote, end, stop.start() if stop else min(end + WINDOW, len(quote)))
    is_near = found is not None and found.start() <= gap.after
    nearest = [found] if found and is_near and not _opens_next(quote, found, gap, known) else []
    opens = max(start - BEFORE, 0)
    for boundary in known.clause_end.finditer(quote, opens, start):
        opens = boundary.end()
    for joint in known.joint.finditer(quote, opens, start):
        opens = joint.end()
    if gap.before > opens:
        return nearest
    return nearest + list(pattern.finditer(quote, opens, start))


def _opens_next(quote: str, found: re.Match[str], gap: NumberGap, known: Numerals) -> bool:
    """Return whether a phrase opens the clause of the next number: "and in 2019 it took four".

    It does if a conjunction is before it and no other period is after the next number.
    """
    if gap.after >= len(quote) or not known.joint.search(
        quote, max(found.start() - LEAD, 0), found.end()
    ):
        return False
    between = quote[found.end() : gap.after]
    return between.strip() != "" and known.clause_end.search(between) is None
