"""What of a parsed page or file becomes the text and the title of an article."""

from collections.abc import Sequence
from typing import Protocol

from claims.extraction import Extraction

NO_TEXT = "The page holds no text to read."
LONGEST_TITLE = 90
WITHOUT_STATEMENTS = frozenset({"form", "several_stories", "text_empty"})
"""Marks of texts in which nobody says anything, or too many do: a note on the page says why.

An e-mail without a text of its own shows its head.
"""

REFUSED = frozenset({"feed", "list_empty"})
"""Marks of files that are no article; their first note says what to do instead."""


class PageText(Protocol):
    """A parsed page, before (`Parsed`) or after (`Content`) it is stored."""

    @property
    def text(self) -> str: ...
    @property
    def article_text(self) -> str: ...
    @property
    def marks(self) -> Sequence[str]: ...
    @property
    def notes(self) -> Sequence[str]: ...


def missing_text_reason(page: PageText, detail: str = "") -> str:
    """Return why there is no text, as a sentence, or "" if there is one."""
    if not REFUSED.intersection(page.marks) and (page.article_text or page.text).strip():
        return ""
    return next(iter(page.notes), "") or detail or NO_TEXT


def may_have_statements(page: PageText) -> bool:
    """Return whether statements are looked for in the text of a page."""
    return WITHOUT_STATEMENTS.isdisjoint(page.marks)


def title_from_text(reading: Extraction) -> str:
    """Return a title for a text without one: its first words outside boilerplate."""
    skipped = {
        place for start, end in reading.left_over for place in range(start, min(end, 2000))
    }
    start = next(
        (i for i, c in enumerate(reading.text) if i not in skipped and not c.isspace()), 0
    )
    words = reading.text[start : start + LONGEST_TITLE].split("\n")[0]
    return words if len(words) < LONGEST_TITLE else words.rpartition(" ")[0] + "…"
