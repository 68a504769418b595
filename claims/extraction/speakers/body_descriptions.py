"""Resolve a noun to an organization: "the lender", "a spokesman for Aske", "its report".

Method: the head-match sieves of Lee et al., "Deterministic Coreference Resolution Based on
Entity-Centric, Precision-Ranked Rules", Computational Linguistics 39(4), 2013, on roles and on
the words in names (`body_kinds`). Spokespeople and documents count as whom they speak for.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from claims.extraction.grammar import parser as grammar_parser
from claims.extraction.lexicon.entity_names import SpeakerRole
from claims.extraction.lexicon.people import PeopleLexicon
from claims.extraction.speakers.binding import ReportedContent
from claims.extraction.speakers.entity import Entity
from claims.extraction.speakers.focused_entities import FocusedEntities
from claims.extraction.speakers.known_entities import KnownEntities
from claims.extraction.speakers.salience import DiscourseModel

if TYPE_CHECKING:
    from spacy.tokens import Token

NEAR = 3


class BodyDescriptions:
    """Resolves nouns for organizations of one article. `resolve` resolves names in them."""

    def __init__(
        self,
        known: KnownEntities,
        discourse: DiscourseModel,
        lexicon: PeopleLexicon,
        focused: FocusedEntities,
        resolve: Callable[[Token], Entity | None],
    ) -> None:
        self._known = known
        self._discourse = discourse
        self._lexicon = lexicon
        self._focused = focused
        self._resolve_name = resolve
        self._is_resolving_owner = False

    def resolve(
        self, head: Token, described: SpeakerRole, content: ReportedContent
    ) -> Entity | None:
        """Return the organization that a noun means, or None if nothing says so."""
        return (
            self._resolve_spokesperson(head, described)
            or self._resolve_document(head, described)
            or self._latest_organization(described, content)
        )

    def _resolve_spokesperson(self, head: Token, described: SpeakerRole) -> Entity | None:
        """Resolve "a spokesman for the council", who has no name, to the council."""
        if described.head not in self._lexicon.spokespeople:
            return None
        for child in head.children:
            body = child if child.dep_ in ("poss", "compound") else None
            if child.dep_ == "prep" and child.lower_ in self._lexicon.speaks_for:
                body = next((inner for inner in child.rights if inner.dep_ == "pobj"), None)
            if body is None or self._lexicon.is_pronoun(body):
                continue
            entity = self._resolve_name(body)
            if entity is not None and entity.kind == "body":
                self._discourse.note_spokesperson(entity)
                return entity
        return None

    def _resolve_document(self, head: Token, described: SpeakerRole) -> Entity | None:
        """Resolve "a report by the Aske Institute" or "its report" to the institute."""
        if described.head not in self._lexicon.documents:
            return None
        owner = next((child for child in head.lefts if child.dep_ == "poss"), None)
        if owner is not None and owner.ent_type_ != "GPE":
            return self._owner(owner)
        author = self._author(head)
        if author is not None and author.pos_ == "NOUN":  # "by the charity Aske First"
            named = (inner for inner in author.rights if inner.dep_ == "appos")
            author = next(named, author)
        if author is None or author.ent_type_ == "GPE" or self._lexicon.is_pronoun(author):
            return None
        lemma = author.lemma_.lower()
        are_people = self._lexicon.is_group(lemma) and lemma not in self._lexicon.body_roles
        is_somebody = are_people or self._lexicon.is_name(author)
        return self._resolve_name(author) if is_somebody else None

    def _author(self, document: Token) -> Token | None:
        """Return who wrote it: "by Ann Lee", "signed by priests", "Lee filed a suit"."""
        for child in document.rights:
            is_participle = child.dep_ == "acl" and child.tag_ == "VBN"
            if is_participle and child.lemma_.lower() in self._lexicon.authoring:
                return grammar_parser.agent_of(child)
            if child.dep_ == "prep" and child.lower_ in self._lexicon.written_by:
                return next((inner for inner in child.rights if inner.dep_ == "pobj"), None)
        verb = document.head
        is_written = document.dep_ == "dobj" and verb.lemma_.lower() in self._lexicon.authoring
        return grammar_parser.subject_of(verb) if is_written else None

    def _owner(self, word: Token) -> Entity | None:
        """Return the organization of "its" or "the institute's"; "its" is no document's own."""
        if self._is_resolving_owner:
            return None
        self._is_resolving_owner = True
        owner = self._resolve_name(word)
        self._is_resolving_owner = False
        return owner if owner is not None and owner.kind == "body" else None

    def _latest_organization(
        self, described: SpeakerRole, content: ReportedContent
    ) -> Entity | None:
        """Resolve "the company" to the last organization that can be one.

        A name or a role that says so ("Aske Airways" for "the airline") goes before one that
        says nothing; a specific noun needs that, or that no other organization can be meant.
        """
        if not self._is_for_bodies(described):
            return None
        told = {
            entity: self._is_told(entity, described)
            for entity in self._focused.in_focus()
            if entity.names
            and not entity.is_plural
            and not self._focused.is_named_in(content, entity)
        }
        sure = [each for each, is_told in told.items() if is_told and self._may_be_body(each)]
        unsure = [each for each, is_told in told.items() if is_told is None]
        is_general = described.head in self._lexicon.general_bodies
        if sure:
            found = sure[0]
        elif described.head in self._lexicon.situational_bodies:
            return None
        else:
            near = self._near_bodies(unsure)
            if not near and is_general:
                near = [each for each in unsure if each.kind == "body"]
            if not near or (len(near) > 1 and not is_general):
                return None
            found = near[0]
        found.kind = "body"
        self._known.give_role(found, described)
        return found

    def _is_for_bodies(self, described: SpeakerRole) -> bool:
        """Return whether a noun can mean an organization that was named before."""
        kinds = self._lexicon.body_kinds
        is_general = described.head in self._lexicon.general_bodies
        if not (is_general or any(map(kinds.is_listed, kinds.phrases(described)))):
            return False
        is_other = not described.modifiers.isdisjoint(self._lexicon.other)
        is_one = described.is_definite and not described.is_plural
        return is_one and not described.is_owned and not is_other

    def _near_bodies(self, entities: list[Entity]) -> list[Entity]:
        """Return the organizations named just before, the surest kind of them."""
        bodies = [
            each
            for each in entities
            if each.kind == "body" and self._discourse.is_recent(each, NEAR)
        ]
        sure = [each for each in bodies if not each.is_uncertain]
        names = (e for e in entities if e.is_bare_name and self._discourse.is_recent(e, 1))
        return sure or bodies or list(names)

    def _may_be_body(self, entity: Entity) -> bool:
        """Return whether it is an organization, or may be one that the model mistook."""
        return entity.kind == "body" or (entity.gender is None and not entity.roles)

    def _is_told(self, entity: Entity, described: SpeakerRole) -> bool | None:
        """Return whether roles and name tell that it is such a body; None if nothing does."""
        kinds = self._lexicon.body_kinds
        if entity.kind == "body" and entity.roles:
            if any(kinds.are_related(described, role) for role in entity.roles):
                return True
            if any(kinds.is_listed(role.head) for role in entity.roles):
                return False
        told = [kinds.told_by_name(described, name) for name in entity.names]
        return True if True in told else False if False in told else None
