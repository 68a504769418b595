"""Give each quotation of an article its speaker, also where its own sentence names nobody.

Method: a sieve over the discourse (Muzny et al., "A Two-stage Sieve Approach for Quote
Attribution", EACL 2017). A quotation belongs to the speaker named in its sentence, else to the
one named in its paragraph, to the one whom a colon introduced, to the one before it, or to the
person whom the paragraphs around it are about; after a question of the text itself to whoever
is interviewed. A speaker named later in the paragraph speaks the quotations before as well.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from claims.extraction.attribution import direct_speech, paragraph_speakers
from claims.extraction.attribution.reporting_event import ReportingEvent
from claims.extraction.grammar import parser as grammar_parser
from claims.extraction.grammar.parser_input import ParserInput, SpeechBlock
from claims.extraction.lexicon.cues import Cues
from claims.extraction.speakers.reference import SpeakerReference
from claims.extraction.statements.draft import StatementDraft
from claims.extraction.statements.questions import QuestionContext
from claims.extraction.statements.speaker_references import SpeakerReferences
from claims.extraction.text.quotations import Quotation
from claims.extraction.text.span import Span

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

CATAPHORA = 3


@dataclass(slots=True)
class _Context:
    """The latest speakers, and utterances that have none yet.

    `acting` is the person whom the latest sentence is about, `before` the one of the block
    before; `waiting` are the utterances of that block that still have no speaker, `faceless`
    those of a pronoun that nobody was named for, `age` how many sentences ago. `is_asked` is
    true right after a question of the text itself.
    """

    block: SpeechBlock | None = None
    in_block: SpeakerReference | None = None
    introduced: SpeakerReference | None = None
    acting: tuple[ParserInput, Token] | None = None
    before: tuple[ParserInput, Token] | SpeakerReference | None = None
    waiting: list[StatementDraft] = field(default_factory=list)
    unattributed: list[StatementDraft] = field(default_factory=list)
    faceless: list[StatementDraft] = field(default_factory=list)
    age: int = 0
    is_asked: bool = False


class QuotationSpeakers:
    """Follows who speaks through the blocks of one article."""

    def __init__(
        self, text: str, references: SpeakerReferences, cues: Cues, questions: QuestionContext
    ) -> None:
        self._text = text
        self._references = references
        self._cues = cues
        self._questions = questions
        self._context = _Context()

    def begin_block(self, block: SpeechBlock | None) -> None:
        """Note that a chunk belongs to this block; a new one has no speaker yet."""
        context = self._context
        if block is context.block:
            return
        context.waiting, context.unattributed = context.unattributed, []
        context.before, context.acting = context.in_block or context.acting, None
        context.block, context.in_block = block, None

    def attribute(
        self, chunk: ParserInput, sentence: Tokens, own: list[tuple[Span, Quotation]]
    ) -> list[StatementDraft]:
        """Return drafts for the folded quotations of a sentence, except for questions."""
        reports = direct_speech.attribute_utterances(
            sentence, [span for span, _ in own], self._cues
        )
        drafts: list[StatementDraft] = []
        for (_, quotation), report in zip(own, reports, strict=True):
            words = self._text[slice(*quotation.inner)]
            if self._questions.is_direct_question(
                report, words
            ) or self._questions.is_wanted_to_know(sentence, words):
                self._questions.ask(words)
                continue
            if self._questions.is_procedure(report, words):
                continue
            draft = StatementDraft((quotation.inner,), None, utterance=quotation)
            drafts.append(draft)
            self._questions.leave_open(draft, report, words)
            if report is None:
                self._imply_speaker(chunk, draft, quotation)
                continue
            content = self._references.content_of_quotation(quotation, report)
            draft.speaker = self._references.build(chunk, sentence.doc, report, content)
            if self._questions.is_reply(report):
                self._set_question_aside(drafts)
            for earlier in self._context.unattributed:
                earlier.speaker = draft.speaker
            self._context.unattributed = []
            self._context.in_block = self._references.last = draft.speaker
            self._note_faceless(draft)
        return drafts

    def note_report(self, reference: SpeakerReference | None) -> None:
        """Note who spoke in reported speech: they can go on in this block."""
        if reference is not None and reference.span is not None:
            self._context.in_block = reference

    def _imply_speaker(
        self, chunk: ParserInput, draft: StatementDraft, quotation: Quotation
    ) -> None:
        draft.speaker = self._implied_speaker(chunk, quotation)
        if draft.speaker is None or self._context.in_block is None:
            self._context.unattributed.append(draft)

    def _note_faceless(self, draft: StatementDraft) -> None:
        """Remember who speaks as "he" or "she" before anybody was named."""
        speaker = draft.speaker
        if speaker is not None and self._references.is_nameless(speaker):
            self._context.faceless, self._context.age = [draft], 0
        elif speaker is None or speaker.entity is not None or speaker.candidates:
            self._context.faceless = []
        elif speaker.span is not None and speaker.words is None:
            self._context.faceless.append(draft)
            self._context.age = 0

    def _name_faceless(self, chunk: ParserInput, sentence: Tokens) -> None:
        """Name them by the next sentences' subject: "“…,” she said. Ann Lee, 52, has lived …".

        A pronoun before its name is what features begin with (cataphora, Quirk et al., "A
        Comprehensive Grammar of the English Language", 1985, 6.19).
        """
        context = self._context
        if not context.faceless:
            return
        context.age += 1
        person = paragraph_speakers.find_acting_person(sentence, self._cues)
        if person is None or person.pos_ != "PROPN":
            context.faceless = context.faceless if context.age < CATAPHORA else []
            return
        named = self._references.build(
            chunk, sentence.doc, ReportingEvent((), person, None, "")
        )
        faceless, context.faceless = context.faceless, []
        for draft in faceless:
            speaker = draft.speaker
            if speaker is None:
                continue
            if speaker.entity is not None and paragraph_speakers.is_introduced(person):
                self._references.give_name(speaker, named)
            elif speaker.entity is None and self._references.agrees(speaker, named):
                draft.speaker = replace(speaker, entity=named.entity)

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
            context.in_block = self._references.last = introduced
            return introduced
        is_long = len(quotation.pieces) > 1
        if context.is_asked and self._references.last is None:
            context.in_block = self._references.last = self._references.interviewee()
            return context.in_block
        if quotation.start == chunk.block.start or context.is_asked:
            return (self._speaker_before() if is_long else None) or self._references.last
        if context.acting is not None:
            context.before = context.acting
            return self._speaker_before()
        return None

    def _speaker_before(self) -> SpeakerReference | None:
        """Return whom the paragraph before this one is about, or whose words it reports."""
        before, self._context.before = self._context.before, None
        if isinstance(before, tuple):
            chunk, person = before
            return self._references.build(
                chunk, person.doc, ReportingEvent((), person, None, "")
            )
        return before

    def note_paragraph_speaker(self, chunk: ParserInput, sentence: Tokens) -> None:
        """Name the speaker of the quotation before this paragraph, or of the one after it."""
        context, waiting = self._context, self._context.waiting
        context.waiting = []
        closing = waiting and paragraph_speakers.find_closing_speaker(sentence, self._cues)
        if closing:
            report = ReportingEvent((), closing, None, "")
            self._references.last = self._references.build(chunk, sentence.doc, report)
            for draft in waiting:
                draft.speaker = self._references.last
        self._name_faceless(chunk, sentence)
        context.is_asked = sentence.text.rstrip().endswith("?")
        acting = paragraph_speakers.find_acting_person(sentence, self._cues)
        context.acting = (chunk, acting) if acting is not None else None

    def note_introduction(self, chunk: ParserInput, sentence: Tokens) -> None:
        """Remember the subject of a sentence that ends with a colon: it speaks next."""
        subject = direct_speech.find_introduced_speaker(sentence, self._cues)
        if subject is not None:
            cue = grammar_parser.verb_group(subject.head)
            report = ReportingEvent((), subject, cue, subject.head.lemma_.lower())
            self._context.introduced = self._references.build(chunk, sentence.doc, report)
        elif sentence.text.strip():
            self._context.introduced = None
