"""Resolve nouns that describe somebody: "the mayor", "the company", "a spokesman for Aske".

Method: the role and head-match sieves of Lee et al., "Deterministic Coreference Resolution
Based on Entity-Centric, Precision-Ranked Rules", Computational Linguistics 39(4), 2013. Who is
named in the words said is not the one who says them (`binding`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from claims.extraction.lexicon import entity_names
from claims.extraction.lexicon.people import PeopleLexicon
from claims.extraction.speakers.binding import ReportedContent
from claims.extraction.speakers.entity import Entity
from claims.extraction.speakers.known_entities import KnownEntities
from claims.extraction.speakers.salience import DiscourseModel

if TYPE_CHECKING:
    from spacy.tokens import Token

NEAR = 3


class DescriptionResolver:
    """Resolves common nouns of one article. `resolve` resolves the names inside them."""

    def __init__(
        self,
        known: KnownEntities,
        discourse: DiscourseModel,
        lexicon: PeopleLexicon,
        resolve: Callable[[Token], Entity | None],
    ) -> None:
        self._known = known
        self._discourse = discourse
        self._lexicon = lexicon
        self._resolve = resolve

    def resolve(self, head: Token, content: ReportedContent) -> Entity | None:
        """Resolve a role ("the mayor") or the last word of an organization's name.

        A role that is nobody's yet becomes an entity without a name.
        """
        described = self._lexicon.role_of(head)
        if described is None:
            return None
        if described.is_definite:
            found = (
                self._same_role(head, described, content)
                or self._broader_role(described, content)
                or self._named_just_before(described, content)
            )
            if found is not None:
                return found
        return (
            self._resolve_spokesperson(head, described)
            or self._resolve_document(head, described)
            or self._latest_organization(described, content)
            or self._known.add_unnamed(described)
        )

    def _same_role(
        self, head: Token, described: entity_names.SpeakerRole, content: ReportedContent
    ) -> Entity | None:
        """Return the latest who has this role, or whose name ends with its noun.

        A role before the noun can be the one that is known ("the mayor candidate"), but "the
        mayor's wife" and "a lawyer for the mayor" are somebody else.
        """
        known = self._known.with_role(described.head)
        before = {child.lower_ for child in head.lefts if child.dep_ != "poss"}
        if len(described.modifiers) == 1 and described.modifiers <= before:
            known += self._known.with_role(*described.modifiers)
        if described.head in self._lexicon.offices.general:
            known += [each for each in self._in_focus() if each.roles]
        known += self._known.with_last_name(described.head)
        fitting = [
            entity
            for entity in known
            if self._fits(entity, described) and not self._is_named_in(content, entity)
        ]
        return min(
            fitting,
            key=lambda each: (not each.names, self._discourse.rank(each)),
            default=None,
        )

    def _broader_role(
        self, described: entity_names.SpeakerRole, content: ReportedContent
    ) -> Entity | None:
        """Return who is called by a more general word, if only one person can be meant."""
        narrower = self._lexicon.offices.narrower(described)
        if not narrower or described.is_plural:
            return None
        fitting = [
            entity
            for entity in self._in_focus()
            if any(role.head in narrower for role in entity.roles)
            and self._fits(entity, described)
            and not self._is_named_in(content, entity)
        ]
        return fitting[0] if len(fitting) == 1 else None

    def _named_just_before(
        self, described: entity_names.SpeakerRole, content: ReportedContent
    ) -> Entity | None:
        """Resolve "the striker" to the one person named just before, who has no role yet."""
        if described.head not in self._lexicon.epithets or described.is_plural:
            return None
        near = [
            entity
            for entity in self._in_focus()
            if entity.kind == "person"
            and entity.names
            and not any(role.text for role in entity.roles)
            and described.gender in (None, entity.gender or described.gender)
            and not self._is_named_in(content, entity)
            and self._discourse.is_recent(entity, 1)
        ]
        return near[0] if len(near) == 1 else None

    def _in_focus(self) -> list[Entity]:
        return list(dict.fromkeys(map(Entity.resolved, self._discourse.focus)))

    def _is_named_in(self, content: ReportedContent, entity: Entity) -> bool:
        """Return whether what was said names the entity, so that somebody else says it.

        An organization does call itself by name ("Aske Water will close, the company said"),
        but not below its own verb ("the company said Aske Water would close").
        """
        is_possible = entity.kind == "body" and not content.is_clause
        return not is_possible and content.names(entity, self._lexicon.before_names)

    def _fits(self, entity: Entity, described: entity_names.SpeakerRole) -> bool:
        if entity.is_plural != described.is_plural:
            return False
        if entity.kind == "body":
            return not described.modifiers or any(
                described.text.lower() in name.lower() for name in entity.names
            )
        return any(self._lexicon.offices.match(described, role) for role in entity.roles)

    def _resolve_spokesperson(
        self, head: Token, described: entity_names.SpeakerRole
    ) -> Entity | None:
        """Resolve "a spokesman for the council", who has no name, to the council."""
        if described.head not in self._lexicon.spokespeople:
            return None
        for child in head.children:
            body = child if child.dep_ in ("poss", "compound") else None
            if child.dep_ == "prep" and child.lower_ in self._lexicon.speaks_for:
                body = next((inner for inner in child.rights if inner.dep_ == "pobj"), None)
            if body is None or self._lexicon.is_pronoun(body):
                continue
            entity = self._resolve(body)
            if entity is not None and entity.kind == "body":
                self._discourse.note_spokesperson(entity)
                return entity
        return None

    def _resolve_document(
        self, head: Token, described: entity_names.SpeakerRole
    ) -> Entity | None:
        """Resolve "a report by the Aske Institute" to the institute."""
        if described.head not in self._lexicon.documents:
            return None
        for child in head.rights:
            if child.dep_ != "prep" or child.lower_ not in self._lexicon.written_by:
                continue
            author = next((inner for inner in child.rights if inner.dep_ == "pobj"), None)
            if (
                author is not None
                and self._lexicon.is_name(author)
                and author.ent_type_ != "GPE"
            ):
                return self._resolve(author)
        return None

    def _latest_organization(
        self, described: entity_names.SpeakerRole, content: ReportedContent
    ) -> Entity | None:
        """Resolve "the company" to the last organization that can be one.

        A name that says so ("Aske Airways" for "the airline") goes before one that says
        nothing; a specific noun needs that name or that no other organization can be meant.
        """
        head = described.head
        is_general = head in self._lexicon.general_bodies
        if not (is_general or head in self._lexicon.specific_bodies):
            return None
        if not described.is_definite or described.is_plural:
            return None
        fitting = [
            entity
            for entity in self._in_focus()
            if self._may_be_body(entity, head)
            and entity.names
            and not self._is_named_in(content, entity)
            and self._may_be_called(entity, described)
        ]
        sure = [entity for entity in fitting if self._is_surely(entity, head)]
        if not sure and described.modifiers:
            return None
        near = [each for each in fitting if self._discourse.is_recent(each, NEAR)]
        if not sure and not is_general and len(near) != 1:
            return None
        found = next(iter(sure or (fitting if is_general else near)), None)
        if found is not None:
            found.kind = "body"
            self._known.give_role(found, described)
        return found

    def _may_be_body(self, entity: Entity, head: str) -> bool:
        """Return whether it is an organization, or a mere word that the noun fits."""
        return entity.kind == "body" or (entity.is_bare_name and self._is_surely(entity, head))

    def _may_be_called(self, entity: Entity, described: entity_names.SpeakerRole) -> bool:
        """Return whether neither roles nor name say that it is another kind of organization."""
        allowed = self._lexicon.short_names(described.head) | {described.head}
        if entity.is_uncertain and not self._is_surely(entity, described.head):
            return False
        if any(role.head not in allowed for role in entity.roles):
            return False
        other = _words(entity) & self._lexicon.type_words
        return not other - allowed

    def _is_surely(self, entity: Entity, head: str) -> bool:
        """Return whether the name has a word for this kind of organization."""
        return bool(_words(entity) & (self._lexicon.short_names(head) | {head}))


def _words(entity: Entity) -> set[str]:
    return {word.lower() for name in entity.names for word in name.split()}
