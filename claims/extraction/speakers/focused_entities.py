"""What the resolvers of nouns share: who is in focus, and who is named in the words said."""

from __future__ import annotations

from claims.extraction.lexicon.people import PeopleLexicon
from claims.extraction.speakers.binding import ReportedContent
from claims.extraction.speakers.entity import Entity
from claims.extraction.speakers.salience import DiscourseModel


class FocusedEntities:
    """The entities in focus of one article, and which of them the words said rule out."""

    def __init__(self, discourse: DiscourseModel, lexicon: PeopleLexicon) -> None:
        self._discourse = discourse
        self._lexicon = lexicon

    def in_focus(self) -> list[Entity]:
        """Return the entities in focus, the latest first."""
        return list(dict.fromkeys(map(Entity.resolved, self._discourse.focus)))

    def is_named_in(self, content: ReportedContent, entity: Entity) -> bool:
        """Return whether what was said names the entity, so that somebody else says it.

        An organization does call itself by name ("Aske Water will close, the company said"),
        but not below its own verb ("the company said Aske Water would close").
        """
        is_possible = entity.kind == "body" and not content.is_clause
        return not is_possible and content.names(entity, self._lexicon.before_names)
