"""Find estimates and views without a verb of saying: "put the toll at 43", "by their count".

Method: dependency patterns. The verbs of measuring take the measured thing and a number
("estimate the cost at £4m": the Measure frames of FrameNet, Baker, Fillmore, Lowe, COLING-ACL
1998); the phrases are adjuncts of the whole clause, like "according to" (the adjunct cues of
Pareti, "PARC 3.0: A Corpus of Attribution Relations", LREC 2016).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from claims.extraction.attribution import clause_spans
from claims.extraction.attribution.reporting_event import ReportingEvent
from claims.extraction.grammar import parser as grammar_parser
from claims.extraction.lexicon.cues import Cues
from claims.extraction.text.span import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

COMMAS = (",", "–", "—", "--")
GOES_ON = ("prep", "npadvmod", "advmod", "acomp")
GROUPS = ("NORP", "GPE", "ORG", "PERSON")


def find_measures(verb: Token, lemma: str, cues: Cues) -> Iterator[ReportingEvent]:
    """Find "put the toll at 43", and "was put at 43 by the ministry"."""
    allowed = cues.measuring.get(lemma, ())
    link = next((c for c in verb.rights if c.dep_ == "prep" and c.lower_ in allowed), None)
    thing = next((c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")), None)
    if link is None or thing is None or not has_number(verb, (link.i, link.right_edge.i + 1)):
        return
    cue, end = grammar_parser.verb_group(verb), link.right_edge.i + 1
    if thing.dep_ == "dobj":
        end = end_with_comparison(verb, end, cues)
        speaker = grammar_parser.subject_of(verb)
        if speaker is not None and verb.i < thing.i < link.i:
            yield ReportingEvent(((thing.left_edge.i, end),), speaker, cue, "estimate")
        return
    speaker = grammar_parser.agent_of(verb)
    if speaker is not None:
        agent = next(c for c in verb.rights if c.dep_ == "agent")
        end = min(end, agent.i) if agent.i > link.i else end
        pieces = (thing.left_edge.i, thing.right_edge.i + 1), (link.i, end)
        yield ReportingEvent(pieces, speaker, cue, "estimate")


def end_with_comparison(verb: Token, end: int, cues: Cues) -> int:
    """Return the end with time and comparison: "at 43 (in May), (up from 40 in April)"."""
    for later in verb.rights:
        start = end + (end < verb.sent.end and verb.doc[end].text == ",")
        is_next = later.i >= end and later.left_edge.i in (start, end)
        is_day = later.dep_ == "prep" and later.lower_ not in cues.estimates["where"]
        if is_next and later.dep_ in GOES_ON and not is_day:
            end = later.right_edge.i + 1
    return end


def has_number(verb: Token, span: Span) -> bool:
    """Return whether a number is among the words."""
    return any(verb.doc[index].pos_ == "NUM" for index in range(*span))


def find_perspectives(link: Token, cues: Cues) -> Iterator[ReportingEvent]:
    """Find "by the ministry's count, …", "in the view of Ann Lee, …"."""
    nouns = cues.perspectives.get(link.lower_, ())
    noun = next((c for c in link.rights if c.dep_ == "pobj" and cues.lemma(c) in nouns), None)
    speaker = _whose(noun, cues) if noun is not None else None
    if noun is None or speaker is None:
        return
    start, end = link.i, max(noun.right_edge.i, speaker.right_edge.i) + 1
    doc, sentence = link.doc, link.sent
    while end - 1 > noun.i and doc[end - 1].is_punct:
        end -= 1
    if end < sentence.end and not doc[end].is_punct:  # its subject, read as an apposition
        end = next((i for i in range(noun.i + 1, end) if doc[i].text == ","), end)
    opens = (
        start == sentence.start or doc[start - 1].text in COMMAS or doc[start - 1].dep_ == "cc"
    )
    closes = end >= sentence.end or doc[end].is_punct
    clause = link.head
    while clause.head != clause and clause.pos_ not in grammar_parser.VERBS:
        clause = clause.head
    if clause.pos_ not in grammar_parser.VERBS or not (opens and closes):
        return
    if any(child.lower_ == "that" for child in noun.rights):
        return
    first, last = clause.left_edge.i, clause.right_edge.i + 1
    last = clause_spans.end_before_other_report(clause, last, cues)
    pieces = [(first, min(start, last)), (max(end, first), last)]
    whole = tuple(piece for piece in pieces if piece[1] > piece[0])
    yield ReportingEvent(whole, speaker, (link.i, link.i + 1), cues.lemma(noun))


def _whose(noun: Token, cues: Cues) -> Token | None:
    """Return whose view it is: "the ministry's", "police estimates", "of Ann Lee"."""
    for child in noun.children:
        if child.dep_ == "poss" and child.i < noun.i:
            return child
    for child in noun.rights:
        if child.dep_ == "prep" and child.lower_ in (*cues.sources, "of"):
            return next((inner for inner in child.rights if inner.dep_ == "pobj"), None)
    for child in noun.lefts:
        is_body = child.ent_type_ in GROUPS or cues.lemma(child) in cues.estimates["sources"]
        if child.dep_ in ("compound", "amod", "nmod") and is_body:
            return child
    return None
