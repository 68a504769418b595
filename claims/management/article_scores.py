"""Score extraction on a folder of whole articles, and list what was read wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from claims.extraction import ExtractedStatement, extract_statements
from claims.extraction.evaluation.article_marks import parse_marks
from claims.extraction.evaluation.articles import (
    ArticleResult,
    ArticleScores,
    FoundStatement,
    compare_article,
)

MARKS = ".said"


def read_articles(folder: Path) -> Iterator[ArticleResult]:
    """Extract every `<name>.txt` that has marks in `<name>.said`, and compare it with them."""
    for marks in sorted(folder.glob(f"*{MARKS}")):
        text = marks.with_suffix(".txt").read_text("utf-8")
        article = parse_marks(marks.stem, text, marks.read_text("utf-8"))
        yield compare_article(article, map(_found_statement, extract_statements(text)))


def _found_statement(statement: ExtractedStatement) -> FoundStatement:
    return FoundStatement(
        span=(statement.start, statement.end),
        kind=statement.kind,
        speaker=statement.speaker,
        candidates=statement.speaker_candidates,
        parts=statement.parts,
        claim_type=statement.claim_type,
        worth=statement.worth,
    )


def as_table(scores: ArticleScores) -> Iterator[str]:
    """Format the figures for people: a line for each article, then one for all."""
    yield (
        f"{'article':20} {'statements':>10} {'precision':>9} {'recall':>6} {'F1':>6}"
        f" {'speaker':>8} {'left over, read':>15} {'worthy first':>12} {'type':>6}"
    )
    for name, row in [*scores["articles"].items(), ("all", scores["all"])]:
        read = f"{row['left_over_read']} of {row['left_over']}"
        yield (
            f"{name:20} {row['statements']:10} {row['precision']:9.3f} {row['recall']:6.3f}"
            f" {row['f1']:6.3f} {row['right_speaker']:8.3f} {read:>15}"
            f" {row['worthy_first']:12.3f} {row['right_type']:6.3f}"
        )


def failures(results: Sequence[ArticleResult]) -> Iterator[str]:
    """List what went wrong in each article."""
    for one in results:
        yield f"\n{one.name}"
        yield from (f"  - {problem}" for problem in one.problems)
