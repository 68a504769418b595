"""Who speaks in one statement: the figure that is meant, and the words that name them there."""

from __future__ import annotations

from dataclasses import dataclass

from claims.extraction.speakers.entity import Entity
from claims.extraction.text.span import Span


@dataclass(frozen=True, slots=True)
class SpeakerReference:
    """Who speaks: the figure, or failing one the words themselves, and where they stand.

    `beside` are the words around the cue that were not said, which may tell the day.
    """

    figure: Entity | None
    words: str | None
    span: Span | None
    cue: str | None
    lemma: str
    beside: str = ""

    @property
    def name(self) -> str | None:
        """The fullest name known now; ask again when the whole text is read."""
        figure = self.figure.resolved() if self.figure else None
        return (figure.name if figure else None) or self.words
