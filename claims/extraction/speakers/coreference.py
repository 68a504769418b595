"""Resolve names, titles, roles and pronouns to one entity per person or organization.

Method: a rule-based sieve, the most certain links first (`known_entities`: names and roles,
`descriptions`: nouns, `pronouns`: syntax, agreement and salience), after Lee, Chang, Peirsman,
Chambers, Surdeanu, Jurafsky, "Deterministic Coreference Resolution Based on Entity-Centric,
Precision-Ranked Rules", Computational Linguistics 39(4), 2013.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from claims.extraction.grammar import parser as grammar_parser
from claims.extraction.lexicon import entity_names
from claims.extraction.lexicon.language import Language
from claims.extraction.lexicon.people import load_people
from claims.extraction.speakers import addressees, salience
from claims.extraction.speakers.binding import ReportedContent
from claims.extraction.speakers.descriptions import DescriptionResolver
from claims.extraction.speakers.entity import Entity
from claims.extraction.speakers.known_entities import KnownEntities
from claims.extraction.speakers.pronouns import Antecedent, PronounResolver
from claims.extraction.speakers.salience import SUBJECTS, DiscourseModel
from claims.extraction.speakers.stated_roles import find_stated_roles
from claims.extraction.speakers.thematic_roles import thematic_role

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

NOTHING_SAID = ReportedContent()
ACTING = (*SUBJECTS, "dobj", "dative")
MISTAKEN = ("GPE", "LOC", "FAC", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW")
PLACES = ("GPE", "LOC", "FAC", "PRODUCT")
MENTIONED = (*SUBJECTS, "dobj", "dative", "pobj", "conj")


class EntityResolver:
    """Resolves the entities of one article, to which sentences are added in order."""

    def __init__(self, language: Language, publisher: str | None = None) -> None:
        self.lexicon = load_people(language.code)
        self._discourse = DiscourseModel()
        self._known = KnownEntities(self.lexicon, self._discourse)
        self._pronouns = PronounResolver(self._discourse, self.lexicon, self.resolve)
        self._descriptions = DescriptionResolver(
            self._known, self._discourse, self.lexicon, self._pronouns, self.resolve
        )
        self.add_label = self._known.add_label
        self.most_named_person = self._known.most_named_person
        self.last_asked = self._discourse.last_asked
        if publisher:
            names = language.words("people", "roles", "publisher")
            self._known.add_publisher(publisher, names)

    def add_sentence(self, sentence: Tokens) -> None:
        """Add the names of a sentence with their roles, and focus on its subject."""
        self._known.sentence += 1
        self._discourse.start_sentence()
        tokens = list(sentence)
        subject = self._add_names(sentence, tokens)
        nouns = self._add_nouns(tokens)
        subject = subject or self._group_subject(nouns)
        if subject is not None:
            self._discourse.focus_on(subject)
        self._add_subject_pronouns(tokens)
        verbs = [token for token in tokens if token.pos_ in grammar_parser.VERBS]
        self._add_stated_roles(verbs)
        self._note_asked(verbs)
        self._note_pronouns(tokens)

    def _add_names(self, sentence: Tokens, tokens: list[Token]) -> Entity | None:
        """Record the names of a sentence, and return the first that is a subject."""
        subject: Entity | None = None
        others: list[Entity] = []
        for named in sentence.ents:
            label = self._label(named)
            if label is not None:
                entity = self._add_occurrence(named.root, label)
                if entity and named.root.dep_ in SUBJECTS and subject is None:
                    subject = entity
                elif entity:
                    others.append(entity)
        self._discourse.focus_on_others(others)
        self._discourse.join_people()
        for token in tokens:
            if token.pos_ != "PROPN":
                continue
            if token.ent_type_ not in ("PERSON", "ORG") and self.lexicon.ends_body_name(token):
                met = self._add_occurrence(token, "ORG")
                subject = subject or (met if token.dep_ in SUBJECTS else None)
                continue
            if not _is_actor(token):
                continue
            if not token.ent_type_:
                met = self._add_occurrence(token, "PERSON")
                subject = subject or (met if token.dep_ in SUBJECTS else None)
            elif token.ent_type_ in PLACES and token.dep_ in SUBJECTS:
                self._add_occurrence(token, token.ent_type_)
        return subject

    def _label(self, named: Tokens) -> str | None:
        """Return whether a name is a person's or a body's: words outweigh the label."""
        name = named.root
        if self.lexicon.is_role(name):
            return None
        if named.label_ in ("PERSON", "ORG"):
            is_place = name.dep_ == "pobj" and name.head.lower_ in self.lexicon.at_places
            is_unknown = is_place and len(named) == 1 and named.label_ == "PERSON"
            return None if is_unknown and not self._known_person(name) else named.label_
        if named.label_ in MISTAKEN and name.pos_ == "PROPN":
            return "PERSON" if self.lexicon.looks_personal(name) else None
        return None

    def _known_person(self, name: Token) -> bool:
        """Return whether one word is a given name, or the last name of a person so far."""
        if name.lower_ in self.lexicon.given:
            return True
        return any(each.kind == "person" for each in self._known.with_last_name(name.lower_))

    def _add_occurrence(self, head: Token, label: str) -> Entity | None:
        entity = self._add_name(head, label)
        if entity is not None:
            self._discourse.add(head, entity, thematic_role(head, self.lexicon))
        return entity

    def _add_nouns(self, tokens: list[Token]) -> list[Token]:
        """Record the nouns that can mean somebody, and return those that are subjects."""
        subjects = []
        for token in tokens:
            if token.dep_ not in MENTIONED or token.tag_ not in ("NN", "NNS", "NNPS"):
                continue
            if token.dep_ not in SUBJECTS and salience.is_reported(token):
                continue
            if token.dep_ == "pobj" and token.head.lower_ in self.lexicon.offices.introduced_by:
                continue
            is_party = token.tag_ == "NNPS" and token.ent_type_ == "NORP"
            if is_party or self.lexicon.can_speak(token.lemma_.lower()):
                self._discourse.add(token, None, thematic_role(token, self.lexicon))
                if token.dep_ in SUBJECTS:
                    subjects.append(token)
        return subjects

    def _group_subject(self, subjects: list[Token]) -> Entity | None:
        """Return the subject "hospital unions" or "the airport": the next "they" or "it"."""
        for token in subjects:
            lemma = token.lemma_.lower()
            entity: Entity | None = None
            is_group = token.tag_ == "NNS" and self.lexicon.is_group(lemma)
            is_body = token.text.islower() and lemma in self.lexicon.body_roles
            if is_group or is_body:
                entity = self.resolve(token)
            elif lemma in self.lexicon.person_roles:
                role = self.lexicon.role_of(token)
                is_known = role is not None and role.is_definite and not role.is_plural
                if is_known and any(child.dep_ == "det" for child in token.lefts):
                    entity = self.resolve(token)
            if entity is not None:
                self._discourse.add_entity(token, entity)
                return entity
        return None

    def _add_subject_pronouns(self, tokens: list[Token]) -> None:
        """Record whom the sentence's "he", "she" or "they" means, if that is clear."""
        for token in tokens:
            if token.tag_ == "PRP" and token.dep_ in SUBJECTS and token.head.dep_ == "ROOT":
                entity = self._pronouns.resolve(token, NOTHING_SAID).entity
                if entity is not None:
                    self._discourse.add(token, entity)

    def _add_stated_roles(self, verbs: list[Token]) -> None:
        """Note the roles that the sentence gives to the people it names."""
        for stated in find_stated_roles(verbs, self.lexicon):
            entity = self._discourse.entity_at(stated.subject)
            if entity is not None and entity.kind == "person" and entity.names:
                self._known.give_role(entity, stated.role)

    def _note_asked(self, verbs: list[Token]) -> None:
        """Note who is asked something, or whom a reporter asks about: who speaks next."""
        for verb in verbs:
            if not addressees.is_asking(verb, self.lexicon):
                continue
            asked = self._asked_at(addressees.asked_words(verb))
            asker = addressees.asker_of(verb)
            if asker is not None and (asked or addressees.is_nameless(asker, self.lexicon)):
                self._discourse.demote(asker)
                asked = asked or self._asked_at(addressees.asked_about_words(verb))
            if asked:
                self._discourse.note_asked(asked[0])

    def _asked_at(self, words: Iterable[Token]) -> list[Entity]:
        """Return whom words of the sentence mean: people, and bodies that can answer."""
        found = []
        for word in words:
            entity = self._discourse.entity_at(word)
            if entity is None and word.lemma_.lower() in self.lexicon.body_roles:
                entity = self.resolve(word)
                if entity is not None:
                    self._discourse.add_entity(word, entity)
            if entity is not None:
                found.append(entity)
        return found

    def _note_pronouns(self, tokens: list[Token]) -> None:
        """Note whose pronoun is "they": "Lee uses they and them", "Lee, who is non-binary"."""
        if not any(
            token.lower_ in self.lexicon.they
            or (token.lower_ == self.lexicon.they_itself and token.dep_ not in SUBJECTS)
            for token in tokens
        ):
            return
        for token in tokens:
            entity = self._discourse.entity_at(token)
            if entity is not None and entity.kind == "person" and not entity.is_plural:
                entity.uses_they = True
                return

    def resolve_speaker(self, head: Token, content: ReportedContent) -> Antecedent:
        """Return who says something: the entity of a noun or pronoun, or the candidates."""
        head = _pronoun_of_part(head)
        if self.lexicon.is_pronoun(head):
            found = self._pronouns.resolve(head, content)
        else:
            found = Antecedent(self._resolve_noun(head, content))
            if found.entity and self.lexicon.is_name(head):
                self._known.link_unnamed(found.entity)
        if found.entity is not None:
            self._discourse.focus_on(found.entity)
            self._discourse.note_speaker(head, found.entity)
        return found

    def resolve(self, head: Token) -> Entity | None:
        """Return the entity that a noun means, or None if it isn't clear."""
        return self._resolve_noun(head, NOTHING_SAID)

    def _resolve_noun(self, head: Token, content: ReportedContent) -> Entity | None:
        if self.lexicon.is_pronoun(head):
            return self._pronouns.resolve(head, content).entity
        if self.lexicon.is_name(head):
            entity = self._add_name(head, head.ent_type_ or "PERSON")
        else:
            name = self.lexicon.adjacent_name(head)
            label = "ORG" if head.tag_ in ("NNS", "NNPS") else "PERSON"
            entity = self._add_name(name, label) if name is not None else None
            entity = entity or self._resolve_last_name(head)
        return entity or self._descriptions.resolve(head, content)

    def office_holder(self, role: entity_names.SpeakerRole) -> Entity:
        """Return who holds an office in a transcript: known by it, or still without a name."""
        known = self._known.with_role(role.head)
        return known[-1] if known else self._known.add_unnamed(role)

    def link_to_last_speaker(self, entity: Entity, last: Entity) -> None:
        """Link "the barrister" of "the barrister continued" to the last speaker, if unnamed."""
        last = last.resolved()
        is_new = (
            entity.same is None
            and not entity.names
            and entity.first_sentence == self._known.sentence
        )
        if is_new and entity.kind == "person" and last.kind == "person" and last.names:
            sexes = {entity.gender, last.gender} - {None}
            if len(sexes) < len(("male", "female")) and entity.roles[0].is_definite:
                entity.same = last
                self._known.give_role(last, entity.roles[0])

    def _resolve_last_name(self, head: Token) -> Entity | None:
        """Resolve a last name that the tagger took for a common noun."""
        if not head.text[:1].isupper() or any(child.dep_ == "det" for child in head.children):
            return None
        known = self._known.with_last_name(head.lower_)
        named = [entity for entity in known if entity.kind == "person"]
        return min(named, key=self._discourse.rank) if named else None

    def _add_name(self, head: Token, label: str) -> Entity | None:
        mention = self.lexicon.mention(head, label)
        if mention is None:
            return None
        return self._known.add_mention(mention)


def _is_actor(name: Token) -> bool:
    """Return whether a proper noun that the model gave no type can be somebody's name."""
    is_joined = name.dep_ == "conj" and name.head.dep_ in SUBJECTS
    is_root = name.dep_ == "ROOT" and any(child.dep_ == "acl" for child in name.rights)
    return name.dep_ in ACTING or is_joined or is_root


def _pronoun_of_part(head: Token) -> Token:
    """Return "them" of "many of them" and "some of them"."""
    if head.tag_ not in ("JJ", "DT", "PDT", "JJS", "JJR", "NN") or head.ent_type_:
        return head
    for link in head.rights:
        inner = next((c for c in link.rights if c.tag_ == "PRP"), None)
        if link.dep_ == "prep" and link.i == head.i + 1 and inner is not None:
            return inner if head.lower_ != "one" else head
    return head
