"""The people and organizations that an article has named so far, by name and by role.

Method: the most certain links of Lee, Chang, Peirsman, Chambers, Surdeanu, Jurafsky,
"Deterministic Coreference Resolution Based on Entity-Centric, Precision-Ranked Rules",
Computational Linguistics 39(4), 2013: exact and last names, then roles.
"""

from __future__ import annotations

from dataclasses import replace

from claims.extraction.lexicon import entity_names
from claims.extraction.lexicon.people import PeopleLexicon
from claims.extraction.speakers.entity import Entity
from claims.extraction.speakers.salience import FOCUS, DiscourseModel

CATAPHORA = 3
NAMESAKES = 64


class KnownEntities:
    """Finds and adds entities. Of several with one name, the latest in focus is meant."""

    def __init__(self, lexicon: PeopleLexicon, discourse: DiscourseModel) -> None:
        self._lexicon = lexicon
        self._discourse = discourse
        self._by_last: dict[str, list[Entity]] = {}
        self._by_role: dict[str, list[Entity]] = {}
        self._unnamed: list[Entity] = []
        self.sentence = 0

    def add_publisher(self, publisher: str, names: frozenset[str]) -> None:
        """Add the publisher as the entity that "the newspaper" means in its own pages."""
        entity = Entity("body", names=[publisher])
        for name in (*names, *entity_names.body_name_keys(publisher)):
            _index_entity(self._by_last, name, entity)

    def add_mention(self, mention: entity_names.Mention) -> Entity:
        """Return the entity of a name, with what this mention adds to it."""
        if mention.kind == "person":
            self._take_for_person(mention)
        known_person = mention.kind == "body" and self._find(replace(mention, kind="person"))
        entity = known_person or self._find(mention) or self._add(mention)
        self._note_name(entity, mention.name)
        entity.mentions += 1
        entity.gender = entity.gender or mention.gender
        for role in mention.roles:
            self.give_role(entity, role)
        self._discourse.remember(entity)
        return entity

    def add_label(
        self, mention: entity_names.Mention, role: entity_names.SpeakerRole | None
    ) -> Entity:
        """Return the entity of a name outside the sentences, such as a transcript's label."""
        if mention.kind == "person":
            self._take_for_person(mention)
        entity = self._find(mention) or self._find_first_name(mention) or self._add(mention)
        self._note_name(entity, mention.name)
        if role is not None:
            self.give_role(entity, role)
        return entity

    def add_unnamed(self, role: entity_names.SpeakerRole) -> Entity:
        """Add somebody who is known by a role only, such as "a Leeds doctor"."""
        entity = Entity(
            role.kind,
            roles=[role],
            gender=role.gender,
            is_plural=role.is_plural,
            first_sentence=self.sentence,
        )
        _index_entity(self._by_role, role.head, entity)
        if role.kind == "person" and not role.is_plural:
            self._unnamed.append(entity)
            del self._unnamed[:-FOCUS]
        return entity

    def give_role(self, entity: Entity, role: entity_names.SpeakerRole) -> None:
        """Note a role, which may be that of somebody who had no name so far."""
        if role in entity.roles:
            return
        entity.roles.append(role)
        _index_entity(self._by_role, role.head, entity)
        for unnamed in self._unnamed:
            if unnamed.same is None and unnamed is not entity and self._can_be(unnamed, role):
                unnamed.same = entity

    def with_role(self, head: str) -> list[Entity]:
        """Return those who are known by a role, the earliest first."""
        return [entity.resolved() for entity in self._by_role.get(head, [])]

    def with_last_name(self, word: str) -> list[Entity]:
        """Return those whose name ends with a word, the earliest first."""
        return [entity.resolved() for entity in self._by_last.get(word, [])]

    def most_named_person(self) -> Entity | None:
        """Return the person named most often so far."""
        named = [entity for entity in self._all() if entity.names]
        people = [entity for entity in named if entity.kind == "person"]
        people = people or [entity for entity in named if entity.is_uncertain]
        return max(
            people, key=lambda entity: (entity.mentions, -entity.first_sentence), default=None
        )

    def link_unnamed(self, entity: Entity) -> None:
        """Link "a Leeds doctor" who spoke in the first sentences to the next named speaker."""
        for unnamed in reversed(self._unnamed):
            if (
                unnamed.same is None
                and unnamed is not entity
                and (entity.kind == "person" or entity.is_uncertain)
                and not any(role.text for role in entity.roles)
                and unnamed.has_spoken
                and unnamed.first_sentence <= CATAPHORA
                and unnamed.first_sentence < self.sentence <= unnamed.first_sentence + CATAPHORA
                and entity.first_sentence > unnamed.first_sentence
                and unnamed.gender in (None, entity.gender or unnamed.gender)
            ):
                unnamed.same = entity
                for role in unnamed.roles:
                    self.give_role(entity, role)
                return

    def _all(self) -> dict[Entity, None]:
        return dict.fromkeys(
            entity.resolved() for known in self._by_last.values() for entity in known
        )

    def _note_name(self, entity: Entity, name: str) -> None:
        if name not in entity.names:
            entity.names.append(name)

    def _find(self, mention: entity_names.Mention) -> Entity | None:
        """Return the entity with a matching name, of several the latest in focus."""
        known = self.with_last_name(mention.key)
        if mention.kind == "person" and mention.gender is None and " " not in mention.name:
            called = [each for each in known if each.kind == "body" and each.is_called(mention)]
            if called and not any(each.kind == "person" for each in known):
                return min(called, key=self._discourse.rank)
        fitting = [
            entity
            for entity in known
            if entity.kind == mention.kind
            and entity_names.names_agree(mention, entity.names, entity.gender)
        ]
        return min(fitting, key=self._discourse.rank) if fitting else None

    def _take_for_person(self, mention: entity_names.Mention) -> None:
        """Take for a person what only the name model called an organization, or "Ms Aske"."""
        for entity in self.with_last_name(mention.key):
            is_sure = mention.gender is not None or entity.is_uncertain
            if entity.kind == "body" and is_sure:
                entity.kind = "person"

    def _find_first_name(self, mention: entity_names.Mention) -> Entity | None:
        """Resolve "JUDITH" to Judith Amory if only one person has that first name."""
        if " " in mention.name:
            return None
        named = {
            entity
            for entity in self._all()
            if entity.kind == "person"
            and any(name.split()[0].lower() == mention.key for name in entity.names)
        }
        return named.pop() if len(named) == 1 else None

    def _add(self, mention: entity_names.Mention) -> Entity:
        entity = Entity(
            mention.kind,
            gender=mention.gender,
            is_uncertain=mention.is_uncertain,
            first_sentence=self.sentence,
        )
        for key in mention.keys:
            _index_entity(self._by_last, key, entity)
        return entity

    def _can_be(self, unnamed: Entity, role: entity_names.SpeakerRole) -> bool:
        return any(
            mine.head == role.head and self._lexicon.offices.match(mine, role)
            for mine in unnamed.roles
        )


def _index_entity(known: dict[str, list[Entity]], key: str, entity: Entity) -> None:
    """Index an entity, keeping only the latest of each key so that long texts stay fast."""
    entities = known.setdefault(key, [])
    entities.append(entity)
    del entities[:-NAMESAKES]
