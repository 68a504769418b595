"""Find where a reported clause begins and ends.

Method: the subtree of the clause in the dependency parse, corrected where small parsers often
attach words wrongly (coordination and trailing participles; Kummerfeld, Hall, Curran, Klein,
"Parser Showdown at the Wall Street Corral", EMNLP 2012, counts which errors are common).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.attribution import span_ends
from claims.extraction.grammar import parser as grammar_parser
from claims.extraction.lexicon.cues import Cues
from claims.extraction.text.span import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

NEXT_SUBJECT = 7
JOINT = 2
TOWARD = ("to",)
LONGEST_ASIDE = 20
PARTS = (",", '"', "-", "--", "–", "—")
CLIMB = 6
PARTICIPLES = ("VBN", "VBD")


def content_spans(clause: Token, verb: Token, cues: Cues) -> list[Span]:
    """Return the spans of a reported clause: two if the cue interrupts it.

    A trailing "though …" after a comma is left out: it is the article's own remark.
    """
    start = clause.left_edge.i
    end = _end_of_clause(clause, verb, cues)
    if clause.i > verb.i:
        end = _with_second_clause(verb, end, cues)
    if start < verb.i < end:
        left = min((t.i for t in _cue_words(verb)), default=verb.i)
        right = max((t.i for t in _cue_words(verb)), default=verb.i) + 1
        return [(start, left), (right, end)]
    if end <= verb.i:
        return [(start, end)]
    start = _after_occasion(
        _with_subject(verb, max(start, verb.i + 1), cues), end, clause, cues
    )
    before = _before_cue(verb)
    pieces = [before] if before is not None else []
    end = span_ends.extend_past_comma(verb, start, end)
    return [*pieces, (start, span_ends.extend_past_colon(verb, end))]


def _after_occasion(start: int, end: int, clause: Token, cues: Cues) -> int:
    """Return the start of the content of "said, when asked about pay, that it had …"."""
    doc = clause.doc
    first = start + 1 if doc[start].text == "," else start
    if first + 1 >= end or doc[first].tag_ != "WRB" or doc[first + 1].tag_ not in PARTICIPLES:
        return start
    stop = min(first + LONGEST_ASIDE, end)
    return next((i + 1 for i in range(first, stop) if doc[i].lower_ in cues.that), start)


def _before_cue(verb: Token) -> Span | None:
    """Return the words before a cue between commas: "If it fails, she said, they will"."""
    doc = verb.doc
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if subject is None:
        return None
    first = min(subject.left_edge.i, verb.i)
    last = max(subject.right_edge.i, verb.i)
    start = verb.left_edge.i
    is_aside = first - 1 > start and doc[first - 1].text == ","
    if not is_aside or last + 1 >= len(doc) or doc[last + 1].text != ",":
        return None
    while start < first and (doc[start].dep_ == "cc" or doc[start].is_punct):
        start += 1
    words = doc[start : first - 1]
    return (
        (start, first - 1) if any(word.pos_ in grammar_parser.VERBS for word in words) else None
    )


def _with_subject(verb: Token, start: int, cues: Cues) -> int:
    """Return the start of "said the trains, all of them, were late" if the parser lost it."""
    doc = verb.doc
    first = start
    while first + 1 < verb.sent.end and doc[first].text in ('"', ","):
        first += 1
    lost = (
        doc[first].tag_ in grammar_parser.FINITE and doc[max(verb.i, start - 1)].text in PARTS
    )
    if not lost or verb.lemma_ in cues.addressing:
        return start
    return verb.i + 1


def _end_of_clause(clause: Token, verb: Token, cues: Cues) -> int:
    """Return where the clause ends and the article's own words continue.

    It ends at a trailing "though …", and at a second reporting verb with the same subject that
    the parser attached to the clause: "said it would close and called for help".
    """
    end = clause.right_edge.i + 1
    for child in clause.rights:
        first = child.left_edge
        after_comma = first.i > clause.i and first.nbor(-1).text == ","
        if child.dep_ == "advcl" and first.lower_ in cues.breaks_off and after_comma:
            end = min(end, first.i)
    for token in clause.doc[clause.i + 1 : end]:
        if continues_about_speaker(token, cues) or _sets_against(token, cues):
            end = token.left_edge.i if token.dep_ == "advcl" else token.i
            break
    for link in clause.conjuncts:
        if clause.i < link.i < end and _is_about_who(link):
            end = link.left_edge.i - 1
        if link.i <= clause.i or link.i >= end or link.tag_ != verb.tag_:
            continue
        shares = not any(child.dep_ in grammar_parser.SUBJECTS for child in link.children)
        if (
            shares
            and link.lemma_.lower() in cues.clause | cues.object
            and clause.tag_ != link.tag_
        ):
            before = link.left_edge.i - 1
            end = min(end, before if link.doc[before].dep_ == "cc" else link.left_edge.i)
    return end


def _is_about_who(link: Token) -> bool:
    """Return whether a joined clause has "who" as its subject: "and who holds it"."""
    return any(c.dep_ == "nsubj" and c.tag_ == "WP" for c in link.lefts)


def _with_second_clause(verb: Token, end: int, cues: Cues) -> int:
    """Return the end of "that A and B did" if the parser attached B to the cue.

    B belongs to the reported words if no comma separates it from A, or if it has quoted words.
    """
    doc = verb.doc
    for link in verb.conjuncts:
        if link.i < end or not any(
            child.dep_ in grammar_parser.SUBJECTS for child in link.children
        ):
            continue
        if has_own_report(link, cues) or _judges_something(link, cues):
            return end
        start, stop = link.left_edge.i, link.right_edge.i + 1
        parted = any(doc[index].text in (",", ";") for index in range(end - 1, start))
        quoted = any(doc[index].text == '"' for index in range(start, stop))
        if start - end <= JOINT and (quoted or not parted):
            return stop
    return end


def has_own_report(link: Token, cues: Cues) -> bool:
    """Return whether a joined clause reports somebody else: "but residents argue that …"."""
    if any(child.lower_ in cues.according for child in link.children):
        return True
    if any(c.dep_ == "parataxis" and cues.is_strong_cue(cues.lemma(c)) for c in link.lefts):
        return True
    subject = next((c for c in link.lefts if c.dep_ in grammar_parser.SUBJECTS), None)
    lemma = cues.lemma(link)
    if subject is None or subject.pos_ == "PRON" or not cues.is_speech(lemma):
        return False
    if any(continues_about_speaker(child, cues) for child in link.rights):
        return True
    contents = [child for child in link.rights if child.dep_ == "ccomp"]
    has_that = any(mark.lower_ in cues.that for child in contents for mark in child.lefts)
    return has_that or (bool(contents) and cues.is_strong_cue(lemma))


def _judges_something(link: Token, cues: Cues) -> bool:
    """Return whether a joined clause is a report with an object: "; Day called it a joke"."""
    lemma = cues.lemma(link)
    subject = next((c for c in link.lefts if c.dep_ == "nsubj"), None)
    return (
        subject is not None
        and subject.pos_ != "PRON"
        and lemma in cues.object
        and cues.is_strong_cue(lemma)
        and any(child.dep_ == "dobj" for child in link.rights)
    )


def end_before_other_report(clause: Token, end: int, cues: Cues) -> int:
    """Return where the words of one speaker end if a clause with another speaker is joined."""
    doc = clause.doc
    for aside in clause.rights:
        if aside.i < end and _sets_against(aside, cues):
            return aside.left_edge.i - 1
    for link in clause.conjuncts:
        if link.i < clause.i or link.i >= end or not has_own_report(link, cues):
            continue
        start = link.left_edge.i
        while start > clause.i + 1 and (doc[start - 1].dep_ == "cc" or doc[start - 1].is_punct):
            start -= 1
        return min(start, end)
    return end


def clause_after_aside(verb: Token, cues: Cues) -> Token | None:
    """Return the clause of "said in a statement that …", which parsers attach to the noun.

    In "replied to the claim by Lee that …" it does belong to the noun.
    """
    doc = verb.doc
    for index in range(verb.i + 1, min(verb.i + LONGEST_ASIDE, verb.sent.end)):
        token = doc[index]
        is_joint = token.dep_ == "cc" and token.head.pos_ not in ("NOUN", "PROPN", "NUM")
        is_verb = token.pos_ in grammar_parser.VERBS and token.dep_ != "pcomp"
        if is_verb or is_joint:
            return None
        if token.lower_ not in cues.that or not _begins_clause(token):
            continue
        clause: Token = token.head
        aside = clause.head
        if aside.head.lower_ in TOWARD and _has_source(aside, cues):
            return None
        while aside.head not in (verb, aside):
            aside = aside.head
        is_aside = aside.dep_ == "prep" and aside.lower_ in cues.aside
        is_addressed = aside.dep_ in ("dobj", "dative") and verb.lemma_ in cues.addressing
        return clause if aside.head == verb and (is_aside or is_addressed) else None
    return None


def _has_source(noun: Token, cues: Cues) -> bool:
    """Return whether "by" somebody comes after a noun of speech: "the claim by Lee"."""
    return cues.lemma(noun) in cues.nouns and any(
        child.lower_ in cues.sources for child in noun.rights
    )


def _begins_clause(that: Token) -> bool:
    """Return whether "that" is a conjunction, or a pronoun next to another subject."""
    is_object = that.dep_ == "dobj" and that.head.dep_ == "relcl"
    subjects = (child for child in that.head.lefts if child.dep_ in grammar_parser.SUBJECTS)
    return that.dep_ == "mark" or (is_object and next(subjects, None) is not None)


def _cue_words(verb: Token) -> list[Token]:
    words = [verb]
    for child in verb.children:
        if child.dep_ in (
            "nsubj",
            "aux",
            "dative",
            "npadvmod",
            "advmod",
            "prep",
            "dobj",
            "neg",
        ):
            words.extend(child.subtree)
    return words


def continues_about_speaker(verb: Token, cues: Cues) -> bool:
    """Return whether a participle continues with the same speaker: "…, adding that"."""
    if verb.tag_ != "VBG" or verb.lemma_.lower() not in cues.clause:
        return False
    if _elaborates_inner(verb, cues):
        return False
    before = verb.i - 1
    while before > verb.sent.start and verb.doc[before].text == '"':
        before -= 1
    return verb.doc[before].text == "," and any(
        child.dep_ == "ccomp" and child.i > verb.i for child in verb.children
    )


def _elaborates_inner(verb: Token, cues: Cues) -> bool:
    """Return whether it tells how somebody inside the report spoke: "threatened her, saying".

    "Said that Day threatened her, saying he would …": who says doesn't say that they say.
    """
    inner = verb.head
    if inner.dep_ != "ccomp" or inner.head.pos_ not in grammar_parser.VERBS:
        return False
    is_same = cues.lemma(verb) in cues.plain - cues.continuing
    return is_same and cues.is_strong_cue(cues.lemma(inner)) and inner.i > inner.head.i


def _sets_against(verb: Token, cues: Cues) -> bool:
    """Return whether another speaker follows: "…, while farmers warned that"."""
    first = verb.left_edge
    sets_against = cues.sets_against | cues.breaks_off
    if verb.dep_ != "advcl" or first.lower_ not in sets_against or first.i == 0:
        return False
    lemma = cues.lemma(verb)
    takes = ("ccomp", "dobj") if lemma in cues.object and lemma not in cues.weak else ("ccomp",)
    is_report = any(child.dep_ in takes and child.i > verb.i for child in verb.rights)
    is_cue = lemma in cues.clause or "dobj" in takes
    return is_report and first.nbor(-1).text == "," and is_cue
