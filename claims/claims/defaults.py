"""What the desk proposes for a statement before a person has touched it."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from claims.extraction.lexicon.language import load_language
from claims.extraction.numbers.quantities import find_numbers
from claims.statements import lists
from claims.statements.models import Statement

MARKS = '“”"„«»‹›'
OPENING = "“„«‹‘"
STOPS = ".,;:!–—- "
PARTS_OF_A_WHOLE = {"percent", "share", "times", "percentage points"}
SAME = 1e-9
TOPIC_ENDS = re.compile(r"[,;]")


class DuePatterns(NamedTuple):
    """How a language says by when something is due, and denies."""

    due: re.Pattern[str]
    denies: re.Pattern[str]


@lru_cache(maxsize=8)
def due_patterns(language: str = "en") -> DuePatterns:
    """The words of `proposing.toml`, compiled."""
    words = {
        name: "|".join(each)
        for name, each in load_language(language).tables["proposing"].items()
    }
    due = rf"\b(?:{words['due_before']})\s+(?:{words['due']})\b"
    denies = rf"\b(?:{words['denies']})\b|(?:{words['denies_at_end']})\b"
    return DuePatterns(re.compile(due, re.IGNORECASE), re.compile(denies, re.IGNORECASE))


def default_wording(statement: Statement) -> str:
    """The claim in our wording, to begin with: the quote without its marks, as a sentence.

    Capitalised, without its last stop, in one line of at most 500 characters (what a claim
    may have), cut between words.
    """
    # A quotation that runs over paragraphs opens its mark anew in each.
    paragraphs = (line.strip().lstrip(OPENING) for line in statement.seen.split("\n"))
    words = " ".join(" ".join(paragraphs).split())
    if words[:1] in MARKS or words[-1:] in MARKS:
        words = "".join(character for character in words if character not in MARKS)
    words = words.strip(STOPS)
    if len(words) > 500:  # noqa: PLR2004 - `Claim.text`
        words = words[:500].rpartition(" ")[0]
    return words[:1].upper() + words[1:]


def default_claimant(statement: Statement) -> str:
    """Who said it: the speaker; for narration, the article's publisher; else nobody.

    Of a private text nobody is told who published it, so its narration is nobody's.
    """
    if statement.speaker:
        return statement.speaker
    article = statement.article
    is_publishers = statement.kind == Statement.Kind.NARRATION and not article.is_private
    return article.publisher.name if is_publishers and article.publisher else ""


CHECKED_AS = {
    "position": "did they say it, and is what it rests on so?",
    "promise": "was it promised? It stays on the list of promises, where it can be followed.",
    "prediction": "did they say it? It cannot be checked before its time.",
    "opinion": "did they say it, and is what it rests on so?",
    "question": "a question is no claim: check what it takes for granted.",
}


def check_question(statement: Statement) -> str:
    """What a check of such a statement asks; empty where it is simply whether it is so."""
    return CHECKED_AS.get(statement.claim_type, "")


def default_said_on(statement: Statement) -> date | None:
    """As far as the text tells, else the day the article came out."""
    return statement.said_on or statement.article.published_on


def default_topics(statement: Statement) -> list[str]:
    """What the list that it came in says it is about; commas and semicolons part topics."""
    words = str(lists.list_row_of(statement).get("topic") or "")
    return [name.strip() for name in TOPIC_ENDS.split(words) if name.strip()]


def default_said_where(statement: Statement) -> str:
    """Where it was said, as the list that it came in has it: an address, words, or empty."""
    return str(lists.list_row_of(statement).get("url") or "")


def promise_due(statement: Statement) -> str:
    """By when a promise is to be kept, in its own words; empty where no time was said."""
    found = due_patterns().due.search(statement.quote)
    if found:
        return " ".join(found.group().split())
    periods = (str(number["period"]) for number in statement.numbers if number.get("period"))
    return next(periods, "")


@dataclass(frozen=True, slots=True)
class NumberReading:
    """One number as understood, in words (empty: as it was said), and what was not said."""

    quote: str
    meaning: str
    facts: tuple[str, ...]
    unsaid: str


def number_readings(statement: Statement) -> list[NumberReading]:
    """The numbers of a statement as the reader understood them."""
    return [_figure(number) for number in statement.numbers]


def _figure(number: dict[str, object]) -> NumberReading:
    unit = str(number.get("unit") or "")
    comparator = str(number.get("comparator") or "")
    value = f"{number['value']:,}"
    meaning = f"× {value}" if unit == "times" else f"{value} {unit}".strip()
    if comparator and comparator != "times":
        meaning = f"{comparator} {meaning}"
    if base := number.get("base"):
        meaning = f"{meaning} of {base}"
    facts = tuple(f"{key}: {number[key]}" for key in ("period", "place") if number.get(key))
    if meaning == number["text"]:
        meaning = ""  # said as plainly as we could say it
    lacks_base = unit in PARTS_OF_A_WHOLE and not base
    return NumberReading(
        str(number["text"]), meaning, facts, "base not said" if lacks_base else ""
    )


def decisive_difference(here: str, there: str) -> str:
    """How two texts with much the same words differ in what decides a check; else empty.

    Figures of one unit set side by side ("figure: 4 there, 40 here"), then whether one of the
    two denies it ("“not” ). A text that differs is never proposed first.
    """
    ours, theirs = find_numbers(here), find_numbers(there)
    for number in ours:
        others = [other for other in theirs if other.unit == number.unit]
        if others and all(abs(other.value - number.value) > SAME for other in others):
            theirs_first = _plain(others[0].value)
            return f"different figure: {theirs_first} there, {_plain(number.value)} here"
    no_here, no_there = due_patterns().denies.search(here), due_patterns().denies.search(there)
    if no_here and not no_there:
        return f"denied here only: “{no_here.group()}”"
    if no_there and not no_here:
        return f"denied there only: “{no_there.group()}”"
    return ""


def _plain(value: float) -> str:
    return f"{value:,.0f}" if value.is_integer() else f"{value:,}"
