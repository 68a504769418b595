"""Turn the reports of one article into drafts of statements with their speakers.

Method: one pass over the parsed chunks that remembers the latest speakers. An utterance without
a cue of its own belongs to the speaker named later in its paragraph, to the one before it, or
to the one whom a colon introduced.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claims.extraction.attribution import (
    direct_speech,
    indirect_speech,
    paragraph_speakers,
)
from claims.extraction.attribution.reporting_event import ReportingEvent
from claims.extraction.grammar import parser as grammar_parser
from claims.extraction.grammar.parser_input import (
    ParserInput,
    SpeechBlock,
    folded_tokens,
    quoted_tokens,
    text_span,
)
from claims.extraction.grammar.repairs import repair_parse
from claims.extraction.lexicon.cues import Cues
from claims.extraction.speakers.binding import ReportedContent
from claims.extraction.speakers.coreference import EntityResolver
from claims.extraction.speakers.reference import SpeakerReference
from claims.extraction.speakers.turns import TurnSpeakers
from claims.extraction.statements.draft import StatementDraft
from claims.extraction.statements.narration import find_remark
from claims.extraction.statements.questions import QuestionContext
from claims.extraction.text.quotations import Quotation
from claims.extraction.text.span import Span
from claims.extraction.text.turns import Turn

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Tokens


AMOUNT = re.compile(r"\d(?:m|bn|tn|k|p|c)\.\Z")
NEAR_CUE = 10
LONGEST_NAME = 5
BRACKET = 6


@dataclass(slots=True)
class _Context:
    """The latest speakers, and utterances that have none yet."""

    block: SpeechBlock | None = None
    last: SpeakerReference | None = None
    in_block: SpeakerReference | None = None
    introduced: SpeakerReference | None = None
    acting: tuple[ParserInput, Token] | None = None
    before: tuple[ParserInput, Token] | SpeakerReference | None = None
    waiting: list[StatementDraft] = field(default_factory=list)
    unattributed: list[StatementDraft] = field(default_factory=list)


class DraftResolver:
    """Collects the drafts of one article from its parsed chunks, in order."""

    def __init__(self, text: str, resolver: EntityResolver, cues: Cues, language: str) -> None:
        self.drafts: list[StatementDraft] = []
        self._text = text
        self._resolver = resolver
        self._cues = cues
        self._language = language
        self._context = _Context()
        self._turn_speakers = TurnSpeakers(resolver, language)
        self._questions = QuestionContext(language)

    def add_chunk(self, chunk: ParserInput, doc: Doc) -> None:
        """Collect the drafts of one chunk."""
        if chunk.block is not self._context.block:
            self._start_block(chunk.block)
        if chunk.block.turn is not None:
            self._add_turn(chunk, doc, chunk.block.turn)
            return
        folded = folded_tokens(chunk, doc)
        quoted = quoted_tokens(chunk, doc)
        repair_parse(doc, self._cues, self._resolver.lexicon)
        for sentence in doc.sents:
            self._resolver.add_sentence(sentence)
            self._questions.begin_sentence()
            own = [pair for pair in folded if sentence.start <= pair[0][0] < sentence.end]
            spoken = self._attribute_utterances(chunk, sentence, own)
            spans = [span for span, _ in own]
            title = direct_speech.find_headline_speaker(sentence) if not own else None
            reports = [title] if title else None
            reports = reports or indirect_speech.find_reporting_events(
                sentence, spans, self._cues, quoted
            )
            asked = [r for r in reports if self._questions.is_indirect_question(r, sentence)]
            for report in asked:
                self._questions.ask(self._text[slice(*text_span(chunk, doc, report.pieces[0]))])
            reported = [
                self._draft_report(chunk, doc, report)
                for report in reports
                if report not in asked
            ]
            for draft in spoken + reported:
                draft.question = draft.question or self._questions.asked
            self.drafts += spoken + reported
            if (
                reported
                and reported[-1].speaker is not None
                and reported[-1].speaker.span is not None
            ):
                self._context.in_block = reported[-1].speaker
            self._note_introduction(chunk, sentence)
            if not own:
                self._note_paragraph_speaker(chunk, sentence)
            if not spoken and not asked:
                self._add_narration(chunk, sentence, reported)

    def _add_turn(self, chunk: ParserInput, doc: Doc, turn: Turn) -> None:
        """Collect each sentence of a turn that is more than a courtesy, and no question."""
        self._questions.begin_turn(turn)
        speaker = self._turn_speakers.speaker_of(turn)
        block = chunk.block
        if turn.is_quoted and chunk.starts[0] == block.start:
            spoken = Quotation(block.start, block.end, ((block.start, block.end),))
            self.drafts.append(StatementDraft((), speaker, utterance=spoken, is_in_turn=True))
        for sentence in doc.sents:
            self._resolver.add_sentence(sentence)
            if turn.is_quoted:
                continue
            start, end = text_span(chunk, doc, (sentence.start, sentence.end))
            if self._questions.is_asked(turn, sentence):
                continue
            if self._turn_speakers.is_substantive(sentence, turn):
                spoken = Quotation(start, end, ((start, end),))
                draft = StatementDraft((), speaker, utterance=spoken, is_in_turn=True)
                draft.question = self._questions.asked
                self.drafts.append(draft)

    def finish(self) -> list[StatementDraft]:
        """Return all drafts. Call it after the last chunk."""
        self._start_block(None)
        return [
            draft
            for draft in self.drafts
            if not (draft.is_question or self._is_name_of_work(draft))
        ]

    def _is_name_of_work(self, draft: StatementDraft) -> bool:
        """Return whether a short quotation without a speaker is the name of a work."""
        quotation = draft.utterance
        if quotation is None or draft.speaker is not None or len(quotation.pieces) > 1:
            return False
        line = self._text.rfind("\n", 0, quotation.start) + 1
        is_inside = bool(self._text[line : quotation.start].strip())
        return (
            is_inside and self._text[quotation.start : quotation.end].count(" ") < LONGEST_NAME
        )

    def _start_block(self, block: SpeechBlock | None) -> None:
        context = self._context
        context.waiting, context.unattributed = context.unattributed, []
        context.before, context.acting = context.in_block or context.acting, None
        context.block, context.in_block = block, None

    def _attribute_utterances(
        self, chunk: ParserInput, sentence: Tokens, own: list[tuple[Span, Quotation]]
    ) -> list[StatementDraft]:
        reports = direct_speech.attribute_utterances(
            sentence, [span for span, _ in own], self._cues
        )
        drafts = []
        for (_, quotation), report in zip(own, reports, strict=True):
            words = self._text[slice(*quotation.inner)]
            if self._questions.is_direct_question(report, words):
                self._questions.ask(words)
                continue
            content = self._quoted_content(quotation, report)
            speaker = self._speaker(chunk, sentence.doc, report, content) if report else None
            draft = StatementDraft((quotation.inner,), speaker, utterance=quotation)
            drafts.append(draft)
            if speaker is None:
                draft.speaker = self._implied_speaker(chunk, quotation)
                if draft.speaker is None or self._context.in_block is None:
                    self._context.unattributed.append(draft)
            else:
                if report is not None and self._questions.is_reply(report):
                    self._set_question_aside(drafts)
                for earlier in self._context.unattributed:
                    earlier.speaker = speaker
                self._context.unattributed = []
                self._context.in_block = self._context.last = speaker
        return drafts

    def _set_question_aside(self, drafts: list[StatementDraft]) -> None:
        """Take what somebody answers for a question: "“How many?” “Nine,” she answered."."""
        *before, answer = drafts
        question = (before or self._context.unattributed)[-1:]
        for draft in question:
            words = self._text[slice(*draft.pieces[0])]
            if words.endswith("?"):
                draft.is_question = True
                answer.question = words

    def _implied_speaker(
        self, chunk: ParserInput, quotation: Quotation
    ) -> SpeakerReference | None:
        """Return the speaker of an utterance whose sentence names none."""
        context = self._context
        if context.in_block is not None:
            return context.in_block
        if context.introduced is not None:
            introduced, context.introduced = context.introduced, None
            context.in_block = context.last = introduced
            return introduced
        is_long = len(quotation.pieces) > 1
        if quotation.start == chunk.block.start:
            return (self._speaker_before() if is_long else None) or context.last
        if is_long and context.acting is not None:
            context.before = context.acting
            return self._speaker_before()
        return None

    def _speaker_before(self) -> SpeakerReference | None:
        """Return whom the paragraph before this one is about, or whose words it reports."""
        before, self._context.before = self._context.before, None
        if isinstance(before, tuple):
            chunk, person = before
            return self._speaker(
                chunk, person.doc, ReportingEvent((), person, None, ""), ReportedContent()
            )
        return before

    def _note_paragraph_speaker(self, chunk: ParserInput, sentence: Tokens) -> None:
        """Name the speaker of the quotation before this paragraph, or of the one after it."""
        context, waiting = self._context, self._context.waiting
        context.waiting = []
        closing = waiting and paragraph_speakers.find_closing_speaker(sentence, self._cues)
        if closing:
            report = ReportingEvent((), closing, None, "")
            context.last = self._speaker(chunk, sentence.doc, report, ReportedContent())
            for draft in waiting:
                draft.speaker = context.last
        acting = paragraph_speakers.find_acting_person(sentence)
        context.acting = (chunk, acting) if acting is not None else None

    def _note_introduction(self, chunk: ParserInput, sentence: Tokens) -> None:
        """Remember the subject of a sentence that ends with a colon: it speaks next."""
        subject = direct_speech.find_introduced_speaker(sentence, self._cues)
        if subject is not None:
            cue = grammar_parser.verb_group(subject.head)
            report = ReportingEvent((), subject, cue, subject.head.lemma_.lower())
            self._context.introduced = self._speaker(
                chunk, sentence.doc, report, ReportedContent()
            )
        elif sentence.text.strip():
            self._context.introduced = None

    def _draft_report(
        self, chunk: ParserInput, doc: Doc, report: ReportingEvent
    ) -> StatementDraft:
        pieces = tuple(
            self._without_stop(text_span(chunk, doc, piece)) for piece in report.pieces
        )
        remark = find_remark(self._text, pieces, self._language)
        if remark is not None:
            pieces = (*pieces[:-1], (pieces[-1][0], remark[0]))
        speaker = self._speaker(chunk, doc, report, self._content(report, pieces))
        return StatementDraft(pieces, speaker, is_denied=report.is_denied, remark=remark)

    def _without_stop(self, span: Span) -> Span:
        """Return the span without a full stop that the tokenizer left at "£14m."."""
        return span[0], span[1] - bool(AMOUNT.search(self._text, *span))

    def _content(self, report: ReportingEvent, pieces: Iterable[Span]) -> ReportedContent:
        """Return what a report says was said, and whether it depends on the cue."""
        text = " … ".join(self._text[slice(*piece)] for piece in pieces)
        is_clause = report.cue is not None and all(
            start >= report.cue[1] for start, _ in report.pieces
        )
        lemma = report.lemma.partition(" ")[0]
        return ReportedContent(
            report.pieces,
            text,
            is_clause,
            is_denial=lemma in self._cues.denial,
            is_reply=lemma in self._resolver.lexicon.replying,
        )

    def _quoted_content(
        self, quotation: Quotation, report: ReportingEvent | None
    ) -> ReportedContent:
        text = " … ".join(self._text[slice(*piece)] for piece in quotation.pieces)
        return ReportedContent(report.pieces if report else (), text)

    def _speaker(
        self, chunk: ParserInput, doc: Doc, report: ReportingEvent, content: ReportedContent
    ) -> SpeakerReference:
        cue = self._text[slice(*text_span(chunk, doc, report.cue))] if report.cue else None
        near_cue = _words_near_cue(doc, report)
        head = report.speaker
        if head is None:
            return SpeakerReference(None, None, None, cue, report.lemma, near_cue)
        found = self._resolver.resolve_speaker(head, content)
        entity = found.entity
        last = self._context.last.entity if self._context.last else None
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

    def _speaker_words(self, chunk: ParserInput, doc: Doc, head: Token) -> str:
        """Return the words that name a speaker, without an article before them."""
        words = self._text[slice(*text_span(chunk, doc, grammar_parser.noun_phrase(head)))]
        first, _, rest = words.partition(" ")
        return rest if rest and first.lower() in self._resolver.lexicon.articles else words

    def _add_narration(
        self, chunk: ParserInput, sentence: Tokens, reported: list[StatementDraft]
    ) -> None:
        """Add the article's own sentence if it reports nobody, or its remarks on reports."""
        span = text_span(chunk, sentence.doc, (sentence.start, sentence.end))
        if not reported:
            if any(token.pos_ in grammar_parser.VERBS for token in sentence):
                self.drafts.append(StatementDraft((span,), None, is_narration=True))
            return
        for draft in reported:
            if draft.remark is not None:
                remark = StatementDraft(
                    (draft.remark,), None, is_narration=True, remark=draft.remark
                )
                self.drafts.append(remark)


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
