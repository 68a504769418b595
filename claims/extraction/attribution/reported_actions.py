"""Find reported actions: "promised to …", "urged them to …", "denied knowing".

Method: as in `indirect_speech`; the infinitive or gerund is the content, with those who should
act (the clausal contents of Pareti, "PARC 3.0: A Corpus of Attribution Relations", LREC 2016).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from claims.extraction.attribution import span_ends
from claims.extraction.attribution.reporting_event import ReportingEvent
from claims.extraction.grammar import parser as grammar_parser
from claims.extraction.lexicon.cues import Cues
from claims.extraction.text.span import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

STAND = "stand"
ADVERBIAL = ("VBG", *grammar_parser.FINITE)
GOES_WITH = ("xcomp", "advcl", "acl", "relcl", "conj")


def find_infinitives(verb: Token, lemma: str, cues: Cues) -> Iterator[ReportingEvent]:
    """Find "promised to go", "wants taxes to be cut", "are expected to lose half"."""
    passive = any(child.dep_ in ("nsubjpass", "auxpass") for child in verb.children)
    for child in verb.children:
        if child.dep_ not in ("xcomp", "ccomp", "advcl") or child.i < verb.i:
            continue
        if not any(inner.tag_ == "TO" for inner in child.lefts) or child.tag_ in ADVERBIAL:
            continue
        if lemma in cues.weak and child.dep_ != "xcomp":
            continue
        speaker = grammar_parser.agent_of(verb) if passive else grammar_parser.subject_of(verb)
        if speaker is None and not passive:
            continue
        start = action_start(verb, child) if not passive else child.left_edge.i
        end = action_end(verb, child, cues)
        if lemma in cues.refusals["refusing"]:
            end = span_ends.trim_background_clause(child, end)
        content = (max(start, verb.i + 1), end)
        yield ReportingEvent(
            (*passive_subject(verb), content) if passive else (content,),
            speaker,
            grammar_parser.verb_group(verb),
            f"{lemma} to",
        )


def find_gerunds(verb: Token, lemma: str, cues: Cues) -> Iterator[ReportingEvent]:
    """Find "denied knowing of it", "suggested closing two of them"."""
    for child in verb.rights:
        if child.dep_ in ("xcomp", "ccomp") and _is_gerund(child):
            speaker = grammar_parser.subject_of(verb)
            span = (max(child.left_edge.i, verb.i + 1), child.right_edge.i + 1)
            is_denied = lemma in cues.denial and not grammar_parser.is_negated(verb)
            if speaker is not None:
                yield ReportingEvent(
                    (span,), speaker, grammar_parser.verb_group(verb), lemma, is_denied
                )


def _is_gerund(verb: Token) -> bool:
    """Return whether it is "knowing", "having known" or "being known"."""
    first = next((c for c in verb.lefts if c.dep_ in ("aux", "auxpass")), verb)
    return first.tag_ == "VBG" and not any(c.dep_ == "nsubj" for c in verb.lefts)


def passive_cue_start(verb: Token) -> int:
    """Return where the cue begins: with "was" or "stands" in "stands accused"."""
    return verb.head.i if _stands(verb) else grammar_parser.verb_group(verb)[0]


def _stands(verb: Token) -> bool:
    """Return whether it is "accused" in "stands accused"."""
    return verb.tag_ == "VBN" and verb.head.lemma_ == STAND and verb.i == verb.head.i + 1


def passive_subject(verb: Token) -> Iterator[Span]:
    """Yield "the cuts" in "the cuts are expected to hurt", as part of what is expected."""
    kind = "nsubjpass"
    if _stands(verb):
        verb, kind = verb.head, "nsubj"
    for child in verb.lefts:
        if child.dep_ == kind and child.tag_ not in ("WDT", "WP", "PRP"):
            yield child.left_edge.i, child.right_edge.i + 1


def action_start(verb: Token, action: Token) -> int:
    """Return where "(European nations) to spend more" begins: with those who should do it."""
    for child in verb.rights:
        if child.i > action.i:
            break
        if child.dep_ in ("dobj", "nsubj", "dative") and child.tag_ != "PRP":
            return child.left_edge.i
        if child.dep_ == "prep":
            asked = next((inner for inner in child.rights if inner.dep_ == "pobj"), None)
            if asked is not None and child.right_edge.i + 1 == action.left_edge.i:
                return asked.left_edge.i
    return action.left_edge.i


def action_end(verb: Token, action: Token, cues: Cues) -> int:
    """Return the end of an action: "to move if the vote fails", "for money to fix roofs"."""
    end = action.right_edge.i + 1
    for later in verb.rights:
        if later.i <= action.i or later.left_edge.i != end or later.dep_ not in GOES_WITH:
            continue
        is_condition = later.left_edge.lower_ in cues.conditions
        if (later.tag_ == "VB" and later.left_edge.tag_ == "TO") or is_condition:
            end = later.right_edge.i + 1
    return end
