"""Resolve nouns that describe somebody: "the mayor", "the company", "a spokesman for Aske".

Method: the role and head-match sieves of Lee et al., "Deterministic Coreference Resolution
Based on Entity-Centric, Precision-Ranked Rules", Computational Linguistics 39(4), 2013. Who is
named in the words said is not the one who says them (`binding`). Nouns that no role answers to
are left to `person_descriptions` and `body_descriptions`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from claims.extraction.lexicon import entity_names
from claims.extraction.lexicon.people import PeopleLexicon
from claims.extraction.speakers.binding import ReportedContent, is_disjoint
from claims.extraction.speakers.body_descriptions import BodyDescriptions
from claims.extraction.speakers.entity import Entity
from claims.extraction.speakers.focused_entities import FocusedEntities
from claims.extraction.speakers.known_entities import KnownEntities
from claims.extraction.speakers.person_descriptions import PersonDescriptions
from claims.extraction.speakers.pronouns import PronounResolver
from claims.extraction.speakers.salience import DiscourseModel

if TYPE_CHECKING:
    from spacy.tokens import Token


class DescriptionResolver:
    """Resolves common nouns of one article. `resolve` resolves the names inside them."""

    def __init__(
        self,
        known: KnownEntities,
        discourse: DiscourseModel,
        lexicon: PeopleLexicon,
        pronouns: PronounResolver,
        resolve: Callable[[Token], Entity | None],
    ) -> None:
        self._known = known
        self._discourse = discourse
        self._lexicon = lexicon
        self._focused = FocusedEntities(discourse, lexicon)
        self._people = PersonDescriptions(discourse, lexicon, self._focused, pronouns)
        self._bodies = BodyDescriptions(known, discourse, lexicon, self._focused, resolve)

    def resolve(self, head: Token, content: ReportedContent) -> Entity | None:
        """Resolve a role ("the mayor") or the last word of an organization's name.

        A role that is nobody's yet becomes an entity without a name.
        """
        described = self._lexicon.role_of(head)
        if described is None:
            return None
        if described.is_definite:
            found = self._same_role(head, described, content)
            if found is not None and not self._is_named_after(head, found):
                return found
            is_for_people = described.kind != "body" or self._lexicon.may_be_people(described)
            found = self._people.resolve(head, described, content) if is_for_people else None
            if found is not None:
                self._known.give_role(found, replace(described, text=""))
                found.kind = "body" if found.is_plural else "person"
                return found
        found = self._bodies.resolve(head, described, content)
        return found or self._known.add_unnamed(described)

    def _is_named_after(self, head: Token, entity: Entity) -> bool:
        """Return whether the text names somebody only after the noun, so means another one.

        By principle C (`binding`), in "The broadcaster apologised to Ann Lee" she isn't it.
        """
        if entity.first_sentence != self._known.sentence or not entity.names:
            return False
        places = [
            each.token
            for each in self._discourse.occurrences(0)
            if each.entity is not None and each.entity.resolved() is entity
        ]
        return bool(places) and all(
            place.i > head.i and place.dep_ != "appos" and is_disjoint(head, place)
            for place in places
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
            known += [each for each in self._focused.in_focus() if each.roles]
        known += self._known.with_last_name(described.head)
        fitting = [
            entity
            for entity in known
            if self._fits(entity, described) and not self._focused.is_named_in(content, entity)
        ]
        return min(
            fitting,
            key=lambda each: (not each.names, self._discourse.rank(each)),
            default=None,
        )

    def _fits(self, entity: Entity, described: entity_names.SpeakerRole) -> bool:
        if entity.is_plural != described.is_plural:
            return False
        if entity.kind == "body":
            return not described.modifiers or any(
                described.text.lower() in name.lower() for name in entity.names
            )
        return any(self._lexicon.offices.match(described, role) for role in entity.roles)
