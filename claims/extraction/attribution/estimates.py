"""Find estimates and findings without a verb of saying: "put the toll at 43", "found no link".

Method: dependency patterns. The verbs of measuring take the measured thing and a number
("estimate the cost at £4m"), those of changing an estimate its noun and a number ("cut its
forecast to 1 percent"): the frames Estimating, Change_position_on_a_scale and Becoming_aware
of FrameNet (Baker, Fillmore, Lowe, COLING-ACL 1998).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from claims.extraction.attribution.reporting_event import ReportingEvent
from claims.extraction.grammar import parser as grammar_parser
from claims.extraction.lexicon.cues import Cues
from claims.extraction.text.span import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

NEAR = 6
COUNTED = ("CARDINAL", "PERCENT", "MONEY", "QUANTITY")
GOES_ON = ("prep", "npadvmod", "advmod", "acomp")


def find_measures(verb: Token, lemma: str, cues: Cues) -> Iterator[ReportingEvent]:
    """Find "put the toll at 43", and "was put at 43 by the ministry"."""
    allowed = cues.measuring.get(lemma, ())
    link = next((c for c in verb.rights if c.dep_ == "prep" and c.lower_ in allowed), None)
    thing = next((c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")), None)
    if link is None and thing is not None and cues.lemma(thing) in cues.estimates["measured"]:
        inside = (w for w in thing.subtree if w.dep_ == "prep" and w.lower_ in allowed)
        link = next((w for w in inside if has_number(verb, (w.i, w.i + 3))), None)
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
        pieces = (_start_of_measured(verb, thing, cues), thing.right_edge.i + 1), (link.i, end)
        yield ReportingEvent(pieces, speaker, cue, "estimate")


def _start_of_measured(verb: Token, thing: Token, cues: Cues) -> int:
    """Return where what is measured begins: "The number of homes after the storm was put at 4".

    Small parsers begin a clause at "after".
    """
    above = verb.head
    is_lost = verb.dep_ == "advcl" and above.pos_ == "NOUN" and above.i < thing.i
    is_lost = is_lost and cues.lemma(above) in cues.estimates["measured"]
    return above.left_edge.i if is_lost else thing.left_edge.i


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
    """Return whether a number is among the words: "14", "$14bn", "130km/h"."""
    words = [verb.doc[index] for index in range(*span)]
    return any(
        word.pos_ == "NUM" or word.text[:1].isdigit() or word.ent_type_ in COUNTED
        for word in words
    )


def find_revisions(verb: Token, lemma: str, cues: Cues) -> Iterator[ReportingEvent]:
    """Find "cut its forecast to 1 percent", "raised the toll to 43"."""
    if lemma not in cues.estimates["revising"]:
        return
    thing = next((child for child in verb.rights if child.dep_ == "dobj"), None)
    speaker = grammar_parser.subject_of(verb)
    if thing is None or speaker is None or cues.lemma(thing) not in cues.estimates["revised"]:
        return
    start, end = thing.left_edge.i, thing.right_edge.i + 1
    for later in verb.rights:
        if later.left_edge.i == end and later.dep_ in GOES_ON:
            end = later.right_edge.i + 1
    is_own = any(c.tag_ == "PRP$" for c in thing.lefts)
    is_rated = (
        is_own
        and verb.doc[thing.i + 1 : end].text.count("to ")
        and cues.lemma(thing) in cues.estimates["rated"]
    )
    if is_rated or has_number(verb, (start, end)):
        yield ReportingEvent(
            ((start, end),), speaker, grammar_parser.verb_group(verb), "estimate"
        )


def find_small_clauses(verb: Token, lemma: str, cues: Cues) -> Iterator[ReportingEvent]:
    """Find "made it nearer 11,000", "has it at $97m", "held the firm responsible for it"."""
    speaker = grammar_parser.subject_of(verb)
    if speaker is None or verb.i + 2 >= verb.sent.end:
        return
    doc, start = verb.doc, verb.i + 1
    end = None
    if lemma in cues.estimates["making"] and doc[start].lower_ in cues.estimates["it"]:
        near = range(start + 1, min(start + NEAR, verb.sent.end))
        number = next((doc[i] for i in near if doc[i].pos_ == "NUM"), None)
        end = number.i + 1 if number is not None else None
        while end is not None and end < verb.sent.end and doc[end].pos_ == "NUM":
            end += 1
    elif lemma in cues.estimates["giving"]:
        end = _end_of_chance(verb, cues)
    elif lemma in cues.estimates["holding"]:
        judged = next(
            (w for w in verb.subtree if w.i > start and w.lower_ in cues.estimates["held"]),
            None,
        )
        has_clause = (
            any(word.tag_ in grammar_parser.FINITE for word in doc[start : judged.i])
            if judged
            else True
        )
        end = None if judged is None or has_clause else judged.right_edge.i + 1
    if end is not None:
        yield ReportingEvent(((start, end),), speaker, grammar_parser.verb_group(verb), "find")


def _end_of_chance(verb: Token, cues: Cues) -> int | None:
    """Return the end of "gave the storm a 70 percent chance", "gives the party 29 percent"."""
    thing = next((c for c in verb.rights if c.dep_ == "dobj"), None)
    owner = next((c for c in verb.rights if c.dep_ == "dative"), None)
    if thing is None or owner is None or owner.i > thing.i:
        return None
    is_chance = cues.lemma(thing) in cues.estimates["chance"]
    who = grammar_parser.subject_of(verb)
    is_poll = who is not None and cues.lemma(who) in cues.estimates["sources"]
    has_share = is_poll and any(w.ent_type_ == "PERCENT" for w in thing.subtree)
    return thing.right_edge.i + 1 if is_chance or has_share else None


def find_findings(verb: Token, lemma: str, cues: Cues) -> Iterator[ReportingEvent]:
    """Find what an inquiry didn't find: "found no link between the two"."""
    if lemma not in cues.estimates["finding"]:
        return
    thing = next((child for child in verb.rights if child.dep_ == "dobj"), None)
    speaker = grammar_parser.subject_of(verb)
    if thing is None or speaker is None or cues.lemma(thing) not in cues.estimates["found"]:
        return
    is_none = any(child.lower_ in cues.refusals["none"] for child in thing.lefts)
    is_clause = any(child.dep_ in ("acl", "ccomp", "relcl") for child in thing.rights)
    if is_none or is_clause or grammar_parser.is_negated(verb):
        span = thing.left_edge.i, thing.right_edge.i + 1
        yield ReportingEvent((span,), speaker, grammar_parser.verb_group(verb), lemma)
