"""Find when something was said, from the words near the cue and the publication date.

Method: dates and day names are resolved against the publication date, like TIMEX3 values in
Strötgen and Gertz, "HeidelTime: High Quality Rule-Based Extraction and Normalization of
Temporal Expressions", SemEval 2010: a weekday alone is the last one before publication.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from claims.extraction.lexicon.language import load_language

Days = tuple[date, date]

WINDOW = 400
WEEK = 7
MONTHS = 12


def find_date_said(
    words: str, published_on: date | None, language: str = "en", *, cue: str | None = None
) -> date | None:
    """Return the day that the words near a cue name, or None if they name no exact day."""
    days = find_days(words, published_on, language, cue=cue)
    return days[0] if days and days[0] == days[1] else None


def find_days(
    words: str, published_on: date | None, language: str = "en", *, cue: str | None = None
) -> Days | None:
    """Return the first and last day that the words near a cue can mean: all of "last month".

    Never after the publication date. Of several dates, the first after the cue counts,
    otherwise the last before it. Returns None if the words name no day, or an unclear one.
    """
    words = words[:WINDOW]
    calendar = _calendar(language)
    found = sorted(calendar.dates(words), key=lambda match: match.start())
    at = _place_of(cue, words)
    after = [match for match in found if match.start() >= at]
    for match in after + [match for match in reversed(found) if match.start() < at]:
        days = _limit_to(calendar.days(match, published_on), published_on)
        if days is not None:
            return days
    return None


def _place_of(cue: str | None, words: str) -> int:
    match = re.search(rf"\b{re.escape(cue)}\b", words) if cue else None
    return match.end() if match else 0


def _limit_to(days: Days | None, published_on: date | None) -> Days | None:
    """Limit the days to the publication date: nothing is reported before it was said."""
    if days is None or published_on is None:
        return days
    return (days[0], min(days[1], published_on)) if days[0] <= published_on else None


class _Calendar:
    """The names of days and months of one language, and the patterns of dates."""

    def __init__(self, code: str) -> None:
        table = load_language(code).tables["dates"]
        self._weekdays: list[str] = table["weekdays"]
        self._months: list[str] = table["months"]
        self._short_months = [re.compile(short) for short in table["short_months"]]
        self._counts: list[str] = table["counts"]
        self._elsewhere = frozenset(table["elsewhere"])
        self._days_ago: dict[str, int] = table["days_ago"]
        self._spans: dict[str, tuple[str, int]] = table["spans"]
        self._units: dict[str, str] = table["units"]
        lists = {
            "weekdays": _alternatives(self._weekdays),
            "months": _alternatives([*self._months, *table["short_months"]]),
            "counts": _alternatives(self._counts),
            "units": _alternatives(self._units),
            "days_ago": _alternatives(self._days_ago),
            "spans": _alternatives(self._spans),
        }
        self._patterns = {
            name: re.compile(_fill_pattern(pattern, lists))
            for name, pattern in table["patterns"].items()
        }
        self._names = {pattern.pattern: name for name, pattern in self._patterns.items()}

    def dates(self, words: str) -> Iterator[re.Match[str]]:
        """Yield every date in the words, without dates inside longer ones."""
        taken: list[tuple[int, int]] = []
        for pattern in self._patterns.values():
            for match in pattern.finditer(words):
                start, end = match.span()
                before = words[:start].rsplit(maxsplit=1)[-1:]
                is_elsewhere = bool(before) and before[0].lower() in self._elsewhere
                if any(first < end and start < last for first, last in taken):
                    continue
                taken.append((start, end))
                if not is_elsewhere:
                    yield match

    def days(self, match: re.Match[str], published_on: date | None) -> Days | None:
        """Return what a date means, relative to the publication date if necessary."""
        name = self._names[match.re.pattern]
        groups = match.groupdict()
        try:
            if groups.get("year") is not None:
                return self._full(name, groups)
            if published_on is None:
                return None
            return self._relative(name, groups, published_on)
        except (ValueError, OverflowError):
            return None

    def _full(self, name: str, groups: dict[str, str]) -> Days | None:
        year = int(groups["year"])
        if name == "year":
            return date(year, 1, 1), date(year, MONTHS, 31)
        if name == "month":
            return _month(year, self._month(groups["month"]))
        if name == "slashed":
            one, two = int(groups["one"]), int(groups["two"])
            if one <= MONTHS and two <= MONTHS and one != two:
                return None
            return _day(date(year, *((two, one) if one > MONTHS else (one, two))))
        number = int(groups["number"]) if name == "iso" else self._month(groups["month"])
        return _day(date(year, number, int(groups["day"])))

    def _relative(self, name: str, groups: dict[str, str], published_on: date) -> Days | None:
        if name == "weekday":
            return _day(self._last_weekday(groups, published_on))
        if name == "days_ago":
            back = self._days_ago[groups["phrase"].lower()]
            return _day(published_on - timedelta(days=back))
        if name == "spans":
            return _span(*self._spans[groups["phrase"].lower()], published_on)
        if name == "ago":
            return self._ago(groups["count"], self._units[groups["unit"]], published_on)
        if name == "day":
            return _day(_last_of_month(int(groups["day"]), published_on))
        return self._without_year(name, groups, published_on)

    def _without_year(self, name: str, groups: dict[str, str], published_on: date) -> Days:
        """Return the last such day or month before publication."""
        month, year = self._month(groups["month"]), published_on.year
        if name == "month":
            return _month(year - (month > published_on.month), month)
        day = int(groups["day"])
        is_ahead = (month, day) > (published_on.month, published_on.day)
        return _day(date(year - is_ahead, month, day))

    def _last_weekday(self, groups: dict[str, str], published_on: date) -> date:
        wanted = self._weekdays.index(groups["weekday"])
        back = (published_on.weekday() - wanted) % WEEK
        return published_on - timedelta(days=back or (WEEK if groups["last"] else 0))

    def _ago(self, count: str, unit: str, published_on: date) -> Days:
        number = int(count) if count.isdecimal() else self._counts.index(count) + 1
        if unit == "day":
            return _day(published_on - timedelta(days=number))
        return _span(unit, number, published_on)

    def _month(self, name: str) -> int:
        if name in self._months:
            return self._months.index(name) + 1
        return next(
            place
            for place, short in enumerate(self._short_months, start=1)
            if short.fullmatch(name)
        )


def _alternatives(words: Any) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


def _fill_pattern(pattern: str, lists: dict[str, str]) -> str:
    for name, words in lists.items():
        pattern = pattern.replace(f"{{{name}}}", words)
    return pattern


def _day(day: date) -> Days:
    return day, day


def _month(year: int, month: int) -> Days:
    first = date(year, month, 1)
    following = date(year + month // MONTHS, month % MONTHS + 1, 1)
    return first, following - timedelta(days=1)


def _span(unit: str, back: int, published_on: date) -> Days:
    """Return a whole week (from Monday), weekend, month or year, `back` units ago."""
    if unit == "year":
        return date(published_on.year - back, 1, 1), date(published_on.year - back, MONTHS, 31)
    if unit == "month":
        months = published_on.year * MONTHS + published_on.month - 1 - back
        return _month(months // MONTHS, months % MONTHS + 1)
    monday = published_on - timedelta(days=published_on.weekday() + WEEK * back)
    if unit == "week":
        return monday, monday + timedelta(days=WEEK - 1)
    saturday = monday + timedelta(days=WEEK - 2)
    if saturday > published_on:
        saturday -= timedelta(days=WEEK)
    return saturday, saturday + timedelta(days=1)


def _last_of_month(day: int, published_on: date) -> date:
    """Return the latest 20th for "on the 20th": of this month or the last one."""
    if day <= published_on.day:
        return published_on.replace(day=day)
    before = published_on.replace(day=1) - timedelta(days=1)
    return before.replace(day=day)


@lru_cache(maxsize=8)
def _calendar(code: str) -> _Calendar:
    return _Calendar(code)
