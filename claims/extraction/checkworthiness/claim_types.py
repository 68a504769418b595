"""Classify what type of claim a statement makes, which decides how it can be checked.

Method: an ordered list of lexical tests, the most certain first. The types are those that
fact-checkers use in Konstantinovskiy, Price, Babakar, Zubiaga, "Toward Automated Factchecking",
DTRAP 2(2), 2021 (quantity, prediction, comparison, law, experience, opinion), and promises and
positions as types of their own.
"""

from __future__ import annotations

import re
from functools import lru_cache

from claims.extraction.lexicon.cues import Cues
from claims.extraction.lexicon.language import load_language
from claims.extraction.numbers.number import Number

LONGEST = 4_000
CHECKABLE = ("comparison", "statistic")
SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’»]?\s+")
MOST_SENTENCES = 40


@lru_cache(maxsize=8)
def claim_type_tests(code: str) -> dict[str, re.Pattern[str]]:
    """Return the compiled patterns of `types.toml`."""
    return {
        name: _compiled(name, given)
        for name, given in load_language(code).tables["types"].items()
    }


@lru_cache(maxsize=8)
def lower_case_tests(code: str) -> dict[str, re.Pattern[str]]:
    """Return the patterns for lower-case text, which take half the time."""
    return {
        name: re.compile(test.pattern, test.flags & ~re.IGNORECASE)
        for name, test in claim_type_tests(code).items()
    }


def _compiled(name: str, given: str | list[str]) -> re.Pattern[str]:
    if isinstance(given, list):
        return re.compile(
            "|".join(f"(?<!\\w)(?:{each})(?!\\w)" for each in given), re.IGNORECASE
        )
    # `compared_with` recognizes names by their capitals.
    flags = re.NOFLAG if name == "compared_with" else re.IGNORECASE
    return re.compile(given, re.VERBOSE | flags)


def classify_claim(
    quote: str,
    *,
    cue: str,
    kind: str,
    numbers: tuple[Number, ...],
    cues: Cues,
    language: str = "en",
) -> str:
    """Return one of CLAIM_TYPES for words said with a cue (a lemma, or "" without one).

    An utterance of several sentences has the type of its most checkable one: a statistic or
    comparison among promises and opinions decides.
    """
    words = quote[:LONGEST]
    found = lower_case_tests(language)
    type_ = _type_of_all(words, cue, kind, numbers, found, cues)
    if kind != "direct" or type_ in CHECKABLE:
        return type_
    sentences = SENTENCE_END.split(words, MOST_SENTENCES)
    if len(sentences) == 1:
        return type_
    for sentence in sentences:
        inside = tuple(number for number in numbers if number.text in sentence)
        part = _type_of_all(sentence, "", kind, inside, found, cues)
        if part in CHECKABLE:
            return part
    return type_


def _type_of_all(
    words: str,
    cue: str,
    kind: str,
    numbers: tuple[Number, ...],
    found: dict[str, re.Pattern[str]],
    cues: Cues,
) -> str:
    words = words.lower()
    is_question = words.rstrip("\"”’'» ").endswith("?")
    if is_question and not found["telling_question"].search(words):
        return "question"
    if cues.implies_type(cue, "question"):
        return "position" if found["request"].search(words) else "question"
    if cues.implies_type(cue, "promise") or _promises(words, cue, kind, found, cues):
        return "promise"
    if _asks_for(words, numbers, found) or cues.implies_type(cue, "position"):
        return "position"
    if cues.implies_type(cue, "prediction") or found["prediction_sure"].search(words):
        return "prediction"
    return _factual_type(words, cue, kind, numbers, found, cues)


def _asks_for(
    words: str, numbers: tuple[Number, ...], found: dict[str, re.Pattern[str]]
) -> bool:
    """Return whether the words say what should be, or tell somebody to do something."""
    if found["position"].search(words) or found["position_start"].search(words):
        return True
    is_figure = any(_is_measure(number) for number in numbers)
    return not is_figure and found["position_weak"].search(words) is not None


def _promises(
    words: str, cue: str, kind: str, found: dict[str, re.Pattern[str]], cues: Cues
) -> bool:
    """Return whether the speaker announces their own action."""
    if kind == "narration":
        return False
    if cues.implies_type(cue, "intention") and words.startswith("to "):
        return True
    test = "promise_start" if kind == "indirect" else "promise"
    if kind == "mixed":
        return bool(found["promise_start"].search(words) or found["promise"].search(words))
    return found[test].search(words) is not None


def _factual_type(
    words: str,
    cue: str,
    kind: str,
    numbers: tuple[Number, ...],
    found: dict[str, re.Pattern[str]],
    cues: Cues,
) -> str:
    if found["supposed"].search(words) and not numbers:
        return "opinion"
    if found["prediction_reported"].search(words):
        return "opinion" if found["opinion"].search(words) else "prediction"
    if found["comparison"].search(words):
        return "comparison"
    if any(_is_measure(number) for number in numbers) and (
        len(numbers) > 1 or len(words.split()) > 2  # noqa: PLR2004 - more than the number itself
    ):
        return "statistic"
    if kind != "narration" and (
        found["opinion"].search(words) or cues.implies_type(cue, "opinion")
    ):
        return "opinion"
    return "prediction" if found["prediction"].search(words) else "fact"


def _is_measure(number: Number) -> bool:
    return number.unit is not None or number.value >= 10  # noqa: PLR2004 - a count worth a source
