"""Turn the reports of one article into drafts of statements with their speakers.

Method: one pass over the parsed chunks in the order of the text. Turns of a transcript are
drafted by `turn_drafts`; in articles quotations get their speakers from `quotation_speakers`,
reported speech from its own sentence, and what nobody says is narration.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claims.extraction.attribution import direct_speech, indirect_speech
from claims.extraction.attribution.reporting_event import ReportingEvent
from claims.extraction.grammar import parser as grammar_parser
from claims.extraction.grammar.parser_input import (
    ParserInput,
    folded_tokens,
    quoted_tokens,
    text_span,
)
from claims.extraction.grammar.repairs import repair_parse
from claims.extraction.lexicon.cues import Cues
from claims.extraction.speakers.coreference import EntityResolver
from claims.extraction.statements.draft import StatementDraft
from claims.extraction.statements.narration import find_remark
from claims.extraction.statements.questions import QuestionContext
from claims.extraction.statements.quotation_speakers import QuotationSpeakers
from claims.extraction.statements.speaker_references import SpeakerReferences
from claims.extraction.statements.turn_drafts import TurnDrafts
from claims.extraction.text.quotations import Quotation
from claims.extraction.text.span import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Span as Tokens

AMOUNT = re.compile(r"\d(?:m|bn|tn|k|p|c)\.\Z")
LONGEST_NAME = 5


class DraftResolver:
    """Collects the drafts of one article from its parsed chunks, in order."""

    def __init__(self, text: str, resolver: EntityResolver, cues: Cues, language: str) -> None:
        self.drafts: list[StatementDraft] = []
        self._text = text
        self._resolver = resolver
        self._cues = cues
        self._language = language
        self._questions = QuestionContext(language)
        self._references = SpeakerReferences(text, resolver, cues)
        self._speakers = QuotationSpeakers(text, self._references, cues, self._questions)
        self._turns = TurnDrafts(resolver, self._questions, language)

    def add_chunk(self, chunk: ParserInput, doc: Doc) -> None:
        """Collect the drafts of one chunk."""
        self._speakers.begin_block(chunk.block)
        if chunk.block.turn is not None:
            self.drafts += self._turns.drafts(chunk, doc, chunk.block.turn)
            return
        folded = folded_tokens(chunk, doc)
        quoted = quoted_tokens(chunk, doc)
        repair_parse(doc, self._cues, self._resolver.lexicon)
        for sentence in doc.sents:
            own = [pair for pair in folded if sentence.start <= pair[0][0] < sentence.end]
            self._add_sentence(chunk, sentence, own, quoted)

    def _add_sentence(
        self,
        chunk: ParserInput,
        sentence: Tokens,
        own: list[tuple[Span, Quotation]],
        quoted: frozenset[int],
    ) -> None:
        """Collect the drafts of one sentence of an article; `own` are its whole quotations."""
        self._resolver.add_sentence(sentence)
        self._questions.begin_sentence()
        spoken = self._speakers.attribute(chunk, sentence, own)
        reports = self._find_reports(sentence, [span for span, _ in own], quoted)
        asked = [
            each for each in reports if self._questions.is_indirect_question(each, sentence)
        ]
        for report in asked:
            span = text_span(chunk, sentence.doc, report.pieces[0])
            self._questions.ask(self._text[slice(*span)])
        told = [report for report in reports if report not in asked]
        reported = [self._draft_report(chunk, sentence.doc, report) for report in told]
        for draft in spoken + reported:
            draft.question = draft.question or self._questions.asked
        self._questions.settle(spoken + reported)
        for draft, report in zip(reported, told, strict=True):
            words = self._text[draft.pieces[0][0] : draft.pieces[-1][1]]
            self._questions.leave_report_open(draft, report, sentence, words)
        self.drafts += spoken + reported
        if reported:
            self._speakers.note_report(reported[-1].speaker)
        self._speakers.note_introduction(chunk, sentence)
        if not own:
            self._speakers.note_paragraph_speaker(chunk, sentence)
        if not spoken and not asked:
            self._add_narration(chunk, sentence, reported)

    def _find_reports(
        self, sentence: Tokens, folded: list[Span], quoted: frozenset[int]
    ) -> list[ReportingEvent]:
        title = None
        if not folded:
            title = direct_speech.find_headline_speaker(
                sentence
            ) or direct_speech.find_headline_source(sentence, self._resolver.lexicon)
        if title is not None:
            return [title]
        return indirect_speech.find_reporting_events(sentence, folded, self._cues, quoted)

    def finish(self) -> list[StatementDraft]:
        """Return all drafts. Call it after the last chunk."""
        self._speakers.begin_block(None)
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

    def _draft_report(
        self, chunk: ParserInput, doc: Doc, report: ReportingEvent
    ) -> StatementDraft:
        pieces = tuple(
            self._without_stop(text_span(chunk, doc, piece)) for piece in report.pieces
        )
        remark = find_remark(self._text, pieces, self._language)
        if remark is not None:
            pieces = (*pieces[:-1], (pieces[-1][0], remark[0]))
        content = self._references.content_of(report, pieces)
        speaker = self._references.build(chunk, doc, report, content)
        return StatementDraft(pieces, speaker, is_denied=report.is_denied, remark=remark)

    def _without_stop(self, span: Span) -> Span:
        """Return the span without a full stop that the tokenizer left at "£14m."."""
        return span[0], span[1] - bool(AMOUNT.search(self._text, *span))

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
