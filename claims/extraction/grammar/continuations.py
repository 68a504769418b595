"""Attach what goes on after a cue to what is said: "It is shut, he said, and would stay so".

Method: a comment clause between commas interrupts its host, which goes on after it (Quirk,
Greenbaum, Leech, Svartvik, "A Comprehensive Grammar of the English Language", 1985, 15.53).
Small parsers attach what follows to the cue. It is the cue's only where its verb has the same
form and no subject ("he said, and thanked them"), or reports what somebody else says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.grammar import parser as grammar_parser
from claims.extraction.lexicon.cues import Cues

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SUBJECTS = (*grammar_parser.SUBJECTS, "nsubjpass", "csubjpass")
AUXILIARIES = ("aux", "auxpass")
JOINED = ("conj", "advcl")


def repair_continuations(doc: Doc, cues: Cues) -> None:
    """Move clauses after each cue that interrupts a sentence to the verb of what is said."""
    for cue in doc:
        if cue.pos_ not in grammar_parser.VERBS or not cues.is_strong_cue(cues.lemma(cue)):
            continue
        host = _host(cue)
        if host is None:
            continue
        for link in list(cue.rights):
            if link.dep_ in JOINED and _goes_on(link, cue, cues):
                joint = next((c for c in cue.rights if c.dep_ == "cc" and c.i < link.i), None)
                link.head = host
                if joint is not None:
                    joint.head = host


def _host(cue: Token) -> Token | None:
    """Return the verb of the clause that the cue interrupts, after a comma and its subject."""
    subject = next((c for c in cue.lefts if c.dep_ == "nsubj"), None)
    if subject is None or subject.left_edge.i <= cue.sent.start:
        return None
    if cue.doc[subject.left_edge.i - 1].text != ",":
        return None
    if cue.dep_ == "parataxis" and cue.head.i < cue.i:
        return cue.head if cue.head.pos_ in grammar_parser.VERBS else None
    said = (c for c in cue.lefts if c.dep_ == "ccomp" and c.i < subject.i)
    host = next(said, None)
    return host if host is not None and host.pos_ in grammar_parser.VERBS else None


def _goes_on(link: Token, cue: Token, cues: Cues) -> bool:
    """Return whether a clause after the cue and a comma is part of what is said."""
    first = min(link.left_edge.i, link.i)
    if link.dep_ == "conj":
        joint = next((c for c in cue.rights if c.dep_ == "cc" and c.i < link.i), None)
        first = joint.i if joint is not None else first
    if link.pos_ not in grammar_parser.VERBS or cue.doc[first - 1].text != ",":
        return False
    if cues.is_cue(cues.lemma(link)) and any(c.dep_ == "ccomp" for c in link.rights):
        return False
    subject = next((child for child in link.lefts if child.dep_ in SUBJECTS), None)
    has_subject = subject is not None
    is_other = subject is not None and subject.pos_ != "PRON"
    has_object = any(child.dep_ == "dobj" for child in link.rights)
    if is_other and has_object and cues.is_strong_cue(cues.lemma(link)):
        return False
    if link.dep_ == "advcl":
        return has_subject
    return has_subject or _form(link) != _form(cue)


def _form(verb: Token) -> str:
    """Return the tag of the word with the tense, and whether an auxiliary has it."""
    first = next((child for child in verb.lefts if child.dep_ in AUXILIARIES), None)
    return verb.tag_ if first is None else f"{first.lemma_} {verb.tag_}"
