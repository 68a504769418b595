"""What the desk proposes for a statement before a person has touched it."""

from dataclasses import dataclass
from datetime import date

from claims.extraction.quantities import find_numbers
from claims.models import Statement

MARKS = '“”"„«»‹›'
OPENING = "“„«‹‘"
STOPS = ".,;:!–—- "
PARTS_OF_A_WHOLE = {"percent", "share", "times", "percentage points"}
SAME = 1e-9


def wording(statement: Statement) -> str:
    """The claim in our wording, to begin with: the quote without its marks, as a sentence.

    Capitalised, without its last stop, in one line of at most 500 characters (what a claim
    may have), cut between words.
    """
    # A quotation that runs over paragraphs opens its mark anew in each.
    paragraphs = (line.strip().lstrip(OPENING) for line in statement.quote.split("\n"))
    words = " ".join(" ".join(paragraphs).split())
    if words[:1] in MARKS or words[-1:] in MARKS:
        words = "".join(character for character in words if character not in MARKS)
    words = words.strip(STOPS)
    if len(words) > 500:  # noqa: PLR2004 - `Claim.text`
        words = words[:500].rpartition(" ")[0]
    return words[:1].upper() + words[1:]


def claimant(statement: Statement) -> str:
    """Who said it: the speaker; for narration, the article's publisher; else nobody."""
    if statement.speaker:
        return statement.speaker
    publisher = statement.article.publisher
    return publisher.name if statement.kind == Statement.Kind.NARRATION and publisher else ""


def said_on(statement: Statement) -> date | None:
    """As far as the text tells, else the day the article came out."""
    return statement.said_on or statement.article.published_on


@dataclass(frozen=True, slots=True)
class Figure:
    """One number as understood, in words (empty: as it was said), and what was not said."""

    quote: str
    meaning: str
    facts: tuple[str, ...]
    unsaid: str


def figures(statement: Statement) -> list[Figure]:
    """The numbers of a statement as the reader understood them."""
    return [_figure(number) for number in statement.numbers]


def _figure(number: dict[str, object]) -> Figure:
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
    return Figure(str(number["text"]), meaning, facts, "base not said" if lacks_base else "")


def different_figures(here: str, there: str) -> str:
    """How the figures of two texts with much the same words differ: "4 there, 40 here".

    Only figures of one unit are set side by side; empty where they agree or have none.
    """
    ours, theirs = find_numbers(here), find_numbers(there)
    for number in ours:
        others = [other for other in theirs if other.unit == number.unit]
        if others and all(abs(other.value - number.value) > SAME for other in others):
            return f"{_plain(others[0].value)} there, {_plain(number.value)} here"
    return ""


def _plain(value: float) -> str:
    return f"{value:,.0f}" if value.is_integer() else f"{value:,}"
