"""Translate an extraction from the visible text back to the text as it was submitted."""

from __future__ import annotations

from dataclasses import replace

from claims.extraction.statements.statement import ExtractedStatement, Extraction
from claims.extraction.text.invisible_characters import VisibleText


def restore_offsets(extraction: Extraction, visible: VisibleText, text: str) -> Extraction:
    """Return the extraction of the visible text with offsets in the original text."""
    return replace(
        extraction,
        text=text,
        statements=[_restore_statement(one, visible, text) for one in extraction.statements],
        left_over=[visible.original_span(span) for span in extraction.left_over],
        unread_from=_restore_offset(extraction.unread_from, visible),
    )


def _restore_offset(offset: int | None, visible: VisibleText) -> int | None:
    return None if offset is None else visible.original_offset(offset)


def _restore_statement(
    statement: ExtractedStatement, visible: VisibleText, text: str
) -> ExtractedStatement:
    start, end = visible.original_span((statement.start, statement.end))
    speaker: tuple[int | None, int | None] = (None, None)
    if statement.speaker_start is not None and statement.speaker_end is not None:
        speaker = visible.original_span((statement.speaker_start, statement.speaker_end))
    return replace(
        statement,
        start=start,
        end=end,
        quote=text[start:end],
        speaker_start=speaker[0],
        speaker_end=speaker[1],
        parts=tuple(visible.original_span(part) for part in statement.parts),
        splits=tuple(visible.original_span(split) for split in statement.splits),
    )
