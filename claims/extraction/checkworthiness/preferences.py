"""What a desk itself follows or passes over, added to a score in log-odds.

A word counts where it stands in the words said; a person, where the speaker bears the name; a
topic, where its words stand in what was said or in the article's title. All as whole words, in
any case, with or without a plural's ending.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from claims.extraction.checkworthiness import probability
from claims.extraction.checkworthiness.reasons import Reason, reason_sentences

KINDS = ("topic", "person", "word")
FURTHEST = 3.0
"""The most that all leanings together move a score, in log-odds, either way."""
CERTAIN = 0.001
WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Preference:
    """`kind` is one of KINDS; `amount` is in log-odds, from -2 to 2."""

    kind: str
    text: str
    amount: float


def adjust_worth(
    worth: float,
    leanings: Iterable[Preference],
    *,
    text: str,
    speaker: str | None,
    title: str = "",
    language: str = "en",
) -> tuple[float, tuple[str, ...]]:
    """A worth (0 to 1) as the desk leans on it, and what leanings counted, in sentences."""
    counted: list[Reason] = []
    for leaning in leanings:
        if _is_about(leaning, text, speaker or "", title):
            cause = f"leaning_{leaning.kind}"
            counted += reason_sentences(cause, leaning.amount, language, f"“{leaning.text}”")
    if not counted:
        return worth, ()
    sure = min(max(worth, CERTAIN), 1 - CERTAIN)
    moved = max(-FURTHEST, min(FURTHEST, sum(amount for amount, _ in counted)))
    counted.sort(key=lambda reason: -abs(reason[0]))
    return probability(math.log(sure / (1 - sure)) + moved), tuple(
        words for _, words in counted
    )


def _is_about(leaning: Preference, text: str, speaker: str, title: str) -> bool:
    if leaning.kind == "person":
        return _pattern(leaning.text).search(speaker) is not None
    found = _pattern(leaning.text)
    if found.search(text):
        return True
    return leaning.kind == "topic" and found.search(title) is not None


@lru_cache(maxsize=1_000)
def _pattern(words: str) -> re.Pattern[str]:
    """The words in their order, apart by anything that is no letter."""
    parts = [re.escape(word) for word in WORD.findall(words)]
    if not parts:
        return re.compile(r"(?!)")
    between = r"[\W_]+".join(parts)
    return re.compile(rf"\b{between}(?:s|es|['’]s)?\b", re.IGNORECASE)
