"""What moved a score most, in sentences: the same sums that made it, told apart by cause.

What a word weighs counts for the feature that it is part of ("than" for a comparison), so that
each part of the score is told once, and words are named only where no feature explains them.
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
TELLING_WORD = 0.3
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
"""In the order in which a word is counted for one; how the names of its features begin."""

SAID_BY = {
    "type promise": ("promise", "promise_start"),
    "type position": ("position", "position_start"),
    "type prediction": ("prediction_sure", "prediction_reported", "prediction"),
}
"""Where the words stand that make a type, by the tests of `types.toml`."""

Reason = tuple[float, str]


@lru_cache(maxsize=8)
def _sentences(language: str) -> tuple[dict[str, str], dict[str, str]]:
    table = load_language(language).tables["worth"]
    return table["raises"], table["lowers"]


def reason_sentences(cause: str, weight: float, language: str, what: str = "") -> list[Reason]:
    """The reason in a sentence, where there is one for a weight of that sign."""
    raises, lowers = _sentences(language)
    sentence = (raises if weight > 0 else lowers).get(cause)
    return [(weight, sentence.format(what))] if sentence and weight else []


def strongest_reasons(reasons: Iterable[Reason]) -> tuple[str, ...]:
    """At most four sentences, whatever moved the score most first, in either direction."""
    ranked = sorted(reasons, key=lambda reason: -abs(reason[0]))
    return tuple(
        dict.fromkeys(sentence for weight, sentence in ranked if abs(weight) >= LEAST)
    )[:MOST]


def score_reasons(
    weighed: WeighedSentence, numbers: tuple[Number, ...], language: str, figure: float = 0.0
) -> Iterator[Reason]:
    """Every cause of the score of one sentence with its weight in log-odds.

    `figure` is what its numbers count for besides what was learnt.
    """
    left = dict(enumerate(weighed.by_word))
    for cause, beginnings in CAUSES.items():
        names = [name for name in weighed.by_feature if name.startswith(beginnings)]
        if not names:
            continue
        spans = [span for name in names for span in _places(weighed, name, language)]
        weight = sum(weighed.by_feature[name] for name in names)
        weight += figure if cause == "number" else 0.0
        for place in list(left):
            if any(_meet(weighed.sentence.spans[place], span) for span in spans):
                weight += left.pop(place)
        yield from _told(cause, weight, weighed, numbers, language)
    yield from reason_sentences("short", _of_shortness(weighed, language), language)
    yield from _of_words(weighed, left, language)


def _places(weighed: WeighedSentence, feature: str, language: str) -> Iterator[Span]:
    yield from weighed.places.get(feature, ())
    for test in SAID_BY.get(feature, ()):
        for match in claim_type_tests(language)[test].finditer(weighed.text):
            yield match.span()


def _told(
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


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _of_shortness(weighed: WeighedSentence, language: str) -> float:
    """What a sentence lacks for having few words, nothing for one of ten and more."""
    learnt = load_weights(language).features
    n = len(weighed.sentence.words)
    lacking = [learnt.get(f"words {least}", 0.0) for least in LENGTHS if n < least <= SHORT]
    return min(-sum(lacking), 0.0)


def _of_words(
    weighed: WeighedSentence, left: dict[int, float], language: str
) -> Iterator[Reason]:
    """The sentence's form beside that of most, and the words that say what it is about."""
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
            (word for word, weight in content.items() if weight * sign >= TELLING_WORD),
            key=lambda word: -abs(content[word]),
        )[:MOST_WORDS]
        if moved:
            weight = sum(content[word] for word in moved)
            yield from reason_sentences(
                "words", weight, language, ", ".join(f"“{word}”" for word in moved)
            )


def comparison_object(words: str, language: str) -> str | None:
    """What a comparison in the words compares with; None where none is named."""
    found = claim_type_tests(language)
    if not found["comparison"].search(words):
        return None
    other = found["compared_with"].search(words)
    return other.group(1) if other else None


def numbers_to_show(numbers: tuple[Number, ...]) -> list[Number]:
    """At most three numbers, percentages and money first, bare numbers last."""
    order = {"nothing": 2, "things": 1}
    return sorted(numbers, key=lambda number: order.get(number_kind(number), 0))[:3]


def format_number(number: Number) -> str:
    """A number in few words: "5 % of GDP", "at least 55,000 GBP"; as said where it is long."""
    unit = number.unit or ""
    if unit in {"share", "times"} or number.value >= LONG_IN_DIGITS:
        return number.text
    value = f"{number.value:,.10g}"
    words = value + SHOWN.get(unit, f" {unit}" if unit else "")
    if number.base:
        words += f" of {number.base}"
    return f"{number.comparator} {words}" if number.comparator else words
