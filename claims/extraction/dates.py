"""When something was said, from the words beside the cue and the day the article came out.

Method: dates and day names read against the document's own date, as TIMEX3 values are in
Strötgen and Gertz, "HeidelTime: High Quality Rule-Based Extraction and Normalization of
Temporal Expressions", SemEval 2010: a bare day name in news is the last one before publication.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from claims.extraction.language import load

WINDOW = 400
WEEK = 7


@lru_cache(maxsize=8)
def _patterns(code: str) -> dict[str, re.Pattern[str]]:
    patterns = load(code).mapping("dates", "patterns")
    return {name: re.compile(words, re.IGNORECASE) for name, words in patterns.items()}


def said_on(words: str, published_on: date | None, language: str = "en") -> date | None:
    """The day that words beside a cue name; None where they name none or it cannot be told."""
    words = words[:WINDOW]
    found = _patterns(language)
    lists = load(language).tables["dates"]
    for name in ("day_month", "month_day"):
        match = found[name].search(words)
        if match:
            first, second, year = match.groups()
            day, month = (first, second) if name == "day_month" else (second, first)
            number = lists["months"].index(month.lower()) + 1
            return _on(int(day), number, int(year) if year else None, published_on)
    if published_on is None:
        return None
    weekday = found["weekday"].search(words)
    if weekday:
        wanted = lists["weekdays"].index(weekday.group(1).lower())
        return published_on - timedelta(days=(published_on.weekday() - wanted) % WEEK)
    lower = words.lower()
    for phrase, days in lists["days_ago"].items():
        if re.search(rf"\b{phrase}\b", lower):
            return published_on - timedelta(days=days)
    return None


def _on(day: int, month: int, year: int | None, published_on: date | None) -> date | None:
    """A date without its year is the last such before publication."""
    if year is None and published_on is None:
        return None
    try:
        if year is not None:
            return date(year, month, day)
        assert published_on is not None
        this_year = date(published_on.year, month, day)
        return (
            this_year
            if this_year <= published_on
            else this_year.replace(year=this_year.year - 1)
        )
    except ValueError:
        return None
