"""Rebuild the parse tree around a cue between commas, once `interruptions` has found it.

Method: the verb that the clause goes on with becomes its head, whatever depended on words of
the parenthesis from outside depends on that verb, and the cue hangs on it as a parataxis (the
label that de Marneffe and Manning, "Stanford typed dependencies manual", 2008, give to such a
parenthesis).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.extraction.grammar import parser as grammar_parser

if TYPE_CHECKING:
    from spacy.tokens import Token

IN_NAMES = ("NOUN", "PROPN", "ADJ", "DET", "NUM", "PART", "ADP", "PRON")
NOUNS = ("NOUN", "PROPN", "PRON", "NUM")
CLAUSES_OF_NOUNS = ("acl", "relcl", "appos", "dep")
AUXILIARIES = ("aux", "auxpass")
SUBJECTS = (*grammar_parser.SUBJECTS, "nsubjpass", "csubjpass")


@dataclass(frozen=True, slots=True)
class Interruption:
    """A cue and its speaker between the commas at `left` and `right`."""

    verb: Token
    speaker: Token
    left: int
    right: int


def attach_interruption(found: Interruption, main: Token) -> None:
    """Make the main verb the head of its clause and of the cue, and the speaker the subject."""
    verb, doc = found.verb, found.verb.doc
    inside = range(found.left, found.right + 1)
    sentence = doc[verb.sent.start : verb.sent.end]
    _raise(main, verb, inside)
    _lower_subject(main, found.left)
    for token in sentence:
        if token.i in inside or token == main or token.head.i not in inside:
            continue
        token.head = main
        if (
            token.i < found.left
            and token.pos_ in NOUNS
            and token.dep_ not in ("npadvmod", "advmod")
        ):
            token.dep_ = "nsubj"
        elif token.i > found.right and token.dep_ in ("ROOT", "ccomp"):
            token.dep_ = "dep"
    verb.head, verb.dep_ = main, "parataxis"
    for index in inside:
        token = doc[index]
        if token in (verb, found.speaker):
            continue
        if token.head.i not in inside or (token.dep_ in SUBJECTS and token.head == verb):
            token.head = found.speaker if _belongs_to(token, found) else verb
            token.dep_ = "dep" if token.dep_ in (*SUBJECTS, "ROOT", "ccomp") else token.dep_
    if found.speaker.head != verb or found.speaker.dep_ != "nsubj":
        found.speaker.head, found.speaker.dep_ = verb, "nsubj"


def separate_clauses(main: Token, start: int) -> None:
    """Join the clause that begins at `start` with the one before, if it swallowed it."""
    doc, sentence = main.doc, main.sent
    if start <= sentence.start:
        return
    first = next(
        (c for c in main.lefts if c.i < start and c.pos_ in grammar_parser.VERBS), None
    )
    if first is None and main.head.i < start and main.head.pos_ in grammar_parser.VERBS:
        first, main.dep_ = main.head, "conj"
    elif first is None or first.dep_ in ("advcl", "csubj", *AUXILIARIES):
        return
    else:
        above, label = main.head, main.dep_
        first.head, first.dep_ = (first, "ROOT") if above == main else (above, label)
        main.head, main.dep_ = first, "conj"
    for token in doc[sentence.start : main.i]:
        if token.i < start and token.head == main:
            token.head = first
        elif token.i >= start and token.head.i < start:
            token.head, token.dep_ = main, "nsubj"


def _raise(main: Token, verb: Token, inside: range) -> None:
    """Put the main verb in the place that the cue had in the tree."""
    if verb == main.head or verb in main.ancestors or main.head.i in inside:
        above = verb
        while above.i in inside and above.head != above:
            above = above.head
        if above.i in inside:
            main.head, main.dep_ = main, "ROOT"
        elif main in above.ancestors or above == main:
            return
        else:
            main.head, main.dep_ = above, verb.dep_


def _lower_subject(main: Token, left: int) -> None:
    """Make "panels" the subject in "Panels, she said, lose heat" if it was read as the root."""
    noun = main.head
    if noun.i >= left or noun.pos_ not in NOUNS or main.dep_ not in CLAUSES_OF_NOUNS:
        return
    main.head, main.dep_ = (main, "ROOT") if noun.head == noun else (noun.head, noun.dep_)
    noun.head, noun.dep_ = main, "nsubj"


def _belongs_to(token: Token, found: Interruption) -> bool:
    """Return whether a word of the parenthesis is part of the speaker's name or role."""
    nearby = range(min(token.i, found.speaker.i), max(token.i, found.speaker.i))
    is_joined = not any(found.verb.doc[index].is_punct for index in nearby)
    return (
        token.pos_ in IN_NAMES
        and token.pos_ != "ADP"
        and is_joined
        and found.verb.i not in nearby
    )
