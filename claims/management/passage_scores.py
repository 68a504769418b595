"""Score extraction on folders of short passages, and list what was read wrong."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

from claims.extraction import ExtractedStatement, extract_statements
from claims.extraction.evaluation.passages import (
    FoundWords,
    Passage,
    PassageResult,
    PassageScores,
    compare_passage,
)
from claims.management import json_lines


def read_passages(folder: Path) -> Iterator[PassageResult]:
    """Extract every passage of the folder's `*.jsonl` files and compare it with its marks."""
    for path in sorted(folder.glob("*.jsonl")):
        for row in json_lines.read_rows(str(path)):
            passage = cast("Passage", row)
            statements = extract_statements(passage["text"]).statements
            yield compare_passage(passage, [_found_words(one) for one in statements])


def _found_words(statement: ExtractedStatement) -> FoundWords:
    return FoundWords(
        span=(statement.start, statement.end),
        kind=statement.kind,
        speaker=statement.speaker,
        candidates=statement.speaker_candidates,
        parts=statement.parts,
    )


def as_table(scores: PassageScores) -> Iterator[str]:
    """Format the figures for people: a line for each class, then one for all."""
    yield (
        f"{'class':20} {'passages':>8} {'statements':>10} {'found':>6} {'speaker':>8}"
        f" {'wholly right':>12} {'accused as accuser':>19}"
    )
    for name, row in [*scores["classes"].items(), ("all", scores["all"])]:
        accused = f"{row['accused_as_accuser']} of {row['with_forbidden']}"
        yield (
            f"{name:20} {row['passages']:8} {row['statements']:10} {row['found']:6.3f}"
            f" {row['right_speaker']:8.3f} {row['wholly_right']:12.3f} {accused:>19}"
        )


def failures(results: list[PassageResult]) -> Iterator[str]:
    """List the passages that were not wholly right, with what went wrong in each."""
    for one in results:
        if not one.is_wholly_right:
            yield f"\n{one.passage['id']}\n  {one.passage['text']!r}"
            yield from (f"  - {problem}" for problem in one.problems)
