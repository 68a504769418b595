"""Recognize judgements by what they say of their subject: "was meaningless", "is a disgrace".

Method: a predicate that judges, which is an adjective or a noun of
`languages/<code>/opinions.toml` after a copula and its adverbs. Adjectives that are good or bad
and can be graded mark subjective sentences (Hatzivassiloglou and Wiebe, "Effects of Adjective
Orientation and Gradability on Sentence Subjectivity", COLING 2000); the kinds of judgement
(feelings, behaviour, worth) are those of Martin and White, "The Language of Evaluation", 2005.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from claims.extraction.lexicon.language import load_language
from claims.extraction.lexicon.patterns import whole_words

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|[^\w\s]")
NO_MARKS = str.maketrans("", "", '“”"‘«»')
REACH = 7


@dataclass(frozen=True, slots=True)
class _Judgements:
    copulas: frozenset[str]
    between: frozenset[str]
    adjectives: frozenset[str]
    descriptive: frozenset[str]
    nouns: frozenset[str]
    strong_nouns: frozenset[str]
    before_noun: frozenset[str]
    endings: re.Pattern[str]
    phrases: re.Pattern[str]
    set_phrases: dict[str, re.Pattern[str]]


@lru_cache(maxsize=8)
def _judgements(code: str) -> _Judgements:
    table = load_language(code).tables["opinions"]
    lists = {
        name: frozenset(table[name])
        for name in ("copulas", "between", "adjectives", "descriptive", "before_noun")
    }
    lists["adjectives"] |= frozenset(table["more_adjectives"])
    return _Judgements(
        **lists,
        nouns=frozenset(table["nouns"]) | frozenset(table["strong_nouns"]),
        strong_nouns=frozenset(table["strong_nouns"]),
        endings=re.compile("|".join(table["judging_endings"])),
        phrases=whole_words([*table["feelings"], *table["idioms"]]),
        set_phrases={
            word: whole_words([phrase]) for word, phrase in table["set_phrases"].items()
        },
    )


def judges(lower: str, language: str = "en") -> bool:
    """Return whether words in lower case judge somebody or something, or tell a feeling."""
    known = _judgements(language)
    if known.phrases.search(lower):
        return True
    words = [word.replace("’", "'") for word in WORD.findall(lower.translate(NO_MARKS))]
    for place, word in enumerate(words):
        phrase = known.set_phrases.get(word)
        if phrase is not None and phrase.search(lower):
            return True
        if word in known.copulas or word.endswith(("'s", "'re")):
            if _judging_predicate(words, place + 1, known):
                return True
        elif word in known.strong_nouns and place and words[place - 1] in known.before_noun:
            return True
    return False


def _judging_predicate(words: list[str], start: int, known: _Judgements) -> bool:
    """Return whether a word that judges follows a copula, with nothing but adverbs between."""
    for word in words[start : start + REACH]:
        if _is_judging(word, known):
            return True
        if not (word in known.between or word.endswith("ly")):
            return False
    return False


def _is_judging(word: str, known: _Judgements) -> bool:
    if word in known.adjectives or word in known.nouns:
        return True
    return word not in known.descriptive and known.endings.fullmatch(word) is not None
