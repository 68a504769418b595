"""Rebuild clauses without a verb: "The mayor called it a triumph; the opposition, a disgrace".

Method: gapping leaves out the verb of the second of two parallel clauses, and a comma marks
its place (Quirk, Greenbaum, Leech, Svartvik, "A Comprehensive Grammar of the English Language",
1985, 13.92 and III.14). What precedes that comma is then another subject of the same verb,
which small parsers take for an apposition. A second "that" after a name marks such a place too:
"Lee claims that he left, and Day that he stayed".
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from claims.extraction.grammar import parser as grammar_parser
from claims.extraction.lexicon.cues import Cues
from claims.extraction.lexicon.people import PeopleLexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Tokens

LONGEST_SUBJECT = 10
AT_LEAST = 2
CLIMB = 8
PARTING = ("and", "but", "while", "whereas", ";")
BEGINS_COMPLEMENT = ("DET", "ADP", "NUM", "ADJ", "PART")
NAMED = ("PERSON", "ORG", "GPE", "NORP")
GAPPED = "gapped"
"""The label of a subject whose verb is left out; its head is the verb of the clause before."""


def repair_gaps(doc: Doc, cues: Cues, lexicon: PeopleLexicon) -> None:
    """Make the subject of a clause without a verb depend on the verb that it shares."""
    is_repeated = any(doc.text.count(f" {word} ") > 1 for word in cues.that)
    for sentence in doc.sents:
        start = _second_clause(sentence)
        if start is not None:
            _attach_gap(doc, start, sentence, cues, lexicon)
        elif is_repeated:
            _attach_second_that(sentence, cues)


def _attach_second_that(sentence: Tokens, cues: Cues) -> None:
    """Rebuild "Lee claims that he left, and Day that he stayed": "Day" is another subject."""
    doc = sentence.doc
    thats = [token for token in sentence if token.lower_ in cues.that]
    if len(thats) < AT_LEAST or thats[-1].dep_ == "det":
        return
    verb = next(
        (a for a in islice(thats[0].ancestors, CLIMB) if _reports(a, thats[0], cues)), None
    )
    subject = None if verb is None else _subject_before(thats[-1], thats[0].i)
    if verb is None or subject is None:
        return
    first = next(i for i in range(thats[-1].i, thats[0].i, -1) if doc[i - 1].lower_ in PARTING)
    _reattach(doc, range(first, thats[-1].i), subject, verb)
    for word in doc[thats[-1].i : sentence.end]:
        if word.head.i < thats[-1].i:
            word.head, word.dep_ = verb, "dep"


def _reports(verb: Token, that: Token, cues: Cues) -> bool:
    """Return whether it is a verb of saying right before its "that"."""
    is_before = verb.i < that.i <= verb.i + AT_LEAST and verb.tag_ in grammar_parser.FINITE
    return is_before and cues.lemma(verb) in cues.clause


def _subject_before(that: Token, first: int) -> Token | None:
    """Return who is named between a conjunction after a comma and "that", without a verb."""
    doc, named = that.doc, None
    for index in range(that.i - 1, max(first, that.i - LONGEST_SUBJECT), -1):
        token = doc[index]
        if token.lower_ in PARTING:
            return named if doc[index - 1].text in (",", ";") or token.text == ";" else None
        if token.pos_ in grammar_parser.VERBS or token.pos_ == "ADP":
            return None
        if named is None and token.ent_type_ in NAMED:
            named = token
    return None


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
