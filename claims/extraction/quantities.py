"""Numbers as they are said: value, unit, comparator, base, period and place.

Method: a small grammar over words, after Roy, Vieira, Roth, "Reasoning about Quantities in
Natural Language", TACL 3, 2015 (value, unit, change as one quantity), with the units and
comparators of `languages/<code>/quantities.toml`. Dates, times of day, ordinals and ages of
phrases ("one of them") are no quantities.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from claims.extraction.language import load
from claims.extraction.statement import Number

TOKEN = re.compile(
    r"(?:US|CA|AU|NZ|[AC])?[£$€¥₹]|\d+(?:,\d{3})*(?:\.\d+)?|[^\W\d_]+(?:['’][^\W\d_]+)*|%|[^\w\s]"
)
DIGITS = re.compile(r"\d")
WINDOW = 60
LONGEST = 4_000
YEARS = range(1500, 2200)


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    lower: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Found:
    """Words first to last (inclusive) with the value and unit that they make."""

    first: int
    last: int
    value: float
    unit: str | None
    base: str | None = None
    is_bare_word: bool = False


class _Words:
    """The number words of one language."""

    def __init__(self, code: str) -> None:
        table = load(code).tables["quantities"]
        self.values: dict[str, float] = table["values"]
        self.scales: dict[str, float] = table["scales"]
        self.fractions: dict[str, float] = table["fractions"]
        self.multiples: dict[str, float] = table["multiples"]
        self.marks: dict[str, str] = table["currency_marks"]
        self.currencies: dict[str, str] = table["currency_words"]
        self.comparators = sorted(
            ((phrase.split(), name) for phrase, name in table["comparators"].items()),
            key=lambda pair: -len(pair[0]),
        )
        self.months = frozenset(table["words"]["months"])
        self.not_counted = frozenset(table["words"]["not_counted"])
        self.small_after = frozenset(table["words"]["small_after"])
        self.period = re.compile(table["patterns"]["period"], re.IGNORECASE | re.VERBOSE)
        self.place = re.compile(table["patterns"]["place"])


@lru_cache(maxsize=8)
def _words(code: str) -> _Words:
    return _Words(code)


def find_numbers(quote: str, language: str = "en") -> tuple[Number, ...]:
    """The quantities of a quote in order; `text` is their words as written."""
    lists = _words(language)
    quote = quote[:LONGEST]
    words = [
        _Word(m.group(), m.group().lower(), m.start(), m.end()) for m in TOKEN.finditer(quote)
    ]
    found: list[Number] = []
    index = 0
    while index < len(words):
        quantity = _quantity(words, index, lists)
        if quantity is None:
            index += 1
            continue
        found.append(_with_surroundings(quote, words, quantity, lists))
        index = quantity.last + 1
    return tuple(found)


def _quantity(words: list[_Word], index: int, lists: _Words) -> _Found | None:
    """The quantity that begins at a word, if one does."""
    word = words[index]
    if word.lower in lists.multiples:
        return _multiple(words, index, lists)
    if word.lower in lists.marks:
        return _amount(words, index, lists)
    share = _share(words, index, lists)
    if share is not None:
        return share
    read = _number(words, index, lists)
    if read is None or _is_date(words, index, read[1], lists):
        return None
    value, last = read
    return _with_unit(words, index, last, value, lists)


def _multiple(words: list[_Word], index: int, lists: _Words) -> _Found | None:
    """ "double", "halved"; not the adjective of "a double murder"."""
    word = words[index]
    before = words[index - 1].lower if index else ""
    if word.lower in ("double", "triple") and before in ("a", "the", "his", "her"):
        return None
    return _Found(index, index, lists.multiples[word.lower], "times")


def _amount(words: list[_Word], index: int, lists: _Words) -> _Found | None:
    read = _number(words, index + 1, lists)
    if read is None:
        return None
    return _Found(index, read[1], read[0], lists.marks[words[index].lower])


def _share(words: list[_Word], index: int, lists: _Words) -> _Found | None:
    """ "a third of", "two-thirds", "half the", "three in eight", "one out of five"."""
    lower = [word.lower for word in words[index : index + 6]]
    if lower[0] in ("half", "quarter") and (
        index == 0 or words[index - 1].lower not in ("first", "second", "last", "a")
    ):
        if lower[1:2] and lower[1] in ("of", "the", "a", "its", "their", "all"):
            return _Found(index, index, lists.fractions[lower[0]], "share")
    if lower[0] in ("a", "one") and len(lower) > 2 and lower[1] in lists.fractions:
        if lower[1] == "half" or lower[2] in ("of", "more", "less", "fewer", "higher", "lower"):
            return _Found(index, index + 1, lists.fractions[lower[1]], "share")
    whole = lists.values.get(lower[0])
    if whole is None and lower[0].isdigit() and len(lower[0]) < 4:  # noqa: PLR2004
        whole = float(lower[0])
    if whole is None or len(lower) < 3:  # noqa: PLR2004
        return None
    dash = 1 if lower[1] in ("-", "–", "‑") else 0
    part = lower[1 + dash] if len(lower) > 1 + dash else ""
    if part in lists.fractions and part.endswith("s"):
        return _Found(index, index + 1 + dash, round(whole * lists.fractions[part], 6), "share")
    if lower[1] == "in" or lower[1:3] == ["out", "of"]:
        skip = 2 if lower[1] == "in" else 3
        rest = _number(words, index + skip, lists)
        every = lower[skip : skip + 1] == ["every"]
        rest = rest or (_number(words, index + skip + 1, lists) if every else None)
        if rest and 1 < rest[0] <= 1000 and whole < rest[0]:  # noqa: PLR2004
            return _Found(index, rest[1], round(whole / rest[0], 6), "share")
    return None


def _number(words: list[_Word], index: int, lists: _Words) -> tuple[float, int] | None:
    """The value that begins at a word and the last word of it: 4.5 million, two hundred and six."""
    if index >= len(words):
        return None
    word = words[index]
    if DIGITS.match(word.text):
        value, last = float(word.text.replace(",", "")), index
        return _scaled(words, value, last, lists)
    if (
        word.lower == "a"
        and index + 1 < len(words)
        and words[index + 1].lower
        in ("hundred", "thousand", "million", "billion", "trillion", "dozen")
    ):
        return _scaled(words, 1.0, index, lists)
    if word.lower in ("hundreds", "thousands", "millions", "billions", "dozens"):
        return lists.scales[word.lower], index
    return _spelled(words, index, lists)


def _scaled(words: list[_Word], value: float, last: int, lists: _Words) -> tuple[float, int]:
    while last + 1 < len(words):
        scale = words[last + 1]
        is_glued = scale.start == words[last].end
        if scale.lower not in lists.scales or (
            len(scale.lower) <= 2 and not is_glued and scale.lower != "bn"
        ):  # noqa: PLR2004
            break
        value, last = value * lists.scales[scale.lower], last + 1
    return value, last


def _spelled(words: list[_Word], index: int, lists: _Words) -> tuple[float, int] | None:
    """Spelled-out cardinals, thousands at most twice: "three hundred and twenty-five thousand"."""
    total = current = 0.0
    last = -1
    position = index
    while position < len(words):
        lower = words[position].lower
        if lower in lists.values:
            value = lists.values[lower]
            if last >= 0 and current % 100 and not (current % 10 == 0 and value < 10):  # noqa: PLR2004
                break
            current, last = current + value, position
        elif lower in lists.scales and last >= 0 and len(lower) > 2:  # noqa: PLR2004
            scale = lists.scales[lower]
            if scale >= 1000:  # noqa: PLR2004
                total, current = total + current * scale, 0.0
            else:
                current *= scale
            last = position
        elif not (
            lower in ("and", "-", "‑")
            and last == position - 1
            and _joins(words, position, lists)
        ):
            break
        position += 1
    return (total + current, last) if last >= 0 else None


def _joins(words: list[_Word], position: int, lists: _Words) -> bool:
    """ "hundred and six", "twenty-five"; not "two and three"."""
    if position + 1 >= len(words) or words[position + 1].lower not in lists.values:
        return False
    before = words[position - 1].lower
    if words[position].lower == "and":
        return before in ("hundred", "thousand", "million")
    return lists.values.get(before, 0) >= 20  # noqa: PLR2004


def _is_date(words: list[_Word], first: int, last: int, lists: _Words) -> bool:
    """A year, a day of a month, a time of day, an ordinal, or part of a code (Covid-19)."""
    word = words[first]
    before = words[first - 1] if first else None
    after = words[last + 1] if last + 1 < len(words) else None
    if after and after.lower in ("st", "nd", "rd", "th", "s") and after.start == word.end:
        return True
    if after and (
        after.lower in lists.months or after.lower in ("am", "pm", "o’clock", "o'clock")
    ):
        return after.lower != "may" or DIGITS.match(word.text) is not None
    if (
        before
        and before.lower in lists.months
        and before.text[:1].isupper()
        and word.text.isdigit()
    ):
        return True
    if (
        before
        and before.text in ("-", "‑", ":", "/")
        and before.end == word.start
        and not _is_range(words, first)
    ):
        return True
    if (
        after
        and after.text in (":", "/")
        and after.end == (words[last + 2].start if last + 2 < len(words) else -1)
    ):
        return True
    is_year = (
        word.text.isdigit()
        and len(word.text) == 4
        and int(word.text) in YEARS
        and first == last
    )  # noqa: PLR2004
    counted = (
        after is not None and after.lower.isalpha() and after.lower not in lists.not_counted
    )
    led = before is not None and before.lower in (
        "in",
        "since",
        "by",
        "until",
        "of",
        "from",
        "to",
        "before",
        "after",
        "and",
        "the",
        ",",
        "(",
        "for",
    )
    return is_year and (led or not counted)


def _is_range(words: list[_Word], first: int) -> bool:
    return (
        first >= 2
        and DIGITS.match(words[first - 2].text) is not None
        and len(words[first - 2].text) < 4
    )  # noqa: PLR2004


def _with_unit(
    words: list[_Word], first: int, last: int, value: float, lists: _Words
) -> _Found | None:
    """What is counted: percent, points, times, money, or the noun that follows."""
    following = [word.lower for word in words[last + 1 : last + 4]]
    spelled = not DIGITS.match(words[first].text)
    if (
        following[:1] == ["-"]
        and following[1:2]
        and words[last + 2].start == words[last + 1].end
    ):
        following, last = following[1:], last + 1 if not spelled else last
    if following[:2] == ["per", "cent"]:
        return _percent(words, first, last + 2, value, lists)
    if following[:1] and following[0] in ("%", "percent", "pc"):
        return _percent(words, first, last + 1, value, lists)
    if following[:2] in (["percentage", "points"], ["percentage", "point"]):
        return _Found(first, last + 2, value, "percentage points")
    if following[:1] == ["times"]:
        return _Found(first, last + 1, value, "times")
    if following[:1] and following[0] in lists.currencies:
        return _Found(first, last + 1, value, lists.currencies[following[0]])
    if (
        spelled
        and value <= 2
        and (
            first
            and words[first - 1].lower in lists.small_after
            or following[:1] == ["of"]
            or value == 1
        )
    ):  # noqa: PLR2004
        return None
    counted = _counted(words, last + 1, lists)
    if counted is None:
        bare = spelled and value < 10 or not spelled and value < 3  # noqa: PLR2004
        return None if bare else _Found(first, last, value, None)
    return _Found(first, counted[1], value, counted[0])


def _percent(words: list[_Word], first: int, last: int, value: float, lists: _Words) -> _Found:
    """A percentage and what it is of: 5 % of GDP."""
    if (
        last + 2 < len(words)
        and words[last + 1].lower in ("of", "in")
        and words[last + 1].lower == "of"
    ):
        start = last + 2
        while start < len(words) and words[start].lower in (
            "the",
            "its",
            "their",
            "our",
            "all",
            "a",
        ):
            start += 1
        stop = start
        while (
            stop < len(words)
            and stop - start < 3
            and words[stop].lower.isalpha()
            and words[stop].lower not in lists.not_counted
        ):  # noqa: PLR2004
            stop += 1
        if stop > start:
            base = " ".join(word.text for word in words[start:stop])
            return _Found(first, stop - 1, value, "percent", base)
    return _Found(first, last, value, "percent")


def _counted(words: list[_Word], index: int, lists: _Words) -> tuple[str, int] | None:
    """The noun after a number: at most an adjective and a plural, by their look."""
    taken: list[_Word] = []
    for word in words[index : index + 3]:
        if (
            not word.lower.isalpha()
            or word.lower in lists.not_counted
            or word.text[:1].isupper()
            and taken
        ):
            break
        taken.append(word)
        if (
            word.lower.endswith("s")
            and not word.lower.endswith("ss")
            or word.lower in ("people", "men", "women", "children", "staff", "police")
        ):
            return " ".join(each.lower for each in taken), index + len(taken) - 1
    if taken:
        return taken[0].lower, index
    return None


def _with_surroundings(quote: str, words: list[_Word], found: _Found, lists: _Words) -> Number:
    """Add the comparator before, and the period and place after, within the same clause."""
    comparator, first = _comparator(words, found.first, lists)
    start, end = words[first].start, words[found.last].end
    after = re.split(r"[.;!?]\s", quote[end : end + WINDOW])[0]
    period = lists.period.search(after)
    place = lists.place.search(after)
    if place and place.group(1).lower() in lists.months:
        place = None
    return Number(
        text=quote[start:end],
        value=found.value,
        unit=found.unit,
        comparator=comparator,
        base=found.base,
        period=period.group().strip() if period else None,
        place=place.group(1) if place else None,
    )


def _comparator(words: list[_Word], first: int, lists: _Words) -> tuple[str | None, int]:
    for phrase, name in lists.comparators:
        start = first - len(phrase)
        if start >= 0 and [word.lower for word in words[start:first]] == phrase:
            return name, start
    return None, first
