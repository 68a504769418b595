"""Attribute direct speech: find in its own sentence who said a quotation.

Method: sieves, the most certain first, after Muzny et al., "A Two-stage Sieve Approach for
Quote Attribution", EACL 2017, and O'Keefe et al., "A Sequence Labelling Approach to Quote
Attribution", EMNLP 2012: the verb to which the parser attaches the quotation, the nearest
reporting verb in its sentence, then the speaker of the quotation before it or of the words
that introduce it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.attribution import paragraph_speakers
from claims.extraction.attribution.reporting_event import ReportingEvent
from claims.extraction.attribution.utterances import UTTERANCE
from claims.extraction.grammar import headlines
from claims.extraction.grammar import parser as grammar_parser
from claims.extraction.lexicon.cues import Cues
from claims.extraction.lexicon.people import PeopleLexicon
from claims.extraction.text.span import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Tokens

NEAR = 14
NEXT_WORDS = 6
NO_SPEAKER = ("compound", "poss", "pobj", "npadvmod")
CONTENT = ("ccomp", "parataxis", "dobj", "dep", "advcl", "conj")
DASHES = ("―", "—", "–", "-", "--")


def attribute_utterances(
    sentence: Tokens, folded: list[Span], cues: Cues
) -> list[ReportingEvent | None]:
    """Return, for each folded utterance of a sentence, who said it by that sentence alone."""
    inside = {index for start, end in folded for index in range(start, end)}
    return [_attribute_in_sentence(sentence, span, inside, cues) for span in folded]


def _attribute_in_sentence(
    sentence: Tokens, span: Span, inside: set[int], cues: Cues
) -> ReportingEvent | None:
    verb = _connected_verb(sentence, span, inside, cues)
    nearest = _nearest_verb(sentence, span, inside, cues)
    is_cue = verb is not None and cues.lemma(verb) in cues.clause
    if not is_cue or (
        nearest is not None and verb is not None and verb.i < nearest.i < span[0]
    ):
        verb = nearest or verb
    if verb is not None:
        speaker = paragraph_speakers.find_copular_speaker(verb, cues)
        speaker = speaker or grammar_parser.subject_of(verb)
        if speaker is None or speaker.i in inside:
            speaker = _adjacent_noun(verb, inside)
        cue = grammar_parser.verb_group(verb)
        return ReportingEvent((span,), speaker, cue, verb.lemma_.lower())
    return (
        _signature(sentence, span)
        or _according_to(sentence, span, inside, cues)
        or _label(sentence, span, cues)
        or _acting_person(sentence, span)
    )


def _connected_verb(sentence: Tokens, span: Span, inside: set[int], cues: Cues) -> Token | None:
    """Return the verb outside the quotation that the parser connects with it."""
    doc = sentence.doc
    for index in range(*span):
        token = doc[index]
        head = token.head
        is_outside = head.i not in inside and head.pos_ in grammar_parser.VERBS
        if is_outside and token.dep_ in CONTENT and _is_near(head, span, cues):
            return head
        for child in token.children:
            is_cue = child.pos_ in grammar_parser.VERBS and child.lemma_.lower() in cues.clause
            if is_cue and child.i not in inside and _is_near(child, span, cues):
                return child
    return None


def _is_near(verb: Token, span: Span, cues: Cues) -> bool:
    distance = verb.i - span[1] if verb.i >= span[1] else span[0] - verb.i
    return distance <= (2 * NEAR if verb.lemma_.lower() in cues.clause else NEAR // 2)


def _nearest_verb(sentence: Tokens, span: Span, inside: set[int], cues: Cues) -> Token | None:
    """Return the nearest reporting verb within a few words."""
    best: tuple[int, Token] | None = None
    for token in sentence:
        if token.i in inside or token.pos_ not in grammar_parser.VERBS:
            continue
        if token.lemma_.lower() not in cues.clause or _is_fronted_participle(token):
            continue
        distance = token.i - span[1] if token.i >= span[1] else span[0] - token.i
        if distance <= NEAR and (best is None or distance < best[0]):
            best = (distance, token)
    return best[1] if best else None


def _is_fronted_participle(verb: Token) -> bool:
    """Return whether somebody else's verb comes before the sentence: "Asked why, he typed"."""
    is_participle = verb.tag_ in ("VBN", "VBD") and verb.dep_ == "advcl"
    return (
        is_participle
        and verb.i < verb.head.i
        and not any(child.dep_ in grammar_parser.SUBJECTS for child in verb.lefts)
    )


def _adjacent_noun(verb: Token, inside: set[int]) -> Token | None:
    """Return a noun right after or before the verb, if the parser found no subject."""
    after = range(verb.i + 1, min(verb.i + NEXT_WORDS, len(verb.doc)))
    before = range(verb.i - 1, max(verb.i - NEXT_WORDS, -1), -1)
    return _first_noun(verb.doc, after, inside) or _first_noun(verb.doc, before, inside)


def _first_noun(doc: Doc, indices: range, inside: set[int]) -> Token | None:
    for index in indices:
        token: Token = doc[index]
        if index in inside:
            return None
        if token.pos_ in ("PROPN", "PRON", "NOUN") and token.dep_ not in NO_SPEAKER:
            return token
    return None


def _according_to(
    sentence: Tokens, span: Span, inside: set[int], cues: Cues
) -> ReportingEvent | None:
    for token in sentence:
        if token.lower_ in cues.according and token.i not in inside:
            to = next(
                (child for child in token.children if child.lower_ in cues.according_to), token
            )
            speaker = next((child for child in to.children if child.dep_ == "pobj"), None)
            if speaker is not None:
                return ReportingEvent((span,), speaker, (token.i, to.i + 1), token.lower_)
    return None


def _signature(sentence: Tokens, span: Span) -> ReportingEvent | None:
    """Attribute a signed quotation at the end of a paragraph: "“…” — Ann Lee, Leeds"."""
    doc = sentence.doc
    if span[1] + 1 >= len(doc) or len(doc) - span[1] > NEAR or doc[span[1]].text not in DASHES:
        return None
    last = span[1] + 1
    while last + 1 < len(doc) and doc[last + 1].pos_ == "PROPN":
        last += 1
    if doc[span[1] + 1].pos_ != "PROPN" or any(
        token.pos_ == "VERB" for token in doc[span[1] :]
    ):
        return None
    return ReportingEvent(
        (span,), doc[last], (span[1], span[1] + 1), "", speaker_span=(span[1] + 1, last + 1)
    )


def _label(sentence: Tokens, span: Span, cues: Cues) -> ReportingEvent | None:
    """Attribute a quotation after a name and a colon: "The mayor: “…”", "Her answer: “…”"."""
    doc = sentence.doc
    colon = span[0] - 1
    if colon <= sentence.start or doc[colon].text != ":":
        return None
    named = doc[sentence.start : colon]
    head: Token = named.root
    is_short = len(named) <= NEAR // 2 or (
        len(named) <= NEAR and not any(token.pos_ in grammar_parser.VERBS for token in named)
    )
    if cues.lemma(head) in cues.closing["words"]:
        head = next((c for c in head.lefts if c.dep_ == "poss"), head)
    if head.pos_ in ("PROPN", "NOUN", "PRON") and is_short:
        return ReportingEvent((span,), head, (colon, colon + 1), "")
    return None


def _acting_person(sentence: Tokens, span: Span) -> ReportingEvent | None:
    """Attribute a quotation to who acts before its colon: "The mayor has a message: “…”".

    Of several clauses, it is the last one's subject.
    """
    doc = sentence.doc
    colon = span[0] - 1
    if colon <= sentence.start or doc[colon].text != ":":
        return None
    above = doc[colon - 1]
    while above.head != above and above.pos_ not in grammar_parser.VERBS:
        above = above.head
    subject = grammar_parser.subject_of(above) if above.pos_ in grammar_parser.VERBS else None
    if subject is None or subject.i >= colon:
        return None
    is_person = subject.ent_type_ == "PERSON" or subject.tag_ == "PRP"
    return ReportingEvent((span,), subject, (colon, colon + 1), "") if is_person else None


def find_headline_speaker(sentence: Tokens) -> ReportingEvent | None:
    """Recognize a headline that begins with its speaker: "Ann Lee: bridge will close"."""
    doc, start = sentence.doc, sentence.start
    colon = next((t.i for t in doc[start : start + NEXT_WORDS] if t.text == ":"), None)
    if colon is None or colon == start or sentence.text.rstrip()[-1:] in (".", ":", "?"):
        return None
    said = doc[colon + 1 : sentence.end]
    name = doc[colon - 1]
    if name.ent_type_ != "PERSON" or any(t.pos_ != "PROPN" for t in doc[start:colon]):
        return None
    if len(said) < UTTERANCE or not any(t.pos_ in grammar_parser.VERBS for t in said):
        return None
    span = (start, colon)
    return ReportingEvent(((colon + 1, sentence.end),), name, None, "", speaker_span=span)


def find_headline_source(sentence: Tokens, lexicon: PeopleLexicon) -> ReportingEvent | None:
    """Recognize a headline that ends with its speaker: "Mayor took bribes: prosecutors"."""
    source = headlines.find_source(sentence, lexicon)
    if source is None or source.start - 1 - sentence.start < UTTERANCE - 1:
        return None
    said = (sentence.start, source.start - 1)
    words = sentence.doc[said[0] : said[1]]
    if source[-1].pos_ == "PROPN" and not any(t.pos_ in grammar_parser.VERBS for t in words):
        return None
    headlines.detach_source(sentence, source)
    return ReportingEvent(
        (said,), source[-1], None, "", speaker_span=(source.start, source.end)
    )


def find_introduced_speaker(sentence: Tokens, cues: Cues) -> Token | None:
    """Return the subject of a sentence whose final colon introduces the next quotation."""
    last = next((token for token in reversed(list(sentence)) if not token.is_space), None)
    if last is None or last.text not in (":", ","):
        return None
    for verb in sentence:
        if verb.lemma_.lower() in cues.clause and verb.pos_ in grammar_parser.VERBS:
            subject = grammar_parser.subject_of(verb)
            if subject is not None:
                return subject
    return None
