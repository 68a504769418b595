"""Explain a score in sentences, from the same sums that made it.

The weight of a word counts for the feature that it is part of ("than" for a comparison). So
each part of the score is explained once. Words that no cause explains are not mentioned: "uses
words that checkable claims often have" tells a checker nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from claims.extraction.checkworthiness.claim_types import claim_type_tests
from claims.extraction.checkworthiness.features import LENGTHS, number_kind
from claims.extraction.checkworthiness.model import WeighedSentence, load_weights
from claims.extraction.checkworthiness.signals import YEAR, compared_years
from claims.extraction.lexicon.language import load_language
from claims.extraction.numbers.number import Number
from claims.extraction.text.span import Span

MOST = 4
LEAST = 0.2
MOST_WORDS = 2
SHORT = 10
CAUSES = {
    "number": ("numbers", "number"),
    "comparison": ("says comparison", "type comparison"),
    "promise": ("type promise",),
    "position": ("type position",),
    "prediction": ("type prediction",),
    "opinion": ("says opinion", "type opinion"),
    "question": ("type question",),
    "trend": ("says trend",),
    "cause": ("says cause",),
    "law": ("says law",),
    "unsure": ("says unsure",),
    "first_person": ("says first_person",),
    "absolute": ("says absolute",),
    "names": ("names",),
}
"""How the names of each cause's features begin. A word counts for the first cause that fits."""

QUOTING = {
    "trend": "says trend",
    "cause": "says cause",
    "law": "says law",
    "absolute": "says absolute",
}
"""Causes that quote the words in which they were found, and where these are."""

MERGED = {
    "comparison": ("first", "superlative", "compared"),
    "compared_with": ("first", "superlative"),
    "absolute": ("universal", "first"),
}
"""Causes that are said by a more exact one, if that was found."""

SAID_BY = {
    "type promise": ("promise", "promise_start"),
    "type position": ("position", "position_start"),
    "type prediction": ("prediction_sure", "prediction_reported", "prediction"),
}
"""The tests of `types.toml` that find the words behind a claim type."""

Reason = tuple[float, str]
Cause = tuple[str, float, str]
"""Its name, its weight in log-odds, and what its sentence is filled with."""


@lru_cache(maxsize=8)
def _sentences(language: str) -> tuple[dict[str, str], dict[str, str]]:
    table = load_language(language).tables["worth"]
    return table["raises"], table["lowers"]


def reason_sentences(cause: str, weight: float, language: str, what: str = "") -> list[Reason]:
    """Return the sentence for a cause with a positive or negative weight, if there is one."""
    raises, lowers = _sentences(language)
    sentence = (raises if weight > 0 else lowers).get(cause)
    return [(weight, sentence.format(what))] if sentence and weight else []


def say_causes(causes: Iterable[Cause], log_odds: float, language: str) -> tuple[str, ...]:
    """Return at most four sentences, the greatest weight (up or down) first; at least one."""
    reasons = [
        reason
        for cause, weight, what in _merged(list(causes))
        if abs(weight) >= LEAST
        for reason in reason_sentences(cause, weight, language, what)
    ]
    if not reasons:
        reasons = reason_sentences("plain", 1.0 if log_odds > 0 else -1.0, language)
    ranked = sorted(reasons, key=lambda reason: -abs(reason[0]))
    return tuple(dict.fromkeys(sentence for _, sentence in ranked))[:MOST]


def _merged(causes: list[Cause]) -> list[Cause]:
    """Give the weight of a general cause to the exact one that says the same."""
    weights = {cause: weight for cause, weight, _ in causes}
    for general, exact in MERGED.items():
        if target := next(
            (name for name in exact if general in weights and name in weights), ""
        ):
            weights[target] += weights.pop(general)
    return [(cause, weights[cause], what) for cause, _, what in causes if cause in weights]


def sentence_causes(
    weighed: WeighedSentence, numbers: tuple[Number, ...], language: str, figure: float = 0.0
) -> Iterator[Cause]:
    """Yield every cause of a sentence's score with its weight in log-odds.

    `numbers` are those to show, `figure` is their weight in addition to the learnt ones.
    """
    left = dict(enumerate(weighed.by_word))
    for cause, beginnings in CAUSES.items():
        names = [name for name in weighed.by_feature if name.startswith(beginnings)]
        if not names:
            continue
        spans = [span for name in names for span in _feature_spans(weighed, name, language)]
        weight = sum(weighed.by_feature[name] for name in names)
        weight += figure if cause == "number" else 0.0
        weight += _take_words(left, weighed, spans)
        yield _described(cause, weight, weighed, numbers, language)
    if years := compared_years(weighed.text):
        spans = [found.span() for found in YEAR.finditer(weighed.text)]
        yield "years", _take_words(left, weighed, spans), " and ".join(years)
    yield "short", _shortness_weight(weighed, language), ""
    yield "form", weighed.by_shape - load_weights(language).form, ""


def _take_words(left: dict[int, float], weighed: WeighedSentence, spans: list[Span]) -> float:
    """Return the weight of the words at these spans; it is taken out of `left`."""
    return sum(
        left.pop(place)
        for place in list(left)
        if any(_overlap(weighed.sentence.spans[place], span) for span in spans)
    )


def _feature_spans(weighed: WeighedSentence, feature: str, language: str) -> Iterator[Span]:
    yield from weighed.places.get(feature, ())
    for test in SAID_BY.get(feature, ()):
        for match in claim_type_tests(language)[test].finditer(weighed.text):
            yield match.span()


def _described(
    cause: str,
    weight: float,
    weighed: WeighedSentence,
    numbers: tuple[Number, ...],
    language: str,
) -> Cause:
    """Return a cause with the words that fill its sentence."""
    if cause == "number":
        said = [describe_number(number, weighed.text) for number in numbers_to_show(numbers)]
        shown = list(dict.fromkeys(said))
        name = {0: "", 1: "number"}.get(len(shown), "numbers")
        return name, weight, ", ".join(shown)
    if cause == "comparison" and (other := comparison_object(weighed.text, language)):
        return "compared_with", weight, other
    places = weighed.places.get(QUOTING.get(cause, ""), ())
    words = list(dict.fromkeys(weighed.text[start:end] for start, end in places))[:MOST_WORDS]
    return cause, weight, ", ".join(f"“{each}”" for each in words)


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _shortness_weight(weighed: WeighedSentence, language: str) -> float:
    """Return the (negative) weight of having fewer than ten words."""
    learnt = load_weights(language).features
    n = len(weighed.sentence.words)
    lacking = [learnt.get(f"words {least}", 0.0) for least in LENGTHS if n < least <= SHORT]
    return min(-sum(lacking), 0.0)


def comparison_object(words: str, language: str) -> str | None:
    """Return what a comparison in the words compares with, or None."""
    found = claim_type_tests(language)
    if not found["comparison"].search(words):
        return None
    other = found["compared_with"].search(words)
    return other.group(1) if other else None


def numbers_to_show(numbers: tuple[Number, ...]) -> list[Number]:
    """Return at most three numbers: percentages and money first, numbers without unit last."""
    order = {"nothing": 2, "things": 1}
    return sorted(numbers, key=lambda number: order.get(number_kind(number), 0))[:3]


def describe_number(number: Number, sentence: str) -> str:
    """Return a number as it was said, with how often: "9% of GDP", "$7 a month"."""
    with_period = f"{number.text} {number.period}"
    return with_period if number.period and with_period in sentence else number.text
