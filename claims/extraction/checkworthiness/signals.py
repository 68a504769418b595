"""Find what makes a claim worth checking without a figure, or a figure not worth it.

Firsts, superlatives, comparisons, universal claims ("every household") and deeds that leave a
record can be refuted by one document; an age or the time of a concert is a detail. The kinds
follow what fact-checkers name in Konstantinovskiy et al., "Toward Automated Factchecking",
DTRAP 2(2), 2021, and in Graves, "Anatomy of a Fact Check", Communication, Culture and Critique
10(3), 2017. The debates from which the other weights are learnt have few of them, so their
weights are set by hand (`context.toml`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from claims.extraction.checkworthiness.measures import measures
from claims.extraction.lexicon.language import load_language
from claims.extraction.lexicon.patterns import whole_words
from claims.extraction.numbers.number import Number

CHECKABLE = ("fact", "statistic", "comparison", "prediction")
TRIVIAL = ("trivial", "detail")
CAUSES = {"trivial": "trivial", "detail": "trivial", "personal": "first_person"}
"""The causes of signals that lower, where a signal isn't its own cause."""
RAISING = ("first", "superlative", "compared", "universal", "majority", "deed", "effect")
YEAR = re.compile(r"(?<![\d,.])(?:1[6-9]|20)\d\d(?![\d%]|,\d)")
MOST_SHOWN = 40

Signal = tuple[str, str]
"""The name of a signal, and the words in which it was found."""


@lru_cache(maxsize=8)
def _patterns(language: str) -> dict[str, re.Pattern[str]]:
    table = load_language(language).tables["worth"]["signals"]
    return {name: whole_words(given) for name, given in table.items()}


def find_signals(
    sentence: str, claim_type: str, numbers: tuple[Number, ...], language: str
) -> Iterator[Signal]:
    """Yield the signals of a sentence that make a claim, each once, with its words.

    A sentence with a trivial figure has the signal "trivial" and no other. Without any other,
    one whose only numbers are details has "detail", one of the speaker's own life "personal".
    """
    patterns, lower = _patterns(language), sentence.lower()
    as_written = sentence if len(sentence) == len(lower) else lower
    if found := patterns["trivial"].search(lower):
        yield "trivial", _shown(as_written[slice(*found.span())])
        return
    figures = measures(lower, numbers)
    raising = [
        (name, _shown(as_written[slice(*found.span())]))
        for name in RAISING
        # Of a comparison with a figure, the figure says how much.
        if claim_type in CHECKABLE and not (name == "compared" and figures)
        if (found := patterns[name].search(lower))
    ]
    if numbers and not figures and not raising:
        yield "detail", f"“{numbers[0].text}”"
    elif not figures and not raising and patterns["personal"].search(lower):
        yield "personal", ""
    yield from raising


def compared_years(sentence: str) -> tuple[str, str] | None:
    """Return the first two different years of a sentence, if it has two."""
    years = list(dict.fromkeys(YEAR.findall(sentence)))
    return (years[0], years[1]) if len(years) > 1 else None


def _shown(words: str) -> str:
    """Return words in quotation marks, cut after a whole word."""
    words = " ".join(words.split())
    if len(words) > MOST_SHOWN:
        words = words[:MOST_SHOWN].rsplit(" ", 1)[0] + " …"
    return f"“{words}”"
