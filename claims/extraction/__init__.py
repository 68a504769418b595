"""Text in, statements out: pure functions, no Django, no database. Usable alone."""

from claims.extraction.numbers.number import Number
from claims.extraction.pipeline import LIMIT, extract_statements
from claims.extraction.statements.statement import ExtractedStatement, Extraction, TextTooLong
from claims.extraction.text.boilerplate import normalize_line_ends

__all__ = [
    "LIMIT",
    "ExtractedStatement",
    "Extraction",
    "Number",
    "TextTooLong",
    "extract_statements",
    "normalize_line_ends",
]
