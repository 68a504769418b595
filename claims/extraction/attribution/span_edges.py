"""Trim reported words: punctuation and a leading "that" go, quotations stay whole.

Method: surface patterns around the span that the parser gives, because small parsers often
attach punctuation wrongly (Kummerfeld, Hall, Curran, Klein, "Parser Showdown at the Wall Street
Corral", EMNLP 2012).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from claims.extraction.attribution.clause_spans import NEXT_SUBJECT
from claims.extraction.attribution.span_ends import SMALLEST
from claims.extraction.grammar.parser import agent_of
from claims.extraction.lexicon.cues import Cues
from claims.extraction.text.span import Span

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

JOINT = 2
APPOSED = ("appos", "npadvmod", "dobj", "attr", "conj", "dep")
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
TRIMMED = {",", ".", ";", ":", "-", "--", "–", "—", "...", "…", "?", "!"}


def trim_span(
    sentence: Tokens, span: Span, cues: Cues, *, cue: Span | None = None, least: int = SMALLEST
) -> Span | None:
    """Trim a leading "that" and surrounding punctuation, keeping paired quotation marks.

    Fewer than `least` words are no statement; one word can be a part of one. The cue that may
    follow is never a part.
    """
    doc = sentence.doc
    start, end = max(span[0], sentence.start), min(span[1], sentence.end)
    while start < end and (
        doc[start].text in TRIMMED
        or (doc[start].tag_ == "RB" and start + 1 < end and doc[start + 1].lower_ in cues.that)
        or (
            doc[start].lower_ in cues.that
            and (doc[start].dep_ == "mark" or doc[start].tag_ == "WDT")
        )
    ):
        start += 1
    while end > start and (doc[end - 1].text in TRIMMED or doc[end - 1].dep_ == "cc"):
        end -= 1
    if cue is None or end != cue[0]:
        end = _end_of_subject(sentence, start, _repaired_end(sentence, start, end))
    end = _extend_past_quoted(sentence, start, end, cues)
    marks = [index for index in range(start, end) if doc[index].text == '"']
    if len(marks) % 2 and marks:
        if marks[0] == start:
            start += 1
        elif marks[-1] == end - 1:
            end -= 1
        elif end < sentence.end and doc[end].text == '"':
            end += 1
        elif end + 1 < sentence.end and doc[end].text in TRIMMED and doc[end + 1].text == '"':
            end += 2
        elif start > sentence.start and doc[start - 1].text == '"':
            start -= 1
    while end > start and doc[end - 1].text in TRIMMED:
        end -= 1
    return (start, end) if end - start >= least else None


def end_before_contained(sentence: Tokens, span: Span, cues: Cues) -> Span:
    """Cut a span before ", one of whom warned that …": these are somebody else's words."""
    doc, (start, end) = sentence.doc, span
    for index in range(start + SMALLEST, end):
        word = doc[index]
        if _opens_other_report(word, end, cues):
            return start, index
        if word.dep_ in APPOSED and _is_answered(word, cues):
            return start, word.left_edge.i - 1
        part = word.head.head if word.tag_ == "WP" and word.dep_ == "pobj" else word
        if part == word or part.dep_ != "nsubj" or part.head.dep_ != "relcl":
            continue
        comma = part.left_edge.i - 1
        if (
            comma > start
            and doc[comma].text == ","
            and cues.is_strong_cue(cues.lemma(part.head))
        ):
            return start, comma
    return span


def _opens_other_report(who: Token, end: int, cues: Cues) -> bool:
    """Return whether ", who had said that …" begins here and reaches the end of the span."""
    verb, before = who.head, who.doc[who.i - 1]
    if who.tag_ == "WDT" and before.text == ",":
        return _is_said_of(who, end, cues)
    if who.tag_ != "WP" or who.dep_ != "nsubj" or verb.dep_ != "relcl" or before.text != ",":
        return False
    has_content = any(child.dep_ == "ccomp" and child.i > verb.i for child in verb.rights)
    is_last = verb.right_edge.i + SMALLEST >= end
    return has_content and is_last and cues.is_strong_cue(cues.lemma(verb))


def _is_backed(verb: Token, cues: Cues) -> bool:
    """Return whether somebody else confirms it: "an account supported by Ann Lee"."""
    agent = agent_of(verb)
    return verb.tag_ == "VBN" and agent is not None and cues.is_cue(cues.lemma(verb))


def _is_answered(noun: Token, cues: Cues) -> bool:
    """Return whether ", a claim that Lee disputed" begins with this noun's article."""
    before = noun.doc[noun.left_edge.i - 1] if noun.left_edge.i > noun.sent.start else noun
    lemma = cues.lemma(noun)
    is_noun = noun.pos_ == "NOUN" and (lemma in cues.asserted or lemma in cues.nouns)
    if not is_noun or before.text != "," or noun.left_edge.tag_ != "DT":
        return False
    return any(
        child.dep_ in ("relcl", "acl")
        and (cues.is_strong_cue(cues.lemma(child)) or _is_backed(child, cues))
        for child in noun.rights
    )


def _is_said_of(which: Token, end: int, cues: Cues) -> bool:
    """Return whether ", which inspectors say it could build" begins here."""
    cue = next((a for a in which.ancestors if a.dep_ == "relcl"), None)
    if cue is None or cue.right_edge.i + SMALLEST < end or which in cue.children:
        return False
    subject = next((c for c in cue.lefts if c.dep_ == "nsubj"), None)
    is_other = subject is not None and subject.pos_ in ("NOUN", "PROPN")
    return is_other and cues.is_strong_cue(cues.lemma(cue))


def _extend_past_quoted(sentence: Tokens, start: int, end: int, cues: Cues) -> int:
    """Return the end including what depends on quoted words: "a “grave threat” to peace"."""
    doc = sentence.doc
    close = end if end < sentence.end and doc[end].text == '"' else end - 1
    after = close + 1
    if close <= start or doc[close].text != '"' or after >= sentence.end:
        return end
    is_hung = doc[after].dep_ == "prep" and start <= doc[after].head.i < close
    if not is_hung or doc[after].lower_ not in cues.ties:
        return end
    return min(doc[after].right_edge.i + 1, sentence.end)


def _end_of_subject(sentence: Tokens, start: int, end: int) -> int:
    """Return the end of a quotation that is a subject: The claim that "all is well" was …"""
    doc = sentence.doc
    if start >= end or doc[start].text != '"':
        return end
    close = next((index for index in range(start + 1, end) if doc[index].text == '"'), end)
    if close + 1 < end and doc[close + 1].tag_ in ("VBZ", "VBD", "VBP", "MD"):
        return close + 1
    return end


def _repaired_end(sentence: Tokens, start: int, end: int) -> int:
    """Return the right end if the parser cut off before a verb.

    In "to meet Lee and his team is packing", the words before the verb are its subject. If no
    second subject is joined with "and", the rest of the clause belongs to the span.
    """
    doc = sentence.doc
    if end >= sentence.end or doc[end].tag_ not in ("VBZ", "VBD", "VBP", "MD"):
        return end
    for index in range(end - 1, max(start, end - NEXT_SUBJECT), -1):
        if doc[index].dep_ == "cc":
            return index
    verb = doc[end].head if doc[end].dep_ in ("aux", "auxpass") else doc[end]
    if any(child.dep_ in SUBJECTS and child.i < start for child in verb.lefts):
        return end
    return max(end, min(verb.right_edge.i + 1, sentence.end))


def extend_to_quoted(sentence: Tokens, piece: Span, quoted: frozenset[int]) -> Span:
    """Extend a piece to words quoted right after it: "to reopen it “within weeks”"."""
    end = piece[1]
    if end + 1 >= sentence.end or end + 1 not in quoted or end in quoted:
        return piece
    last = end + 1
    while last < sentence.end and last in quoted:
        last += 1
    return piece[0], min(last + 1, sentence.end)


def quoted_spans_after(
    sentence: Tokens, pieces: tuple[Span, ...], cue: Span | None, quoted: frozenset[int]
) -> Iterator[Span]:
    """Yield the quotation after an interrupting cue: "The offer was, she said, “very kind”"."""
    if cue is None or len(pieces) != 1 or pieces[0][1] > cue[0]:
        return
    start = cue[1]
    while start < sentence.end and start not in quoted and start - cue[1] < JOINT:
        start += 1
    if start in quoted and sentence.doc[cue[1]].text == ",":
        last = start
        while last < sentence.end and last in quoted:
            last += 1
        yield start - 1, min(last + 1, sentence.end)
