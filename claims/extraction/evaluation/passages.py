"""Score extraction on short passages: who was found, and who must not be named.

The README of the passages defines their format and how they are marked.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import NotRequired, TypedDict, TypeVar

from claims.extraction.evaluation.pieces import (
    MOST_EXTRA_WORDS,
    NEAR,
    WORD,
    Span,
    is_same_speaker,
    name_words,
    overlap_ratio,
    trim_piece,
)

SOMEBODY_ELSE = re.compile(r"['’]s\b|\b(?:for|of|to|by)\b")
"""What makes "a lawyer for Orr" or "Orr's widow" another person than Orr."""


class ExpectedWords(TypedDict):
    """A statement that people marked: exact words, and the resolved name or the candidates."""

    quote: str
    speaker: str | None
    candidates: NotRequired[list[str]]
    kind: NotRequired[str]


Passage = TypedDict(
    "Passage",
    {
        "id": str,
        "class": str,
        "text": str,
        "statements": list[ExpectedWords],
        "forbidden": list[str],
        "optional": NotRequired[list[ExpectedWords]],
        "not_statements": NotRequired[list[str]],
        "date": NotRequired[str],
    },
)
"""A row of the passages' files."""


@dataclass(frozen=True, slots=True)
class FoundWords:
    """What evaluation needs of an extracted statement."""

    span: Span
    kind: str
    speaker: str | None
    candidates: tuple[str, ...] = ()
    parts: tuple[Span, ...] = ()

    def pieces(self) -> set[Span]:
        """Return the whole and its contiguous parts, either of which may match."""
        return {self.span, *self.parts}


Words = TypeVar("Words", bound=FoundWords)


@dataclass(frozen=True, slots=True)
class PassageResult:
    """How one passage was read; `problems` are sentences for who works on the extraction."""

    passage: Passage
    found: int
    right_speaker: int
    accused: tuple[FoundWords, ...]
    problems: tuple[str, ...]

    @property
    def is_wholly_right(self) -> bool:
        """Everything expected was found with its speaker, and nobody else is named."""
        return not self.problems


class PassageFigures(TypedDict):
    """Counts of passages and statements, and shares from 0 to 1, to four places."""

    passages: int
    statements: int
    found: float
    right_speaker: float
    wholly_right: float
    with_forbidden: int
    accused_as_accuser: int


class PassageScores(TypedDict):
    """The figures of all passages, and of each class."""

    set: str
    all: PassageFigures
    classes: dict[str, PassageFigures]


def passage_scores(results: Sequence[PassageResult]) -> PassageScores:
    """Return the figures of all passages and of each class, in the order of their names."""
    names = sorted({one.passage["class"] for one in results})
    return {
        "set": "passages",
        "all": _figures(results),
        "classes": {
            name: _figures([one for one in results if one.passage["class"] == name])
            for name in names
        },
    }


def _figures(results: Sequence[PassageResult]) -> PassageFigures:
    expected = sum(len(one.passage["statements"]) for one in results)
    return {
        "passages": len(results),
        "statements": expected,
        "found": _share(sum(one.found for one in results), expected),
        "right_speaker": _share(sum(one.right_speaker for one in results), expected),
        "wholly_right": _share(sum(one.is_wholly_right for one in results), len(results)),
        "with_forbidden": sum(bool(one.passage["forbidden"]) for one in results),
        "accused_as_accuser": sum(bool(one.accused) for one in results),
    }


def _share(count: int, of: int) -> float:
    return round(count / of, 4) if of else 1.0


@dataclass(slots=True)
class _Comparison:
    """One passage with what was found in it."""

    passage: Passage
    found: list[FoundWords]
    expected: list[tuple[Span, ExpectedWords]] = field(init=False)
    optional: list[tuple[Span, ExpectedWords]] = field(init=False)

    def __post_init__(self) -> None:
        text = self.passage["text"]
        self.expected = list(_located(text, self.passage["statements"]))
        self.optional = list(_located(text, self.passage.get("optional", [])))

    def pairs(self) -> dict[int, FoundWords]:
        """Pair expected with found words, nearest first; no piece is in two pairs."""
        return pair_words(
            self.passage["text"],
            [span for span, _ in self.expected],
            self.found,
            lambda i, found: _has_right_speaker(found, self.expected[i][1]),
        )

    def is_extra_wrong(self, extra: FoundWords) -> bool:
        """Return whether words that nobody marked are attributed to a wrong person."""
        if extra.speaker is None:
            return False
        marked = self.expected + self.optional
        here = [words for span, words in marked if overlap_ratio(span, extra.span) > 0]
        around = here or [words for _, words in marked]
        return not any(
            words["speaker"] is not None and is_same_speaker(extra.speaker, words["speaker"])
            for words in around
        )

    def is_no_statement(self, found: FoundWords) -> bool:
        """Return whether at least half of these words are marked as no statement."""
        text = self.passage["text"]
        length = found.span[1] - found.span[0]
        return any(
            2 * _shared(found.span, (place, place + len(words))) >= length
            for words in self.passage.get("not_statements", [])
            for place in _places(text, words)
        )

    def is_forbidden(self, found: FoundWords, paired: ExpectedWords | None) -> bool:
        """Return whether a person who must not be named is named as this speaker."""
        if found.speaker is None or (paired and _has_right_speaker(found, paired)):
            return False
        return any(is_named(who, found.speaker) for who in self.passage["forbidden"])


def pair_words(
    text: str,
    expected: Sequence[Span],
    found: Sequence[Words],
    has_right_speaker: Callable[[int, Words], bool],
) -> dict[int, Words]:
    """Pair expected with found words, nearest first; no piece is in two pairs.

    Of two that are as near, the one with the right speaker is first. Keys are indexes of
    `expected`, whose spans are trimmed (`trim_piece`).
    """
    near = sorted(
        (-overlap_ratio(span, trimmed), not has_right_speaker(i, words), i, j, trimmed)
        for (i, span), (j, words) in product(enumerate(expected), enumerate(found))
        for trimmed in (trim_piece(text, piece) for piece in words.pieces())
        if is_same_words(text, span, trimmed)
    )
    paired: dict[int, Words] = {}
    used: set[tuple[int, Span]] = set()
    for _, _, i, j, piece in near:
        if i not in paired and (j, piece) not in used:
            paired[i] = found[j]
            used.add((j, piece))
    return paired


def compare_passage(passage: Passage, statements: Iterable[FoundWords]) -> PassageResult:
    """Compare what was found in a passage with what people marked in it."""
    everything = list(statements)
    comparison = _Comparison(passage, [one for one in everything if one.kind != "narration"])
    pairs = comparison.pairs()
    right = 0
    problems = []
    for i, (_, words) in enumerate(comparison.expected):
        if i not in pairs:
            problems.append(f"not found: {_described(words)}")
        elif _has_right_speaker(pairs[i], words):
            right += 1
        else:
            problems.append(f"wrong speaker: {_named(pairs[i])}; expected {_described(words)}")
    matched = {id(found): comparison.expected[i][1] for i, found in pairs.items()}
    text = passage["text"]
    for one in comparison.found:
        quote = text[slice(*one.span)]
        if comparison.is_no_statement(one):
            problems.append(f"no statement: {_named(one)}: {quote}")
        elif id(one) not in matched and comparison.is_extra_wrong(one):
            problems.append(f"wrong person: {_named(one)}: {quote}")
    accused = tuple(
        one for one in everything if comparison.is_forbidden(one, matched.get(id(one)))
    )
    problems += [f"forbidden: {_named(one)}: {text[slice(*one.span)]}" for one in accused]
    return PassageResult(passage, len(pairs), right, accused, tuple(problems))


def is_same_words(text: str, one: Span, other: Span) -> bool:
    """Return whether two trimmed spans are the same words.

    They are from 0.8 of their characters up, or when one contains the other and at most six
    more words.
    """
    if overlap_ratio(one, other) >= NEAR:
        return True
    short, long = sorted((one, other), key=lambda span: span[1] - span[0])
    if not (long[0] <= short[0] and short[1] <= long[1] and short[0] < short[1]):
        return False
    extra = text[long[0] : short[0]] + " " + text[short[1] : long[1]]
    return len(WORD.findall(extra)) <= MOST_EXTRA_WORDS


def is_named(name: str, speaker: str) -> bool:
    """Return whether a speaker's name means this person, and not "a lawyer for" them."""
    wanted, words = set(name_words(name)), set(name_words(speaker))
    if words <= wanted:
        return bool(words)
    return is_same_speaker(name, speaker) and not SOMEBODY_ELSE.search(speaker)


def _has_right_speaker(found: FoundWords, words: ExpectedWords) -> bool:
    if words["speaker"] is not None:
        return is_same_speaker(found.speaker, words["speaker"])
    candidates = words.get("candidates", [])
    if found.speaker is not None or (candidates and len(candidates) != len(found.candidates)):
        return False
    return all(any(is_same_speaker(one, got) for got in found.candidates) for one in candidates)


def _located(
    text: str, statements: Iterable[ExpectedWords]
) -> Iterator[tuple[Span, ExpectedWords]]:
    """Give each statement its place; they are in the order of the text."""
    after = 0
    for one in statements:
        after = text.index(one["quote"], after)
        yield trim_piece(text, (after, after + len(one["quote"]))), one


def _places(text: str, words: str) -> Iterator[int]:
    return (found.start() for found in re.finditer(re.escape(words), text))


def _shared(one: Span, other: Span) -> int:
    return max(min(one[1], other[1]) - max(one[0], other[0]), 0)


def _named(found: FoundWords) -> str:
    return found.speaker or " or ".join(found.candidates) or "nobody"


def _described(words: ExpectedWords) -> str:
    who = words["speaker"] or " or ".join(words.get("candidates", [])) or "nobody"
    return f"{who}: {words['quote']}"
