"""Apply a desk's own preferences to a score: topics, people and words it follows or ignores.

A word counts if the statement contains it; a person, if the speaker has the name; a topic, if
the statement or the article's title contains it. All match as whole words, in any case, with or
without a plural ending.
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
MOST_CHANGE = 3.0
"""The most by which all preferences together change a score, in log-odds."""
CERTAIN = 0.001
WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Preference:
    """One preference: `kind` is one of KINDS; `amount` is in log-odds, from -2 to 2."""

    kind: str
    text: str
    amount: float


def adjust_worth(
    worth: float,
    preferences: Iterable[Preference],
    *,
    text: str,
    speaker: str | None,
    title: str = "",
    language: str = "en",
) -> tuple[float, tuple[str, ...]]:
    """Return a worth (0 to 1) changed by preferences, and a sentence for each that counted."""
    counted: list[Reason] = []
    for preference in preferences:
        if _is_about(preference, text, speaker or "", title):
            cause = f"preference_{preference.kind}"
            counted += reason_sentences(
                cause, preference.amount, language, f"“{preference.text}”"
            )
    if not counted:
        return worth, ()
    sure = min(max(worth, CERTAIN), 1 - CERTAIN)
    moved = max(-MOST_CHANGE, min(MOST_CHANGE, sum(amount for amount, _ in counted)))
    counted.sort(key=lambda reason: -abs(reason[0]))
    return probability(math.log(sure / (1 - sure)) + moved), tuple(
        words for _, words in counted
    )


def _is_about(preference: Preference, text: str, speaker: str, title: str) -> bool:
    if preference.kind == "person":
        return _pattern(preference.text).search(speaker) is not None
    found = _pattern(preference.text)
    if found.search(text):
        return True
    return preference.kind == "topic" and found.search(title) is not None


@lru_cache(maxsize=1_000)
def _pattern(words: str) -> re.Pattern[str]:
    """Compile a pattern for the words in order, separated by anything but letters."""
    parts = [re.escape(word) for word in WORD.findall(words)]
    if not parts:
        return re.compile(r"(?!)")
    between = r"[\W_]+".join(parts)
    return re.compile(rf"\b{between}(?:s|es|['’]s)?\b", re.IGNORECASE)
