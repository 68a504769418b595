"""Suggest wording, claimant, date and topics for the claim of a statement."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.extraction.lexicon.language import load_language
from claims.extraction.numbers.number import NumberJson
from claims.extraction.numbers.quantities import find_numbers
from claims.statements import lists
from claims.statements.models import Statement

MARKS = '“”"„«»‹›'
OPENING = "“„«‹‘"
STOPS = ".,;:!–—- "
PARTS_OF_A_WHOLE = {"percent", "share", "times", "percentage points"}
SAME = 1e-9
_CHANGE = re.compile(r"\b(?:fewer|less|more|up|down)\b(?! (?:than|to)\b)", re.IGNORECASE)
"""Words of a number that say how something changed: its comparator isn't a limit."""
TOPIC_ENDS = re.compile(r"[,;]")


class DuePatterns(NamedTuple):
    """Patterns of one language for due dates and for denials."""

    due: re.Pattern[str]
    denies: re.Pattern[str]


@lru_cache(maxsize=8)
def due_patterns(language: str = "en") -> DuePatterns:
    """Return the compiled patterns of `proposing.toml`."""
    words = {
        name: "|".join(each)
        for name, each in load_language(language).tables["proposing"].items()
    }
    due = rf"\b(?:{words['due_before']})\s+(?:{words['due']})\b"
    denies = rf"\b(?:{words['denies']})\b|(?:{words['denies_at_end']})\b"
    return DuePatterns(re.compile(due, re.IGNORECASE), re.compile(denies, re.IGNORECASE))


def default_wording(statement: Statement) -> str:
    """Suggest the wording of a claim: the quote as a sentence, without quotation marks.

    It is capitalized, without a full stop, and at most 500 characters long (the limit of a
    claim), cut between words.
    """
    # A quotation over several paragraphs has an opening mark in each.
    paragraphs = (line.strip().lstrip(OPENING) for line in statement.seen.split("\n"))
    words = " ".join(" ".join(paragraphs).split())
    if words[:1] in MARKS or words[-1:] in MARKS:
        words = "".join(character for character in words if character not in MARKS)
    words = words.strip(STOPS)
    if len(words) > 500:  # noqa: PLR2004 - `Claim.text`
        words = words[:500].rpartition(" ")[0]
    return words[:1].upper() + words[1:]


def default_claimant(statement: Statement) -> str:
    """Suggest the claimant: the speaker or, for narration, the article's publisher.

    The publisher of a private article isn't revealed, so its narration has no claimant.
    """
    if statement.speaker:
        return statement.speaker
    article = statement.article
    is_publishers = statement.kind == Statement.Kind.NARRATION and not article.is_private
    return article.publisher.name if is_publishers and article.publisher else ""


CHECKED_AS = {
    "position": gettext_lazy("did they say it, and are its grounds true?"),
    "promise": gettext_lazy(
        "was it promised? It stays on the list of promises, where it can be followed."
    ),
    "prediction": gettext_lazy("did they say it? It can’t be checked before its time."),
    "opinion": gettext_lazy("did they say it, and are its grounds true?"),
    "question": gettext_lazy("a question isn’t a claim: check what it takes for granted."),
}


def check_question(statement: Statement) -> str:
    """Return what a check of such a statement asks, or "" if it is simply whether it's true."""
    return str(CHECKED_AS.get(statement.claim_type, ""))


def default_said_on(statement: Statement) -> date | None:
    """Suggest the date: the one in the text, or the publication date."""
    return statement.said_on or statement.article.published_on


def default_topics(statement: Statement) -> list[str]:
    """Return the topics that an uploaded list gives, separated by commas or semicolons."""
    words = row["topic"] if (row := lists.list_row_of(statement)) else ""
    return [name.strip() for name in TOPIC_ENDS.split(words) if name.strip()]


def default_said_where(statement: Statement) -> str:
    """Return where it was said according to an uploaded list: an address, words, or ""."""
    row = lists.list_row_of(statement)
    return row["url"] if row else ""


def promise_due(statement: Statement) -> str:
    """Return when a promise is due, in its own words, or ""."""
    found = due_patterns().due.search(statement.quote)
    if found:
        return " ".join(found.group().split())
    periods = (str(number["period"]) for number in statement.numbers if number.get("period"))
    return next(periods, "")


@dataclass(frozen=True, slots=True)
class NumberReading:
    """How a number was understood, in words ("" if exactly as said), and what is missing."""

    quote: str
    meaning: str
    facts: tuple[str, ...]
    unsaid: str


def number_readings(statement: Statement) -> list[NumberReading]:
    """Return how the numbers of a statement were understood."""
    return [_describe_number(number) for number in statement.numbers]


def _describe_number(number: NumberJson) -> NumberReading:
    unit = str(number.get("unit") or "")
    comparator = str(number.get("comparator") or "")
    value = f"{number['value']:,}"
    meaning = f"× {value}" if unit == "times" else f"{value} {unit}".strip()
    if comparator and comparator != "times" and not _CHANGE.search(number["text"]):
        meaning = f"{comparator} {meaning}"
    if base := number.get("base"):
        pattern = _("%(number)s of %(base)s")
        if unit not in PARTS_OF_A_WHOLE:
            pattern = _("%(number)s per %(base)s")
        meaning = pattern % {"number": meaning, "base": base}
    named = (
        (_("period: %(words)s"), number.get("period")),
        (_("place: %(words)s"), number.get("place")),
    )
    facts = tuple(pattern % {"words": words} for pattern, words in named if words)
    if meaning == number["text"]:
        meaning = ""  # it couldn't be said more plainly
    lacks_base = unit in PARTS_OF_A_WHOLE and not base
    return NumberReading(
        str(number["text"]), meaning, facts, _("base not said") if lacks_base else ""
    )


def decisive_difference(here: str, there: str) -> str:
    """Return how two similar texts differ in what decides a check, or "".

    It compares numbers with the same unit ("different figure: 4 there, 40 here"), then whether
    only one of them denies. A text that differs is never suggested first.
    """
    ours, theirs = find_numbers(here), find_numbers(there)
    for number in ours:
        others = [other for other in theirs if other.unit == number.unit]
        if others and all(abs(other.value - number.value) > SAME for other in others):
            theirs_first = _plain(others[0].value)
            return _("different figure: %(there)s there, %(here)s here") % {
                "there": theirs_first,
                "here": _plain(number.value),
            }
    no_here, no_there = due_patterns().denies.search(here), due_patterns().denies.search(there)
    if no_here and not no_there:
        return _("denied here only: “%(word)s”") % {"word": no_here.group()}
    if no_there and not no_here:
        return _("denied there only: “%(word)s”") % {"word": no_there.group()}
    return ""


def _plain(value: float) -> str:
    return f"{value:,.0f}" if value.is_integer() else f"{value:,}"
