"""Give a finite verb its subject back: "He sat there as Ann Lee told the court that …".

Method: a finite adverbial clause has a subject of its own (Quirk, Greenbaum, Leech, Svartvik,
"A Comprehensive Grammar of the English Language", 1985, 14.8 and 15.17). Where the parser took
the conjunction for a preposition, its object is that subject; otherwise the subject of the main
clause, who is often the one that is accused, would have said it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.grammar import parser as grammar_parser

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

BETWEEN = ("ADV", "AUX", "PUNCT", "PART", "SPACE")


def repair_lost_subjects(doc: Doc, conjunctions: frozenset[str]) -> None:
    """Make the noun after "as" the subject of the finite verb that follows it."""
    for conjunction in doc:
        if conjunction.dep_ != "prep" or conjunction.lower_ not in conjunctions:
            continue
        noun = next((child for child in conjunction.rights if child.dep_ == "pobj"), None)
        verb = _verb_after(noun) if noun is not None else None
        if noun is not None and verb is not None and conjunction not in verb.ancestors:
            noun.head, noun.dep_ = verb, "nsubj"
            conjunction.head, conjunction.dep_ = verb, "mark"


def repair_fronted_participles(doc: Doc) -> None:
    """Give the verb its subject in "Quizzed on the leak, its chair, Ann Lee, told …".

    A participle is no subject (Quirk et al. 1985, 15.56); the noun before the verb is.
    """
    for sentence in doc.sents:
        first = doc[sentence.start]
        verb = first.head
        if first.tag_ != "VBN" or first.dep_ not in grammar_parser.SUBJECTS:
            continue
        before = [t for t in doc[first.i + 1 : verb.i] if t.pos_ not in BETWEEN]
        if before and before[-1].pos_ in ("PROPN", "NOUN", "PRON"):
            before[-1].head, before[-1].dep_ = verb, "nsubj"
            first.dep_ = "advcl"


def _verb_after(noun: Token) -> Token | None:
    """Return the finite verb right after the noun phrase that lacks a subject."""
    doc, end = noun.doc, noun.sent.end
    verb = next((t for t in doc[noun.right_edge.i + 1 : end] if t.pos_ not in BETWEEN), None)
    if verb is None or verb.tag_ not in grammar_parser.FINITE:
        return None
    if noun.right_edge.pos_ == "PRON" and noun.right_edge != noun:
        return None
    is_next = all(token.pos_ in ("ADV", "AUX") for token in doc[noun.right_edge.i + 1 : verb.i])
    if verb.dep_ != "advcl" and not (verb.dep_ == "conj" and is_next):
        return None
    has_subject = any(child.dep_ in grammar_parser.SUBJECTS for child in verb.children)
    return None if has_subject or verb.head.i > noun.i else verb
