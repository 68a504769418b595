"""Split a sentence into n-grams with weights: words, pairs, beginnings and endings, shapes.

Numbers, years and names become one token each, so that the model doesn't learn who was in the
news when the data was made. A shape is a run of two or three words in which function words are
kept and all others are reduced to their endings: "the council has halved spending" and "the
board has closed beds" share "the _ has _ed".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from claims.extraction.lexicon.language import load_language
from claims.extraction.text.span import Span

TOKEN = re.compile(r"\d[\d,.]*|[$£€%?!]|[^\W\d_]+(?:['’][^\W\d_]+)*")
YEAR = re.compile(r"(?:1[6-9]|20)\d\d")
NUMBER, A_YEAR, NAME, OPEN, CLOSE, ANY = "#", "#year", "Name", "^", ".", "_"
SHAPE = "/"
EDGE_FROM = 5
BEGINNING, ENDING = 4, 3


@dataclass(frozen=True, slots=True)
class TokenizedSentence:
    """The tokens of a sentence, and the span of each."""

    words: tuple[str, ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Words:
    function: frozenset[str]
    number: frozenset[str]
    endings: tuple[str, ...]


@lru_cache(maxsize=8)
def _words(code: str) -> _Words:
    words = load_language(code)
    return _Words(
        words.words("worth", "function_words"),
        words.words("worth", "number_words"),
        tuple(words.tables["worth"]["endings"]),
    )


def tokenize_sentence(sentence: str, language: str) -> TokenizedSentence:
    """Turn a sentence into tokens: lower-case words, and one token for numbers, years, names.

    A capitalized word is a name, except for the first word and "I".
    """
    numbers = _words(language).number
    words: list[str] = []
    spans: list[Span] = []
    for match in TOKEN.finditer(sentence):
        words.append(_token(match.group(), numbers, is_first=not words))
        spans.append(match.span())
    return TokenizedSentence(tuple(words), tuple(spans))


def _token(word: str, numbers: frozenset[str], *, is_first: bool) -> str:
    if word[0].isdigit():
        return A_YEAR if YEAR.fullmatch(word.rstrip(".,")) else NUMBER
    plain = word.replace("’", "'").lower()
    if plain in numbers:
        return NUMBER
    if word[0].isupper() and not is_first and plain != "i" and not plain.startswith("i'"):
        return NAME
    return plain


def sentence_ngrams(
    sentence: TokenizedSentence, language: str
) -> Iterator[tuple[str, int, int]]:
    """Yield each n-gram by its name in the weights, with the range of its words.

    Names look like `word`, `two words`, `begi~`, `~ing`, `/the _ has _ed`. The edges of the
    sentence, `^` and `.`, count for the word next to them.
    """
    n = len(sentence.words)
    looked_at = [_shape_and_edges(word, language) for word in sentence.words]
    framed = (OPEN, *sentence.words, CLOSE)
    shapes = (OPEN, *(shape for shape, _ in looked_at), CLOSE)
    for i, word in enumerate(sentence.words):
        yield word, i, i + 1
        for edge in looked_at[i][1]:
            yield edge, i, i + 1
    for i in range(n + 1):
        start, end = max(i - 1, 0), min(i + 1, n)
        yield f"{framed[i]} {framed[i + 1]}", start, end
        two = f"{SHAPE}{shapes[i]} {shapes[i + 1]}"
        yield two, start, end
        if i < n:
            yield f"{two} {shapes[i + 2]}", start, min(i + 2, n)


def is_function_word(word: str, language: str) -> bool:
    """Return whether a word is a function word, not one that says what a sentence is about."""
    return word in _words(language).function


@lru_cache(maxsize=50_000)
def _shape_and_edges(word: str, language: str) -> tuple[str, tuple[str, ...]]:
    """Return the shape of a word, and its beginning and ending if it is long enough."""
    known = _words(language)
    edges: tuple[str, ...] = ()
    if len(word) >= EDGE_FROM and word[0].isalpha():
        edges = (f"{word[:BEGINNING]}~", f"~{word[-ENDING:]}")
    if word in known.function or word == NAME or not word[0].isalpha():
        return word, edges
    for ending in known.endings:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return ANY + ending, edges
    return ANY, edges
