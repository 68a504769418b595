"""Classify what type of claim a statement makes, which decides how it can be checked.

Method: an ordered list of lexical tests, the most certain first. The types are those that
fact-checkers use in Konstantinovskiy, Price, Babakar, Zubiaga, "Toward Automated Factchecking",
DTRAP 2(2), 2021 (quantity, prediction, comparison, law, experience, opinion), and promises and
positions as types of their own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from claims.extraction.checkworthiness.measures import measures
from claims.extraction.checkworthiness.opinions import judges
from claims.extraction.checkworthiness.own_deeds import is_own_deed
from claims.extraction.lexicon.cues import Cues
from claims.extraction.lexicon.language import load_language
from claims.extraction.lexicon.patterns import whole_words
from claims.extraction.numbers.number import Number
from claims.extraction.speakers.entity import Entity

LONGEST = 4_000
CHECKABLE = ("comparison", "statistic")
SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’»]?\s+")
MOST_SENTENCES = 40
FEW_WORDS = 2
SCARED_WORDS = 8
"""Two quoted words colour a report of at most so many words; a longer one asserts more."""
QUOTED_WORDS = re.compile(r"(?<!\w)[“‘\"']([^“”‘\"]*?)[”’\"'](?!\w)")
QUOTED_QUESTION = re.compile(r"(?<!\w)[‘“'\"«][^‘“«\"]*\?[’”'\"»]+\W*$")


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
        return whole_words(given, re.IGNORECASE)
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
    speaker: Entity | None = None,
    language: str = "en",
) -> str:
    """Return one of CLAIM_TYPES for words said with a cue (a lemma, or "" without one).

    The speaker, if known, tells a promise from a prediction about somebody else. An utterance
    of several sentences has the type of its most checkable one: a statistic or comparison among
    promises and opinions decides.
    """
    words = quote[:LONGEST]
    found = lower_case_tests(language)
    said = _Said(cue, kind, cues, found, language, speaker)
    type_ = _type_of_all(_first_clause(words, said), numbers, said)
    if kind != "direct":
        return type_
    sentences = SENTENCE_END.split(words, MOST_SENTENCES)
    if len(sentences) == 1:
        return type_
    alone = replace(said, cue="")
    parts = [
        _type_of_all(sentence, inside, alone)
        for sentence in sentences
        for inside in [tuple(number for number in numbers if number.text in sentence)]
    ]
    checkable = next((part for part in parts if part in CHECKABLE), None)
    if checkable or type_ != "question":
        return checkable or type_
    return next((part for part in parts if part != "question"), type_)


@dataclass(frozen=True, slots=True)
class _Said:
    """How words were said, and the tests of their language."""

    cue: str
    kind: str
    cues: Cues
    found: dict[str, re.Pattern[str]]
    language: str
    speaker: Entity | None = None

    def implies(self, claim_type: str) -> bool:
        """Return whether the cue alone makes them this type; to blame is to state a cause."""
        if claim_type == "opinion" and self.cue in self.cues.blaming:
            return False
        return self.cues.implies_type(self.cue, claim_type)


def _type_of_all(words: str, numbers: tuple[Number, ...], said: _Said) -> str:
    words = words.lower()
    found = said.found
    if _is_question(words, found["asking_before"]) and not found["telling_question"].search(
        words
    ):
        return "question"
    if said.implies("question") and said.kind != "direct":
        return _asked_type(words, said)
    measured = measures(words, numbers)
    if found["lasting_feeling"].search(words):
        return "opinion"
    if found["refusal"].search(words):
        return "position"
    if said.implies("promise") or _promises(words, said):
        return "promise"
    is_bidden = said.implies("bidding") and words.startswith(("to ", "not to "))
    if is_bidden or _asks_for(words, measured, found) or said.implies("position"):
        return "position"
    main = _without_asides(words, found)
    is_ahead = found["prediction_sure"].search(main) and not found["speech_act"].search(words)
    if said.implies("prediction") or is_ahead:
        is_guess = found["guess"].search(words) and judges(words, said.language)
        return "opinion" if is_guess else "prediction"
    return _factual_type(words, main, numbers, measured, said)


def _without_asides(words: str, found: dict[str, re.Pattern[str]]) -> str:
    """Leave out relative clauses about the future: they foretell nothing of the sentence's own.

    "That" begins no relative clause after a verb, adjective or noun that takes a clause.
    """

    def rest(aside: re.Match[str]) -> str:
        before = aside["before"]
        if before is None:
            return " "
        takes_clause = before.endswith("ed") or found["before_that"].fullmatch(before)
        return aside[0] if takes_clause else before

    return found["aside"].sub(rest, words)


def _first_clause(words: str, said: _Said) -> str:
    """Return a report without a second clause about the future: "had left | and would …"."""
    joint = said.found["then_will"].search(words) if said.kind != "direct" else None
    if joint is None:
        return words
    first = words[: joint.start()]
    is_past = said.found["finished"].search(first) and not said.found["future"].search(first)
    return first if is_past else words


def _is_question(words: str, asking_before: re.Pattern[str]) -> bool:
    """Return whether the speaker asks; not "She kept saying ‘Where is he?’"."""
    bare = words.rstrip("\"”’'» ")
    if not bare.endswith("?"):
        return False
    inner = QUOTED_QUESTION.search(words)
    return inner is None or asking_before.search(words[: inner.start()]) is None


def _asked_type(words: str, said: _Said) -> str:
    """Return the type of what was asked: a request is a position, doubt an opinion."""
    if said.cue == "question" and not said.found["asked"].search(words):
        return "opinion"
    return "position" if said.found["request"].search(words) else "question"


def _asks_for(words: str, measured: list[Number], found: dict[str, re.Pattern[str]]) -> bool:
    """Return whether the words say what should be, or tell somebody to do something."""
    if found["position"].search(words) or found["position_start"].search(words):
        return True
    return not measured and found["position_weak"].search(words) is not None


def _promises(words: str, said: _Said) -> bool:
    """Return whether the speaker announces their own action: first person, or their group."""
    found, kind = said.found, said.kind
    if kind == "narration" or found["speech_act"].search(words):
        return False
    if said.implies("intention") and words.startswith("to "):
        return True
    if kind == "direct":
        return found["promise"].search(words) is not None
    is_own = is_own_deed(words, said.speaker)
    if is_own is not None:
        return is_own and not found["undergone"].search(words)
    is_promised = found["promise_start"].search(words) is not None
    return is_promised or (kind == "mixed" and found["promise"].search(words) is not None)


def _factual_type(
    words: str, main: str, numbers: tuple[Number, ...], measured: list[Number], said: _Said
) -> str:
    """Return the type of words that ask, promise, demand and foretell nothing.

    `main` are the words without the clauses that only describe something in them.
    """
    found = said.found
    if found["supposed"].search(words) and not numbers:
        return "opinion"
    is_judgement = said.kind != "narration" and _is_opinion(words, said)
    is_called = said.kind == "mixed" and said.implies("opinion")
    if is_called and _is_in_scare_quotes(words, numbers):
        return "opinion"
    if found["prediction_reported"].search(main):
        return "opinion" if is_judgement and not measured else "prediction"
    if found["share_of"].search(words) and measured:
        return "statistic"
    if found["comparison"].search(words) and not found["not_compared"].search(words):
        return "comparison"
    # More than the number itself.
    if measured and (len(numbers) > 1 or len(words.split()) > 2):  # noqa: PLR2004
        return "statistic"
    if is_judgement:
        return "opinion"
    return "prediction" if found["prediction"].search(main) else "fact"


def _is_opinion(words: str, said: _Said) -> bool:
    """Return whether the words judge, or the cue says that they do ("praised", "dismissed")."""
    if said.found["known"].search(words):
        return False
    is_short = len(words.split()) <= SCARED_WORDS
    if said.kind == "mixed" and is_short and _is_in_scare_quotes(words, ()):
        return True
    if said.found["opinion"].search(words) or said.implies("opinion"):
        return True
    return judges(words, said.language)


def _is_in_scare_quotes(words: str, numbers: tuple[Number, ...]) -> bool:
    """Return whether only one or two words are quoted, which keeps distance: “deplorables”."""
    quoted = QUOTED_WORDS.findall(words)
    is_number = any(number.text.lower() in part for part in quoted for number in numbers)
    return len(quoted) == 1 and len(quoted[0].split()) <= FEW_WORDS and not is_number
