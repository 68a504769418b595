"""Read a file as intake does, with the same child processes, but without a database."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath

from django.core.exceptions import ValidationError

from claims.extraction import Extraction, TextTooLong, extract_statements, normalize_line_ends
from claims.processing.file_types import NAMED_BY_FILE, READ_IN_CHILD, accept_file
from claims.processing.page_text import (
    may_have_statements,
    missing_text_reason,
    title_from_text,
)
from sources.parsing import parser as parsing_parser
from sources.parsing.parsed import Parsed


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReading:
    """What a desk would get from a file: `refused` is the sentence it would read instead."""

    kind: str = ""
    refused: str = ""
    title: str = ""
    published_on: date | None = None
    reading: Extraction = field(default_factory=lambda: Extraction(""))
    listed: int = 0
    notes: tuple[str, ...] = ()

    @property
    def statements(self) -> int:
        return self.listed or len(self.reading.statements)


def read_file(body: bytes, filename: str) -> FileReading:
    """Read a file as `submit_file` and the workers would; whatever it holds, never raise."""
    kind = ""
    try:
        kind = accept_file(body, filename)
        parsed = _parse(body, kind)
        if why := missing_text_reason(parsed):
            return FileReading(kind=kind, refused=why)
        return _extract(parsed, kind, filename)
    except ValidationError as error:
        return FileReading(kind=kind, refused=" ".join(error.messages))
    except parsing_parser.Unreadable as error:
        return FileReading(kind=kind, refused=error.detail)
    except TextTooLong as error:
        return FileReading(kind=kind, refused=str(error))


def _parse(body: bytes, kind: str) -> Parsed:
    if kind in READ_IN_CHILD:
        return parsing_parser.parse(body, kind)
    text = parsing_parser.decode(body, None)
    notes = tuple(parsing_parser.doubts(body, text))
    return Parsed(text=text, article_text=text, html="", notes=notes)


def _extract(parsed: Parsed, kind: str, filename: str) -> FileReading:
    text = normalize_line_ends(parsed.article_text or parsed.text)
    title = PurePath(filename).stem if kind in NAMED_BY_FILE else parsed.title
    reading = (
        Extraction(text)
        if parsed.listed or not may_have_statements(parsed)
        else extract_statements(
            text,
            published_on=parsed.published_on,
            publisher=parsed.publisher or None,
            title=title or None,
            is_recording=bool(parsed.times),
        )
    )
    return FileReading(
        kind=kind,
        title=title or title_from_text(reading),
        published_on=parsed.published_on,
        reading=reading,
        listed=len(parsed.listed),
        notes=parsed.notes,
    )
