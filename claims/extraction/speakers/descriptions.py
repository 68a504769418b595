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
from claims.extraction.lexicon.role_phrases import AGED
from claims.extraction.speakers.binding import ReportedContent
from claims.extraction.speakers.entity import Entity
from claims.extraction.speakers.known_entities import KnownEntities
from claims.extraction.speakers.salience import DiscourseModel

if TYPE_CHECKING:
    from spacy.tokens import Token

NEAR = 3
JUST_BEFORE = 2


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
        kinds = self._lexicon.offices.kinds
        fitting = [
            entity
            for entity in self._people(described, content)
            if any(
                kinds.covers(described, role) and self._lexicon.offices.match(described, role)
                for role in entity.roles
            )
        ]
        return self._only_one(fitting)

    def _named_just_before(
        self, described: entity_names.SpeakerRole, content: ReportedContent
    ) -> Entity | None:
        """Resolve "the striker" to the one person named just before, who has no other role.

        An age or an origin ("the 43-year-old", "the Italian") can be anybody's.
        """
        is_trait = described.head == AGED or described.head in described.modifiers
        if not (is_trait or described.age or self._lexicon.is_epithet(described.head)):
            return None
        if described.is_owned or described.modifiers & self._lexicon.other:
            return None
        near = [
            entity
            for entity in self._people(described, content)
            if entity.names
            and self._discourse.is_recent(entity, JUST_BEFORE)
            and (is_trait or described.age or self._has_such_role(entity, described))
            and not self._is_from_elsewhere(entity, described)
        ]
        return self._only_one(near)

    def _has_such_role(self, entity: Entity, described: entity_names.SpeakerRole) -> bool:
        """Return whether somebody has no role yet, or one of the same kind."""
        worded = [role for role in entity.roles if role.text]
        kinds = self._lexicon.offices.kinds
        return not worded or any(kinds.are_related(described, role) for role in worded)

    def _is_from_elsewhere(self, entity: Entity, described: entity_names.SpeakerRole) -> bool:
        """Return whether somebody's known age or origin is another than the one described."""
        offices = self._lexicon.offices
        is_origin = described.head in described.modifiers
        ages = {role.age for role in entity.roles if role.age}
        origins = [role for role in entity.roles if role.head in role.modifiers]
        is_of_age = described.age is None or not ages or described.age in ages
        is_from_there = not origins or any(offices.match(described, each) for each in origins)
        return not (is_of_age and (is_from_there or not is_origin))

    def _people(
        self, described: entity_names.SpeakerRole, content: ReportedContent
    ) -> list[Entity]:
        """Return the people in focus whom the words said and the noun's gender allow."""
        if described.is_plural:
            return []
        return [
            entity
            for entity in self._in_focus()
            if entity.kind == "person"
            and not entity.is_plural
            and described.gender in (None, entity.gender or described.gender)
            and not self._is_named_in(content, entity)
        ]

    def _only_one(self, people: list[Entity]) -> Entity | None:
        """Return the only person, or else the only one of the last sentence but this."""
        if len(people) > 1:
            people = [each for each in people if self._discourse.is_recent(each, 1)]
        return people[0] if len(people) == 1 else None

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
            if author is not None and author.pos_ == "NOUN":  # "by the charity Aske First"
                named = (inner for inner in author.rights if inner.dep_ == "appos")
                author = next(named, author)
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

        A name or a role that says so ("Aske Airways" for "the airline") goes before one that
        says nothing; a specific noun needs that, or that no other organization can be meant.
        """
        kinds = self._lexicon.body_kinds
        is_general = described.head in self._lexicon.general_bodies
        if not (is_general or any(map(kinds.is_listed, kinds.phrases(described)))):
            return None
        if not described.is_definite or described.is_plural or described.is_owned:
            return None
        told = {
            entity: self._is_told(entity, described)
            for entity in self._in_focus()
            if entity.names and not entity.is_plural and not self._is_named_in(content, entity)
        }
        sure = [each for each, is_told in told.items() if is_told and self._may_be_body(each)]
        if described.modifiers & self._lexicon.other:
            return None
        near = [
            each
            for each, is_told in told.items()
            if is_told is None and each.kind == "body" and self._discourse.is_recent(each, NEAR)
        ]
        near = [each for each in near if not each.is_uncertain] or near
        if described.head in self._lexicon.situational_bodies:
            near = []
        elif not near:
            near = [
                each
                for each, is_told in told.items()
                if is_told is None and each.is_bare_name and self._discourse.is_recent(each, 1)
            ]
        if not sure and len(near) != 1 and not (is_general and near):
            return None
        found = next(iter(sure or near))
        found.kind = "body"
        self._known.give_role(found, described)
        return found

    def _may_be_body(self, entity: Entity) -> bool:
        """Return whether it is an organization, or may be one that the model mistook."""
        return entity.kind == "body" or (entity.gender is None and not entity.roles)

    def _is_told(self, entity: Entity, described: entity_names.SpeakerRole) -> bool | None:
        """Return whether roles and name tell that it is such a body; None if nothing does."""
        kinds = self._lexicon.body_kinds
        if entity.kind == "body" and entity.roles:
            if any(kinds.are_related(described, role) for role in entity.roles):
                return True
            if any(kinds.is_listed(role.head) for role in entity.roles):
                return False
        told = [kinds.told_by_name(described, name) for name in entity.names]
        return True if True in told else False if False in told else None
