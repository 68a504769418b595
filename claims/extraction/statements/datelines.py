"""Find the day on which a text was published, and the days of a transcript's parts.

Method: the document creation time of TimeML (Pustejovsky et al., "TimeML: Robust Specification
of Event and Temporal Expressions in Text", 2003), which "on Tuesday" refers to, here read from
the text itself: a dateline ("LEEDS, 3 March 2026 (Reuters) —"), a line such as "Published: 3
March 2026", or a line near the top that is nothing but a date. A date without a year is none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from claims.extraction.lexicon.language import load_language
from claims.extraction.statements.dates import find_date_said
from claims.extraction.text.span import Span

TOP = 2_000
LONGEST_LINE = 160
LONGEST_HEADING = 100
MOST_OTHER_WORDS = 9
DATELINE_END = re.compile(r"\s(?:—|–|--|-)\s")
WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class _DatelineWords:
    published: re.Pattern[str]
    updated: re.Pattern[str]


@lru_cache(maxsize=8)
def _words(code: str) -> _DatelineWords:
    table = load_language(code).tables["dates"]
    return _DatelineWords(
        *(
            re.compile(rf"\s*(?:{'|'.join(table[name])})\b", re.IGNORECASE)
            for name in ("published", "updated")
        )
    )


def find_publication_date(text: str, language: str) -> date | None:
    """Return the day that the text itself gives as that of its publication, or None.

    "Published" comes before a dateline, a dateline before a date alone on its line, and
    "updated" comes last.
    """
    words = _words(language)
    found: dict[int, date] = {}
    for line in text[:TOP].split("\n"):
        rank = _rank(line, words)
        day = find_date_said(line[:LONGEST_LINE], None, language) if rank is not None else None
        if rank is not None and day is not None:
            found.setdefault(rank, day)
    return found[min(found)] if found else None


def _rank(line: str, words: _DatelineWords) -> int | None:
    """Return how surely a line has the date of publication (0: most surely), or None."""
    if words.published.match(line) and len(line) <= LONGEST_LINE:
        return 0
    if words.updated.match(line) and len(line) <= LONGEST_LINE:
        return 3
    head = DATELINE_END.split(line, maxsplit=1)
    if len(head) > 1 and len(head[0]) <= LONGEST_HEADING and head[0][:2].isupper():
        return 1
    return 2 if 0 < len(line.strip()) <= LONGEST_HEADING and _is_mostly_date(line) else None


def _is_mostly_date(line: str) -> bool:
    """Return whether a line has few words besides the names of a day and a month."""
    return len(WORD.findall(line)) <= 3 and any(c.isdigit() for c in line)  # noqa: PLR2004 - weekday, month, time zone


@dataclass(slots=True)
class TurnDates:
    """The days on which the turns of a transcript were said, by offset.

    A heading with a date ("Press conference, 3 March 2026") counts for the turns below it;
    before the first one, the day of publication does.
    """

    published_on: date | None
    starts: list[int] = field(default_factory=list)
    days: list[date] = field(default_factory=list)

    def day_at(self, offset: int) -> date | None:
        """Return the day of a turn at this offset."""
        place = bisect_right(self.starts, offset)
        return self.days[place - 1] if place else self.published_on


def find_turn_dates(
    text: str, headings: Iterable[Span], published_on: date | None, language: str
) -> TurnDates:
    """Return the days of the turns, from the lines outside them."""
    dated = sorted(_dated_headings(text, headings, published_on, language))
    return TurnDates(published_on, [start for start, _ in dated], [day for _, day in dated])


def _dated_headings(
    text: str, headings: Iterable[Span], published_on: date | None, language: str
) -> Iterator[tuple[int, date]]:
    for start, end in headings:
        line = text[start:end]
        if len(line) > LONGEST_HEADING or len(WORD.findall(line)) > MOST_OTHER_WORDS:
            continue
        day = find_date_said(line, published_on, language)
        if day is not None:
            yield start, day
