"""Find refusals to speak, and verbs with a particle: "gave no reason", "ruled out a sale".

Method: dependency patterns, as in `indirect_speech`. A refusal is a negated verb of answering
or a light verb with a negated noun of speech ("made no comment"; light verbs: Jespersen, "A
Modern English Grammar" VI, 1942, 7.2). What is refused is the content, as Pareti, "PARC 3.0: A
Corpus of Attribution Relations", LREC 2016, and Newell, Margolin, Ruths, "An Attribution
Relations Corpus for Political News", LREC 2018, annotate "declined (to comment)".
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

OBJECTS = ("dobj", "xcomp", "ccomp", "pobj")


def find_refusals(verb: Token, lemma: str, cues: Cues) -> Iterator[ReportingEvent]:
    """Yield the report of a verb that refuses, or that rejects with a particle: "rule out"."""
    if lemma in cues.light:
        yield from _withheld_nouns(verb, lemma, cues)
    if lemma in cues.answering and _withholds(verb, cues):
        yield from _unanswered(verb, lemma, cues)
    if lemma in cues.refusals["discussing"] and grammar_parser.is_negated(verb):
        yield from _undiscussed(verb, lemma, cues)
    if lemma in cues.phrasal:
        yield from _particle_verbs(verb, lemma, cues)
    if lemma in cues.refusals["drawn"]:
        yield from _drawn(verb, cues)
    if lemma in cues.refusals["pleading"]:
        yield from _pleas(verb, lemma, cues)


def _withheld_nouns(verb: Token, lemma: str, cues: Cues) -> Iterator[ReportingEvent]:
    """Find "had no comment", "gave no reason for the delay"."""
    for noun in verb.rights:
        is_negated = any(child.lower_ in cues.refusals["none"] for child in noun.lefts)
        if (
            noun.dep_ != "dobj"
            or cues.lemma(noun) not in cues.refusals["withheld"]
            or not is_negated
        ):
            continue
        speaker = grammar_parser.subject_of(verb)
        if speaker is not None and speaker.dep_ != "expl":
            end = noun.right_edge.i + 1
            cue = grammar_parser.verb_group(verb)
            yield ReportingEvent(((noun.left_edge.i, end),), speaker, cue, f"{lemma} no")


def _unanswered(verb: Token, lemma: str, cues: Cues) -> Iterator[ReportingEvent]:
    """Find "did not respond to requests for comment", "has yet to answer questions"."""
    speaker = grammar_parser.subject_of(verb)
    if speaker is None:
        return
    allowed = cues.answering[lemma]
    for child in verb.rights:
        is_topic = child.dep_ == "prep" and child.lower_ in allowed
        is_asked = child.dep_ == "dobj" and cues.lemma(child) in cues.refusals["asked"]
        if is_topic or is_asked:
            span = child.left_edge.i, child.right_edge.i + 1
            cue = grammar_parser.verb_group(verb)
            yield ReportingEvent((span,), speaker, cue, f"refuse to {lemma}")
            return


def _undiscussed(verb: Token, lemma: str, cues: Cues) -> Iterator[ReportingEvent]:
    """Find "would not discuss the case"."""
    is_willing = any(child.lower_ in cues.refusals["willing"] for child in verb.lefts)
    thing = next((child for child in verb.rights if child.dep_ == "dobj"), None)
    speaker = grammar_parser.subject_of(verb)
    if is_willing and thing is not None and speaker is not None:
        span = thing.left_edge.i, thing.right_edge.i + 1
        cue = grammar_parser.verb_group(verb)
        yield ReportingEvent((span,), speaker, cue, f"refuse to {lemma}")


def _withholds(verb: Token, cues: Cues) -> bool:
    """Return whether somebody doesn't answer: "did not", "has yet to", "failed to"."""
    above = verb.head
    is_yet = verb.dep_ == "xcomp" and any(
        child.lower_ in cues.refusals["yet"] for child in (*above.children, above)
    )
    return grammar_parser.is_negated(verb) or is_yet


def is_silent(verb: Token, cues: Cues) -> bool:
    """Return whether a verb of answering tells of silence: "has yet to reply", "nobody did"."""
    subjects = (child for child in verb.lefts if child.dep_ == "nsubj")
    return _withholds(verb, cues) or any(
        not cues.refusals["nobody"].isdisjoint(_determiners(each)) for each in subjects
    )


def _determiners(subject: Token) -> set[str]:
    """Return a subject and the words before it: "neither bank", "neither Lee nor Day"."""
    return {subject.lower_, *(child.lower_ for child in subject.lefts)}


def _particle_verbs(verb: Token, lemma: str, cues: Cues) -> Iterator[ReportingEvent]:
    """Find "ruled out a coalition", "brushed off the claims"."""
    particles = cues.phrasal[lemma]
    particle = next(
        (
            c
            for c in verb.rights
            if c.dep_ in ("prt", "advmod", "prep") and c.lower_ in particles
        ),
        None,
    )
    speaker = grammar_parser.subject_of(verb)
    if particle is None or speaker is None or particle.i - verb.i > 1:
        return
    things = [
        c for c in (*particle.rights, *verb.rights) if c.dep_ in OBJECTS and c.i > particle.i
    ]
    for thing in things[:1]:
        denied = (
            cues.lemma(thing) in cues.refusals["charges"]
            and lemma not in cues.refusals["conceding"]
        )
        span = (
            thing.left_edge.i,
            span_ends.trim_background_clause(thing, thing.right_edge.i + 1),
        )
        cue = grammar_parser.verb_group(verb)[0], particle.i + 1
        name = f"{lemma} {particle.lower_}"
        is_negated = grammar_parser.is_negated(verb)
        yield ReportingEvent((span,), speaker, cue, name, is_denied=denied and not is_negated)


def _drawn(verb: Token, cues: Cues) -> Iterator[ReportingEvent]:
    """Find "would not be drawn on the fee"."""
    speaker = next((child for child in verb.lefts if child.dep_ == "nsubjpass"), None)
    topic = next(
        (child for child in verb.rights if child.lower_ in cues.refusals["about"]), None
    )
    if speaker is not None and topic is not None and grammar_parser.is_negated(verb):
        span = topic.i, topic.right_edge.i + 1
        yield ReportingEvent(
            (span,), speaker, grammar_parser.verb_group(verb), "refuse to speak"
        )


def _pleas(verb: Token, lemma: str, cues: Cues) -> Iterator[ReportingEvent]:
    """Find "pleaded not guilty to two charges"."""
    speaker = grammar_parser.subject_of(verb)
    plea = next(
        (c for c in verb.rights if c.lower_ in cues.refusals["pleas"] and c.i > verb.i), None
    )
    if speaker is None or plea is None:
        return
    end = plea.right_edge.i + 1
    charge = next((c for c in verb.rights if c.dep_ == "prep" and c.left_edge.i == end), None)
    end = charge.right_edge.i + 1 if charge is not None else end
    yield ReportingEvent(((verb.i + 1, end),), speaker, grammar_parser.verb_group(verb), lemma)
