"""Score extraction on whole articles: found, by whom, of what type, and in which order.

`article_marks` defines how people mark an article; docs/explanation/extraction.md says what is
counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import TypedDict

from claims.extraction.evaluation.article_marks import MarkedArticle, MarkedStatement
from claims.extraction.evaluation.passages import FoundWords, is_same_words, pair_words
from claims.extraction.evaluation.pieces import Span, is_same_speaker, overlap_ratio, trim_piece
from claims.extraction.evaluation.scores import precision_recall_f1

MORE_RANKS = 1.2
"""How many ranks there are for each claim that is worth checking."""


@dataclass(frozen=True, slots=True)
class FoundStatement(FoundWords):
    """What evaluation needs of a statement of a whole article."""

    claim_type: str = "fact"
    worth: float = 0.0


class ArticleFigures(TypedDict):
    """Counts, and shares from 0 to 1, to four places."""

    statements: int
    precision: float
    recall: float
    f1: float
    right_speaker: float
    left_over: int
    left_over_read: int
    worthy: int
    worthy_first: float
    right_type: float


class ArticleScores(TypedDict):
    """The figures of all articles together, and of each."""

    set: str
    all: ArticleFigures
    articles: dict[str, ArticleFigures]


@dataclass(frozen=True, slots=True)
class ArticleResult:
    """How one article was read: counts, and sentences for who works on the extraction."""

    name: str
    marked: int
    found: int
    paired: int
    right_speaker: int
    left_over: int
    left_over_read: int
    worthy: int
    worthy_first: int
    typed: int
    right_type: int
    problems: tuple[str, ...]


def article_scores(results: Sequence[ArticleResult]) -> ArticleScores:
    """Return the figures of all articles, each statement counting once, and of each article."""
    return {
        "set": "articles",
        "all": _figures(results),
        "articles": {one.name: _figures([one]) for one in results},
    }


def _figures(results: Sequence[ArticleResult]) -> ArticleFigures:
    def total(name: str) -> int:
        return sum(getattr(one, name) for one in results)

    found = precision_recall_f1(total("paired"), total("found"), total("marked"))
    return {
        "statements": total("marked"),
        **found,
        "right_speaker": _share(total("right_speaker"), total("paired")),
        "left_over": total("left_over"),
        "left_over_read": total("left_over_read"),
        "worthy": total("worthy"),
        "worthy_first": _share(total("worthy_first"), total("worthy")),
        "right_type": _share(total("right_type"), total("typed")),
    }


def _share(count: int, of: int) -> float:
    return round(count / of, 4) if of else 1.0


@dataclass(slots=True)
class _Comparison:
    """An article with what was found in it.

    The article's own sentences are no part of F1: extraction adds those with a figure, and
    people mark those that a checker would check. Their type and rank count.
    """

    article: MarkedArticle
    found: list[FoundStatement]
    said: list[FoundStatement] = field(init=False)
    pairs: dict[int, FoundStatement] = field(init=False)
    """The index of a marked statement → what was found of it, attributed to somebody."""
    ranked: dict[int, FoundStatement] = field(init=False)
    """The same, but narration can be found too."""

    def __post_init__(self) -> None:
        marked = self.article.statements
        self.said = [one for one in self.found if one.kind != "narration"]
        self.pairs = self._pair(marked, self.said)
        both = self._pair(marked, self.found) | self.pairs
        self.ranked = {i: one for i, one in both.items() if not marked[i].is_optional}

    def _pair(
        self, marked: Sequence[MarkedStatement], found: Sequence[FoundStatement]
    ) -> dict[int, FoundStatement]:
        spans = [one.span for one in marked]
        return pair_words(
            self.article.text,
            spans,
            found,
            lambda i, one: is_same_speaker(one.speaker, marked[i].speaker),
        )

    def expected(self) -> Iterator[tuple[int, MarkedStatement]]:
        """Yield what must be found, with its index: what was said, unless it is optional."""
        for i, one in enumerate(self.article.statements):
            if not (one.is_optional or one.is_narration):
                yield i, one

    def extras(self) -> list[FoundStatement]:
        """Return what was attributed to somebody and nobody marked."""
        paired = {id(one) for one in self.pairs.values()}
        return [one for one in self.said if id(one) not in paired and not self._is_allowed(one)]

    def _is_allowed(self, found: FoundStatement) -> bool:
        """Return whether words may be found: optional ones, in other pieces."""
        span = trim_piece(self.article.text, found.span)
        return any(
            one.is_optional
            and (
                overlap_ratio(one.span, span) > 0
                or is_same_words(self.article.text, one.span, span)
            )
            for one in self.article.statements
        )

    def ranks(self) -> dict[int, int]:
        """Return the rank of what was found, from 1: by worth, then by place in the text.

        Optional words are no rank: whether a checker would check them is left open.
        """
        paired = {id(one) for one in self.ranked.values()}
        ranked = sorted(
            (one for one in self.found if id(one) in paired or not self._is_allowed(one)),
            key=lambda one: (-one.worth, one.span),
        )
        return {id(one): rank for rank, one in enumerate(ranked, 1)}


def compare_article(article: MarkedArticle, found: Iterable[FoundStatement]) -> ArticleResult:
    """Compare what was found in an article with what people marked in it."""
    comparison = _Comparison(article, list(found))
    expected = list(comparison.expected())
    pairs = comparison.pairs
    extras = comparison.extras()
    paired = [(pairs[i], one) for i, one in expected if i in pairs]
    missed = [one for i, one in expected if i not in pairs]
    strangers = [(got, one) for got, one in paired if not _has_speaker(got, one)]
    typed = [(got, article.statements[i]) for i, got in comparison.ranked.items()]
    mistyped = [(got, one) for got, one in typed if got.claim_type != one.claim_type]
    read = [line for line in article.left_over if _is_read(line, comparison.found)]
    worthy, low = _low_ranks(comparison)
    words = _Words(article.text)
    return ArticleResult(
        name=article.name,
        marked=len(expected),
        found=len(paired) + len(extras),
        paired=len(paired),
        right_speaker=len(paired) - len(strangers),
        left_over=len(article.left_over),
        left_over_read=len(read),
        worthy=worthy,
        worthy_first=worthy - len(low),
        typed=len(typed),
        right_type=len(typed) - len(mistyped),
        problems=(
            *(f"not found: {one.speaker}: {words(one.span)}" for one in missed),
            *(f"not marked: {one.speaker}: {words(one.span)}" for one in extras),
            *(
                f"wrong speaker: {got.speaker}; expected {one.speaker}: {words(one.span)}"
                for got, one in strangers
            ),
            *(f"left over, but read: {words(line)}" for line in read),
            *low,
            *(
                f"type {got.claim_type}; expected {one.claim_type}: {words(one.span)}"
                for got, one in mistyped
            ),
        ),
    )


@dataclass(frozen=True, slots=True)
class _Words:
    text: str

    def __call__(self, span: Span) -> str:
        return " ".join(self.text[slice(*span)].split())


def _has_speaker(found: FoundStatement, marked: MarkedStatement) -> bool:
    return is_same_speaker(found.speaker, marked.speaker)


def _is_read(line: Span, found: Iterable[FoundStatement]) -> bool:
    return any(
        start < line[1] and line[0] < end for one in found for start, end in one.pieces()
    )


def _low_ranks(comparison: _Comparison) -> tuple[int, list[str]]:
    """Return how many claims are worth checking, and those below the first ranks.

    There is a fifth more of these ranks than of such claims. What isn't found has no rank.
    """
    worthy = [(i, one) for i, one in enumerate(comparison.article.statements) if one.is_worthy]
    first = ceil(len(worthy) * MORE_RANKS)
    ranks = comparison.ranks()
    words = _Words(comparison.article.text)
    low = []
    for i, one in worthy:
        got = comparison.ranked.get(i)
        rank = ranks[id(got)] if got else None
        if rank is None or rank > first:
            shown = f"rank {rank} ({got.worth})" if got else "no rank"
            low.append(f"{shown}; expected at most {first}: {words(one.span)}")
    return len(worthy), low
