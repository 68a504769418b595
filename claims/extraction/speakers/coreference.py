"""Resolve names, titles, roles and pronouns to one entity per person or organization.

Method: a rule-based sieve, the most certain links first (exact and last names, appositions and
roles, then pronouns by salience: the latest grammatical subject), after Lee, Chang, Peirsman,
Chambers, Surdeanu, Jurafsky, "Deterministic Coreference Resolution Based on Entity-Centric,
Precision-Ranked Rules", Computational Linguistics 39(4), 2013.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from claims.extraction.lexicon import entity_names
from claims.extraction.lexicon.language import Language
from claims.extraction.lexicon.people import PeopleLexicon
from claims.extraction.speakers.entity import Entity

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

FOCUS = 24
CATAPHORA = 3
NAMESAKES = 64


class EntityResolver:
    """Resolves the entities of one article, to which sentences are added in order."""

    def __init__(self, language: Language, publisher: str | None = None) -> None:
        self.lexicon = PeopleLexicon(language)
        self._by_last: dict[str, list[Entity]] = {}
        self._by_role: dict[str, list[Entity]] = {}
        self._focus: list[Entity] = []
        self._unnamed: list[Entity] = []
        self._sentence = 0
        self._spokesperson_of: tuple[Entity | None, int] = (None, 0)
        if publisher:
            self._add_publisher(publisher, language.words("people", "roles", "publisher"))

    def _add_publisher(self, publisher: str, names: frozenset[str]) -> None:
        """Add the publisher as the entity that "the newspaper" means in its own pages."""
        entity = Entity("body", names=[publisher])
        for name in (*names, *entity_names.body_name_keys(publisher)):
            _index_entity(self._by_last, name, entity)

    def add_sentence(self, sentence: Tokens) -> None:
        """Add the names of a sentence with their roles, and focus on its subject."""
        self._sentence += 1
        subject: Entity | None = None
        others: list[Entity] = []
        for named in sentence.ents:
            if named.label_ in ("PERSON", "ORG"):
                entity = self._add_name(named.root, named.label_)
                if entity and named.root.dep_ in ("nsubj", "nsubjpass") and subject is None:
                    subject = entity
                elif entity:
                    others.append(entity)
        self._focus_on_others(others)
        for token in sentence:
            if (
                token.dep_ in ("nsubj", "nsubjpass")
                and token.pos_ == "PROPN"
                and not token.ent_type_
            ):
                met = self._add_name(token, "PERSON")
                subject = subject or met
        if subject is None:
            subject = self._group_subject(sentence)
        if subject is not None:
            self._focus_on(subject)

    def _group_subject(self, sentence: Tokens) -> Entity | None:
        """Return the subject "hospital unions" or "the airport": the next "they" or "it"."""
        for token in sentence:
            if token.dep_ not in ("nsubj", "nsubjpass") or token.tag_ in ("PRP", "WP", "WDT"):
                continue
            lemma = token.lemma_.lower()
            if token.tag_ == "NNS" and self.lexicon.is_group(lemma):
                return self._resolve_description(token)
            if token.text.islower() and lemma in self.lexicon.body_roles:
                return self._resolve_description(token)
            role = self.lexicon.role_of(token) if lemma in self.lexicon.person_roles else None
            is_known = role is not None and role.is_definite and not role.is_plural
            if is_known and any(child.dep_ == "det" for child in token.lefts):
                return self.resolve(token)
        return None

    def resolve(self, head: Token, *, speaks: bool = False) -> Entity | None:
        """Return the entity that a noun or pronoun means, or None if it isn't clear."""
        if self.is_pronoun(head):
            entity = self._resolve_pronoun(head.lower_)
        elif self.lexicon.is_name(head):
            entity = self._add_name(head, head.ent_type_ or "PERSON")
            if entity and speaks:
                self._link_unnamed(entity)
            entity = entity or self._resolve_description(head)
        else:
            name = self.lexicon.adjacent_name(head)
            entity = self._add_name(name, "PERSON") if name is not None else None
            entity = entity or self._resolve_last_name(head) or self._resolve_description(head)
        if entity is not None and speaks:
            self._focus_on(entity)
        return entity

    def resolve_name(
        self, mention: entity_names.Mention, role: entity_names.SpeakerRole | None
    ) -> Entity:
        """Return the entity of a name outside the sentences, such as a transcript's label."""
        entity = (
            self._find_entity(mention)
            or self._resolve_first_name(mention)
            or self._new_entity(mention)
        )
        if mention.name not in entity.names:
            entity.names.append(mention.name)
        if role is not None:
            self._give_role(entity, role)
        return entity

    def office_holder(self, role: entity_names.SpeakerRole) -> Entity:
        """Return who holds an office in a transcript: known by it, or still without a name."""
        known = self._by_role.get(role.head)
        return known[-1].resolved() if known else self._unnamed_entity(role)

    def most_named_person(self) -> Entity | None:
        """Return the person named most often so far."""
        known = {
            entity.resolved() for entities in self._by_last.values() for entity in entities
        }
        named = [entity for entity in known if entity.names]
        people = [entity for entity in named if entity.kind == "person"]
        people = people or [entity for entity in named if entity.is_uncertain]
        return max(
            people, key=lambda entity: (entity.mentions, -entity.first_sentence), default=None
        )

    def link_to_last_speaker(self, entity: Entity, last: Entity) -> None:
        """Link "the barrister" of "the barrister continued" to the last speaker, if unnamed."""
        last = last.resolved()
        is_new = (
            entity.same is None and not entity.names and entity.first_sentence == self._sentence
        )
        if is_new and entity.kind == "person" and last.kind == "person" and last.names:
            sexes = {entity.gender, last.gender} - {None}
            if len(sexes) < len(("male", "female")) and entity.roles[0].is_definite:
                entity.same = last
                self._give_role(last, entity.roles[0])

    def _resolve_first_name(self, mention: entity_names.Mention) -> Entity | None:
        """Resolve "JUDITH" to Judith Amory if only one person has that first name."""
        if " " in mention.name:
            return None
        named = {
            entity.resolved()
            for entities in self._by_last.values()
            for entity in entities
            if entity.kind == "person"
            and any(name.split()[0].lower() == mention.key for name in entity.names)
        }
        return named.pop() if len(named) == 1 else None

    def _resolve_last_name(self, head: Token) -> Entity | None:
        """Resolve a last name that the tagger took for a common noun."""
        if not head.text[:1].isupper() or any(child.dep_ == "det" for child in head.children):
            return None
        known = [entity.resolved() for entity in self._by_last.get(head.lower_, [])]
        named = [entity for entity in known if entity.kind == "person"]
        return min(named, key=self._rank) if named else None

    def is_pronoun(self, head: Token) -> bool:
        """Return whether the word names nobody by itself."""
        return head.pos_ == "PRON" or head.lower_ in self.lexicon.pronouns

    def _add_name(self, head: Token, label: str) -> Entity | None:
        mention = self.lexicon.mention(head, label)
        if mention is None:
            return None
        known_person = mention.kind == "body" and self._find_entity(
            replace(mention, kind="person")
        )
        entity = known_person or self._find_entity(mention) or self._new_entity(mention)
        if mention.name not in entity.names:
            entity.names.append(mention.name)
        entity.mentions += 1
        entity.gender = entity.gender or mention.gender
        for role in mention.roles:
            self._give_role(entity, role)
        if entity not in self._focus:
            self._focus.append(entity)
            del self._focus[FOCUS:]
        return entity

    def _find_entity(self, mention: entity_names.Mention) -> Entity | None:
        """Return the entity with a matching name, of several the latest in focus."""
        known = [entity.resolved() for entity in self._by_last.get(mention.key, [])]
        for entity in known:
            is_sure = mention.gender is not None or entity.is_uncertain
            if mention.kind == "person" and entity.kind == "body" and is_sure:
                entity.kind = "person"
        known = [entity for entity in known if entity.kind == mention.kind]
        fitting = [
            entity
            for entity in known
            if entity_names.names_agree(mention, entity.names, entity.gender)
        ]
        if not fitting:
            return None
        return min(fitting, key=self._rank)

    def _rank(self, entity: Entity) -> int:
        return self._focus.index(entity) if entity in self._focus else FOCUS + 1

    def _new_entity(self, mention: entity_names.Mention) -> Entity:
        entity = Entity(
            mention.kind,
            gender=mention.gender,
            is_uncertain=mention.is_uncertain,
            first_sentence=self._sentence,
        )
        for key in mention.keys:
            _index_entity(self._by_last, key, entity)
        return entity

    def _give_role(self, entity: Entity, role: entity_names.SpeakerRole) -> None:
        if role in entity.roles:
            return
        entity.roles.append(role)
        _index_entity(self._by_role, role.head, entity)
        for unnamed in self._unnamed:
            if unnamed.same is None and unnamed is not entity and self._can_be(unnamed, role):
                unnamed.same = entity

    def _can_be(self, unnamed: Entity, role: entity_names.SpeakerRole) -> bool:
        return any(
            mine.head == role.head and self.lexicon.roles_match(mine, role)
            for mine in unnamed.roles
        )

    def _focus_on(self, entity: Entity) -> None:
        entity = entity.resolved()
        if entity in self._focus:
            self._focus.remove(entity)
        self._focus.insert(0, entity)
        del self._focus[FOCUS:]

    def _focus_on_others(self, entities: list[Entity]) -> None:
        """Put entities that aren't the subject right after the one in focus."""
        named = [entity for entity in entities if entity not in self._focus[:1]]
        rest = [entity for entity in self._focus[1:] if entity not in named]
        self._focus = [*self._focus[:1], *dict.fromkeys(named), *rest][:FOCUS]

    def _resolve_pronoun(self, word: str) -> Entity | None:
        """Return the latest entity that the pronoun fits; "he" and "she" set its gender."""
        wanted = self.lexicon.pronouns.get(word)
        focus = list(map(Entity.resolved, self._focus))
        sexed = wanted in ("male", "female")
        body, said_in = self._spokesperson_of
        if sexed and body is not None and self._sentence - said_in <= CATAPHORA:
            last = next(iter(focus), None)
            if last is body.resolved():
                return body.resolved()
        fitting = [each for each in focus if each.fits_pronoun(wanted)]
        sure = (each for each in fitting if each.gender == wanted or each.is_whole)
        entity = next(sure, None) if sexed else None
        entity = entity or next(iter(fitting), None)
        if entity is None and sexed:
            entity = next((each for each in focus if each.is_uncertain), None)
        if entity is not None and sexed:
            entity.kind, entity.gender = "person", wanted
        return entity

    def _resolve_description(self, head: Token) -> Entity | None:
        """Resolve a role ("the mayor") or the last word of an organization's name."""
        described = self.lexicon.role_of(head)
        if described is None:
            return None
        known = [entity.resolved() for entity in self._by_role.get(described.head, [])]
        if described.head in self.lexicon.general:
            known += [entity for entity in map(Entity.resolved, self._focus) if entity.roles]
        if described.is_definite:
            known += [entity.resolved() for entity in self._by_last.get(described.head, [])]
            fitting = [entity for entity in known if self._fits(entity, described)]
            if fitting:
                return min(fitting, key=lambda entity: (not entity.names, self._rank(entity)))
        return (
            self._resolve_spokesperson(head, described)
            or self._resolve_document(head, described)
            or self._latest_organization(described)
            or self._unnamed_entity(described)
        )

    def _resolve_spokesperson(
        self, head: Token, described: entity_names.SpeakerRole
    ) -> Entity | None:
        """Resolve "a spokesman for the council", who has no name, to the council."""
        if described.head not in self.lexicon.spokespeople:
            return None
        for child in head.children:
            body = child if child.dep_ in ("poss", "compound") else None
            if child.dep_ == "prep" and child.lower_ in self.lexicon.speaks_for:
                body = next((inner for inner in child.rights if inner.dep_ == "pobj"), None)
            entity = (
                self.resolve(body) if body is not None and not self.is_pronoun(body) else None
            )
            if entity is not None and entity.kind == "body":
                self._spokesperson_of = entity, self._sentence
                return entity
        return None

    def _resolve_document(
        self, head: Token, described: entity_names.SpeakerRole
    ) -> Entity | None:
        """Resolve "a report by the Aske Institute" to the institute."""
        if described.head not in self.lexicon.documents:
            return None
        for child in head.rights:
            if child.dep_ != "prep" or child.lower_ not in self.lexicon.written_by:
                continue
            author = next((inner for inner in child.rights if inner.dep_ == "pobj"), None)
            if (
                author is not None
                and self.lexicon.is_name(author)
                and author.ent_type_ != "GPE"
            ):
                return self.resolve(author)
        return None

    def _latest_organization(self, described: entity_names.SpeakerRole) -> Entity | None:
        """Resolve "the company" to the last organization that has no other role."""
        if described.head not in self.lexicon.general_bodies or described.modifiers:
            return None
        if not described.is_definite or described.is_plural:
            return None
        for entity in map(Entity.resolved, self._focus):
            if entity.kind == "body" and entity.names and not entity.is_uncertain:
                is_other = any(role.head != described.head for role in entity.roles)
                named = {word.lower() for name in entity.names for word in name.split()}
                own = named & self.lexicon.body_roles - {described.head}
                if not is_other and not own - self.lexicon.short_names(described.head):
                    self._give_role(entity, described)
                    return entity
        return None

    def _fits(self, entity: Entity, described: entity_names.SpeakerRole) -> bool:
        if entity.is_plural != described.is_plural:
            return False
        if entity.kind == "body":
            return not described.modifiers or any(
                described.text.lower() in name.lower() for name in entity.names
            )
        return any(self.lexicon.roles_match(described, role) for role in entity.roles)

    def _unnamed_entity(self, described: entity_names.SpeakerRole) -> Entity:
        entity = Entity(
            described.kind,
            roles=[described],
            gender=described.gender,
            is_plural=described.is_plural,
            first_sentence=self._sentence,
        )
        _index_entity(self._by_role, described.head, entity)
        if described.kind == "person" and not described.is_plural:
            self._unnamed.append(entity)
            del self._unnamed[:-FOCUS]
        return entity

    def _link_unnamed(self, entity: Entity) -> None:
        """Link "a Leeds doctor" of the first sentences to the speaker named soon after."""
        for unnamed in reversed(self._unnamed):
            if (
                unnamed.same is None
                and unnamed is not entity
                and (entity.kind == "person" or entity.is_uncertain)
                and not entity.roles
                and unnamed.first_sentence <= CATAPHORA
                and unnamed.first_sentence
                < self._sentence
                <= unnamed.first_sentence + CATAPHORA
                and entity.first_sentence > unnamed.first_sentence
                and unnamed.gender in (None, entity.gender or unnamed.gender)
            ):
                unnamed.same = entity
                for role in unnamed.roles:
                    self._give_role(entity, role)
                return


def _index_entity(known: dict[str, list[Entity]], key: str, entity: Entity) -> None:
    """Index an entity, keeping only the latest of each key so that long texts stay fast."""
    entities = known.setdefault(key, [])
    entities.append(entity)
    del entities[:-NAMESAKES]
