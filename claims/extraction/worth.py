"""How much a statement is worth checking, from 0 to 1, with the reasons in words.

Method: a logistic sum of features that a person can read, with the weights of `worth.toml`. The
features are those found to matter in Hassan, Arslan, Li, Tremayne, "Toward Automated
Fact-Checking: Detecting Check-worthy Factual Claims by ClaimBuster", KDD 2017 (numbers, past
and comparative statements, length, entities) and in Konstantinovskiy et al., DTRAP 2(2), 2021.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from claims.extraction.claim_types import tests
from claims.extraction.statement import Number

WEIGHTS = Path(__file__).with_name("worth.toml")
LONGEST = 4_000
CAPITAL = re.compile(r"(?<=[\w,;] )[A-Z][\w'’-]+")
MONEY = re.compile(r"^[A-Z]{3}$")
SHOWN = {"percent": " %", "percentage points": " percentage points", "times": " times"}

Feature = tuple[str, str | None]


@lru_cache(maxsize=1)
def _weights() -> dict[str, float]:
    table = tomllib.loads(WEIGHTS.read_text("utf-8"))
    return {"base": table["base"], **table["weights"]}


def worth(
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
    """The worth of words said, and the sentences that explain it, weightiest first.

    `remark` is what the article itself sets against them; narration is not `is_said`, and a
    fragment of a sentence is worth less than a whole one.
    """
    features = list(_features(quote[:LONGEST], claim_type, numbers, language))
    if denied:
        features.append(("denied", "a denial"))
    if is_named:
        features.append(("named_speaker", f"said by {speaker}"))
    elif is_said and speaker is None:
        features.append(("unknown_speaker", "nobody is named as the speaker"))
        if claim_type == "question":
            features.append(("asked_by_nobody", None))
    other = _compared_with(remark, language) if remark else None
    if other is not None:
        features.append(("comparison", f"{other} (the article's own comparison)"))
    if is_fragment:
        features.append(("fragment", None))
    weights = _weights()
    score = weights["base"] + sum(weights.get(name, 0.0) for name, _ in features)
    reasons = sorted(
        ((weights.get(name, 0.0), reason) for name, reason in features if reason),
        key=lambda pair: -abs(pair[0]),
    )
    value = 1 / (1 + math.exp(-score))
    return round(value, 3), tuple(dict.fromkeys(reason for _, reason in reasons))


def _features(
    quote: str, claim_type: str, numbers: tuple[Number, ...], language: str
) -> Iterator[Feature]:
    yield from _of_numbers(numbers)
    yield from _of_words(quote, claim_type, language)
    yield claim_type, TYPE_REASONS.get(claim_type)


TYPE_REASONS = {
    "prediction": "says what will happen",
    "promise": "promises something that can be followed",
    "position": "says what should be done",
    "opinion": "an opinion, which cannot be checked as such",
    "question": "a question",
}


def _of_numbers(numbers: tuple[Number, ...]) -> Iterator[Feature]:
    if not numbers:
        return
    telling = sorted(numbers, key=lambda number: -_weight_of(number))
    for place, number in enumerate(telling[:3]):
        yield ("number" if place == 0 else "more_numbers"), f"a number: {show(number)}"
    if any(_weight_of(number) > 1 for number in numbers):
        yield "percent_or_money", None


def _weight_of(number: Number) -> int:
    if number.unit in ("percent", "percentage points", "share") or MONEY.match(
        number.unit or ""
    ):
        return 2
    return 1 if number.unit else 0


def show(number: Number) -> str:
    """A number in few words: "5 % of GDP", "at least 55,000,000 GBP", "more than 2 times"."""
    value = f"{number.value:,.10g}" if number.value < 1e15 else f"{number.value:.3g}"  # noqa: PLR2004
    unit = number.unit or ""
    if unit == "share":
        return number.text
    words = value + SHOWN.get(unit, f" {unit}" if unit else "")
    if number.base:
        words += f" of {number.base}"
    return f"{number.comparator} {words}" if number.comparator else words


def _compared_with(words: str, language: str) -> str | None:
    """The comparison in a sentence for the reasons, None where there is none."""
    found = tests(language)
    if not found["comparison"].search(words):
        return None
    other = found["compared_with"].search(words)
    return f"compares with {other.group(1)}" if other else "makes a comparison"


def _of_words(quote: str, claim_type: str, language: str) -> Iterator[Feature]:
    found = tests(language)
    comparison = _compared_with(quote, language)
    if comparison is not None:
        yield "comparison", comparison
    if found["trend"].search(quote):
        yield "trend", "says how something changed"
    if found["cause"].search(quote):
        yield "cause", "says what caused something"
    if found["law"].search(quote):
        yield "law", "is about a law, a vote or public money"
    if found["absolute"].search(quote):
        yield "absolute", "leaves no exception"
    if found["unsure"].search(quote):
        yield "unsure", "the speaker is not sure"
    if found["first_person"].search(quote) and claim_type == "opinion":
        yield "first_person_feeling", None
    if CAPITAL.search(quote):
        yield "names_somebody", "names somebody or somewhere"
    yield from _of_length(len(quote.split()))


def _of_length(words: int) -> Iterator[Feature]:
    if words < 4:  # noqa: PLR2004 - measured: fragments are rarely claims
        yield "very_short", "only a few words"
    elif words < 7:  # noqa: PLR2004
        yield "short", None
    elif words > 11:  # noqa: PLR2004
        yield "long_enough", None
