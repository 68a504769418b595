"""Give reported clauses back to their cues: "told the inquest the car had been doing 60".

Method: the frames of the verbs. A verb with a listener and a clause has both as complements
(Levin, "English Verb Classes and Alternations", 1993, 37.2), so a clause with a subject of its
own and no gap isn't a relative clause of the listener. A participle after a comma continues
what its nearest clause says (Quirk, Greenbaum, Leech, Svartvik, "A Comprehensive Grammar of the
English Language", 1985, 15.59). Between the commas after "who" there is one clause.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.grammar import parser as grammar_parser
from claims.extraction.lexicon.cues import Cues

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SUBJECTS = (*grammar_parser.SUBJECTS, "nsubjpass")
FILLS_GAP = ("dobj", "ccomp", "acomp", "attr", "xcomp", "prt")
AUXILIARIES = ("aux", "auxpass", "neg", "advmod")


def repair_lost_clauses(doc: Doc, cues: Cues) -> None:
    """Attach each clause that the parser gave to the listener or to the main clause."""
    for verb in doc:
        if verb.pos_ not in grammar_parser.VERBS:
            continue
        lemma = cues.lemma(verb)
        if lemma not in cues.clause:
            continue
        if lemma in cues.addressing:
            _take_from_listener(verb)
        if verb.tag_ == "VBG" and lemma not in cues.weak:
            _continue_nearest(verb, cues)
        if verb.i > 1 and doc[verb.i - 1].tag_ == "WP" and doc[verb.i - 2].text == ",":
            _close_relative(verb)


def _take_from_listener(verb: Token) -> None:
    """Make the clause in "told the inquest the car had been doing 60" its content."""
    listener = next((c for c in verb.rights if c.dep_ in ("dobj", "dative")), None)
    if listener is None or any(c.dep_ in ("ccomp", "xcomp") for c in verb.rights):
        return
    for clause in listener.rights:
        subject = next((c for c in clause.lefts if c.dep_ in SUBJECTS), None)
        if clause.dep_ not in ("relcl", "acl", "appos") or subject is None:
            continue
        is_bare = clause.left_edge.i == listener.i + 1 and not any(
            word.tag_ in ("WDT", "WP", "WP$", "WRB") for word in clause.lefts
        )
        is_full = subject.dep_ == "nsubjpass" or any(c.dep_ in FILLS_GAP for c in clause.rights)
        if is_bare and is_full and subject.tag_ not in ("WDT", "WP"):
            clause.head, clause.dep_ = verb, "ccomp"
            return


def _continue_nearest(participle: Token, cues: Cues) -> None:
    """Attach "adding" to "agreed" in "Lee said it is and Day agreed, adding that …"."""
    cue = participle.head
    if participle.dep_ != "advcl" or participle.i <= cue.i + 1:
        return
    if participle.nbor(-1).text != ",":
        return
    for index in range(participle.i - 2, cue.i, -1):
        verb = participle.doc[index]
        if verb.tag_ not in grammar_parser.FINITE or verb.pos_ not in grammar_parser.VERBS:
            continue
        is_aside = verb.dep_ == "relcl" and verb.right_edge.i == participle.i - 2
        has_subject = any(
            c.dep_ in SUBJECTS and (is_aside or c.pos_ != "PRON") for c in verb.lefts
        )
        has_content = any(c.dep_ in ("ccomp", "xcomp", "dobj") for c in verb.rights)
        if cues.is_strong_cue(cues.lemma(verb)) and has_subject and not has_content:
            participle.head = verb
            _raise_to_cue(verb, cue)
        return


def _raise_to_cue(verb: Token, cue: Token) -> None:
    """Join the second speaker's clause with the cue, not with the first speaker's words."""
    content = verb.head
    if verb.dep_ != "conj" or content.head != cue or content.dep_ != "ccomp":
        return
    joint = next((t for t in content.rights if t.dep_ == "cc" and t.i < verb.i), None)
    if joint is not None:
        joint.head = cue
    verb.head = cue


def _close_relative(cue: Token) -> None:
    """Rebuild "Campaigners, who argue the tunnel would leak, are suing"."""
    doc, sentence = cue.doc, cue.sent
    main = sentence.root
    noun = next((c for c in main.lefts if c.dep_ in SUBJECTS), None)
    if noun is None or noun.i >= cue.i or main.i < cue.i or cue.head != noun:
        return
    subject = next((c for c in cue.rights if c.dep_ == "dobj"), None)
    comma = next((t.i for t in doc[main.i : sentence.end] if t.text == ","), None)
    if subject is None or comma is None or cue.right_edge.i > main.i:
        return
    follows = next((c for c in main.rights if c.dep_ == "conj" and c.i > comma), None)
    first = next(
        (t for t in doc[cue.i : comma] if t.tag_ in grammar_parser.FINITE and t != cue), None
    )
    if follows is None or first is None or any(c.dep_ in SUBJECTS for c in follows.lefts):
        return
    if first not in (main, *main.children):
        return
    follows.head, follows.dep_ = follows, "ROOT"
    main.head, main.dep_ = cue, "ccomp"
    subject.head, subject.dep_ = main, "nsubj"
    noun.head, noun.dep_ = follows, "nsubj"
    for token in list(main.rights):
        if token.i >= comma:
            token.head = follows
