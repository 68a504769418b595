"""Attach the clause of "denied claims by Ann Lee that he lied" to the claims, not to the verb.

Method: a noun of speech with its source governs the "that" clause after it, as the verb already
has its object (complement clauses of nouns: Quirk, Greenbaum, Leech, Svartvik, "A Comprehensive
Grammar of the English Language", 1985, 17.26). Small parsers attach such clauses to the verb,
or take "that" for a pronoun or preposition (attachment errors of Kummerfeld, Hall, Curran,
Klein, "Parser Showdown at the Wall Street Corral", EMNLP 2012).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.grammar import parser as grammar_parser
from claims.extraction.lexicon.cues import Cues

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

LONGEST_SOURCE = 14
SUBJECTS = ("nsubj", "nsubjpass", "expl")
NOMINAL = ("NOUN", "PROPN", "PRON", "DET", "ADJ", "NUM")
AFTER_SOURCE = ("NOUN", "PROPN", "PRON")


def repair_claim_clauses(doc: Doc, cues: Cues) -> None:
    """Attach each clause with "that" to the noun of speech whose content it is."""
    for that in doc:
        if that.lower_ not in cues.that or that.i + 2 >= that.sent.end:
            continue
        source = _source_before(that, cues)
        noun = source.nbor(-1) if source is not None else that
        if source is None or cues.lemma(noun.head) in cues.addressing:
            continue
        verb = _verb_after(that)
        if verb is None or verb in (noun, *noun.ancestors):
            continue
        if verb.head == noun and verb.dep_ == "acl" and that.dep_ == "mark":
            continue
        source.head = noun
        _attach(that, verb, noun)


def _source_before(that: Token, cues: Cues) -> Token | None:
    """Return "by" of "claims by Ann Lee, a nurse, that", if nothing else is between."""
    doc = that.doc
    for index in range(that.i - 1, max(that.sent.start, that.i - LONGEST_SOURCE) - 1, -1):
        token: Token = doc[index]
        if token.pos_ in grammar_parser.VERBS:
            return None
        if token.lower_ in cues.sources and index:
            noun = doc[index - 1]
            is_claim = noun.pos_ == "NOUN" and cues.lemma(noun) in cues.nouns
            is_closed = doc[that.i - 1].pos_ in (*AFTER_SOURCE, "PUNCT")
            return token if is_claim and is_closed else None
    return None


def _verb_after(that: Token) -> Token | None:
    """Return the finite verb after "that" and its own subject; a relative clause has none."""
    doc = that.doc
    if doc[that.i + 1].pos_ not in NOMINAL:
        return None
    for token in doc[that.i + 2 : that.sent.end]:
        if token.tag_ in grammar_parser.FINITE or token.tag_ == "VBN":
            is_aux = token.dep_ in ("aux", "auxpass") and token.head.i > that.i
            return token.head if is_aux else token
    return None


def _attach(that: Token, verb: Token, noun: Token) -> None:
    """Make the verb the head of the noun's clause, with what the parser left outside it."""
    verb.head, verb.dep_ = noun, "acl"
    that.head, that.dep_, that.tag_, that.pos_ = verb, "mark", "IN", "SCONJ"
    for token in that.doc[that.i + 1 : that.sent.end]:
        if token.head.i < that.i and token != verb and token.i < verb.i:
            token.head = verb
            token.dep_ = "nsubj" if token.pos_ in AFTER_SOURCE else token.dep_
