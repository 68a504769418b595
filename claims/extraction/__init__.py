"""Text in, statements out: pure functions, no Django, no database. Usable alone."""

from claims.extraction.pipeline import LIMIT, read
from claims.extraction.statements.statement import Number, Reading, Statement, TooLong
from claims.extraction.text.boilerplate import keep

__all__ = ["LIMIT", "Number", "Reading", "Statement", "TooLong", "keep", "read"]
