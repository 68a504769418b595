"""Score how much a statement is worth checking, from 0 to 1, with the reasons in words.

Method: the log-odds of the words themselves (`model`, learnt from open data), plus weights set
by hand (`context.toml`): the `signals` of claims without figures and of trivial figures, and
the context, which is who said it, whether it was denied, which numbers the article contrasts
it with. Each counts once. An utterance of several sentences has the score of the best one.
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
from claims.extraction.checkworthiness.measures import measures
from claims.extraction.checkworthiness.model import WeighedSentence, weigh_sentence
from claims.extraction.checkworthiness.reasons import (
    Cause,
    comparison_object,
    say_causes,
    sentence_causes,
)
from claims.extraction.checkworthiness.signals import (
    CAUSES,
    CHECKABLE,
    TRIVIAL,
    Signal,
    find_signals,
)
from claims.extraction.lexicon.cues import load_cues
from claims.extraction.lexicon.language import load_language
from claims.extraction.numbers.number import Number
from claims.extraction.numbers.quantities import find_numbers

__all__ = ["SUM_OR_SHARE", "THRESHOLD", "probability", "score_sentence", "score_statement"]

THRESHOLD = 0.5
"""The score from which a sentence counts as worth checking: the best F1 in training."""
SUM_OR_SHARE = {"money", "percent", "percentage points", "share"}
FEWEST_WORDS = 4
LONGEST = 4_000
MOST_SENTENCES = 40
SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’»]?\s+(?=[\"“‘«]?[A-Z\d])")
SHORTENED = re.compile(r"\b(?:[A-Z][a-z]{0,3}|[A-Za-z]\.[A-Za-z])\.$")
CONTEXT = Path(__file__).with_name("context.toml")


def score_statement(
    quote: str,
    *,
    claim_type: str,
    numbers: tuple[Number, ...] = (),
    speaker: str | None = None,
    is_named: bool = False,
    is_said: bool = True,
    is_reported: bool = False,
    is_fragment: bool = False,
    denied: bool = False,
    remark: str = "",
    language: str = "en",
) -> tuple[float, tuple[str, ...]]:
    """Return a statement's worth and at most four reasons, the strongest first.

    `remark` is the article's own contrast to the words. `is_said` is false for narration,
    `is_reported` true for a clause of indirect speech, which is shorter than a sentence. A
    fragment of a sentence is worth less than a complete one.
    """
    best, inside = _best(quote, claim_type, numbers, language)
    signals = list(find_signals(best.text, claim_type, inside, language))
    figures = _figures(best.text, inside, signals)
    figure = _number_weight(figures, claim_type)
    length = len(quote.split())
    causes = list(sentence_causes(best, figures, language, figure))
    around = [
        *_signal_causes(signals),
        *_context_causes(
            is_named=is_named,
            is_unattributed_question=is_said and speaker is None and claim_type == "question",
            is_unknown=is_said and speaker is None,
            is_fragment=is_fragment,
            is_bare=is_reported and not numbers and length < FEWEST_WORDS,
            is_event=is_reported
            and length >= FEWEST_WORDS
            and (claim_type == "fact" or (claim_type == "comparison" and not figures)),
            is_opinion=claim_type == "opinion",
            denied=denied,
            speaker=speaker or "",
            remark=_remark(remark, language),
        ),
    ]
    score = best.log_odds + figure + sum(weight for _, weight, _ in around)
    return probability(score), say_causes([*causes, *around], score, language)


def score_sentence(
    sentence: str,
    *,
    asks_often: bool = False,
    is_explained: bool = True,
    language: str = "en",
) -> tuple[float, tuple[str, ...]]:
    """Return the worth of a sentence without an article, and the reasons.

    `asks_often` marks a speaker who mostly asks questions, such as a debate's chair, whose
    words are seldom checked. Without reasons (`is_explained`) it takes less time.
    """
    numbers = find_numbers(sentence, language)
    type_ = type_of(
        sentence,
        cue="",
        kind="direct",
        numbers=numbers,
        cues=load_cues(language),
        language=language,
    )
    best, inside = _best(sentence, type_, numbers, language)
    signals = list(find_signals(best.text, type_, inside, language))
    around = list(_signal_causes(signals, _context_weights()["alone"]))
    score = best.log_odds + (_context_weights()["asks_often"] if asks_often else 0)
    score += sum(weight for _, weight, _ in around)
    if not is_explained:
        return probability(score), ()
    figures = _figures(best.text, inside, signals)
    causes = sentence_causes(best, figures, language)
    return probability(score), say_causes([*causes, *around], score, language)


def probability(log_odds: float) -> float:
    """Convert log-odds to a number from 0 to 1, with three decimal places."""
    return round(1 / (1 + math.exp(-max(min(log_odds, 30.0), -30.0))), 3)


def _best(
    quote: str, claim_type: str, numbers: tuple[Number, ...], language: str
) -> tuple[WeighedSentence, tuple[Number, ...]]:
    """Return the sentence of an utterance with the highest score, and the numbers in it."""
    weighed = [
        (weigh_sentence(sentence, inside, claim_type, language), inside)
        for sentence in _sentences(quote[:LONGEST])
        for inside in [tuple(number for number in numbers if number.text in sentence)]
    ]
    return max(weighed, key=lambda pair: pair[0].log_odds)


def _sentences(words: str) -> list[str]:
    """Split an utterance into sentences. A full stop after a title or initial ends none."""
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


@lru_cache(maxsize=1)
def _context_weights() -> dict[str, float]:
    return tomllib.loads(CONTEXT.read_text("utf-8"))


def _figures(
    sentence: str, numbers: tuple[Number, ...], signals: list[Signal]
) -> tuple[Number, ...]:
    """Return the figures that can be looked up: none where they are details."""
    if any(name in TRIVIAL for name, _ in signals):
        return ()
    return tuple(measures(sentence.lower(), numbers))


def _signal_causes(signals: list[Signal], share: float = 1.0) -> Iterator[Cause]:
    """Yield the weights of signals; those that raise are limited together."""
    weights = _context_weights()
    raised = sum(weights[name] for name, _ in signals if weights[name] > 0)
    part = min(1.0, weights["most_signals"] / raised) if raised else 1.0
    for name, words in signals:
        yield CAUSES.get(name, name), weights[name] * part * share, words


def _context_causes(
    *,
    is_named: bool,
    is_unknown: bool,
    is_unattributed_question: bool,
    is_fragment: bool,
    is_bare: bool,
    is_event: bool,
    is_opinion: bool,
    denied: bool,
    speaker: str,
    remark: str,
) -> Iterator[Cause]:
    known = {
        "named_speaker": (is_named, speaker),
        "unknown_speaker": (is_unknown and not is_named, ""),
        "asked_by_nobody": (is_unattributed_question, ""),
        "fragment": (is_fragment, ""),
        "bare": (is_bare, ""),
        "event": (is_event, ""),
        "opinion": (is_opinion, ""),
        "denied": (denied, ""),
        "remark": (bool(remark), remark),
    }
    for cause, (is_so, what) in known.items():
        if is_so:
            yield cause, _context_weights()[cause], what


def _number_weight(numbers: tuple[Number, ...], claim_type: str) -> float:
    """Return the weight of figures; of what isn't said to be so, only sums and shares count."""
    kinds = {number_kind(number) for number in numbers} - {"nothing"}
    if not kinds or claim_type == "question":
        return 0.0
    if kinds & SUM_OR_SHARE:
        return _context_weights()["sum_or_share"]
    if claim_type not in CHECKABLE:
        return 0.0
    return _context_weights()["forecast" if claim_type == "prediction" else "figure"]


def _remark(words: str, language: str) -> str:
    """Describe the comparison with which the article contrasts a statement, or return ""."""
    if not (words and claim_type_tests(language)["comparison"].search(words)):
        return ""
    other = comparison_object(words, language)
    table = load_language(language).tables["worth"]["raises"]
    return table["compared_with"].format(other) if other else str(table["comparison"])
