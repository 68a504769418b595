"""Rebuild clauses without a verb: "The mayor called it a triumph; the opposition, a disgrace".

Method: gapping leaves out the verb of the second of two parallel clauses, and a comma marks
its place (Quirk, Greenbaum, Leech, Svartvik, "A Comprehensive Grammar of the English Language",
1985, 13.92 and III.14). What precedes that comma is then another subject of the same verb,
which small parsers take for an apposition.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.grammar import parser as grammar_parser
from claims.extraction.lexicon.cues import Cues
from claims.extraction.lexicon.people import PeopleLexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Tokens

LONGEST_SUBJECT = 10
BEGINS_COMPLEMENT = ("DET", "ADP", "NUM", "ADJ", "PART")
NAMED = ("PERSON", "ORG", "GPE", "NORP")
GAPPED = "gapped"
"""The label of a subject whose verb is left out; its head is the verb of the clause before."""


def repair_gaps(doc: Doc, cues: Cues, lexicon: PeopleLexicon) -> None:
    """Make the subject of a clause without a verb depend on the verb that it shares."""
    for sentence in doc.sents:
        start = _second_clause(sentence)
        if start is not None:
            _attach_gap(doc, start, sentence, cues, lexicon)


def _second_clause(sentence: Tokens) -> int | None:
    """Return where the words after the last ";" or ", and" begin, if no verb is among them."""
    doc = sentence.doc
    for index in range(sentence.end - 1, sentence.start, -1):
        token = doc[index]
        if token.pos_ in grammar_parser.VERBS:
            return None
        if token.text == ";":
            first = index + 1
            return first + (doc[first].dep_ == "cc") if first + 1 < sentence.end else None
    return None


def _attach_gap(
    doc: Doc, start: int, sentence: Tokens, cues: Cues, lexicon: PeopleLexicon
) -> None:
    comma = next((i for i in range(start, sentence.end) if doc[i].text == ","), None)
    if comma is None or not 0 < comma - start <= LONGEST_SUBJECT or comma + 1 >= sentence.end:
        return
    phrase = doc[start:comma]
    end = next((w.i for w in phrase if w.pos_ == "ADP"), comma)
    subject = next((w for w in reversed(doc[start:end]) if w.pos_ in ("NOUN", "PROPN")), None)
    verb = next(
        (
            t
            for t in doc[sentence.start : start]
            if t.pos_ in grammar_parser.VERBS
            and cues.is_cue(cues.lemma(t))
            and any(c.dep_ in grammar_parser.SUBJECTS for c in t.lefts)
        ),
        None,
    )
    if subject is None or verb is None:
        return
    if doc[comma + 1].pos_ not in BEGINS_COMPLEMENT and doc[comma + 1].text != '"':
        return
    if subject.ent_type_ not in NAMED and not lexicon.is_group(subject.lemma_.lower()):
        return
    _reattach(doc, range(start, comma), subject, verb)
    rest = doc[comma + 1 : sentence.end]
    for word in rest:
        if word.head.i <= comma:
            word.head, word.dep_ = verb, "dep"


def _reattach(doc: Doc, phrase: range, subject: Token, verb: Token) -> None:
    for index in phrase:
        if doc[index] != subject and doc[index].head.i not in phrase:
            doc[index].head = subject
    subject.head, subject.dep_ = verb, GAPPED
    for word in doc[phrase.stop : phrase.stop + 1]:
        word.head = verb
