"""Find whose view a sentence is: "by their count, …", "to hear Lee tell it, …", "for Lee, …".

Method: these phrases are adjuncts of the whole clause, like "according to" (the adjunct cues of
Pareti, "PARC 3.0: A Corpus of Attribution Relations", LREC 2016), and viewpoint subjuncts
(Quirk, Greenbaum, Leech, Svartvik, "A Comprehensive Grammar of the English Language", 1985,
8.89). A view after "for" or "to" needs a judgement: "For Lee, it was a third win" has none.
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
GROUPS = ("NORP", "GPE", "ORG", "PERSON")
SUPERLATIVES = ("JJS", "RBS")
NUMBERS = ("ORDINAL", "CARDINAL")


def is_view(token: Token, cues: Cues) -> bool:
    """Return whether a phrase that names a view may begin here: "by", "for", "to hear"."""
    if token.dep_ == "prep":
        return token.lower_ in cues.perspectives or _opens_viewpoint(token, cues)
    return token.dep_ == "advcl" and _may_frame(token, cues)


def _may_frame(verb: Token, cues: Cues) -> bool:
    lemma = cues.lemma(verb)
    views = cues.views
    return lemma in views["hearing"] or lemma in views["believing"] or lemma in views["framing"]


def find_views(token: Token, cues: Cues) -> Iterator[ReportingEvent]:
    """Yield the report of a phrase that names whose view the rest of its clause is."""
    if token.dep_ == "advcl":
        yield from _find_framed_views(token, cues)
        return
    if token.lower_ in cues.perspectives:
        yield from _find_perspectives(token, cues)
    if _opens_viewpoint(token, cues):
        yield from _find_viewpoints(token, cues)


def _find_perspectives(link: Token, cues: Cues) -> Iterator[ReportingEvent]:
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
    clause = _clause_above(link)
    if clause is None or not (opens and closes) or _is_report(clause, cues):
        return
    if any(child.lower_ == "that" for child in noun.rights):
        return
    if speaker.tag_ == "PRP$":
        if _is_named_by_cue(clause, end):
            return
        speaker = _bound_owner(noun, clause, cues) or speaker
    pieces = _around(clause, start, end, cues)
    yield ReportingEvent(pieces, speaker, (link.i, link.i + 1), cues.lemma(noun))


def _clause_above(link: Token) -> Token | None:
    """Return the verb of the clause that the phrase belongs to.

    After a comma it belongs to the main clause: "had died since May, by its count".
    """
    clause = link.head
    while clause.head != clause and clause.pos_ not in grammar_parser.VERBS:
        clause = clause.head
    is_apart = link.i > clause.i and link.nbor(-1).text == ","
    if is_apart and clause.dep_ == "advcl" and clause.head.i < clause.i:
        clause = clause.head
    return clause if clause.pos_ in grammar_parser.VERBS else None


def _is_report(clause: Token, cues: Cues) -> bool:
    """Return whether the clause itself reports: "In his account, Lee claims that …"."""
    return cues.is_strong_cue(cues.lemma(clause)) and any(
        child.dep_ == "ccomp" and child.i > clause.i for child in clause.rights
    )


def _around(clause: Token, start: int, end: int, cues: Cues) -> tuple[Span, ...]:
    """Return the words of the clause before and after the phrase."""
    first, last = clause.left_edge.i, clause.right_edge.i + 1
    last = clause_spans.end_before_other_report(clause, last, cues)
    pieces = [(first, min(start, last)), (max(end, first), last)]
    return tuple(piece for piece in pieces if piece[1] > piece[0])


def _is_named_by_cue(clause: Token, end: int) -> bool:
    """Return whether a cue right after it names her: "In her view, writes Ann Lee, …"."""
    return any(
        child.dep_ == "parataxis" and end <= child.left_edge.i <= end + 1
        for child in clause.lefts
    )


def _bound_owner(noun: Token, clause: Token, cues: Cues) -> Token | None:
    """Return whom "his own" refers to: the subject ("By his own account, Lee slept")."""
    if not any(child.lower_ in cues.views["own"] for child in noun.lefts):
        return None
    subject = next((c for c in clause.lefts if c.dep_ in ("nsubj", "nsubjpass")), None)
    return subject if subject is not None and subject.pos_ == "PROPN" else None


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


def _opens_viewpoint(link: Token, cues: Cues) -> bool:
    """Return whether "for" or "to" begins the sentence, or the clause after ";" or "but"."""
    if link.lower_ not in cues.views["for"]:
        return False
    before = link.doc[link.i - 1] if link.i > link.sent.start else None
    return before is None or before.text in (";", "—", "–") or before.dep_ == "cc"


def _find_viewpoints(link: Token, cues: Cues) -> Iterator[ReportingEvent]:
    """Find "For Ann Lee, the deficit is too small", "To Lee, it was “a farce”"."""
    person = next((child for child in link.rights if child.dep_ == "pobj"), None)
    if person is None or person.pos_ != "PROPN" or person.ent_type_ not in ("PERSON", ""):
        return
    clause, doc = _clause_above(link), link.doc
    end = link.right_edge.i + 1
    if clause is None or end >= link.sent.end or clause.i < end:
        return
    if doc[end].text in COMMAS:
        end += 1
    elif doc[end - 1].text not in COMMAS:
        return
    is_past = clause.tag_ == "VBD" or any(c.tag_ == "VBD" for c in clause.lefts)
    is_quoted = any(word.text == '"' for word in doc[end : clause.right_edge.i + 1])
    if not is_quoted and (is_past or not _is_judgement(clause, cues)):
        return
    last = clause_spans.end_before_other_report(clause, clause.right_edge.i + 1, cues)
    yield ReportingEvent(((end, last),), person, (link.i, link.i + 1), "see")


def _is_judgement(clause: Token, cues: Cues) -> bool:
    """Return whether a clause judges something: with an adjective or a superlative."""
    if cues.lemma(clause) not in cues.views["seeming"]:
        return False
    after = clause.doc[clause.i : clause.right_edge.i + 1]
    if any(word.ent_type_ in NUMBERS for word in after):
        return False
    adjectives = [c for c in clause.rights if c.dep_ == "acomp" and c.tag_ != "VBN"]
    return bool(adjectives) or any(word.tag_ in SUPERLATIVES for word in after)


def _find_framed_views(verb: Token, cues: Cues) -> Iterator[ReportingEvent]:
    """Find "To hear Lee tell it, …", "If Lee is to be believed, …"."""
    speaker = _heard(verb, cues) or _believed(verb, cues) or _concerned(verb, cues)
    clause = verb.head
    if clause.pos_ == "ADV" and speaker is not None:  # "far" of "as far as"
        clause = clause.head
    if speaker is None or clause.pos_ not in grammar_parser.VERBS or clause == verb:
        return
    if speaker.morph.get("Person", ["3"]) != ["3"]:
        return
    cue = verb.left_edge.i, verb.i + 1
    start = verb.head.left_edge.i if verb.head.pos_ == "ADV" else verb.left_edge.i
    pieces = _around(clause, start, verb.right_edge.i + 1, cues)
    yield ReportingEvent(pieces, speaker, cue, "tell")


def _heard(verb: Token, cues: Cues) -> Token | None:
    """Return the speaker of "to hear Lee tell it"."""
    if cues.lemma(verb) not in cues.views["hearing"] or verb.left_edge.tag_ != "TO":
        return None
    telling = next((c for c in verb.rights if c.dep_ in ("ccomp", "xcomp")), None)
    if telling is None or cues.lemma(telling) not in cues.views["telling"]:
        return None
    return next((c for c in telling.lefts if c.dep_ == "nsubj"), None)


def _concerned(verb: Token, cues: Cues) -> Token | None:
    """Return the speaker of "as far as Lee is concerned"."""
    is_far = verb.head.lower_ in cues.views["far"] and verb.tag_ == "VBN"
    subject = next((c for c in verb.lefts if c.dep_ == "nsubjpass"), None)
    is_somebody = subject is not None and subject.ent_type_ in GROUPS
    return subject if is_far and is_somebody else None


def _believed(verb: Token, cues: Cues) -> Token | None:
    """Return the speaker of "if Lee is to be believed", "if Lee is right"."""
    if verb.left_edge.lower_ not in cues.supposing:
        return None
    subject = next((c for c in verb.lefts if c.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None:
        return None
    if cues.lemma(verb) in cues.views["believing"]:
        is_passive = any(child.dep_ == "auxpass" for child in verb.lefts)
        believed = next((c for c in verb.rights if c.dep_ == "dobj"), None)
        return subject if is_passive else (believed if subject.pos_ == "PRON" else None)
    is_trusted = any(
        (c.dep_ == "xcomp" and cues.lemma(c) in cues.views["believing"])
        or (c.dep_ == "acomp" and c.lower_ in cues.views["right"])
        for c in verb.rights
    )
    is_somebody = subject.pos_ == "PROPN" or cues.lemma(subject) in cues.estimates["sources"]
    return subject if is_trusted and is_somebody else None
