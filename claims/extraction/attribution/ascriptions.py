"""Find whom or what something is put down to: "attributed the delay to Ann Lee".

Method: dependency patterns. The verbs of attributing take an effect and a preposition with its
cause, those of picking out a person and what they are: the frames Attributed_information,
Judgment and Choosing of FrameNet (Baker, Fillmore, Lowe, COLING-ACL 1998). Without both they
say something else ("named a chairman").
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from claims.extraction.attribution import span_ends
from claims.extraction.attribution.reporting_event import ReportingEvent
from claims.extraction.grammar import parser as grammar_parser
from claims.extraction.lexicon.cues import Cues

if TYPE_CHECKING:
    from spacy.tokens import Token


def find_ascriptions(verb: Token, lemma: str, cues: Cues) -> Iterator[ReportingEvent]:
    """Find "pins the slide on the bank", "singled out one mill as the worst"."""
    thing = next((child for child in verb.rights if child.dep_ == "dobj"), None)
    link = _link(verb, thing, cues.attributing[lemma]) if thing is not None else None
    speaker = grammar_parser.subject_of(verb)
    if thing is None or link is None or speaker is None or speaker.dep_ == "expl":
        return
    if thing.pos_ == "PRON" or (lemma in cues.picking and not _tells_deed(link)):
        return
    if lemma in cues.pinning and thing.pos_ != "NUM" and cues.lemma(thing) not in cues.effects:
        return
    if grammar_parser.is_negated(verb):
        return
    end = span_ends.trim_background_clause(link, link.right_edge.i + 1)
    cue = grammar_parser.verb_group(verb)
    yield ReportingEvent(((thing.left_edge.i, end),), speaker, cue, lemma)


def _link(verb: Token, thing: Token, allowed: list[str]) -> Token | None:
    """Return the preposition, which small parsers also attach to the end of the object."""
    for child in (*verb.rights, *thing.subtree):
        is_after = child.dep_ == "prep" and child.i > thing.i
        if is_after and child.lower_ in allowed and any(child.rights):
            return child
    return None


def _tells_deed(link: Token) -> bool:
    """Return whether it says what somebody did: "as the person who opened it"."""
    person = next((child for child in link.rights if child.dep_ == "pobj"), None)
    clauses = [c for c in person.rights if c.dep_ == "relcl"] if person is not None else []
    return any(clause.left_edge.nbor(-1).text != "," for clause in clauses)


def end_with_grounds(verb: Token, end: int, allowed: list[str]) -> int:
    """Return the end with a second ground: "sued Day for £3m (over eleven paintings)"."""
    doc = verb.doc
    for later in verb.rights:
        start = later.left_edge.i
        is_next = start == end or (start == end + 1 and doc[end].dep_ == "punct")
        if later.dep_ == "prep" and later.lower_ in allowed and is_next:
            end = later.right_edge.i + 1
    return end
