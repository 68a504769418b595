"""Find parenthetical cues: "…, she said", "as farmers say", "according to".

Method: the rest of the sentence is what was said (the parenthetical and adjunct cues of Pareti,
"PARC 3.0: A Corpus of Attribution Relations", LREC 2016).
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

SHORTEST = 4
LONGEST_REST = 14
RELATIVE = ("WDT", "WP", "WRB")
OPENS_ASIDE = ("IN", "WRB", "VBG", "VBN")


def sign_off_span(verb: Token, cues: Cues) -> Span | None:
    """Return the words before ", a spokesman said on Monday." at the end of a sentence.

    The word order is more reliable here than the parse, which often finds a separate clause.
    """
    if verb.pos_ not in grammar_parser.VERBS or verb.tag_ not in grammar_parser.FINITE:
        return None
    lemma = cues.lemma(verb)
    if lemma not in cues.clause or lemma in cues.weak:
        return None
    if any(c.dep_ in ("ccomp", "xcomp") and c.i > verb.i for c in verb.children):
        return None
    if any(c.dep_ == "parataxis" for c in verb.lefts):
        return None
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "dobj")), None)
    if subject is None or subject.tag_.startswith("W"):
        return None
    if any(cues.lemma(above) in cues.clause for above in verb.ancestors if above.i < verb.i):
        return None
    sentence = verb.sent
    first, last = min(subject.left_edge.i, verb.i), max(subject.right_edge.i, verb.i)
    before = verb.doc[first - 1]
    if before.text != "," or first - sentence.start < SHORTEST:
        return None
    rest = verb.doc[last + 1 : sentence.end]
    if len(rest) > LONGEST_REST or any(
        t.pos_ in grammar_parser.VERBS or t.text == '"' for t in rest
    ):
        return None
    said = verb.doc[sentence.start : first - 1]
    if (
        not any(token.tag_ in grammar_parser.FINITE for token in said)
        or said[0].tag_ in OPENS_ASIDE
    ):
        return None
    start = max((t.i + 1 for t in said if t.text == ";"), default=sentence.start)
    return start, first - 1


def find_interrupting_cues(verb: Token, lemma: str, cues: Cues) -> Iterator[ReportingEvent]:
    """Find cues that interrupt a clause: "The plan, she said, would fail"."""
    speaker = grammar_parser.subject_of(verb)
    clause = verb.head
    if speaker is None or clause == verb or any(c.dep_ == "ccomp" for c in verb.children):
        return
    first, last = clause.left_edge.i, clause.right_edge.i + 1
    last = clause_spans.end_before_other_report(clause, last, cues)
    left, right = verb.left_edge.i, verb.right_edge.i + 1
    if first == left:
        right = verb.i + 1
    if left - 1 > verb.sent.start and verb.doc[left - 1].tag_ in RELATIVE:
        first = _start_of_relative(verb.doc[left - 1], cues)
    pieces = tuple(piece for piece in ((first, left), (right, last)) if piece[0] < piece[1])
    yield ReportingEvent(pieces, speaker, grammar_parser.verb_group(verb), lemma)


def _start_of_relative(pronoun: Token, cues: Cues) -> int:
    """Return the start of "all of which", which is said too; "at which" only connects."""
    before = pronoun.nbor(-1)
    if before.pos_ == "ADP":
        is_part = before.lower_ in cues.ties and before.head.i < before.i
        return int(before.head.left_edge.i) if is_part else pronoun.i + 1
    return pronoun.i


def find_as_clauses(verb: Token, cues: Cues) -> Iterator[ReportingEvent]:
    """Find "The river is low, as farmers say", and the same as a question."""
    lemma = verb.lemma_.lower()
    if (
        verb.dep_ != "advcl"
        or lemma not in cues.clause | cues.estimates["put_it"]
        or verb.head.pos_ not in grammar_parser.VERBS
    ):
        return
    first = verb.left_edge
    is_put = lemma in cues.estimates["put_it"]
    takes_object = any(
        child.dep_ in ("ccomp", "dobj", "xcomp")
        and not (is_put and child.lower_ in cues.estimates["it"])
        for child in verb.children
    )
    speaker = next((child for child in verb.lefts if child.dep_ == "nsubj"), None)
    if first.lower_ not in cues.like or speaker is None or takes_object:
        return
    if speaker.morph.get("Person", ["3"]) != ["3"]:
        return
    start, end = verb.head.left_edge.i, verb.head.right_edge.i + 1
    aside = (first.i, verb.right_edge.i + 1)
    sentence = verb.sent
    if sentence.text.rstrip()[-1:] == "?":
        start = sentence.start + (sentence[0].lemma_ in cues.asking)
    pieces = tuple(p for p in ((start, aside[0]), (aside[1], end)) if p[1] - p[0] > 1)
    yield ReportingEvent(pieces, speaker, grammar_parser.verb_group(verb), lemma)


def _is_whole_clause(token: Token) -> bool:
    """Return whether the verb doesn't share its subject with one before it."""
    if token.pos_ not in grammar_parser.VERBS:
        return False
    return token.dep_ != "conj" or any(
        c.dep_ in (*grammar_parser.SUBJECTS, "nsubjpass") for c in token.children
    )


def _is_about_report(token: Token, verb: Token, cues: Cues) -> bool:
    """Return whether it tells who knows of a report: "He told them that …, according to"."""
    subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
    is_report = any(c.dep_ == "ccomp" and c.i > verb.i for c in verb.rights)
    is_after = token.i > verb.i and subject is not None and subject.tag_ == "PRP"
    return is_after and is_report and cues.lemma(verb) in cues.ditransitive | cues.plain


def find_according_to(token: Token, cues: Cues) -> Iterator[ReportingEvent]:
    """Find "according to X", which reports the rest of its clause."""
    to = next((child for child in token.children if child.lower_ in cues.according_to), None)
    speaker = next((child for child in (to or token).children if child.dep_ == "pobj"), None)
    if speaker is None:
        return
    start, end = token.i, speaker.right_edge.i + 1
    clause = token.head
    if _is_about_report(token, clause, cues):
        return
    while clause.head != clause and not _is_whole_clause(clause):
        clause = clause.head
    first, last = clause.left_edge.i, clause.right_edge.i + 1
    last = clause_spans.end_before_other_report(clause, last, cues)
    pieces = [(first, min(start, last)), (max(end, first), last)]
    whole = tuple(piece for piece in pieces if piece[1] - piece[0] > 1)
    yield ReportingEvent(whole, speaker, (start, (to or token).i + 1), token.lower_)
