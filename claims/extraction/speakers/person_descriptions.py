"""Resolve a noun to the person named just before: "the author", "the 43-year-old", "the Dane".

Method: the relaxed head-match and pronoun sieves of Lee et al., "Deterministic Coreference
Resolution Based on Entity-Centric, Precision-Ranked Rules", Computational Linguistics 39(4),
2013: hypernyms first, then whatever nothing contradicts. A definite noun need not mean somebody
named before if the situation brings such a person with it (the bridging uses of Poesio and
Vieira, "A Corpus-Based Investigation of Definite Description Use", Computational Linguistics
24(2), 1998); those nouns name nobody without a reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.lexicon.entity_names import SpeakerRole
from claims.extraction.lexicon.people import PeopleLexicon
from claims.extraction.speakers.binding import ReportedContent
from claims.extraction.speakers.entity import Entity
from claims.extraction.speakers.focused_entities import FocusedEntities
from claims.extraction.speakers.pronouns import PronounResolver
from claims.extraction.speakers.salience import DiscourseModel
from claims.extraction.speakers.thematic_roles import ACCUSED

if TYPE_CHECKING:
    from spacy.tokens import Token

JUST_BEFORE = 2
PAIR = 2
CHOSEN = ("dobj", "oprd", "nsubjpass")


class PersonDescriptions:
    """Resolves nouns for people of one article who have no such role in so many words."""

    def __init__(
        self,
        discourse: DiscourseModel,
        lexicon: PeopleLexicon,
        focused: FocusedEntities,
        pronouns: PronounResolver,
    ) -> None:
        self._discourse = discourse
        self._lexicon = lexicon
        self._focused = focused
        self._pronouns = pronouns
        self._is_resolving_owner = False

    def resolve(
        self, head: Token, described: SpeakerRole, content: ReportedContent
    ) -> Entity | None:
        """Return whom a definite noun means, or None if nothing says so."""
        return (
            self._pair(described, content)
            or self._other_party(head, described, content)
            or self._broader_role(head, described, content)
            or self._named_just_before(head, described, content)
            or self._acting_official(head, described, content)
        )

    def _pair(self, described: SpeakerRole, content: ReportedContent) -> Entity | None:
        """Resolve "the couple" or "the brothers" to two people whom "and" joined."""
        is_pair = described.head in self._lexicon.pairs
        if not (is_pair or described.is_plural):
            return None
        for distance in range(1, JUST_BEFORE + 1):
            for occurrence in self._discourse.occurrences(distance):
                group = self._discourse.joined_to(occurrence, distance)
                if len(group) == PAIR and all(
                    each.kind == "person"
                    and not self._focused.is_named_in(content, each)
                    and (is_pair or self._has_role(each, described))
                    for each in group
                ):
                    return self._pronouns.joint_entity(group)
        return None

    def _has_role(self, entity: Entity, described: SpeakerRole) -> bool:
        """Return whether a noun can stand for a role of somebody, be it one of several."""
        kinds = self._lexicon.offices.kinds
        return any(kinds.covers(described, role) for role in entity.roles)

    def _other_party(
        self, head: Token, described: SpeakerRole, content: ReportedContent
    ) -> Entity | None:
        """Resolve "her rival" or "his counterpart" to the only other person named before."""
        if not described.is_owned or described.head not in self._lexicon.opposites:
            return None
        owner = next((child for child in head.lefts if child.dep_ == "poss"), None)
        if owner is None or not self._lexicon.is_pronoun(owner):
            return None
        if self._is_resolving_owner:
            return None
        self._is_resolving_owner = True
        whose = self._pronouns.resolve(owner, content).entity
        self._is_resolving_owner = False
        others = [
            each
            for each in self._people(head, described, content)
            if each.names
            and each is not whose
            and self._discourse.is_recent(each, JUST_BEFORE)
            and each.kind == "person"
        ]
        return others[0] if whose is not None and len(others) == 1 else None

    def _acting_official(
        self, head: Token, described: SpeakerRole, content: ReportedContent
    ) -> Entity | None:
        """Resolve "the minister" to the only one named before, who did what officials do.

        "Helena Marsh opened the station. The minister said …": her office needs no mention.
        """
        if described.head not in self._lexicon.offices.held or described.is_owned:
            return None
        near = [
            each
            for each in self._people(head, described, content)
            if each.names and not any(self._rules_out(role, described) for role in each.roles)
        ]
        acting = [each for each in near if self._acts_officially(each)]
        return acting[0] if len(acting) == 1 else None

    def _rules_out(self, role: SpeakerRole, described: SpeakerRole) -> bool:
        """Return whether a role is of somebody else than the office: another, or left."""
        is_office = self._lexicon.offices.kinds.are_related(role, described)
        return is_office if role.is_former else bool(role.text)

    def _acts_officially(self, entity: Entity) -> bool:
        """Return whether somebody did what officials do, and nobody accuses them."""
        seen = [
            occurrence
            for distance in range(1, JUST_BEFORE + 1)
            for occurrence in self._discourse.occurrences(distance)
            if occurrence.entity is not None and occurrence.entity.resolved() is entity
        ]
        is_act = self._lexicon.offices.is_official_act
        verbs = [each.token.head for each in seen if each.token.dep_ == "nsubj"]
        clauses = [
            child for each in seen for child in each.token.rights if child.dep_ == "relcl"
        ]
        appointing = self._lexicon.offices.appointing
        is_official = any(map(is_act, (*verbs, *clauses))) or any(
            each.token.dep_ in CHOSEN and each.token.head.lemma_ in appointing for each in seen
        )
        return is_official and not any(each.role == ACCUSED for each in seen)

    def _broader_role(
        self, head: Token, described: SpeakerRole, content: ReportedContent
    ) -> Entity | None:
        """Return who is called by a more general word, if only one person can be meant."""
        kinds = self._lexicon.offices.kinds
        fitting = [
            entity
            for entity in self._people(head, described, content)
            if any(
                kinds.covers(described, role) and self._lexicon.offices.match(described, role)
                for role in entity.roles
            )
        ]
        return self._only_one(fitting)

    def _named_just_before(
        self, head: Token, described: SpeakerRole, content: ReportedContent
    ) -> Entity | None:
        """Resolve "the striker" to the one person named just before, who has no other role.

        An age, an origin or a past ("the Italian", "the Booker winner") can be anybody's.
        """
        is_trait = self._lexicon.is_trait(described)
        if not (is_trait or self._lexicon.is_epithet(described.head)):
            return None
        if described.is_owned or described.modifiers & self._lexicon.other:
            return None
        near = [
            entity
            for entity in self._people(head, described, content)
            if entity.names
            and self._discourse.is_recent(entity, JUST_BEFORE)
            and (is_trait or self._has_such_role(entity, described))
            and not self._is_from_elsewhere(entity, described)
            and not self._lexicon.is_too_old(described, entity.roles)
        ]
        return self._only_one(near)

    def _has_such_role(self, entity: Entity, described: SpeakerRole) -> bool:
        """Return whether somebody has no role yet, or one of the same kind."""
        worded = [role for role in entity.roles if role.text]
        kinds = self._lexicon.offices.kinds
        return not worded or any(kinds.are_related(described, role) for role in worded)

    def _is_from_elsewhere(self, entity: Entity, described: SpeakerRole) -> bool:
        """Return whether somebody's known age or origin is another than the one described."""
        offices = self._lexicon.offices
        is_origin = described.head in described.modifiers
        ages = {role.age for role in entity.roles if role.age}
        origins = [role for role in entity.roles if role.head in role.modifiers]
        is_of_age = described.age is None or not ages or described.age in ages
        is_from_there = not origins or any(offices.match(described, each) for each in origins)
        return not (is_of_age and (is_from_there or not is_origin))

    def _people(
        self, head: Token, described: SpeakerRole, content: ReportedContent
    ) -> list[Entity]:
        """Return the people in focus whom the words said and the noun's gender allow.

        Whoever the same sentence names later isn't meant ("the star told Lee").
        """
        if described.is_plural:
            return []
        later = {
            each.entity.resolved()
            for each in self._discourse.occurrences(0)
            if each.entity is not None and each.token.i > head.i
        }
        found = [
            entity
            for entity in self._focused.in_focus()
            if (entity.kind == "person" or entity.is_uncertain)
            and entity not in later
            and not entity.is_plural
            and described.gender in (None, entity.gender or described.gender)
            and not self._focused.is_named_in(content, entity)
        ]
        return [each for each in found if each.kind == "person"] or found

    def _only_one(self, people: list[Entity]) -> Entity | None:
        """Return the only person, or else the only one of the last sentence but this."""
        if len(people) > 1:
            people = [each for each in people if self._discourse.is_recent(each, 1)]
        return people[0] if len(people) == 1 else None
