"""Build the reference to a speaker from a report: the entity, and the words that name it.

Method: the head of the words that name the speaker is resolved by coreference; what a report
says was said goes along, because nobody is named in their own words (`speakers/binding`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from claims.extraction.attribution.reporting_event import ReportingEvent
from claims.extraction.grammar import parser as grammar_parser
from claims.extraction.grammar.parser_input import ParserInput, text_span
from claims.extraction.lexicon.cues import Cues
from claims.extraction.speakers.binding import ReportedContent
from claims.extraction.speakers.coreference import EntityResolver
from claims.extraction.speakers.reference import SpeakerReference
from claims.extraction.text.quotations import Quotation
from claims.extraction.text.span import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

NEAR_CUE = 10
NOTHING_SAID = ReportedContent()
BRACKET = 6
WRITING = ("it", "which")


class SpeakerReferences:
    """Builds the references of one article; speakers are resolved in the order of the text."""

    def __init__(self, text: str, resolver: EntityResolver, cues: Cues) -> None:
        self._text = text
        self._resolver = resolver
        self._cues = cues
        self.last: SpeakerReference | None = None
        """Who spoke last, in direct speech."""

    def build(
        self,
        chunk: ParserInput,
        doc: Doc,
        report: ReportingEvent,
        content: ReportedContent = NOTHING_SAID,
    ) -> SpeakerReference:
        """Return the speaker of a report."""
        cue = self._text[slice(*text_span(chunk, doc, report.cue))] if report.cue else None
        near_cue = _words_near_cue(doc, report)
        head = report.speaker
        if head is None:
            return SpeakerReference(None, None, None, cue, report.lemma, near_cue)
        found = self._resolver.resolve_speaker(head, content)
        entity = found.entity
        last = self.last.entity if self.last else None
        if report.lemma in self._cues.continuing and entity is not None and last is not None:
            self._resolver.link_to_last_speaker(entity, last)
        verb = report.cue[1] - 1 if report.cue else None
        named = report.speaker_span or grammar_parser.naming_words(head, verb)
        span = text_span(chunk, doc, _with_closing_bracket(doc, named))
        words = None
        if not self._resolver.lexicon.is_pronoun(head):
            words = self._speaker_words(chunk, doc, head)
        return SpeakerReference(
            entity, words, span, cue, report.lemma, near_cue, found.candidates
        )

    def interviewee(self) -> SpeakerReference | None:
        """Return who answers the text's own questions: whom it asks, or names most."""
        entity = self._resolver.last_asked() or self._resolver.most_named_person()
        return SpeakerReference(entity, None, None, None, "") if entity is not None else None

    def is_nameless(self, reference: SpeakerReference) -> bool:
        """Return whether it is one person known only by a role: "the survivor"."""
        entity = reference.entity.resolved() if reference.entity else None
        if entity is None or entity.names or entity.kind != "person" or entity.is_plural:
            return False
        return bool(entity.roles) and entity.roles[0].is_definite

    def give_name(self, reference: SpeakerReference, named: SpeakerReference) -> None:
        """Let "the survivor" be who is introduced by name after their words."""
        nameless, entity = reference.entity, named.entity
        if nameless is None or entity is None or entity.resolved().mentions > 1:
            return
        nameless, entity = nameless.resolved(), entity.resolved()
        sexes = {nameless.gender, entity.gender} - {None}
        if nameless is not entity and len(sexes) <= 1:
            nameless.same = entity

    def agrees(self, pronoun: SpeakerReference, named: SpeakerReference) -> bool:
        """Return whether a person can be meant by the pronoun of another reference."""
        if named.entity is None or pronoun.span is None:
            return False
        words = self._text[slice(*pronoun.span)].lower()
        return named.entity.fits_pronoun(self._resolver.lexicon.pronouns.get(words))

    def _speaker_words(self, chunk: ParserInput, doc: Doc, head: Token) -> str:
        """Return the words that name a speaker, without an article before them."""
        words = self._text[slice(*text_span(chunk, doc, grammar_parser.noun_phrase(head)))]
        first, _, rest = words.partition(" ")
        return rest if rest and first.lower() in self._resolver.lexicon.articles else words

    def content_of(self, report: ReportingEvent, pieces: Iterable[Span]) -> ReportedContent:
        """Return what a report says was said, and whether it depends on the cue."""
        text = " … ".join(self._text[slice(*piece)] for piece in pieces)
        is_clause = report.cue is not None and all(
            start >= report.cue[1] for start, _ in report.pieces
        )
        lexicon = self._resolver.lexicon
        lemmas = {report.lemma.partition(" ")[0], *_joined_verbs(report.speaker)}
        return ReportedContent(
            report.pieces,
            text,
            is_clause,
            is_denial=not lemmas.isdisjoint(self._cues.denial),
            is_reply=not lemmas.isdisjoint(lexicon.replying),
            is_answer=not lemmas.isdisjoint(lexicon.answering),
            is_written=_is_written(report.speaker),
        )

    def content_of_quotation(
        self, quotation: Quotation, report: ReportingEvent | None
    ) -> ReportedContent:
        """Return the words of a quotation, whether its sentence reports it or not."""
        text = " … ".join(self._text[slice(*piece)] for piece in quotation.pieces)
        return ReportedContent(report.pieces if report else (), text)


def _words_near_cue(doc: Doc, report: ReportingEvent) -> str:
    """Return the sentence's words near the cue, without those that were said."""
    if report.cue is None:
        return ""
    sentence = doc[report.cue[0]].sent
    start = max(sentence.start, report.cue[0] - NEAR_CUE)
    end = min(sentence.end, report.cue[1] + NEAR_CUE)
    said = {index for piece in report.pieces for index in range(*piece)}
    return "".join(doc[i].text_with_ws for i in range(start, end) if i not in said)


def _with_closing_bracket(doc: Doc, span: Span) -> Span:
    """Extend a span to a bracket that the parser cut off: "Rep. Ann Lee (D-N.Y.)"."""
    words = [token.text for token in doc[span[0] : span[1]]]
    if words.count("(") <= words.count(")"):
        return span
    for index in range(span[1], min(span[1] + BRACKET, len(doc))):
        if doc[index].text == ")":
            return span[0], index + 1
    return span


def _is_written(subject: Token | None) -> bool:
    """Return whether "in it" or "in which" comes before "she said": in a letter."""
    if subject is None or subject.pos_ != "PRON":
        return False
    return any(
        inner.lower_ in WRITING
        for link in subject.head.lefts
        if link.dep_ == "prep"
        for inner in link.rights
    )


def _joined_verbs(subject: Token | None) -> set[str]:
    """Return what somebody does in one sentence: "accept", "say" of "accepted and said"."""
    if subject is None or subject.dep_ != "nsubj":
        return set()
    return {verb.lemma_.lower() for verb in (subject.head, *subject.head.conjuncts)}
