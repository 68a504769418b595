"""The weights that were learnt, and the sum of them for one sentence.

Method: logistic regression (L2) on the presence of grams and features; grams count for less in
long sentences (divided by the root of the number of words, as TF-IDF's length norm does).
`weights.toml` of each language says what it was trained on, under which licence, and how.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from claims.extraction.checkworthiness.features import sentence_features
from claims.extraction.checkworthiness.ngrams import (
    SHAPE,
    TokenizedSentence,
    sentence_ngrams,
    tokenize_sentence,
)
from claims.extraction.lexicon.language import load_language
from claims.extraction.numbers.number import Number
from claims.extraction.text.span import Span

FEWEST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Weights:
    """In log-odds: where all sentences start, what shapes add on average, what each adds."""

    base: float
    form: float
    grams: dict[str, float]
    features: dict[str, float]


@dataclass(slots=True)
class WeighedSentence:
    """A sentence's log-odds by feature, word and shape; with `base` they are the whole."""

    text: str
    base: float
    by_feature: dict[str, float]
    places: dict[str, tuple[Span, ...]]
    sentence: TokenizedSentence
    by_word: list[float]
    by_shape: float

    @property
    def log_odds(self) -> float:
        """The whole, before anything that is known from around the sentence."""
        return self.base + self.by_shape + sum(self.by_feature.values()) + sum(self.by_word)


@lru_cache(maxsize=8)
def load_weights(language: str) -> Weights:
    """The weights of a language's folder."""
    table = load_language(language).tables["weights"]
    learnt: dict[str, float] = {}
    for kind in ("words", "pairs", "edges", "shapes"):
        learnt.update(table[kind])
    return Weights(table["base"], table["form"], learnt, table["features"])


def ngram_share(words: int) -> float:
    """By how much each gram counts in a sentence of so many words."""
    return 1 / math.sqrt(max(words, FEWEST_WORDS))


def weigh_sentence(
    text: str, numbers: tuple[Number, ...], claim_type: str, language: str
) -> WeighedSentence:
    """The sum for one sentence; a pair is shared out among its two words."""
    learnt = load_weights(language)
    sentence = tokenize_sentence(text, language)
    by_word, by_shape = [0.0] * len(sentence.words), 0.0
    part = ngram_share(len(sentence.words))
    seen: set[str] = set()
    known = learnt.grams.get
    for gram, start, end in sentence_ngrams(sentence, language):
        weight = known(gram)
        if weight is None or gram in seen or start == end:
            continue
        seen.add(gram)
        if gram[0] == SHAPE:
            by_shape += weight * part
        elif end - start == 1:
            by_word[start] += weight * part
        else:
            by_word[start] += weight * part / 2
            by_word[start + 1] += weight * part / 2
    by_feature: dict[str, float] = {}
    places: dict[str, tuple[Span, ...]] = defaultdict(tuple)
    for name, spans in sentence_features(text, sentence, numbers, claim_type, language):
        by_feature[name] = learnt.features.get(name, 0.0)
        places[name] = spans
    return WeighedSentence(text, learnt.base, by_feature, places, sentence, by_word, by_shape)
