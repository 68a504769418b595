"""Apply the learnt weights to one sentence.

Method: logistic regression (L2) on the presence of n-grams and features. N-grams count less in
long sentences (divided by the root of the number of words, like TF-IDF's length norm). Each
language's `weights.toml` names its training data, their licence and the method.
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
    """Log-odds: the base of every sentence, the average of all shapes, and each weight."""

    base: float
    form: float
    grams: dict[str, float]
    features: dict[str, float]


@dataclass(slots=True)
class WeighedSentence:
    """A sentence's log-odds by feature, word and shape; with `base` they make the total."""

    text: str
    base: float
    by_feature: dict[str, float]
    places: dict[str, tuple[Span, ...]]
    sentence: TokenizedSentence
    by_word: list[float]
    by_shape: float

    @property
    def log_odds(self) -> float:
        """The total, before anything from the sentence's context is added."""
        return self.base + self.by_shape + sum(self.by_feature.values()) + sum(self.by_word)


@lru_cache(maxsize=8)
def load_weights(language: str) -> Weights:
    """Load the weights of a language, once per process."""
    table = load_language(language).tables["weights"]
    learnt: dict[str, float] = {}
    for kind in ("words", "pairs", "edges", "shapes"):
        learnt.update(table[kind])
    return Weights(table["base"], table["form"], learnt, table["features"])


def ngram_share(words: int) -> float:
    """Return how much each n-gram counts in a sentence with so many words."""
    return 1 / math.sqrt(max(words, FEWEST_WORDS))


def weigh_sentence(
    text: str, numbers: tuple[Number, ...], claim_type: str, language: str
) -> WeighedSentence:
    """Add up the weights of one sentence. The weight of a pair is split between its words."""
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
