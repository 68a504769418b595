"""What stands around a number: the comparator, the period and the place that its clause names.

Method: the nearest phrase after the number and before the next one; failing that, one before
the first number of the clause ("In 2019 it built 40 homes"). A place is a name after "in" or
"across", never looked up: no list of places is complete, and null is better than wrong.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from claims.extraction.numbers.numerals import Numerals, Word, is_glued, word_at

WINDOW = 60
NEXT_WORD = re.compile(r" ([a-z]+)")
BEFORE = 80
LEAD = 20


@dataclass(frozen=True, slots=True)
class NumberGap:
    """Where the number before ends, and where the next one begins."""

    before: int
    after: int


def comparator_before(
    words: list[Word], first: int, known: Numerals, *, is_time: bool = False
) -> tuple[str | None, int]:
    """The comparator that ends just before a word, and the index of its first word.

    "fell over three years" compares nothing, "jailed for over three years" does.
    """
    before = word_at(words, first - 1)
    if before is None:
        return None, first
    for phrase, name in known.comparators.get(before.lower, ()):
        start = first - len(phrase)
        if start < 0 or [word.lower for word in words[start:first]] != phrase:
            continue
        is_open = len(phrase) == 1 and known.has("spanning", before)
        if is_time and is_open and not known.has("before_spanning", word_at(words, start - 1)):
            return None, first
        return name, start
    return None, first


def comparator_after(words: list[Word], last: int, known: Numerals) -> tuple[str | None, int]:
    """ "40 or more", "40-plus", "40+": the comparator after a word, and its last word."""
    start = last + 1
    word = word_at(words, start)
    if word is not None and word.text == "-" and is_glued(words, start):
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


def _begins_comparator(words: list[Word], index: int, known: Numerals) -> bool:
    """Does a longer comparator of the next number begin here, as in "5 or more than 6"?"""
    for phrase, _ in known.comparators.get(words[index].lower, ()):
        stop = index + len(phrase)
        number = word_at(words, stop)
        is_number = number is not None and (number.is_digits or number.lower in known.openers)
        said = [word.lower for word in words[index:stop]]
        if len(phrase) > 1 and is_number and said == phrase:
            return True
    return False


def period_of(quote: str, span: tuple[int, int], gap: NumberGap, known: Numerals) -> str | None:
    """The words that say when, or how often, a number holds."""
    return _found(quote, span, gap, known.period, known)


def is_period(quote: str, span: tuple[int, int], known: Numerals) -> bool:
    """Is the number itself part of a period, as in "over the past ten years"?"""
    start, end = span
    found = known.period.search(quote, max(start - LEAD, 0), min(end + 1, len(quote)))
    return found is not None and found.start() < start and found.end() >= end


def place_of(quote: str, span: tuple[int, int], gap: NumberGap, known: Numerals) -> str | None:
    """The words that say where: a name, or "nationwide"."""
    for match in _matches(quote, span, gap, known.place, known):
        name = match.group(1)
        if not _is_no_place(name, known) and not _is_told_of(quote, match, known):
            return name
    return _found(quote, span, gap, known.common_place, known, group="place")


def _is_told_of(quote: str, match: re.Match[str], known: Numerals) -> bool:
    """ "in the Reagan recession": the name only describes what follows."""
    after = NEXT_WORD.match(quote, match.end())
    if after is None or after.group(1).endswith("ed"):
        return False
    return after.group(1) not in known.lists["not_counted"]


def _is_no_place(name: str, known: Numerals) -> bool:
    words = re.split(r"[ ’']", name.lower())
    if any(word in known.lists["months"] or word in known.lists["no_places"] for word in words):
        return True
    first = name.split(" ", maxsplit=1)[0]
    return first.isupper() and first.lower() not in known.lists["place_letters"]


def _found(
    quote: str,
    span: tuple[int, int],
    gap: NumberGap,
    pattern: re.Pattern[str],
    known: Numerals,
    group: str | int = 0,
) -> str | None:
    for match in _matches(quote, span, gap, pattern, known):
        words: str = match.group(group)
        before = _before(quote, match.start()).rsplit(maxsplit=1)[-1:]
        is_baseline = bool(before) and before[0].lower() in known.lists["baselines"]
        is_near = match.start() > span[0] or _is_fronted(quote, match.start())
        if is_near and not is_baseline:
            return words.strip(" -")
    return None


def _before(quote: str, start: int) -> str:
    """The few characters before a place: a whole quote is long to copy."""
    return quote[max(start - LEAD, 0) : start]


def _is_fronted(quote: str, start: int) -> bool:
    """At the start of its sentence, or between commas: "Last year, 40 people died"."""
    before = _before(quote, start).rstrip(" “‘\"'")
    return not before or not before[-1].isalnum()


def _matches(
    quote: str,
    span: tuple[int, int],
    gap: NumberGap,
    pattern: re.Pattern[str],
    known: Numerals,
) -> list[re.Match[str]]:
    """The nearest match after a number, then those before the first number of its clause."""
    start, end = span
    stop = known.clause_end.search(quote, end, end + WINDOW)
    found = pattern.search(quote, end, stop.start() if stop else min(end + WINDOW, len(quote)))
    nearest = [found] if found and found.start() < gap.after else []
    opens = max(start - BEFORE, 0)
    for boundary in known.clause_end.finditer(quote, opens, start):
        opens = boundary.end()
    if gap.before > opens:
        return nearest
    return nearest + list(pattern.finditer(quote, opens, start))
