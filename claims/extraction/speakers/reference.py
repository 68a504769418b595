"""The speaker of one statement: the entity, and the words that name it there."""

from __future__ import annotations

from dataclasses import dataclass

from claims.extraction.speakers.entity import Entity
from claims.extraction.text.span import Span


@dataclass(frozen=True, slots=True)
class SpeakerReference:
    """Who speaks: the entity, or without one the words themselves, and their position.

    `near_cue` are the words around the cue that weren't said; they may name the day.
    `candidates` are the entities that the words fit equally well, the likelier first.
    """

    entity: Entity | None
    words: str | None
    span: Span | None
    cue: str | None
    lemma: str
    near_cue: str = ""
    candidates: tuple[Entity, ...] = ()

    @property
    def name(self) -> str | None:
        """The fullest name so far. It can change until the whole text has been processed."""
        entity = self.entity.resolved() if self.entity else None
        return (entity.name if entity else None) or self.words

    @property
    def candidate_names(self) -> tuple[str, ...]:
        """The names of the candidates, if there are still several of them."""
        return tuple(each.name for each in self.candidates if each.name)
