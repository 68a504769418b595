"""Extract the features of a sentence that people recognize too: numbers, type, comparisons.

Each feature has a name and its spans in the sentence. They are those that mattered in Hassan,
Arslan, Li, Tremayne, "Toward Automated Fact-Checking: Detecting Check-worthy Factual Claims by
ClaimBuster", KDD 2017 (numbers, past and comparative statements, length, entities) and in
Konstantinovskiy et al., DTRAP 2(2), 2021.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from claims.extraction.checkworthiness.claim_types import lower_case_tests
from claims.extraction.checkworthiness.ngrams import NAME, TokenizedSentence
from claims.extraction.numbers.number import Number
from claims.extraction.text.span import Span

LENGTHS = (4, 7, 10, 14, 20, 28, 40)
NAMES = (1, 2, 3, 5)
MOST_NUMBERS = 3
MONEY = re.compile(r"[A-Z]{3}")
KINDS = ("percent", "percentage points", "share", "times")
SEARCHED = (
    "comparison",
    "trend",
    "cause",
    "law",
    "absolute",
    "unsure",
    "opinion",
    "first_person",
)
"""Tests of `types.toml` that are features in addition to the claim type."""

Feature = tuple[str, tuple[Span, ...]]


def sentence_features(
    text: str,
    sentence: TokenizedSentence,
    numbers: tuple[Number, ...],
    claim_type: str,
    language: str,
) -> Iterator[Feature]:
    """Yield the features of one sentence with their spans; its length, for one, has none."""
    yield f"type {claim_type}", ()
    yield from _number_features(text, numbers)
    lower = text.lower()
    found = lower_case_tests(language)
    for name in SEARCHED:
        if spans := [match.span() for match in found[name].finditer(lower)]:
            yield f"says {name}", tuple(spans)
    yield from _name_features(sentence)
    for least in LENGTHS:
        if len(sentence.words) >= least:
            yield f"words {least}", ()


def _number_features(text: str, numbers: tuple[Number, ...]) -> Iterator[Feature]:
    for count, number in enumerate(numbers[:MOST_NUMBERS], start=1):
        start = text.find(number.text)
        span = ((start, start + len(number.text)),) if start >= 0 else ()
        yield f"numbers {count}", span
    for kind in sorted({number_kind(number) for number in numbers}):
        yield f"number of {kind}", ()
    for part in ("comparator", "base", "period"):
        if any(getattr(number, part) for number in numbers):
            yield f"number with {part}", ()


def number_kind(number: Number) -> str:
    """Return what a number counts: percent, money, a share, "times", "things" or "nothing"."""
    unit = number.unit
    if unit is None:
        return "nothing"
    if unit in KINDS:
        return unit
    return "money" if MONEY.fullmatch(unit) else "things"


def _name_features(sentence: TokenizedSentence) -> Iterator[Feature]:
    spans = tuple(
        span for word, span in zip(sentence.words, sentence.spans, strict=True) if word == NAME
    )
    for least in NAMES:
        if len(spans) >= least:
            yield f"names {least}", spans if least == 1 else ()
