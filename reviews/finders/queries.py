"""Builds search queries: a few words of a claim, always the same ones.

Method: function words are left out; of the others, names, numbers with their units and long
words come first (long words are rare: Zipf, "The Psycho-Biology of Language", 1935), in the
order of the claim.
"""

import re
from functools import lru_cache

from claims.extraction.lexicon.language import known_languages, load_language
from claims.extraction.numbers.quantities import find_numbers

WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
LONGEST = 160
"""The most characters in a query: search engines use no more than a line."""
_WORTH_OF_NAME, _WORTH_OF_NUMBER = 8, 9


@lru_cache(maxsize=8)
def function_words(language: str) -> frozenset[str]:
    """Words that every text in a language has."""
    return load_language(language if language in known_languages() else "en").words(
        "worth", "function_words"
    )


def key_words(
    text: str, *, language: str = "en", most: int = 8, numbers: bool = True
) -> list[str]:
    """The words and numbers that identify a text, in its order, at most `most`."""
    common = function_words(language)
    code = language if language in known_languages() else "en"
    spans = _spans(text, [number.text for number in find_numbers(text, code)])
    terms: list[tuple[int, int, str]] = []
    if numbers:
        terms += [(_WORTH_OF_NUMBER, start, text[start:end]) for start, end in spans]
    for match in WORD.finditer(text):
        word = match[0]
        in_number = any(start < match.end() and match.start() < end for start, end in spans)
        if in_number or word.casefold().replace("’", "'") in common:
            continue
        is_name = word[0].isupper() and match.start() > 0
        is_year = word.isdigit()
        worth = _WORTH_OF_NAME if is_name or is_year else min(len(word), 7)
        terms.append((worth, match.start(), word))
    best = sorted(terms, key=lambda term: (-term[0], term[1]))[:most]
    return list(dict.fromkeys(term for _, _, term in sorted(best, key=lambda term: term[1])))


def _spans(text: str, quoted: list[str]) -> list[tuple[int, int]]:
    """The places of these words, each after the one before."""
    spans, place = [], 0
    for words in quoted:
        start = text.find(words, place)
        if start >= 0:
            place = start + len(words)
            spans.append((start, place))
    return spans


def build_query(
    text: str,
    *,
    claimant: str = "",
    language: str = "en",
    most: int = 8,
    numbers: bool = True,
) -> str:
    """A short query: who said it, and the words that distinguish the claim from others."""
    terms = key_words(text, language=language, most=most, numbers=numbers)
    if claimant and claimant.casefold() not in text.casefold():
        terms = [claimant, *terms]
    asked = ""
    for term in terms:
        longer = f"{asked} {term}".strip()
        if len(longer) > LONGEST:
            break
        asked = longer
    return asked
