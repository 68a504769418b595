"""Find reports whose content is the verb's object: things announced, denied or judged.

Method: as in `indirect_speech`. A noun phrase alone counts if the verb makes it content
(Pareti, "PARC 3.0: A Corpus of Attribution Relations", LREC 2016, annotates such contents), not
if it only names the topic.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from claims.extraction.attribution import (
    estimates,
    reported_actions,
    reporting_nominals,
    span_ends,
)
from claims.extraction.attribution.reporting_event import ReportingEvent
from claims.extraction.grammar import parser as grammar_parser
from claims.extraction.lexicon.cues import Cues
from claims.extraction.text.span import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

TELLING = 3
BY = "by"
NAMED = ("PERSON", "ORG", "GPE", "NORP")
OWNED = ("poss", "acl", "ccomp", "relcl")
SIDES = ("position", "opinion")
LONGEST_JUDGEMENT = 40


def find_object_reports(verb: Token, lemma: str, cues: Cues) -> Iterator[ReportingEvent]:
    """Find "denied the charge", "called the plan a mistake"."""
    is_participle = verb.tag_ == "VBN" and verb.dep_ in ("advcl", "acl")
    passive = ("nsubjpass", "auxpass", "agent")
    if is_participle or any(child.dep_ in passive for child in verb.children):
        yield from _passive(verb, lemma, cues)
        return
    speaker = grammar_parser.subject_of(verb)
    if speaker is None:
        return
    needs_number = lemma in cues.weak or lemma not in cues.object
    if needs_number and lemma not in cues.estimates["numeric"]:
        return
    for child in verb.children:
        if child.dep_ not in ("dobj", "oprd", "ccomp") or child.i < verb.i:
            continue
        if reporting_nominals.has_other_owner(child, cues):
            continue
        start, end = child.left_edge.i, _end_of_object(verb, child, cues)
        is_bare = child.pos_ == "PRON" and end == child.i + 1
        if is_bare and not _may_be_bare(child, lemma, cues):
            continue
        if needs_number and not estimates.has_number(verb, (start, end)):
            continue
        end = span_ends.trim_background_clause(child, end)
        if lemma in cues.clause:
            end = span_ends.extend_past_comma(verb, start, end)
        is_listener = lemma in cues.addressing and child.ent_type_ in NAMED
        is_listener = is_listener or (lemma in cues.employing and _is_person(child, cues))
        if is_listener or not is_content(verb, lemma, (start, end), cues):
            continue
        yield ReportingEvent(
            ((start, end),),
            speaker,
            grammar_parser.verb_group(verb),
            lemma,
            is_denied=_is_denied(verb, child, lemma, cues),
        )


def _is_person(thing: Token, cues: Cues) -> bool:
    """Return whether it is a person, who can be dismissed from work."""
    return thing.ent_type_ == "PERSON" or cues.lemma(thing) in cues.employed


def _passive(verb: Token, lemma: str, cues: Cues) -> Iterator[ReportingEvent]:
    """Find "the allegations were denied by Ann Lee"."""
    yield from _passive_judgement(verb, lemma, cues)
    speaker = grammar_parser.agent_of(verb)
    thing = next((child for child in verb.lefts if child.dep_ == "nsubjpass"), None)
    if speaker is None or thing is None or thing.pos_ == "PRON" or lemma in cues.weak:
        return
    if thing.tag_ in ("WDT", "WP") or cues.lemma(thing) not in cues.asserted:
        return
    if any(child.dep_ in OWNED for child in thing.children):
        return
    span = thing.left_edge.i, thing.right_edge.i + 1
    denied = _is_denied(verb, thing, lemma, cues)
    yield ReportingEvent((span,), speaker, grammar_parser.verb_group(verb), lemma, denied)


def _passive_judgement(verb: Token, lemma: str, cues: Cues) -> Iterator[ReportingEvent]:
    """Find "was branded a liar by Ann Lee", "Denounced as a traitor by Ann Lee, he left"."""
    judged = _judgement(verb, lemma, cues)
    thing = next((child for child in verb.lefts if child.dep_ == "nsubjpass"), None)
    is_owned = thing is not None and reporting_nominals.has_other_owner(thing, cues)
    if judged is None or verb.tag_ != "VBN" or is_owned:
        return
    link = next((c for c in judged.rights if c.dep_ == "prep" and c.lower_ == BY), None)
    speaker = grammar_parser.agent_of(verb)
    end = judged.right_edge.i + 1
    if speaker is None and link is not None:
        speaker = next((inner for inner in link.rights if inner.dep_ == "pobj"), None)
        end = link.i
    if speaker is None or judged.left_edge.i <= speaker.i < end:
        return
    pieces = (*reported_actions.passive_subject(verb), (judged.left_edge.i, end))
    yield ReportingEvent(pieces, speaker, grammar_parser.verb_group(verb), lemma)


def _judgement(verb: Token, lemma: str, cues: Cues) -> Token | None:
    """Return what somebody is called: "a liar", or the same after "as"."""
    if lemma in cues.judging:
        kinds = ("oprd", "attr", "acomp", "dobj")
        judged = next((c for c in verb.rights if c.dep_ in kinds), None)
        if judged is not None:
            return judged
    allowed = cues.preposition.get(lemma, ())
    for link in verb.rights:
        if link.dep_ == "prep" and link.lower_ in cues.like and link.lower_ in allowed:
            return next((c for c in link.rights if c.dep_ in ("pobj", "amod", "pcomp")), None)
    return None


def _may_be_bare(thing: Token, lemma: str, cues: Cues) -> bool:
    """Return whether a pronoun alone is content: "called it off", "denied this"."""
    after = thing.nbor(1) if thing.i + 1 < thing.sent.end else thing
    is_last = thing.tag_ == "PRP" or after == thing or after.is_punct or after.dep_ == "cc"
    is_denied = (
        is_last and lemma in cues.refusals["denying"] and thing.lower_ in cues.refusals["bare"]
    )
    return lemma in cues.judging or is_denied


def _is_denied(verb: Token, thing: Token, lemma: str, cues: Cues) -> bool:
    """Return whether the object is denied: rejecting a claim denies it, but not a plan."""
    if cues.lemma(thing) in cues.refusals["charges"] and lemma in cues.turning_down:
        return not grammar_parser.is_negated(verb)
    if lemma not in cues.denial or grammar_parser.is_negated(verb):
        return False
    return (
        lemma in cues.flat
        or cues.lemma(thing) in cues.asserted
        or thing.lower_ in cues.definite
    )


def find_judgements(verb: Token, lemma: str, cues: Cues) -> Iterator[ReportingEvent]:
    """Find judgements quoted after "as", with any verb: "painted the plan as “a joke”"."""
    thing = next((child for child in verb.rights if child.dep_ == "dobj"), None)
    link = next((child for child in verb.rights if child.lower_ in cues.like), None)
    speaker = grammar_parser.subject_of(verb)
    if thing is None or link is None or speaker is None or link.i < thing.i:
        return
    words = verb.doc[link.i + 1 : min(link.i + LONGEST_JUDGEMENT, verb.sent.end)]
    marks = [word.i for word in words if word.text == '"']
    if len(marks) > 1 and marks[0] - link.i <= TELLING:
        span = thing.left_edge.i, _last_in_row(marks) + 1
        known = lemma in cues.object or lemma in cues.preposition
        yield ReportingEvent(
            (span,), speaker, grammar_parser.verb_group(verb), lemma if known else "describe"
        )


def _last_in_row(marks: list[int]) -> int:
    """Return the last mark of quotations that are one word apart: “a cheat” and “a liar”."""
    last = marks[1]
    for opening, closing in zip(marks[2::2], marks[3::2], strict=False):
        if opening - last > TELLING:
            break
        last = closing
    return last


def _end_of_object(verb: Token, thing: Token, cues: Cues) -> int:
    """Return the end of the object with its judgement: "the plan (as) a mistake"."""
    end = thing.right_edge.i + 1
    judgement = next((c for c in verb.rights if c.dep_ == "oprd" and c.i > thing.i), None)
    if judgement is not None and judgement.left_edge.i > end:
        end = judgement.left_edge.i
    end = span_ends.extend_past_examples(thing, end, cues)
    if cues.lemma(verb) in cues.estimates["numeric"] | cues.estimates["dated"]:
        end = estimates.end_with_comparison(verb, _before_apposition(thing, end), cues)
    for later in verb.rights:
        if later.i < thing.i or later.left_edge.i != end:
            continue
        if later.dep_ == "prep" and later.lower_ not in cues.completes:
            break
        if later.dep_ in ("oprd", "xcomp", "prep", "acomp", "attr"):
            end = later.right_edge.i + 1
    return end


def _before_apposition(thing: Token, end: int) -> int:
    """Return the end without the remark of "growth of 2 percent, half of last year"."""
    later = (child.left_edge.i for child in thing.rights if child.dep_ == "appos")
    return next((i - 1 for i in later if thing.doc[i - 1].text == ","), end)


def _names_or_counts(words: list[Token]) -> bool:
    """Return whether a name or a number is content: "blamed Ann Lee", "for 14 of 20"."""
    is_name = words[0].pos_ == "PROPN" and words[0].ent_type_ in NAMED
    return is_name or any(word.pos_ == "NUM" for word in words)


def is_content(verb: Token, lemma: str, span: Span, cues: Cues) -> bool:
    """Return whether these words are content, not just the topic ("doubt the figure")."""
    words = [verb.doc[index] for index in range(*span)]
    if any(word.pos_ in grammar_parser.VERBS or word.text == '"' for word in words):
        return True
    if lemma in cues.blaming and _names_or_counts(words):
        return True
    if lemma in cues.judging:
        return any(child.dep_ in ("oprd", "acomp", "ccomp") for child in verb.children)
    is_mere = len(words) < TELLING and words[0].lower_ in cues.definite
    takes_sides = lemma in cues.denial or any(cues.implies_type(lemma, kind) for kind in SIDES)
    if is_mere and lemma in cues.refusals["admitting"]:
        return True
    return lemma not in cues.topical and (takes_sides or not is_mere)
