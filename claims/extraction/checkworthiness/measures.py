"""Decide which numbers measure something that a statistic can be about.

An age ("who was 88"), a number in words that counts nothing ("said nine hundred"), a frequency
("met twice"), a distance in time ("three years ago") and one or two people are details of a
story. Number and what it counts are read together, as in Roy, Vieira, Roth, "Reasoning about
Quantities in Natural Language", TACL 3, 2015.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from claims.extraction.numbers.number import Number

LEAST_BARE = 10
LEAST_SPELLED = 10_000
FEW = 2
OFTEN = 3
NEAR = 60
TIMES = frozenset(
    {"seconds", "minutes", "hours", "days", "weeks", "fortnights", "months", "years"}
)
PLACES = frozenset({"doors", "houses", "streets", "blocks", "seats", "rows", "stops"})
"""What one counts to say where something is: "three doors down"."""
PEOPLE = frozenset(
    {"people", "men", "women", "children", "boys", "girls", "officers", "others"}
)
WARNINGS = frozenset(
    {"warnings", "letters", "meetings", "visits", "calls", "emails", "requests", "appeals"}
)
AWAY = re.compile(r"\W+(?:down|up|away|along|apart|behind|ahead|over|from)\b")
DISTANCE = re.compile(r"[\w-]*\W+(?:ago|before|after|earlier|later|previously|old|from now)\b")
SPAN = re.compile(
    r"(?:(?:\A|[,.;] )(?:in|over|within|after|during|for) (?:the (?:past |last )?)?"
    r"|\b(?:i|we)(?:[’']ve| have| had)? [^.;,]{2,40} (?:for|over) (?:the (?:past |last )?)?)\Z"
)
"""What comes before how long something took or lasts by the way: "In two years we have …"."""
AGED_BEFORE = re.compile(
    r"(?:\b(?:was|were|is|am|are|turned)|[’']m|[’']s) (?:only |just |about |still )?\Z"
)
AGED_AFTER = re.compile(r",? (?:when (?:he|she|i|they|we|the|his|her|my|it)|at the time)\b")
AGE_GROUP = re.compile(
    r"\b(?:people|patients|those|anyone|everyone|everybody|anybody|adults|women|men|children|"
    r"drivers|voters|workers|residents|passengers|pupils|students|pensioners|all) (?:aged )?\Z"
)
OLDEST = 110
AVERAGE = re.compile(r"\b(?:average|median|mean|typical|oldest|youngest)\b")
AGE = re.compile(r"\d+|.*\bold\b.*|aged? .*|age .*", re.DOTALL)


def measures(words: str, numbers: Iterable[Number]) -> list[Number]:
    """Return the numbers that measure something, given the words they are in, in lower case."""
    return [number for number in numbers if _is_measure(number, words)]


def _is_measure(number: Number, words: str) -> bool:
    unit = number.unit
    if unit is None:
        is_written = any(character.isdigit() for character in number.text)
        is_large = number.value >= LEAST_BARE or number.value % 1 != 0
        is_part = f"{number.text.lower()} of " in words
        if number.base is None and _is_age_group(number, words):
            return False
        if number.base is None and _is_age_then(number, words):
            return False
        is_counted = is_written or is_part or number.value >= LEAST_SPELLED
        return number.base is not None or (is_large and is_counted)
    if unit == "times":
        return number.comparator is not None or number.value > OFTEN
    if unit in TIMES:
        return not (_is_distance(number, words) or number.value <= 1)
    if unit in WARNINGS and number.value <= OFTEN and number.base is None:
        return False
    if unit in PLACES and AWAY.match(words, words.find(number.text.lower()) + len(number.text)):
        return False
    return not (unit in PEOPLE and number.value <= FEW and number.base is None)


def _is_distance(number: Number, words: str) -> bool:
    """Return whether it is an age, or a distance in time: "three years ago"."""
    text = number.text.lower()
    if number.unit == "years" and AGE.fullmatch(text):
        return AVERAGE.search(words) is None
    place = words.find(text)
    if place < 0:
        return False
    if AVERAGE.search(words, max(place - NEAR, 0), place):
        return False
    before = words[max(place - NEAR, 0) : place]
    is_by_the_way = (
        number.comparator is None
        and SPAN.search(before) is not None
        and not words.startswith(" of ", place + len(text))
    )
    return is_by_the_way or DISTANCE.match(words, place + len(text)) is not None


def _is_age_then(number: Number, words: str) -> bool:
    """Return whether it is somebody's age at some time: "was 17 when he signed"."""
    text = number.text.lower()
    place = words.find(text)
    return (
        place >= 0
        and number.value <= OLDEST
        and AGED_AFTER.match(words, place + len(text)) is not None
        and AGED_BEFORE.search(words, 0, place) is not None
    )


def _is_age_group(number: Number, words: str) -> bool:
    """Return whether it is the age of those who are meant: "patients over 65"."""
    place = words.find(number.text.lower())
    is_limit = number.comparator in ("more than", "less than") and number.value <= OLDEST
    return is_limit and AGE_GROUP.search(words, 0, place) is not None
