"""Repair cues that the tagger took for nouns: "the central bank forecast growth of 2 percent".

Method: a word that is a verb of saying in form, right after a speaker, is a verb where the
sentence would otherwise have none, or where only a comment clause fits: at the end of the
sentence or between commas (Quirk, Greenbaum, Leech, Svartvik, "A Comprehensive Grammar of the
English Language", 1985, 15.54). Noun and verb of one form are what small taggers confuse most
(Manning, "Part-of-Speech Tagging from 97% to 100%", CICLing 2011, section 3).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.grammar import parser as grammar_parser
from claims.extraction.lexicon.cues import Cues
from claims.extraction.lexicon.people import PeopleLexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

PHRASE = ("DET", "ADJ", "NOUN", "PROPN", "PART", "NUM", "ADP")
NAMED = ("ORG", "PERSON", "GPE", "NORP")
FIRST = 3
LATEST = 7
UNCHANGED = ("forecast", "put", "read")


def repair_lost_verbs(doc: Doc, cues: Cues, lexicon: PeopleLexicon) -> None:
    """Make a verb of each noun that must be the cue of its sentence."""
    for noun in doc:
        if noun.head.pos_ == "VERB" and noun.head.tag_ != "VBG":
            _repair_arguments(noun)
        if noun.pos_ != "NOUN":
            continue
        lemma = noun.lemma_.lower()
        if lemma not in cues.clause or noun.i == noun.sent.start:
            continue
        if _opens_report(noun, lemma, cues, lexicon):
            _make_first_verb(noun)
            continue
        if noun.lower_ == lemma and lemma not in UNCHANGED:
            if cues.is_strong_cue(lemma):
                _repair_plural_cue(noun)
            continue
        if _signs_quotation(noun):
            _make_verb(noun, _phrase_start(noun))
        if not (cues.is_strong_cue(lemma) or lemma in UNCHANGED):
            continue
        if not _is_speaker(noun.nbor(-1), lexicon):
            continue
        if _closes_sentence(noun) or _interrupts(noun):
            _make_verb(noun, _phrase_start(noun))
        elif _is_only_verb(noun):
            _make_main_verb(noun)


def _repair_arguments(noun: Token) -> None:
    """Repair an object without a preposition, and "Analysts at Aske Bank forecast growth"."""
    verb = noun.head
    if noun.dep_ == "pobj":
        noun.dep_ = "dobj"
    if noun.dep_ != "nsubj" or noun.i > verb.i:
        return
    before = noun.doc[noun.left_edge.i - 1] if noun.left_edge.i > noun.sent.start else noun
    if before.pos_ != "ADP":
        return
    owner = before.head
    if owner.pos_ in ("NOUN", "PROPN") and owner.head == noun and owner.i < before.i:
        owner.head, owner.dep_ = verb, "nsubj"
        noun.head, noun.dep_ = before, "pobj"


def _repair_plural_cue(noun: Token) -> None:
    """Make a verb of "say" in "The harvest, farmers in the district say, will be small"."""
    start = _phrase_start(noun)
    phrase = noun.doc[start : noun.i]
    end = next((word.i for word in phrase if word.pos_ == "ADP"), noun.i)
    subject = next(
        (w for w in reversed(noun.doc[start:end]) if w.pos_ in ("NOUN", "PROPN")), None
    )
    if subject is None or subject.tag_ not in ("NNS", "NNPS"):
        return
    has_clause = noun.dep_ == "ROOT" and any(c.dep_ == "ccomp" for c in noun.rights)
    if has_clause or (start == noun.sent.start and _is_only_verb(noun)):
        _make_main_verb(noun, subject)
    elif _closes_sentence(noun) or _is_between_commas(noun, start):
        above = subject.head
        _make_verb(noun, start, subject)
        if noun.head.i in range(start, noun.i):
            noun.head, noun.dep_ = above, "parataxis"


def _is_between_commas(noun: Token, start: int) -> bool:
    doc = noun.doc
    is_closed = noun.i + 1 < noun.sent.end and doc[noun.i + 1].text in (",", "–", "—")
    return is_closed and start > noun.sent.start and doc[start - 1].text in (",", "–", "—")


def _is_speaker(token: Token, lexicon: PeopleLexicon) -> bool:
    return token.ent_type_ in NAMED or lexicon.is_group(token.lemma_.lower())


def _opens_report(noun: Token, lemma: str, cues: Cues, lexicon: PeopleLexicon) -> bool:
    """Return whether it is the verb of "Police allege Tom Day drove off".

    "Defence counsel Robert Ince" is a title.
    """
    place = noun.i - noun.sent.start
    if not 0 < place < LATEST or noun.lower_ != lemma:
        return False
    if lemma in cues.nouns and noun.nbor(1).ent_type_ != "PERSON":
        return False
    is_title = noun.dep_ == "compound" and lemma in lexicon.person_roles
    if is_title or not cues.is_strong_cue(lemma):
        return False
    speaker, root = noun.nbor(-1), noun.sent.root
    is_many = speaker.tag_ in ("NNS", "NNPS") or speaker.lower_ in lexicon.body_roles
    is_group = is_many and lexicon.is_group(speaker.lemma_.lower())
    return is_group and root.tag_ in grammar_parser.FINITE and root.i > noun.i + 1


def _make_first_verb(noun: Token) -> None:
    """Make a noun the main verb, and the verb after it the clause that it reports."""
    doc, root, subject = noun.doc, noun.sent.root, noun.nbor(-1)
    for token in doc[noun.sent.start : noun.i]:
        if token.head.i >= noun.i:
            token.head = subject
    for token in doc[noun.i + 1 : noun.sent.end]:
        if token.head == noun:
            token.head = root
    noun.head, noun.dep_ = noun, "ROOT"
    subject.head, subject.dep_ = noun, "nsubj"
    root.head, root.dep_ = noun, "ccomp"
    lemma = noun.lemma_
    noun.pos_, noun.tag_ = "VERB", "VBP"
    noun.lemma_ = lemma


def _phrase_start(noun: Token) -> int:
    """Return the first word of the noun phrase before the verb."""
    start = noun.i
    while start > noun.sent.start and noun.doc[start - 1].pos_ in PHRASE:
        start -= 1
    return start


def _closes_sentence(noun: Token) -> bool:
    """Return whether it is the end of "…, the union predicts."."""
    doc, start = noun.doc, _phrase_start(noun)
    is_last = all(token.is_punct for token in doc[noun.i + 1 : noun.sent.end])
    is_parted = start - noun.sent.start >= FIRST and doc[start - 1].text == ","
    said = doc[noun.sent.start : start]
    return is_last and is_parted and any(word.tag_ in grammar_parser.FINITE for word in said)


def _signs_quotation(noun: Token) -> bool:
    """Return whether it is the end of "“…,” Ann Lee read."."""
    doc, start = noun.doc, _phrase_start(noun)
    is_last = all(token.is_punct for token in doc[noun.i + 1 : noun.sent.end])
    is_named = all(token.pos_ == "PROPN" for token in doc[start : noun.i])
    return is_last and is_named and start > noun.sent.start and doc[start - 1].text == '"'


def _interrupts(noun: Token) -> bool:
    """Return whether it is the end of a phrase between commas: "Its crew, the firm claims,"."""
    doc, start = noun.doc, _phrase_start(noun)
    if noun.i + 1 >= noun.sent.end or doc[noun.i + 1].text != "," or start <= noun.sent.start:
        return False
    before = doc[noun.sent.start : start]
    has_verb = any(word.tag_ in grammar_parser.FINITE for word in before)
    return doc[start - 1].text == "," and not has_verb and doc[start].pos_ == "DET"


def _is_only_verb(noun: Token) -> bool:
    """Return whether the sentence has no other verb that could be its main one."""
    root = noun.sent.root
    if root.pos_ not in ("NOUN", "PROPN", "NUM") or noun.sent.text.rstrip()[-1:] not in (
        ".",
        "",
    ):
        return False
    is_before_thing = noun.dep_ in ("compound", "nmod", "ROOT") and noun.i + 1 < noun.sent.end
    comma = next((t.i for t in noun.doc[noun.i : noun.sent.end] if t.text == ","), None)
    main = noun.doc[noun.sent.start : comma or noun.sent.end]
    has_verb = any(
        word.tag_ in grammar_parser.FINITE and word.dep_ not in ("relcl", "acl")
        for word in main
    )
    return is_before_thing and noun.nbor(1).pos_ in PHRASE and not has_verb


def _make_verb(noun: Token, start: int, subject: Token | None = None) -> None:
    subject = subject or noun.nbor(-1)
    for token in noun.doc[start : noun.i]:
        is_outside = token.head == noun or token.head.i not in range(start, noun.i)
        if token != subject and is_outside:
            token.head = subject
    subject.head, subject.dep_ = noun, "nsubj"
    _tag_as_verb(noun)


def _make_main_verb(noun: Token, subject: Token | None = None) -> None:
    sentence = noun.sent
    root, start, end = sentence.root, sentence.start, sentence.end
    doc, subject = noun.doc, subject or noun.nbor(-1)
    noun.head, noun.dep_ = noun, "ROOT"
    if root != noun:
        root.head, root.dep_ = noun, "dobj"
    for token in doc[start : noun.i]:
        if token.head.i >= noun.i and token != subject:
            token.head = subject
    for token in doc[noun.i + 1 : end]:
        if token.head.i < noun.i:
            token.head = noun
    subject.head, subject.dep_ = noun, "nsubj"
    _tag_as_verb(noun)


def _tag_as_verb(noun: Token) -> None:
    lemma = noun.lemma_
    is_past = noun.lower_ != lemma or lemma in UNCHANGED
    noun.pos_, noun.tag_ = "VERB", "VBD" if is_past else "VBP"
    if noun.text.endswith("s"):
        noun.tag_ = "VBZ"
    noun.lemma_ = lemma
