"""Explain a score in sentences, from the same sums that made it.

The weight of a word counts for the feature that it is part of ("than" for a comparison). So
each part of the score is explained once, and words are named only if no feature explains them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from claims.extraction.checkworthiness.claim_types import claim_type_tests
from claims.extraction.checkworthiness.features import LENGTHS, number_kind
from claims.extraction.checkworthiness.model import WeighedSentence, load_weights
from claims.extraction.checkworthiness.ngrams import is_function_word
from claims.extraction.lexicon.language import load_language
from claims.extraction.numbers.number import Number
from claims.extraction.text.span import Span

MOST = 4
LEAST = 0.2
MOST_WORDS = 2
NAMED_FROM = 0.3
SHORT = 10
LONG_IN_DIGITS = 1e6
SHOWN = {"percent": " %", "percentage points": " percentage points"}
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

SAID_BY = {
    "type promise": ("promise", "promise_start"),
    "type position": ("position", "position_start"),
    "type prediction": ("prediction_sure", "prediction_reported", "prediction"),
}
"""The tests of `types.toml` that find the words behind a claim type."""

Reason = tuple[float, str]


@lru_cache(maxsize=8)
def _sentences(language: str) -> tuple[dict[str, str], dict[str, str]]:
    table = load_language(language).tables["worth"]
    return table["raises"], table["lowers"]


def reason_sentences(cause: str, weight: float, language: str, what: str = "") -> list[Reason]:
    """Return the sentence for a cause with a positive or negative weight, if there is one."""
    raises, lowers = _sentences(language)
    sentence = (raises if weight > 0 else lowers).get(cause)
    return [(weight, sentence.format(what))] if sentence and weight else []


def strongest_reasons(reasons: Iterable[Reason]) -> tuple[str, ...]:
    """Return at most four sentences, those with the greatest weight (up or down) first."""
    ranked = sorted(reasons, key=lambda reason: -abs(reason[0]))
    return tuple(
        dict.fromkeys(sentence for weight, sentence in ranked if abs(weight) >= LEAST)
    )[:MOST]


def score_reasons(
    weighed: WeighedSentence, numbers: tuple[Number, ...], language: str, figure: float = 0.0
) -> Iterator[Reason]:
    """Yield every cause of a sentence's score with its weight in log-odds.

    `figure` is the weight of its numbers in addition to the learnt weights.
    """
    left = dict(enumerate(weighed.by_word))
    for cause, beginnings in CAUSES.items():
        names = [name for name in weighed.by_feature if name.startswith(beginnings)]
        if not names:
            continue
        spans = [span for name in names for span in _feature_spans(weighed, name, language)]
        weight = sum(weighed.by_feature[name] for name in names)
        weight += figure if cause == "number" else 0.0
        for place in list(left):
            if any(_overlap(weighed.sentence.spans[place], span) for span in spans):
                weight += left.pop(place)
        yield from _cause_reasons(cause, weight, weighed, numbers, language)
    yield from reason_sentences("short", _shortness_weight(weighed, language), language)
    yield from _word_reasons(weighed, left, language)


def _feature_spans(weighed: WeighedSentence, feature: str, language: str) -> Iterator[Span]:
    yield from weighed.places.get(feature, ())
    for test in SAID_BY.get(feature, ()):
        for match in claim_type_tests(language)[test].finditer(weighed.text):
            yield match.span()


def _cause_reasons(
    cause: str,
    weight: float,
    weighed: WeighedSentence,
    numbers: tuple[Number, ...],
    language: str,
) -> list[Reason]:
    if cause == "number" and numbers:
        shown = list(dict.fromkeys(map(format_number, numbers_to_show(numbers))))
        return reason_sentences(
            "number" if len(shown) == 1 else cause + "s", weight, language, ", ".join(shown)
        )
    if cause == "comparison" and (other := comparison_object(weighed.text, language)):
        return reason_sentences("compared_with", weight, language, other)
    return reason_sentences(cause, weight, language)


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _shortness_weight(weighed: WeighedSentence, language: str) -> float:
    """Return the (negative) weight of having fewer than ten words."""
    learnt = load_weights(language).features
    n = len(weighed.sentence.words)
    lacking = [learnt.get(f"words {least}", 0.0) for least in LENGTHS if n < least <= SHORT]
    return min(-sum(lacking), 0.0)


def _word_reasons(
    weighed: WeighedSentence, left: dict[int, float], language: str
) -> Iterator[Reason]:
    """Yield reasons for the sentence's form, compared with the average, and for its words."""
    yield from reason_sentences(
        "form", weighed.by_shape - load_weights(language).form, language
    )
    content: dict[str, float] = defaultdict(float)
    for place, weight in left.items():
        word = weighed.sentence.words[place]
        if word.isalpha() and not is_function_word(word, language):
            content[weighed.text[slice(*weighed.sentence.spans[place])]] += weight
    for sign in (1, -1):
        moved = sorted(
            (word for word, weight in content.items() if weight * sign >= NAMED_FROM),
            key=lambda word: -abs(content[word]),
        )[:MOST_WORDS]
        if moved:
            weight = sum(content[word] for word in moved)
            yield from reason_sentences(
                "words", weight, language, ", ".join(f"“{word}”" for word in moved)
            )


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


def format_number(number: Number) -> str:
    """Return a number in few words: "5 % of GDP", "at least 55,000 GBP"."""
    unit = number.unit or ""
    if unit in {"share", "times"} or number.value >= LONG_IN_DIGITS:
        return number.text
    value = f"{number.value:,.10g}"
    words = value + SHOWN.get(unit, f" {unit}" if unit else "")
    if number.base:
        words += f" of {number.base}"
    return f"{number.comparator} {words}" if number.comparator else words
