"""Find the roles that a sentence gives somebody by its verb: "Ann Lee was elected mayor".

Method: the predicate-nominative and role-appositive links of Lee et al., "Deterministic
Coreference Resolution Based on Entity-Centric, Precision-Ranked Rules", Computational
Linguistics 39(4), 2013, section 3.3.5, with verbs that name an office ("chairs", "represents").
A role that somebody no longer has is marked as former.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from claims.extraction.lexicon.entity_names import SpeakerRole
from claims.extraction.lexicon.people import PeopleLexicon

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = ("nsubj", "nsubjpass")
PREDICATES = ("attr", "oprd", "dobj", "acomp")


@dataclass(frozen=True, slots=True)
class StatedRole:
    """A role, and the word that names who has it."""

    subject: Token
    role: SpeakerRole


def find_stated_roles(verbs: list[Token], lexicon: PeopleLexicon) -> Iterator[StatedRole]:
    """Yield the roles that the verbs of a sentence give to their subjects."""
    for verb in verbs:
        lemma = verb.lemma_.lower()
        yield from _roles_by_undergoing(verb, lemma, lexicon)
        yield from _roles_by_appointment(verb, lemma, lexicon)
        yield from _roles_by_leading(verb, lemma, lexicon)
        role = _role_by_verb(verb, lemma, lexicon) or _role_by_noun(verb, lemma, lexicon)
        subject = _subject(verb) if role is not None else None
        if (
            role is not None
            and subject is not None
            and _is_asserted(verb, is_leaving=lemma in lexicon.offices.left_by)
        ):
            is_former = role.is_former or _is_over(verb, lemma, lexicon)
            is_former = is_former and not _is_to_come(verb)
            yield StatedRole(subject, replace(role, is_former=is_former))


def _roles_by_undergoing(
    verb: Token, lemma: str, lexicon: PeopleLexicon
) -> Iterator[StatedRole]:
    """Yield the role of who "was mugged" (the victim) or whom a court convicted."""
    head = lexicon.offices.by_undergoing.get(lemma)
    for child in verb.children if head is not None else ():
        is_active = child.dep_ == "dobj" and child.ent_type_ == "PERSON"
        if head is not None and (child.dep_ == "nsubjpass" or is_active):
            yield StatedRole(child, SpeakerRole(head, frozenset(), ""))


def _roles_by_appointment(
    verb: Token, lemma: str, lexicon: PeopleLexicon
) -> Iterator[StatedRole]:
    """Yield the role of whom somebody "named chief executive" or "appointed as mayor"."""
    if lemma not in lexicon.offices.appointing:
        return
    chosen = next((child for child in verb.rights if child.dep_ == "dobj"), None)
    if chosen is None or chosen.ent_type_ != "PERSON":
        return
    role = _role_by_noun(verb, "appoint", lexicon)
    if role is not None and _is_asserted(verb, is_leaving=False):
        yield StatedRole(chosen, role)


def _roles_by_leading(verb: Token, lemma: str, lexicon: PeopleLexicon) -> Iterator[StatedRole]:
    """Yield the offices of who leads something: "has led the finance ministry" since May."""
    thing = next((child for child in verb.rights if child.dep_ == "dobj"), None)
    offices = lexicon.offices.held_by_leading(lemma, thing.lemma_.lower()) if thing else []
    subject = _subject(verb) if offices else None
    if thing is None or subject is None or not _is_asserted(verb, is_leaving=False):
        return
    is_over = _is_over(verb, lemma, lexicon)
    if lemma == "take" and not any(child.dep_ == "prt" for child in verb.rights):
        return
    modifiers = frozenset(word.lower_ for word in thing.lefts if word.pos_ in ("NOUN", "PROPN"))
    for office in offices:
        yield StatedRole(subject, SpeakerRole(office, modifiers, "", is_former=is_over))


def _role_by_noun(verb: Token, lemma: str, lexicon: PeopleLexicon) -> SpeakerRole | None:
    """Return the role in "is the mayor", "was elected mayor", "serves as mayor"."""
    if lemma not in lexicon.offices.given_by:
        return None
    for child in verb.rights:
        noun: Token | None = child if child.dep_ in PREDICATES else None
        if child.dep_ == "prep" and child.lower_ in lexicon.offices.introduced_by:
            noun = next((inner for inner in child.rights if inner.dep_ == "pobj"), None)
        word = noun.lemma_.lower() if noun is not None else ""
        if word in lexicon.person_roles and word not in lexicon.offices.passing:
            return lexicon.role_of(noun) if noun is not None else None
    return None


def _role_by_verb(verb: Token, lemma: str, lexicon: PeopleLexicon) -> SpeakerRole | None:
    """Return the role of who "chairs the board" or "represents the victim"."""
    head = lexicon.offices.by_verb.get(lemma)
    thing = next((child for child in verb.rights if child.dep_ == "dobj"), None)
    if head is None or thing is None:
        return None
    is_person = thing.ent_type_ == "PERSON" or thing.lemma_.lower() in lexicon.person_roles
    if head in lexicon.offices.lawyers and not is_person:
        return None
    modifiers = frozenset(
        word.lower_ for word in (thing, *thing.lefts) if word.pos_ in ("NOUN", "PROPN", "ADJ")
    )
    return SpeakerRole(head, modifiers, "")


def _subject(verb: Token) -> Token | None:
    """Return the verb's own subject, or the noun that its "who" refers to."""
    for child in verb.lefts:
        if child.dep_ in SUBJECTS:
            is_relative = child.tag_ in ("WP", "WDT") and verb.dep_ == "relcl"
            return verb.head if is_relative else child
    return None


def _is_asserted(verb: Token, *, is_leaving: bool) -> bool:
    """Return whether it is said to be so: not negated, asked or only possible.

    Who will step down as mayor is the mayor.
    """
    for child in verb.children:
        if child.dep_ in ("neg", "mark"):
            return False
        if child.tag_ == "MD" and not (is_leaving and child.lower_ == "will"):
            return False
    return True


def _is_to_come(verb: Token) -> bool:
    return any(child.tag_ == "MD" for child in verb.lefts)


def _is_over(verb: Token, lemma: str, lexicon: PeopleLexicon) -> bool:
    """Return whether the role has ended: "had been mayor", "was mayor until 2020"."""
    had = any(child.dep_ == "aux" and child.lower_ == "had" for child in verb.lefts)
    passive = any(child.dep_ == "auxpass" for child in verb.lefts)
    until = any(child.lower_ in lexicon.offices.ends for child in verb.subtree)
    replaced = passive and lemma in lexicon.offices.succeeding
    return had or until or replaced or lemma in lexicon.offices.left_by
