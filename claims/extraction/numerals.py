"""Numbers in digits and in words, read to their value: 4.5 million, two hundred and six.

Method: cardinal grammar by place value, as in Roy, Vieira, Roth, "Reasoning about Quantities in
Natural Language", TACL 3, 2015, with the words of `languages/<code>/quantities.toml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from claims.extraction.language import load

TOKEN = re.compile(
    r"(?:US|CA|AU|NZ|[AC])?[£$€¥₹]|\d{1,18}(?:,\d{3})*(?:\.\d{1,12})?"
    r"|[^\W\d_]+(?:['’][^\W\d_]+)*|%|[^\w\s]"
)
HYPHENS = ("-", "‑", "–")
THOUSAND = 1000
HUNDRED = 100
TENS = 20
ABBREVIATED = 2
YEAR_DIGITS = 4
YEARS = range(1500, 2200)


@dataclass(frozen=True, slots=True)
class Word:
    """A word, number or mark of a quote with its offsets in the quote."""

    text: str
    lower: str
    start: int
    end: int

    @property
    def is_digits(self) -> bool:
        """Written in figures."""
        return self.text[:1].isdigit()


class Numerals:
    """The number words of one language."""

    def __init__(self, code: str) -> None:
        table: dict[str, Any] = load(code).tables["quantities"]
        self.values: dict[str, float] = table["values"]
        self.scales: dict[str, float] = table["scales"]
        self.fractions: dict[str, float] = table["fractions"]
        self.multiples: dict[str, float] = table["multiples"]
        self.marks: dict[str, str] = table["currency_marks"]
        self.currencies: dict[str, str] = table["currency_words"]
        self.units = sorted(
            ((phrase.split(), unit) for phrase, unit in table["units"].items()),
            key=lambda pair: -len(pair[0]),
        )
        self.comparators = sorted(
            ((phrase.split(), name) for phrase, name in table["comparators"].items()),
            key=lambda pair: -len(pair[0]),
        )
        self.lists = {name: frozenset(words) for name, words in table["words"].items()}
        self.period = re.compile(table["patterns"]["period"], re.IGNORECASE | re.VERBOSE)
        self.place = re.compile(table["patterns"]["place"])

    def has(self, name: str, word: Word | None) -> bool:
        """Is the word in the list of that name?"""
        return word is not None and word.lower in self.lists[name]


@lru_cache(maxsize=8)
def numerals(code: str) -> Numerals:
    """The number words of a language, read once."""
    return Numerals(code)


def words_of(quote: str) -> list[Word]:
    """The quote as words, numbers and marks."""
    return [
        Word(match.group(), match.group().lower(), match.start(), match.end())
        for match in TOKEN.finditer(quote)
    ]


def at(words: list[Word], index: int) -> Word | None:
    """The word at an index, None outside."""
    return words[index] if 0 <= index < len(words) else None


def number_at(words: list[Word], index: int, known: Numerals) -> tuple[float, int] | None:
    """The value that begins at a word, and the index of its last word."""
    word, after = at(words, index), at(words, index + 1)
    if word is None:
        return None
    if word.is_digits:
        return _scaled(words, float(word.text.replace(",", "")), index, known)
    if known.has("single", word) and known.has("scales_alone", after):
        return _scaled(words, 1.0, index, known)
    if known.has("many", word):
        return known.scales[word.lower], index
    return _spelled(words, index, known)


def _scaled(words: list[Word], value: float, last: int, known: Numerals) -> tuple[float, int]:
    """Digits with a scale after them: 4.5 million, £55m; "5 m" apart is five metres."""
    for index in range(last + 1, min(last + 3, len(words))):
        scale = words[index]
        is_glued = scale.start == words[index - 1].end
        is_short = len(scale.lower) <= ABBREVIATED and not known.has("loose_scales", scale)
        if scale.lower not in known.scales or (is_short and not is_glued):
            break
        value, last = value * known.scales[scale.lower], index
    return value, last


def _spelled(words: list[Word], index: int, known: Numerals) -> tuple[float, int] | None:
    """Spelled-out cardinals: "three hundred and twenty-five thousand"."""
    total = current = 0.0
    last = -1
    for position in range(index, len(words)):
        lower = words[position].lower
        if lower in known.values:
            if last >= 0 and not _adds(current, known.values[lower]):
                break
            current, last = current + known.values[lower], position
        elif last >= 0 and lower in known.scales and len(lower) > ABBREVIATED:
            if known.scales[lower] >= THOUSAND:
                total, current = total + current * known.scales[lower], 0.0
            else:
                current *= known.scales[lower]
            last = position
        elif last != position - 1 or not _joins(words, position, known):
            break
    return (total + current, last) if last >= 0 else None


def _adds(current: float, value: float) -> bool:
    """Six may follow a hundred or twenty; it starts a new number after three."""
    rest = current % HUNDRED
    return not rest or (rest >= TENS and not rest % 10 and 0 < value < 10)  # noqa: PLR2004


def _joins(words: list[Word], position: int, known: Numerals) -> bool:
    """ "hundred and six", "twenty-five"; not "two and three"."""
    before, after = at(words, position - 1), at(words, position + 1)
    if before is None or after is None or after.lower not in known.values:
        return False
    if known.has("joining", words[position]):
        return before.lower in known.scales
    return words[position].text in HYPHENS and known.values.get(before.lower, 0) >= TENS


def is_date(words: list[Word], first: int, last: int, known: Numerals) -> bool:
    """A year, a day of a month, a time of day, an ordinal, or part of a code (Covid-19)."""
    word, before, after = words[first], at(words, first - 1), at(words, last + 1)
    if word.is_digits and after is not None and after.start == word.end:
        beyond = at(words, last + 2)
        if known.has("ordinals", after):
            return True
        if after.text in ":/" and beyond is not None and beyond.start == after.end:
            return True
    if known.has("months", after) or known.has("clock", after):
        return word.is_digits or not known.has("months_that_are_words", after)
    if word.is_digits and before is not None:
        if known.has("months", before) and before.text[:1].isupper():
            return True
        is_glued = before.text in ("-", "‑", ":", "/", ".") and before.end == word.start
        if is_glued and not (before.text in HYPHENS and _is_range(words, first)):
            return True
    return first == last and _is_year(word, before, after, known)


def _is_range(words: list[Word], first: int) -> bool:
    """10-12 is two numbers, 2024-25 a year."""
    start = at(words, first - 2)
    return start is not None and start.is_digits and len(start.text) < YEAR_DIGITS


def _is_year(word: Word, before: Word | None, after: Word | None, known: Numerals) -> bool:
    if not word.text.isdigit() or len(word.text) != YEAR_DIGITS or int(word.text) not in YEARS:
        return False
    if known.has("before_year", before):
        return True
    return after is None or not after.lower.isalpha() or known.has("not_counted", after)
