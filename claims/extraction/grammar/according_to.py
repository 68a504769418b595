"""Attach the name in "According to a neighbour, Ann Lee, Tom Day burned it" to the neighbour.

Method: of two phrases between commas before the verb, the one right before it is its subject,
and a role that comes before a name in commas is that person's (appositions that small parsers
lose: Kummerfeld, Hall, Curran, Klein, "Parser Showdown at the Wall Street Corral", EMNLP 2012).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.grammar import parser as grammar_parser
from claims.extraction.lexicon.cues import Cues
from claims.extraction.lexicon.people import PeopleLexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

LONGEST_ROLE = 8
LONGEST_NAME = 5
LONGEST_SUBJECT = 12
SUBJECTS = ("nsubj", "nsubjpass")
NOMINALS = ("NOUN", "PROPN", "PRON", "NUM")


def repair_according_to(doc: Doc, cues: Cues, lexicon: PeopleLexicon) -> None:
    """Attach the name after each role that somebody is quoted by, and mend the subject."""
    for word in doc:
        if word.lower_ in cues.according and word.i + LONGEST_NAME < word.sent.end:
            role = _role_after(word.nbor(1), cues, lexicon)
            name = _name_after(role) if role is not None else None
            verb = _verb_after(name.nbor(2)) if name is not None else None
            if role is not None and name is not None and verb is not None:
                _attach(role, name, verb)


def _role_after(to: Token, cues: Cues, lexicon: PeopleLexicon) -> Token | None:
    """Return the role in "to a neighbour," or "to the head of the union,"."""
    if to.lower_ not in cues.according_to:
        return None
    role: Token | None = None
    for token in to.doc[to.i + 1 : min(to.i + LONGEST_ROLE, to.sent.end)]:
        if token.text == ",":
            return role
        if token.pos_ == "PROPN" and role is None:
            return None
        if role is None and token.tag_ == "NN" and token.lemma_.lower() in lexicon.person_roles:
            role = token
    return None


def _name_after(role: Token) -> Token | None:
    """Return the last word of the name between the next two commas."""
    doc, end = role.doc, role.sent.end
    comma = next(i for i in range(role.i, end) if doc[i].text == ",")
    last = comma
    while last + 1 < end and doc[last + 1].pos_ == "PROPN" and last - comma < LONGEST_NAME:
        last += 1
    is_closed = last > comma and last + 2 < end and doc[last + 1].text == ","
    return doc[last] if is_closed else None


def _verb_after(first: Token) -> Token | None:
    """Return the verb of the clause that begins here, if no comma parts it from its subject."""
    doc = first.doc
    if first.pos_ not in (*NOMINALS, "DET", "ADJ") or first.tag_.startswith("W"):
        return None
    for token in doc[first.i + 1 : min(first.i + LONGEST_SUBJECT, first.sent.end)]:
        if token.text == ",":
            return None
        if token.tag_ in grammar_parser.FINITE:
            return token.head if token.dep_ in ("aux", "auxpass") else token
    return None


def _attach(role: Token, name: Token, verb: Token) -> None:
    doc, start = role.doc, name.i + 2
    for token in doc[role.i + 1 : name.i]:
        if token.pos_ == "PROPN":
            token.head, token.dep_ = name, "compound"
    kind = next((child.dep_ for child in verb.lefts if child.dep_ in SUBJECTS), "nsubj")
    before = [token for token in doc[start : verb.i] if token.pos_ in NOMINALS]
    subject = next(
        (token for token in before if token.head.i not in range(start, verb.i)), None
    )
    name.head, name.dep_ = role, "appos"
    if subject is not None and subject.head == name:
        subject.head, subject.dep_ = verb, kind
