"""Parse numbers in digits and in words: 4.5 million, two hundred and six.

Method: cardinal grammar by place value, as in Roy, Vieira, Roth, "Reasoning about Quantities in
Natural Language", TACL 3, 2015, with the words of `languages/<code>/quantities.toml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from claims.extraction.lexicon.language import load_language
from claims.extraction.numbers.verb_forms import VerbForms

TOKEN = re.compile(
    r"(?:US|CA|AU|NZ|HK|NT|[ACRS])?[£$€¥₹₩₪₺₽₦₱₫฿]|Rs\.?(?=\s?\d)|\d{1,2}(?:,\d\d){1,6},\d{3}(?!\d)"
    r"|\d{1,18}(?:,\d{3}(?!\d)){0,6}(?:\.\d{1,12})?|(?<![\w.])\.\d{1,12}"
    r"|[^\W\d_]+(?:['’][^\W\d_]+)*|%|[^\w\s]"
)
"""Digits are grouped by thousands, or as in India: 12,34,567."""
HYPHENS = ("-", "‑", "–")
THOUSAND = 1000
HUNDRED = 100
TENS = 20
ABBREVIATED = 2


class QuoteWord(NamedTuple):
    """A word, number or punctuation mark, with its offsets in the quote.

    `lower` is in lower case with a straight apostrophe.
    """

    text: str
    lower: str
    start: int
    end: int

    @property
    def is_digits(self) -> bool:
        """Whether it is written in digits."""
        return self.text[-1].isdecimal()

    @property
    def is_name(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[:1].isupper()


@dataclass(frozen=True, slots=True)
class Amount:
    """A value, the index of its last word, and the scale that it ends with, such as million."""

    value: float
    last: int
    scale: float = 1.0


class Numerals:
    """The number words of one language."""

    def __init__(self, code: str) -> None:
        table = load_language(code).tables["quantities"]
        self.values: dict[str, float] = table["values"]
        self.scales: dict[str, float] = table["scales"]
        self.fractions: dict[str, float] = table["fractions"]
        self.multiples: dict[str, float] = table["multiples"]
        self.marks: dict[str, str] = table["currency_marks"]
        self.currencies: dict[str, str] = table["currency_words"]
        self.hundredths: dict[str, str] = table["currency_hundredths"]
        self.time_units: dict[str, str] = table["time_units"]
        self.units = _phrases(table["units"])
        self.comparators = _phrases(table["comparators"])
        self.comparators_after = _phrases(table["comparators_after"])
        self.differences: dict[str, str] = table["differences"]
        self.lists = {name: frozenset(words) for name, words in table["words"].items()}
        self.verbs = VerbForms(
            load_language(code).tables["splitting"], table["words"]["verbs_or_nouns"]
        )
        self.openers = frozenset().union(
            *(self.values, self.multiples, self.marks, self.fractions),
            *(self.lists[name] for name in ("single", "many", "signs", "halving")),
        )
        patterns: dict[str, str] = table["patterns"]
        self.period = re.compile(
            self._period_pattern(table["patterns"]["period"]), re.IGNORECASE
        )
        self.place = re.compile(patterns["place"])
        self.common_place = re.compile(patterns["common_place"], re.IGNORECASE)
        self.clause_end = re.compile(patterns["clause_end"])
        self.joint = re.compile(rf"{patterns['joint']}(?={self.period.pattern})", re.IGNORECASE)

    def _period_pattern(self, alternatives: list[str]) -> str:
        months = "|".join(sorted(self.lists["months"], key=len, reverse=True))
        times = "|".join(self.time_units)
        return rf"\b(?:{'|'.join(alternatives)})".replace("{months}", f"(?:{months})").replace(
            "{times}", f"(?:{times})"
        )

    def has(self, name: str, word: QuoteWord | None) -> bool:
        """Return whether the word is in the list with this name."""
        return word is not None and word.lower in self.lists[name]


def _phrases(table: dict[str, str]) -> dict[str, list[tuple[list[str], str]]]:
    """Index phrases by their first and by their last word, longest first."""
    found: dict[str, list[tuple[list[str], str]]] = {}
    for phrase, name in sorted(table.items(), key=lambda pair: -len(pair[0].split())):
        words = phrase.split()
        for key in {words[0], words[-1]}:
            found.setdefault(key, []).append((words, name))
    return found


@lru_cache(maxsize=8)
def load_numerals(code: str) -> Numerals:
    """Load the number words of a language, once per process."""
    return Numerals(code)


def split_words(quote: str) -> list[QuoteWord]:
    """Split a quote into words, numbers and punctuation marks."""
    # Words are lowered one by one, because some letters get longer in lower case.
    return [
        QuoteWord(text := match[0], text.lower().replace("’", "'"), *match.span())
        for match in TOKEN.finditer(quote)
    ]


def word_at(words: list[QuoteWord], index: int) -> QuoteWord | None:
    """Return the word at an index, or None outside the list."""
    return words[index] if 0 <= index < len(words) else None


def is_attached(words: list[QuoteWord], index: int) -> bool:
    """Return whether no space separates the word at the index from the one before it."""
    return 0 < index < len(words) and words[index - 1].end == words[index].start


def is_hyphen(words: list[QuoteWord], index: int) -> bool:
    """Return whether the word at the index is a hyphen with no space on either side."""
    word = word_at(words, index)
    return (
        word is not None
        and word.text in HYPHENS
        and is_attached(words, index)
        and is_attached(words, index + 1)
    )


def number_at(words: list[QuoteWord], index: int, known: Numerals) -> Amount | None:
    """Parse the number that begins at a word, without its unit."""
    word, after = word_at(words, index), word_at(words, index + 1)
    if word is None:
        return None
    if word.is_digits:
        value = float(word.text.replace(",", ""))
        return _parse_scaled(words, value, index, known)
    if known.has("single", word) and known.has("scales_alone", after):
        return _parse_spelled(words, index + 1, 1.0, known)
    if known.has("many", word):
        return _parse_many(words, index, known)
    return _parse_spelled(words, index, 0.0, known) if word.lower in known.values else None


def _parse_many(words: list[QuoteWord], index: int, known: Numerals) -> Amount:
    """Parse "thousands", "tens of thousands" as the least that they can mean."""
    value, last = known.scales[words[index].lower], index
    if known.has("of", word_at(words, index + 1)) and known.has(
        "many", word_at(words, index + 2)
    ):
        last = index + 2
        value *= known.scales[words[last].lower]
    return Amount(value, last, value)


def _parse_scaled(words: list[QuoteWord], value: float, last: int, known: Numerals) -> Amount:
    """Parse digits with a scale after them: 4.5 million, £55m. "5 m" is five metres."""
    fraction = word_at(words, last + 1)
    if fraction is not None and known.has("vulgar", fraction) and is_attached(words, last + 1):
        value, last = value + known.fractions[fraction.lower], last + 1
    scale = 1.0
    for index in range(last + 1, min(last + 3, len(words))):
        word = words[index]
        is_short = len(word.lower) <= ABBREVIATED and not known.has("loose_scales", word)
        if word.lower not in known.scales or known.has("many", word):
            break
        if is_short and (not is_attached(words, index) or _is_measure(words, index, known)):
            break
        value, last = value * known.scales[word.lower], index
        scale *= known.scales[word.lower]
    return Amount(value, last, scale)


def _is_measure(words: list[QuoteWord], index: int, known: Numerals) -> bool:
    """Return whether "m" means metres, as in "4.5m high"."""
    return known.has("measuring", word_at(words, index + 1))


def _parse_spelled(
    words: list[QuoteWord], index: int, current: float, known: Numerals
) -> Amount | None:
    """Parse spelled-out numbers: "three hundred and twenty-five", "one and a half million"."""
    total, scale = 0.0, 1.0
    last = index - 1 if current else -1
    position = index
    while position < len(words):
        lower = words[position].lower
        if lower in known.values:
            if last >= 0 and not _continues_number(current, known.values[lower]):
                break
            current, last, scale = current + known.values[lower], position, 1.0
        elif last >= 0 and _is_scale(words[position], known):
            scale = known.scales[lower]
            if scale >= THOUSAND:
                total, current = total + current * scale, 0.0
            else:
                current *= scale
            last = position
        elif last >= 0 and (half := _and_a_half(words, position, known)):
            current, last = current + half, position + 2
            position += 2
        elif last != position - 1 or not _joins_number(words, position, known):
            break
        position += 1
    return Amount(total + current, last, scale) if last >= 0 else None


def _is_scale(word: QuoteWord, known: Numerals) -> bool:
    is_long = len(word.lower) > ABBREVIATED
    return is_long and word.lower in known.scales and not known.has("many", word)


def _and_a_half(words: list[QuoteWord], position: int, known: Numerals) -> float:
    """Return the fraction of "two and a half", or 0 if there is none."""
    part = word_at(words, position + 2)
    is_so = known.has("joining", words[position]) and known.has(
        "single", word_at(words, position + 1)
    )
    return known.fractions[part.lower] if is_so and part and known.has("added", part) else 0.0


def _continues_number(current: float, value: float) -> bool:
    """Return whether a value continues the number: six does after twenty, not after three."""
    rest = current % HUNDRED
    return not rest or (rest >= TENS and not rest % 10 and 0 < value < 10)  # noqa: PLR2004


def _joins_number(words: list[QuoteWord], position: int, known: Numerals) -> bool:
    """Return whether the word joins a number: "hundred and six", not "two and three"."""
    before, after = word_at(words, position - 1), word_at(words, position + 1)
    if before is None or after is None or after.lower not in known.values:
        return False
    if known.has("joining", words[position]):
        return before.lower in known.scales
    return words[position].text in HYPHENS and known.values.get(before.lower, 0) >= TENS
