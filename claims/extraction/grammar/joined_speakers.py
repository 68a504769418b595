"""Separate clauses of two speakers that the parser made one: "A blames X and B blames Y".

Method: English needs a comma or a conjunction before a verb that shares its subject (Quirk,
Greenbaum, Leech, Svartvik, "A Comprehensive Grammar of the English Language", 1985, 13.44), so
a noun phrase right before a finite cue is that cue's subject. After "and" or a semicolon a
clause with a subject is joined, not the content of a later cue. Coordination is what small
parsers get wrong most often (Kummerfeld, Hall, Curran, Klein, "Parser Showdown at the Wall
Street Corral", EMNLP 2012, table 2).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.grammar import parser as grammar_parser
from claims.extraction.lexicon.cues import Cues
from claims.extraction.lexicon.people import PeopleLexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SUBJECTS = (*grammar_parser.SUBJECTS, "nsubjpass", "csubjpass")
BEFORE_VERB = ("ADV", "AUX", "PART")
PHRASE = ("DET", "ADJ", "NOUN", "PROPN", "NUM", "PRON", "PART")
LONGEST_PHRASE = 12
NAMED = ("PERSON", "ORG", "GPE", "NORP")


def repair_joined_speakers(doc: Doc, cues: Cues, lexicon: PeopleLexicon) -> None:
    """Give each cue its own subject, and join clauses that the parser nested."""
    for verb in doc:
        if verb.pos_ != "VERB" or not cues.is_cue(cues.lemma(verb)):
            continue
        if any(child.dep_ in SUBJECTS for child in verb.lefts):
            _join_with_clause_before(verb)
            if verb.sent[0].lower_ in cues.sets_against | cues.breaks_off:
                _begin_main_clause(verb, lexicon)
        elif _is_finite(verb) and verb.dep_ in ("conj", "ccomp", "acl", "relcl", "dep"):
            _find_subject(verb, lexicon)


def _is_finite(verb: Token) -> bool:
    return any(
        t.tag_ in grammar_parser.FINITE
        for t in (verb, *verb.lefts)
        if t.pos_ in ("AUX", "VERB")
    )


def _join_with_clause_before(verb: Token) -> None:
    """Join "Amador said A, and Day said B" if the first clause is taken for B's content."""
    subject = next(c for c in verb.lefts if c.dep_ in SUBJECTS)
    before = subject.left_edge.i - 1
    doc = verb.doc
    if before <= verb.sent.start or not (doc[before].dep_ == "cc" or doc[before].text == ";"):
        return
    first = next(
        (
            c
            for c in verb.lefts
            if c.dep_ == "ccomp" and c.pos_ in grammar_parser.VERBS and c.i < before
        ),
        None,
    )
    if first is None:
        return
    above, label = verb.head, verb.dep_
    first.head, first.dep_ = (first, "ROOT") if above == verb else (above, label)
    verb.head, verb.dep_ = first, "conj"
    for token in doc[verb.sent.start : before + 1]:
        if token.head == verb or (token.dep_ == "cc" and token.i == before):
            token.head = first


def _begin_main_clause(verb: Token, lexicon: PeopleLexicon) -> None:
    """Separate "While Lee insists the bank misled examiners, its founder counters …".

    The parser takes the end of the first clause and the subject of the second for one phrase.
    """
    subject = next(c for c in verb.lefts if c.dep_ in SUBJECTS)
    doc, before = verb.doc, subject.left_edge.i - 1
    own = next(
        (c for c in subject.rights if c.dep_ in ("appos", "conj") and c.i < verb.i), None
    )
    if own is None or before <= verb.sent.start or doc[own.left_edge.i - 1].text != ",":
        return
    if not lexicon.is_group(own.lemma_.lower()) and own.ent_type_ not in NAMED:
        return
    link = doc[before]
    first = link if link.pos_ == "VERB" else next(iter(link.ancestors), link)
    if link.pos_ == "VERB" and link.tag_ in grammar_parser.FINITE:
        subject.head, subject.dep_ = link, "dobj"
    elif link.dep_ == "mark" and link.head == verb and first.i > link.i:
        cue = next(
            (t for t in reversed(doc[verb.sent.start : before]) if t.pos_ == "VERB"), None
        )
        if cue is None:
            return
        link.head, link.dep_ = cue, "prep"
        subject.head, subject.dep_ = link, "pobj"
    else:
        return
    for child in list(subject.rights):
        if child.i > own.i or child.text == ",":
            child.head = own if child.i > own.i else verb
    own.head, own.dep_ = verb, "nsubj"


def _find_subject(verb: Token, lexicon: PeopleLexicon) -> None:
    """Make "the union" in "A blames X and the union, Aske Local, blames Y" the subject."""
    doc = verb.doc
    index = verb.i - 1
    while index > verb.sent.start and doc[index].pos_ in BEFORE_VERB:
        index -= 1
    name = None
    if doc[index].text == ",":
        name = _name_between_commas(doc[index], verb)
        if name is None:
            return
        index = name.left_edge.i - 2 if name.left_edge.i < name.i else name.i - 2
        while doc[index + 1].text != ",":
            index -= 1
    start = index
    while (
        start > verb.sent.start and doc[start].pos_ in PHRASE and index - start < LONGEST_PHRASE
    ):
        start -= 1
    opener = doc[start]
    noun = next(
        (w for w in reversed(doc[start + 1 : index + 1]) if w.pos_ in ("NOUN", "PROPN")), None
    )
    if (
        noun is None
        or noun.i != index
        or not (opener.dep_ == "cc" or opener.text in (",", ";"))
    ):
        return
    is_somebody = noun.ent_type_ in NAMED or lexicon.is_group(noun.lemma_.lower())
    first = verb.head
    if not is_somebody or first.i >= start or verb in noun.subtree or noun in verb.ancestors:
        return
    _attach_subject(verb, noun, range(start + 1, index + 1))
    if name is not None:
        name.head, name.dep_ = noun, "appos"
    if verb.dep_ != "conj" or first.pos_ not in grammar_parser.VERBS:
        cue = next((a for a in verb.ancestors if a.pos_ in grammar_parser.VERBS), None)
        if cue is not None:
            verb.head, verb.dep_ = cue, "conj"
    if opener.dep_ == "cc":
        opener.head = verb.head


def _name_between_commas(comma: Token, verb: Token) -> Token | None:
    """Return the name before this comma and after another one."""
    doc, first = comma.doc, comma.i - 1
    while first > verb.sent.start and doc[first].pos_ in ("PROPN", "NUM"):
        first -= 1
    words = doc[first + 1 : comma.i]
    names = [word for word in words if word.pos_ == "PROPN"]
    return names[-1] if names and doc[first].text == "," else None


def _attach_subject(verb: Token, noun: Token, phrase: range) -> None:
    for index in phrase:
        word = noun.doc[index]
        if word != noun and word.head.i not in phrase:
            word.head = noun
    noun.head, noun.dep_ = verb, "nsubj"
