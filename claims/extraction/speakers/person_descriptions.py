"""Resolve a noun to the person named just before: "the author", "the 43-year-old", "the Dane".

Method: the relaxed head-match and pronoun sieves of Lee et al., "Deterministic Coreference
Resolution Based on Entity-Centric, Precision-Ranked Rules", Computational Linguistics 39(4),
2013: hypernyms first, then whatever nothing contradicts. A definite noun need not mean somebody
named before if the situation brings such a person with it (the bridging uses of Poesio and
Vieira, "A Corpus-Based Investigation of Definite Description Use", Computational Linguistics
24(2), 1998); those nouns name nobody without a reason.
"""

from __future__ import annotations

from claims.extraction.lexicon.entity_names import SpeakerRole
from claims.extraction.lexicon.people import PeopleLexicon
from claims.extraction.speakers.binding import ReportedContent
from claims.extraction.speakers.entity import Entity
from claims.extraction.speakers.focused_entities import FocusedEntities
from claims.extraction.speakers.pronouns import PronounResolver
from claims.extraction.speakers.salience import DiscourseModel
from claims.extraction.speakers.thematic_roles import ACCUSED

JUST_BEFORE = 2
PAIR = 2


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

    def resolve(self, described: SpeakerRole, content: ReportedContent) -> Entity | None:
        """Return whom a definite noun means, or None if nothing says so."""
        return (
            self._pair(described, content)
            or self._broader_role(described, content)
            or self._named_just_before(described, content)
            or self._acting_official(described, content)
        )

    def _pair(self, described: SpeakerRole, content: ReportedContent) -> Entity | None:
        """Resolve "the couple" or "the brothers" to two people whom "and" joined."""
        if described.head not in self._lexicon.pairs:
            return None
        for distance in range(1, JUST_BEFORE + 1):
            for occurrence in self._discourse.occurrences(distance):
                group = self._discourse.joined_to(occurrence, distance)
                if len(group) == PAIR and not any(
                    each.kind != "person" or self._focused.is_named_in(content, each)
                    for each in group
                ):
                    return self._pronouns.joint_entity(group)
        return None

    def _acting_official(
        self, described: SpeakerRole, content: ReportedContent
    ) -> Entity | None:
        """Resolve "the minister" to the only one named before, who did what officials do.

        "Helena Marsh opened the station. The minister said …": her office needs no mention.
        """
        if described.head not in self._lexicon.offices.held or described.is_owned:
            return None
        near = [each for each in self._people(described, content) if each.names]
        near = [each for each in near if self._discourse.is_recent(each, JUST_BEFORE)]
        if len(near) != 1 or any(role.text for role in near[0].roles):
            return None
        seen = [
            occurrence
            for distance in range(1, JUST_BEFORE + 1)
            for occurrence in self._discourse.occurrences(distance)
            if occurrence.entity is not None and occurrence.entity.resolved() is near[0]
        ]
        is_act = self._lexicon.offices.is_official_act
        is_official = any(
            each.token.dep_ == "nsubj" and is_act(each.token.head) for each in seen
        )
        is_accused = any(each.role == ACCUSED for each in seen)
        return near[0] if is_official and not is_accused else None

    def _broader_role(self, described: SpeakerRole, content: ReportedContent) -> Entity | None:
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
        self, described: SpeakerRole, content: ReportedContent
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
            for entity in self._people(described, content)
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

    def _people(self, described: SpeakerRole, content: ReportedContent) -> list[Entity]:
        """Return the people in focus whom the words said and the noun's gender allow."""
        if described.is_plural:
            return []
        return [
            entity
            for entity in self._focused.in_focus()
            if entity.kind == "person"
            and not entity.is_plural
            and described.gender in (None, entity.gender or described.gender)
            and not self._focused.is_named_in(content, entity)
        ]

    def _only_one(self, people: list[Entity]) -> Entity | None:
        """Return the only person, or else the only one of the last sentence but this."""
        if len(people) > 1:
            people = [each for each in people if self._discourse.is_recent(each, 1)]
        return people[0] if len(people) == 1 else None
