"""Text in, statements out: pure functions, no Django, no database. Usable alone."""

from claims.extraction.layout import keep
from claims.extraction.reading import LIMIT, read
from claims.extraction.statement import Number, Reading, Statement, TooLong

__all__ = ["LIMIT", "Number", "Reading", "Statement", "TooLong", "keep", "read"]
