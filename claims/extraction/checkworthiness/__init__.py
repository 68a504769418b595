"""How much a statement is worth checking, from 0 to 1, with the reasons in words.

Method: the log-odds that the words themselves give (`model`, learnt from open data), and what
is known only from around them (`around.toml`, set by hand): who said it, whether it was denied,
what the article sets against it. Each is counted once. An utterance of several sentences is
worth what its best one is.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from claims.extraction.checkworthiness.claim_types import claim_type_tests
from claims.extraction.checkworthiness.claim_types import classify_claim as type_of
from claims.extraction.checkworthiness.features import number_kind
from claims.extraction.checkworthiness.model import WeighedSentence, weigh_sentence
from claims.extraction.checkworthiness.reasons import (
    comparison_object,
    reason_sentences,
    score_reasons,
    strongest_reasons,
)
from claims.extraction.lexicon.cues import Cues
from claims.extraction.lexicon.language import load_language
from claims.extraction.numbers.number import Number
from claims.extraction.numbers.quantities import find_numbers

__all__ = ["THRESHOLD", "probability", "score_sentence", "score_statement"]

THRESHOLD = 0.5
"""From here on a sentence counts as worth checking: the cut with the best F1 in training."""
SUM_OR_SHARE = {"money", "percent", "percentage points", "share"}
LONGEST = 4_000
MOST_SENTENCES = 40
SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’»]?\s+(?=[\"“‘«]?[A-Z\d])")
SHORTENED = re.compile(r"\b(?:[A-Z][a-z]{0,3}|[A-Za-z]\.[A-Za-z])\.$")
AROUND = Path(__file__).with_name("around.toml")


def score_statement(
    quote: str,
    *,
    claim_type: str,
    numbers: tuple[Number, ...] = (),
    speaker: str | None = None,
    is_named: bool = False,
    is_said: bool = True,
    is_fragment: bool = False,
    denied: bool = False,
    remark: str = "",
    language: str = "en",
) -> tuple[float, tuple[str, ...]]:
    """The worth of words said, and at most four sentences that explain it, weightiest first.

    `remark` is what the article itself sets against them; narration is not `is_said`, and a
    fragment of a sentence is worth less than a whole one.
    """
    best, inside = _best(quote, claim_type, numbers, language)
    figure = 0.0 if claim_type == "question" else _figure(inside)
    why = list(score_reasons(best, inside, language, figure))
    score = best.log_odds + figure
    for cause, weight, what in _around(
        is_named=is_named,
        is_asked_by_nobody=is_said and speaker is None and claim_type == "question",
        is_unknown=is_said and speaker is None,
        is_fragment=is_fragment,
        denied=denied,
        speaker=speaker or "",
        remark=_remark(remark, language),
    ):
        score += weight
        why += reason_sentences(cause, weight, language, what)
    return probability(score), strongest_reasons(why)


def score_sentence(
    sentence: str,
    *,
    asks_often: bool = False,
    is_explained: bool = True,
    language: str = "en",
) -> tuple[float, tuple[str, ...]]:
    """The worth of a sentence with no article around it, and the reasons.

    `asks_often` is for one who mostly asks in a debate or interview: what the chair says is
    seldom what is checked. Without being explained (no reasons) it takes less time.
    """
    numbers = find_numbers(sentence, language)
    type_ = type_of(
        sentence,
        cue="",
        kind="direct",
        numbers=numbers,
        cues=_cues(language),
        language=language,
    )
    best, inside = _best(sentence, type_, numbers, language)
    score = best.log_odds + (_around_weights()["asks_often"] if asks_often else 0)
    why = score_reasons(best, inside, language) if is_explained else ()
    return probability(score), strongest_reasons(why)


def probability(log_odds: float) -> float:
    """Log-odds as a number from 0 to 1, to three places."""
    return round(1 / (1 + math.exp(-max(min(log_odds, 30.0), -30.0))), 3)


def _best(
    quote: str, claim_type: str, numbers: tuple[Number, ...], language: str
) -> tuple[WeighedSentence, tuple[Number, ...]]:
    """The weightiest sentence of an utterance, and the numbers in it."""
    weighed = [
        (weigh_sentence(sentence, inside, claim_type, language), inside)
        for sentence in _sentences(quote[:LONGEST])
        for inside in [tuple(number for number in numbers if number.text in sentence)]
    ]
    return max(weighed, key=lambda pair: pair[0].log_odds)


def _sentences(words: str) -> list[str]:
    """The sentences of an utterance; a full stop after a title or an initial ends none."""
    found: list[str] = []
    start = 0
    for end in SENTENCE_END.finditer(words):
        if SHORTENED.search(words[start : end.start()]):
            continue
        found.append(words[start : end.start()])
        start = end.end()
        if len(found) == MOST_SENTENCES:
            break
    return [*found, words[start:]]


@lru_cache(maxsize=8)
def _cues(language: str) -> Cues:
    return Cues(load_language(language))


@lru_cache(maxsize=1)
def _around_weights() -> dict[str, float]:
    return tomllib.loads(AROUND.read_text("utf-8"))


def _around(
    *,
    is_named: bool,
    is_unknown: bool,
    is_asked_by_nobody: bool,
    is_fragment: bool,
    denied: bool,
    speaker: str,
    remark: str,
) -> Iterator[tuple[str, float, str]]:
    known = {
        "named_speaker": (is_named, speaker),
        "unknown_speaker": (is_unknown and not is_named, ""),
        "asked_by_nobody": (is_asked_by_nobody, ""),
        "fragment": (is_fragment, ""),
        "denied": (denied, ""),
        "remark": (bool(remark), remark),
    }
    for cause, (is_so, what) in known.items():
        if is_so:
            yield cause, _around_weights()[cause], what


def _figure(numbers: tuple[Number, ...]) -> float:
    kinds = {number_kind(number) for number in numbers} - {"nothing"}
    if not kinds:
        return 0.0
    return _around_weights()["sum_or_share" if kinds & SUM_OR_SHARE else "figure"]


def _remark(words: str, language: str) -> str:
    """The comparison that the article sets against a statement, in words; "" where none."""
    if not (words and claim_type_tests(language)["comparison"].search(words)):
        return ""
    other = comparison_object(words, language)
    table = load_language(language).tables["worth"]["raises"]
    return table["compared_with"].format(other) if other else str(table["comparison"])
