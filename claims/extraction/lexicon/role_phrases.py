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
    from spacy.tokens import Span, Token

FIRST_NAMES = (1, 2)
AGED = "year-old"
NEXT = 2
INDEFINITE = ("a", "an", "one")
HYPHENS = ("-", "‑")
DESCRIPTIONS = 8
"""How many appositions of a name are looked at: a list of names can be one long chain."""
ORIGINS = ("poss", "amod", "nmod", "compound")


class RoleLexicon(PeopleWords):
    """Recognizes the roles that a parsed sentence words."""

    def role_of(self, head: Token) -> SpeakerRole | None:
        """Return a common noun with its modifiers, or None if it can't be a speaker."""
        if head.ent_type_ == "DATE" and head.pos_ == "ADJ":
            return _by_age(head)
        if head.pos_ not in ("NOUN", "PROPN") and head.lower_ not in self.person_roles:
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
        is_several = role.tag_ in ("NNS", "NNPS")
        for child in role.rights:
            if is_several and (child.ent_type_ != "ORG" or any(child.conjuncts)):
                continue
            name = _called(child)
            if name is None or self._may_be_of_another(role, name):
                continue
            is_body = name.ent_type_ in ("ORG", "") and (is_several or self.is_body_noun(role))
            is_person = role.lemma_.lower() in self.person_roles and (
                name.ent_type_ == "" or _is_whole_name(name, self.body_words)
            )
            is_near = name.ent_type_ != "" or name.left_edge.i - role.i <= NEXT
            if name.ent_type_ == "PERSON" or (is_near and (is_body or is_person)):
                return name
        name = _name_in_front(role)
        is_role = role.lemma_.lower() in self.person_roles or self.is_body_noun(role)
        return name if is_role else None

    def _may_be_of_another(self, role: Token, name: Token) -> bool:
        """Return whether the name may be the owner's in "a lawyer for the owner, Ann Lee,"."""
        is_indefinite = any(child.lower_ in INDEFINITE for child in role.lefts)
        return (
            is_indefinite
            and name.left_edge.i < name.i
            and any(
                inner.tag_ == "NN" and inner.lemma_.lower() in self.person_roles
                for link in role.rights
                if link.dep_ == "prep" and link.i < name.i
                for inner in link.rights
                if inner.dep_ == "pobj"
            )
        )

    def _adjacent_roles(self, head: Token, first: int, kind: str) -> list[SpeakerRole]:
        """Return the roles in "British envoy Ann Lee" or "Ann Lee, the envoy"."""
        nouns = self.person_roles if kind == "person" else self.body_roles
        roles: list[SpeakerRole] = []
        doc = head.doc
        before = [t for t in doc[head.left_edge.i : first] if t.lower_ in nouns]
        if kind == "person" and not before and first > head.left_edge.i:
            roles += self._title_roles([doc[first - 1]])
        if not before and first > head.left_edge.i and _is_common(doc[first - 1]):
            before = [doc[first - 1]]
        if before:
            roles.append(self._role(before[-1], head.left_edge.i, before[-1].i + 1))
        said_of = [child for child in head.rights if child.dep_ == "appos"]
        if kind == "body" and head.dep_ == "compound" and self.is_body_noun(head.head):
            said_of.append(head.head)
        above = head
        while above.dep_ == "appos" and above.head.i < above.i and len(said_of) < DESCRIPTIONS:
            above = above.head
            if not self._may_be_of_another(above, head):
                said_of.append(above)
        for noun in said_of:
            is_role = noun.lemma_.lower() in nouns or (
                kind == "body" and self.is_body_noun(noun)
            )
            if is_role or (_is_common(noun) and head.ent_type_):
                role = self.role_of(noun)
                if role:
                    roles.append(role)
        return roles

    def _traits(self, head: Token) -> Iterator[SpeakerRole]:
        """Yield the age and origin of somebody: "Ann Lee, 43,", "Italy's Luca Bianchi"."""
        for child in head.children:
            if child.dep_ == "appos" and child.text.isdigit() and child.i > head.i:
                yield SpeakerRole(AGED, frozenset(), "", age=int(child.text))
            elif child.ent_type_ in ("NORP", "GPE") and child.dep_ in ORIGINS:
                origin = self._demonyms.get(child.lower_, child.lower_)
                yield SpeakerRole(origin, frozenset({origin}), "")

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
        age = _age_in(doc[start : head.i])
        past = {
            t for t in doc[start : head.i] if t.tag_ in ("VBN", "VBD") or t.lower_ == "born"
        }
        words = [t for t in doc[start:end] if not t.is_punct]
        modifiers = frozenset(
            self._demonyms.get(t.lower_, t.lower_)
            for t in words
            if t != head
            and t not in past
            and not (t.i + 1 < head.i and _joins(t.nbor()) and t.nbor(2) == head)
            and not (age and t.ent_type_ == "DATE")
            and t.pos_ in ("PROPN", "ADJ", "NOUN")
            and t.lower_ not in self._not_narrowing
        )
        while words and words[0].pos_ in ("DET", "CCONJ", "SCONJ", "ADV"):
            words = words[1:]
        lemma = self.noun_of(head)
        is_origin = self.is_inhabitant(head)
        if is_origin:
            lemma = self._inhabitants.get(lemma, lemma)
            modifiers |= {lemma}
        text = doc.text[words[0].idx : words[-1].idx + len(words[-1])] if words else head.text
        kind = (
            "person"
            if is_origin or lemma in self.person_roles
            else "body"
            if lemma in self.body_roles or lemma in self.documents
            else "thing"
        )
        definite = any(t.lower_ in self._definite or t.dep_ == "poss" for t in doc[start:end])
        of_places = self.offices.of_places
        former = any(t.lower_ in self.offices.former for t in doc[start:end])
        return SpeakerRole(
            lemma,
            modifiers,
            text,
            kind,
            self._sex_of(self.noun_of(head)),
            definite,
            is_plural=head.tag_ in ("NNS", "NNPS"),
            is_former=former,
            is_owned=any(
                t.dep_ == "poss" and not _is_class(t, of_places) for t in doc[start:end]
            ),
            has_past=any(t.lower_ not in self._not_past for t in past),
            age=age,
        )

    def is_body_noun(self, noun: Token) -> bool:
        """Return whether a noun next to a name says that it is an organization's."""
        lemma = self.noun_of(noun)
        if lemma in self.body_roles:
            return True
        return self.body_kinds.is_listed(lemma) and lemma not in self.person_roles

    def is_inhabitant(self, noun: Token) -> bool:
        """Return whether the noun says where one person is from: "the Italian", "the Dane"."""
        lemma = noun.lemma_.lower()
        if noun.tag_ in ("NNS", "NNPS") or lemma in self.person_roles:
            return False
        return noun.ent_type_ == "NORP" or lemma in self._inhabitants

    def noun_of(self, head: Token) -> str:
        """Return the noun of a role; one with hyphens is a single one if a table has it."""
        if head.i and head.doc[head.i - 1].text in HYPHENS:
            start = head.i
            while start > 1 and _joins(head.doc[start - 1]):
                start -= 2
            whole = head.doc[start : head.i + 1].text.lower()
            if self.is_listed(whole):
                return whole
        return head.lemma_.lower()

    def _sex_of(self, noun: str) -> str | None:
        if noun in self._female or noun.endswith(self._female_endings):
            return "female"
        is_male = noun in self._male or noun.endswith(self._male_endings)
        return "male" if is_male and noun not in self._either_sex else None


def _called(child: Token) -> Token | None:
    """Return the name in "the envoy, Ann Lee" and "a retired machinist named Ann Lee"."""
    if child.dep_ == "acl" and child.lemma_ in ("name", "call"):
        child = next((inner for inner in child.rights if inner.pos_ == "PROPN"), child)
        return child if child.pos_ == "PROPN" else None
    if child.dep_ == "appos" and child.pos_ == "PROPN":
        return child
    clauses = child.rights if child.dep_ == "appos" else ()
    names = (_called(clause) for clause in clauses if clause.dep_ == "acl")
    return next((name for name in names if name is not None), None)


def _joins(mark: Token) -> bool:
    """Return whether a hyphen joins two words without spaces."""
    return mark.text in HYPHENS and not mark.whitespace_ and not mark.nbor(-1).whitespace_


def _is_class(owner: Token, of_places: frozenset[str]) -> bool:
    """Return whether a genitive tells the kind: "the residents' group", "the city's mayor"."""
    if owner.tag_ == "NN" and owner.lemma_.lower() in of_places:
        return True
    return owner.tag_ == "NNS" and all(each.dep_ in ("case", "det") for each in owner.children)


def _is_common(noun: Token) -> bool:
    """Return whether a word is a common noun in the singular, as roles are."""
    return noun.tag_ == "NN" and noun.text.islower()


def _by_age(head: Token) -> SpeakerRole | None:
    """Return the role of "the 43-year-old", who is known by an age only."""
    doc = head.doc
    age = _age_in(doc[head.left_edge.i : head.i])
    if age is None:
        return None
    words = [t for t in doc[head.left_edge.i : head.i + 1] if t.pos_ != "DET"]
    text = doc.text[words[0].idx : head.idx + len(head)]
    before = doc[head.left_edge.i]
    is_definite = before.dep_ in ("det", "poss") and before.lower_ not in ("a", "an")
    return SpeakerRole(AGED, frozenset(), text, is_definite=is_definite, age=age)


def _age_in(words: Span) -> int | None:
    """Return the age in "43-year-old"."""
    for word in words:
        if word.ent_type_ == "DATE" and word.text.isdigit() and word.head.lemma_ == "year":
            return int(word.text)
    return None


def _name_in_front(role: Token) -> Token | None:
    """Return the name in "Greenway, a charity, said" if the parser lost the apposition.

    The name begins the sentence, and a comma ends what is said of it.
    """
    sentence, doc = role.sent, role.doc
    start, end = role.left_edge.i, role.right_edge.i + 1
    if doc[start].text == ",":
        start += 1
    if start - 2 < sentence.start or doc[start].dep_ != "det" or end >= sentence.end:
        return None
    name = doc[start - 2]
    if doc[start - 1].text != "," or (doc[end].text != "," and doc[end - 1].text != ","):
        return None
    is_named = name.ent_type_ in ("PERSON", "ORG") and name.text[0].isupper()
    begins = doc[sentence.start : name.i + 1]
    return name if is_named and all(w.ent_type_ or w.lower_ == "the" for w in begins) else None


def _is_whole_name(name: Token, body_words: frozenset[str]) -> bool:
    """Return whether it looks like a person's full name, whatever the model's label."""
    words = [child for child in name.lefts if child.dep_ == "compound"]
    is_whole = len(words) in FIRST_NAMES and all(word.text.istitle() for word in (*words, name))
    return is_whole and name.ent_type_ != "NORP" and name.lower_ not in body_words
