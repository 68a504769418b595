"""Find reports without a reporting verb: "is afraid that", "a critic of", "her call for".

Method: adjectives and nouns that name an attitude or an act of speech, with the clause, the
infinitive or the prepositional phrase that they govern: the nominal and adjectival cues of
Pareti, "PARC 3.0: A Corpus of Attribution Relations", LREC 2016.
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

CLAUSES = ("acl", "ccomp", "relcl", "xcomp", "advcl")
GROUPS = ("NORP", "GPE", "ORG")


def find_adjective_reports(
    adjective: Token, lemma: str, cues: Cues
) -> Iterator[ReportingEvent]:
    """Find "is convinced that it will pass", "was reluctant to go", "is critical of it"."""
    verb = adjective.head
    if adjective.dep_ not in ("acomp", "attr", "ROOT", "conj", "oprd"):
        return
    verb = verb if verb.pos_ in grammar_parser.VERBS else adjective
    speaker = grammar_parser.subject_of(verb)
    if speaker is None:
        return
    cue = (min(verb.i, adjective.i), adjective.i + 1)
    if cue[1] - cue[0] > clause_spans.NEXT_SUBJECT:
        return
    for child in (*adjective.rights, *verb.rights):
        if child.i < adjective.i or child.dep_ not in CLAUSES:
            continue
        is_content = _is_content_clause(child, cues)
        if is_content or (_is_action(child) and lemma in cues.inclined):
            yield ReportingEvent(
                ((child.left_edge.i, child.right_edge.i + 1),), speaker, cue, lemma
            )
            return
    yield from _governed(adjective, speaker, cue, lemma, cues)


def find_noun_reports(noun: Token, lemma: str, cues: Cues) -> Iterator[ReportingEvent]:
    """Find "the claim that …", "his promise to …", "her call for …", "a critic of …"."""
    speaker, cue = _noun_speaker(noun, cues)
    if speaker is None:
        return
    for child in noun.rights:
        if child.dep_ in CLAUSES and (_is_action(child) or _is_content_clause(child, cues)):
            start = max(noun.i + 1, child.left_edge.i)
            span = (start, child.right_edge.i + 1)
            denied = _is_rejected(noun, speaker, cues)
            yield ReportingEvent((span,), speaker, cue, lemma, is_denied=denied)
            return
    yield from _predicated(noun, speaker, lemma, cues)
    yield from _governed(noun, speaker, cue, lemma, cues)


def _predicated(
    noun: Token, speaker: Token, lemma: str, cues: Cues
) -> Iterator[ReportingEvent]:
    """Find "her view is that it will fail", "their forecast is for growth of 2 percent"."""
    verb = noun.head
    if noun.dep_ == "nsubj" and lemma in cues.estimates["revised"]:
        yield from _totalled(noun, speaker, lemma, cues)
    if noun.dep_ != "nsubj" or verb.lemma_ not in cues.asking or lemma not in cues.nouns:
        return
    allowed = cues.stances.get(lemma, ())
    for child in verb.rights:
        is_clause = child.dep_ == "ccomp" and _is_content_clause(child, cues)
        if is_clause or (child.dep_ == "prep" and child.lower_ in allowed):
            start = child.left_edge.i if is_clause else child.i + 1
            span = (start, child.right_edge.i + 1)
            yield ReportingEvent((span,), speaker, (noun.i, verb.i + 1), lemma)
            return


def _totalled(noun: Token, speaker: Token, lemma: str, cues: Cues) -> Iterator[ReportingEvent]:
    """Find "her own figure is 2,000", "the union's tally came to $430 million"."""
    verb = noun.head
    if verb.lemma_ not in cues.estimates["totalling"]:
        return
    for child in verb.rights:
        if child.dep_ not in ("attr", "dobj", "prep", "acomp"):
            continue
        words = child.doc[child.left_edge.i : child.right_edge.i + 1]
        if any(word.pos_ == "NUM" for word in words):
            start = child.i + 1 if child.dep_ == "prep" else child.left_edge.i
            span = (start, child.right_edge.i + 1)
            yield ReportingEvent((span,), speaker, (noun.i, verb.i + 1), lemma)
            return


def _governed(
    head: Token, speaker: Token, cue: Span, lemma: str, cues: Cues
) -> Iterator[ReportingEvent]:
    """Yield the object of the word's preposition: "critical of (the plan)"."""
    allowed = cues.stances.get(lemma, ())
    for child in head.rights:
        if child.dep_ != "prep" or child.lower_ not in allowed:
            continue
        inner = next((c for c in child.rights if c.dep_ in ("pobj", "pcomp")), None)
        if inner is None or inner.pos_ == "PRON" or speaker.i in range(child.i, cue[1]):
            continue
        span = (child.i + 1, child.right_edge.i + 1)
        yield ReportingEvent((span,), speaker, (cue[0], child.i + 1), f"{lemma} {child.lower_}")
        return


def _is_content_clause(clause: Token, cues: Cues) -> bool:
    """Return whether a clause begins with "that", or has its own subject and finite verb."""
    marks = [inner.lower_ for inner in clause.children if inner.dep_ == "mark"]
    if marks:
        return marks[0] in cues.that
    return clause.dep_ == "ccomp" and any(
        c.dep_ in grammar_parser.SUBJECTS for c in clause.lefts
    )


def _is_action(clause: Token) -> bool:
    """Return whether it is an infinitive with "to"."""
    return clause.tag_ == "VB" and any(c.tag_ == "TO" for c in clause.lefts)


def _is_rejected(noun: Token, speaker: Token, cues: Cues) -> bool:
    """Return whether the speaker denies it: "The claim that … was rejected by Ann Lee"."""
    verb = noun.head
    is_hers = noun.dep_ == "nsubjpass" and speaker == grammar_parser.agent_of(verb)
    return is_hers and cues.lemma(verb) in cues.turning_down


def has_other_owner(noun: Token, cues: Cues) -> bool:
    """Return whether a claim is somebody else's: "rejected Lee's claim that …"."""
    if noun.pos_ != "NOUN" or cues.lemma(noun) not in cues.nouns:
        return False
    owner = next((c for c in noun.lefts if c.dep_ == "poss"), None) or _source(noun, cues)
    has_content = any(c.dep_ in CLAUSES and _is_content_clause(c, cues) for c in noun.rights)
    return owner is not None and owner.tag_ != "PRP$" and has_content


def _source(noun: Token, cues: Cues) -> Token | None:
    """Return who is behind a claim: "by Ann Lee", "from the bank"."""
    against = (c for c in noun.rights if c.dep_ == "prep" and c.lower_ in cues.against)
    accused = (inner for link in against for inner in link.rights)
    for child in (*noun.rights, *(each for one in accused for each in one.rights)):
        if child.dep_ in ("prep", "agent") and child.lower_ in cues.sources:
            return next((word for word in child.children if word.dep_ == "pobj"), None)
        is_participle = child.dep_ in ("acl", "relcl") and child.tag_ == "VBN"
        if is_participle and (cues.lemma(child) in cues.light or child.lemma_ in cues.clause):
            return grammar_parser.agent_of(child)
    return None


def _repeats_own(noun: Token, child: Token, cues: Cues) -> bool:
    """Return whether the owner is the subject: "deputies repeated their charge that …"."""
    is_own = child.tag_ == "PRP$" and noun.dep_ == "dobj"
    return is_own and cues.lemma(noun.head) in cues.repeating


def _noun_speaker(noun: Token, cues: Cues) -> tuple[Token | None, Span]:
    cue = (noun.i, noun.i + 1)
    for child in noun.children:
        if child.dep_ == "poss":
            own = (
                grammar_parser.subject_of(noun.head)
                if _repeats_own(noun, child, cues)
                else None
            )
            return own or child, cue
        if child.dep_ in ("amod", "compound", "nmod") and child.ent_type_ in GROUPS:
            return child, cue
    source = _source(noun, cues)
    if source is not None:
        return source, cue
    verb = noun.head
    if noun.dep_ == "nsubjpass" and (
        cues.is_cue(cues.lemma(verb)) or verb.lemma_ in cues.light
    ):
        return grammar_parser.agent_of(verb), grammar_parser.verb_group(verb)
    if noun.dep_ == "dobj" and verb.lemma_.lower() in cues.light:
        return grammar_parser.subject_of(verb), (verb.i, noun.i + 1)
    if noun.dep_ == "attr":
        return grammar_parser.subject_of(verb), (verb.i, noun.i + 1)
    if noun.dep_ == "pobj" and verb.head.lemma_.lower() in cues.light:
        return grammar_parser.subject_of(verb.head), (verb.head.i, noun.i + 1)
    return None, cue
