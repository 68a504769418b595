"""Find the roles of people and organizations: "the British envoy", "Ann Lee, the envoy".

Method: a noun of a closed list with its modifiers, next to the name or in apposition with it
(as the role appositive rule of Lee et al., Computational Linguistics 39(4), 2013).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from claims.extraction.lexicon.entity_names import SpeakerRole
from claims.extraction.lexicon.people_words import PeopleWords

if TYPE_CHECKING:
    from spacy.tokens import Token


class RoleLexicon(PeopleWords):
    """Recognizes the roles that a parsed sentence words."""

    def role_of(self, head: Token) -> SpeakerRole | None:
        """Return a common noun with its modifiers, or None if it can't be a speaker."""
        if head.pos_ not in ("NOUN", "PROPN"):
            return None
        start, end = head.left_edge.i, head.i + 1
        for child in head.rights:
            if child.dep_ == "prep" and child.lower_ in self._narrowing and child.i == end:
                end = min(child.right_edge.i + 1, end + 7)
                break
        commas = (token.i for token in head.doc[head.i : end] if token.text == ",")
        end = next(commas, end)
        return self._role(head, start, end)

    def adjacent_name(self, role: Token) -> Token | None:
        """Return the head of the name in "the envoy, Ann Lee", or None if the role is alone."""
        for child in role.rights if role.tag_ not in ("NNS", "NNPS") else ():
            is_named = child.dep_ == "appos" and child.pos_ == "PROPN"
            is_body = child.ent_type_ == "ORG" and role.lemma_.lower() in self.body_roles
            if is_named and (child.ent_type_ == "PERSON" or is_body):
                return child
        return None

    def _adjacent_roles(self, head: Token, first: int, kind: str) -> list[SpeakerRole]:
        """Return the roles in "British envoy Ann Lee" or "Ann Lee, the envoy"."""
        nouns = self.person_roles if kind == "person" else self.body_roles
        roles = []
        doc = head.doc
        before = [t for t in doc[head.left_edge.i : first] if t.lower_ in nouns]
        if before:
            roles.append(self._role(before[-1], head.left_edge.i, before[-1].i + 1))
        for child in head.children:
            if child.dep_ == "appos" and child.lemma_.lower() in nouns:
                role = self.role_of(child)
                if role:
                    roles.append(role)
        above = head
        while above.dep_ == "appos" and above.head.i < above.i:
            above = above.head
            role = self.role_of(above) if above.lemma_.lower() in nouns else None
            if role:
                roles.append(role)
        return roles

    def _title_roles(self, titles: list[Token]) -> Iterator[SpeakerRole]:
        """Yield the roles that titles mean: "Dr" is a doctor, "Gov." a governor."""
        for title in titles:
            word = title.lower_.rstrip(".")
            office = self.offices.of_titles.get(word)
            if office is not None:
                yield SpeakerRole(office, frozenset(), "")
            elif word in self.person_roles:
                yield SpeakerRole(word, frozenset(), "")

    def _role(self, head: Token, start: int, end: int) -> SpeakerRole:
        doc = head.doc
        words = [t for t in doc[start:end] if not t.is_punct]
        modifiers = frozenset(
            self._demonyms.get(t.lower_, t.lower_)
            for t in words
            if t != head
            and t.pos_ in ("PROPN", "ADJ", "NOUN")
            and t.lower_ not in self._not_narrowing
        )
        while words and words[0].pos_ in ("DET", "CCONJ", "SCONJ", "ADV"):
            words = words[1:]
        lemma = head.lemma_.lower()
        text = doc.text[words[0].idx : words[-1].idx + len(words[-1])] if words else head.text
        sex = "female" if lemma in self._female else "male" if lemma in self._male else None
        kind = (
            "person"
            if lemma in self.person_roles
            else "body"
            if lemma in self.body_roles or lemma in self.documents
            else "thing"
        )
        definite = any(t.lower_ in self._definite or t.dep_ == "poss" for t in doc[start:end])
        plural = head.tag_ in ("NNS", "NNPS")
        former = any(t.lower_ in self.offices.former for t in doc[start:end])
        return SpeakerRole(lemma, modifiers, text, kind, sex, definite, plural, former)
