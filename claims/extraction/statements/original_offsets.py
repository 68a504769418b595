"""Translate an extraction from the visible text back to the text as it was submitted."""

from __future__ import annotations

from dataclasses import replace

from claims.extraction.statements.statement import ExtractedStatement, Extraction
from claims.extraction.text.invisible_characters import VisibleText


def restore_offsets(reading: Extraction, seen: VisibleText, text: str) -> Extraction:
    """A reading of what is seen, in places of the whole text."""
    return replace(
        reading,
        text=text,
        statements=[_put_back(one, seen, text) for one in reading.statements],
        left_over=[seen.span(span) for span in reading.left_over],
    )


def _put_back(
    statement: ExtractedStatement, seen: VisibleText, text: str
) -> ExtractedStatement:
    start, end = seen.span((statement.start, statement.end))
    names: tuple[int | None, int | None] = (None, None)
    if statement.speaker_start is not None and statement.speaker_end is not None:
        names = seen.span((statement.speaker_start, statement.speaker_end))
    return replace(
        statement,
        start=start,
        end=end,
        quote=text[start:end],
        speaker_start=names[0],
        speaker_end=names[1],
        parts=tuple(seen.span(part) for part in statement.parts),
        splits=tuple(seen.span(split) for split in statement.splits),
    )
