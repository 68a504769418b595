"""From the acts of saying in one article to drafts of statements, in the order of reading.

Method: one pass over the parsed frames with a memory of who spoke last, so that an utterance
with no cue of its own is given to whom the words around it hand over to: the speaker named
later in its paragraph, the one before it, or the one a colon introduced.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claims.extraction.attribution import direct_speech, indirect_speech
from claims.extraction.attribution.reporting_event import ReportingEvent
from claims.extraction.grammar import coordination, parse_repairs
from claims.extraction.grammar import parser as grammar_parser
from claims.extraction.grammar.parser_input import ParserInput, SpeechBlock
from claims.extraction.lexicon.cues import Cues
from claims.extraction.speakers.coreference import EntityResolver
from claims.extraction.speakers.reference import SpeakerReference
from claims.extraction.speakers.turns import TurnSpeakers
from claims.extraction.statements.narration import find_remark
from claims.extraction.text.quotations import Quotation
from claims.extraction.text.span import Span
from claims.extraction.text.transcripts import Turn

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Tokens


NEAR_CUE = 10
SCRAP = 5
BRACKET = 6


@dataclass(slots=True)
class StatementDraft:
    """Something said, or with `is_narration` told by the paper itself.

    `utterance` is the quotation it is; `remark` is what the paper itself sets against it.
    """

    pieces: tuple[Span, ...]
    voice: SpeakerReference | None
    is_denied: bool = False
    utterance: Quotation | None = None
    is_narration: bool = False
    remark: Span | None = None


@dataclass(slots=True)
class _Memory:
    """What the last frames leave open."""

    block: SpeechBlock | None = None
    last: SpeakerReference | None = None
    in_block: SpeakerReference | None = None
    handed: SpeakerReference | None = None
    waiting: list[StatementDraft] = field(default_factory=list)


class DraftResolver:
    """Reads parsed frames in order and keeps the drafts of one article."""

    def __init__(self, text: str, cast: EntityResolver, cues: Cues, language: str) -> None:
        self.drafts: list[StatementDraft] = []
        self._text = text
        self._cast = cast
        self._cues = cues
        self._language = language
        self._memory = _Memory()
        self._floor = TurnSpeakers(cast, language)

    def read(self, frame: ParserInput, doc: Doc) -> None:
        """Add the drafts of one frame."""
        if frame.block is not self._memory.block:
            self._begin(frame.block)
        if frame.block.turn is not None:
            self._hear(frame, doc, frame.block.turn)
            return
        folded = _token_spans(frame, doc)
        quoted = _inside_marks(frame, doc)
        parse_repairs.repair_appositions(doc, self._cast.lists)
        parse_repairs.repair_fronted_places(doc, self._cast.lists, self._cues.aside)
        coordination.repair_coordination(doc, self._cues, self._cast.lists)
        for sentence in doc.sents:
            self._cast.meet(sentence)
            own = [pair for pair in folded if sentence.start <= pair[0][0] < sentence.end]
            spoken = self._utterances(frame, sentence, own)
            spans = [span for span, _ in own]
            title = direct_speech.find_headline_speaker(sentence) if not own else None
            reports = [title] if title else None
            reports = reports or indirect_speech.find_reporting_events(
                sentence, spans, self._cues, quoted
            )
            told = [self._reported(frame, doc, report) for report in reports]
            self.drafts += spoken + told
            if told and told[-1].voice is not None and told[-1].voice.span is not None:
                self._memory.in_block = told[-1].voice
            self._hand_over(frame, sentence)
            if not spoken:
                self._narration(frame, sentence, told)

    def _hear(self, frame: ParserInput, doc: Doc, turn: Turn) -> None:
        """Each sentence of somebody's turn that says more than a courtesy."""
        voice = self._floor.voice(turn)
        block = frame.block
        if turn.is_quoted and frame.starts[0] == block.start:
            spoken = Quotation(block.start, block.end, ((block.start, block.end),))
            self.drafts.append(StatementDraft((), voice, utterance=spoken))
        for sentence in doc.sents:
            self._cast.meet(sentence)
            if turn.is_quoted:
                continue
            start, end = _chars(frame, doc, (sentence.start, sentence.end))
            if self._floor.says_something(sentence):
                spoken = Quotation(start, end, ((start, end),))
                self.drafts.append(StatementDraft((), voice, utterance=spoken))

    def finish(self) -> list[StatementDraft]:
        """All drafts, when the last frame was read."""
        self._begin(None)
        return [draft for draft in self.drafts if not self._is_scrap(draft)]

    def _is_scrap(self, draft: StatementDraft) -> bool:
        """A few words in marks inside a sentence that nobody says: the name of some work."""
        quotation = draft.utterance
        if quotation is None or draft.voice is not None or len(quotation.pieces) > 1:
            return False
        line = self._text.rfind("\n", 0, quotation.start) + 1
        is_inside = bool(self._text[line : quotation.start].strip())
        return is_inside and self._text[quotation.start : quotation.end].count(" ") < SCRAP

    def _begin(self, block: SpeechBlock | None) -> None:
        memory = self._memory
        memory.waiting = []
        memory.block, memory.in_block = block, None

    def _utterances(
        self, frame: ParserInput, sentence: Tokens, own: list[tuple[Span, Quotation]]
    ) -> list[StatementDraft]:
        reports = direct_speech.attribute_utterances(
            sentence, [span for span, _ in own], self._cues
        )
        drafts = []
        for (_, quotation), report in zip(own, reports, strict=True):
            voice = self._voice(frame, sentence.doc, report) if report else None
            draft = StatementDraft((quotation.inner,), voice, utterance=quotation)
            drafts.append(draft)
            if voice is None:
                draft.voice = self._silent_voice(frame, quotation)
                if draft.voice is None or self._memory.in_block is None:
                    self._memory.waiting.append(draft)
            else:
                for earlier in self._memory.waiting:
                    earlier.voice = voice
                self._memory.waiting = []
                self._memory.in_block = self._memory.last = voice
        return drafts

    def _silent_voice(
        self, frame: ParserInput, quotation: Quotation
    ) -> SpeakerReference | None:
        """Whose an utterance is whose sentence names nobody."""
        memory = self._memory
        if memory.in_block is not None:
            return memory.in_block
        if memory.handed is not None:
            handed, memory.handed = memory.handed, None
            memory.in_block = memory.last = handed
            return handed
        if quotation.start == frame.block.start:
            return memory.last
        return None

    def _hand_over(self, frame: ParserInput, sentence: Tokens) -> None:
        """A sentence that ends with a colon introduces who speaks in the next paragraph."""
        subject = direct_speech.find_introduced_speaker(sentence, self._cues)
        if subject is not None:
            cue = grammar_parser.verb_group(subject.head)
            report = ReportingEvent((), subject, cue, subject.head.lemma_.lower())
            self._memory.handed = self._voice(frame, sentence.doc, report)
        elif sentence.text.strip():
            self._memory.handed = None

    def _reported(self, frame: ParserInput, doc: Doc, report: ReportingEvent) -> StatementDraft:
        pieces = tuple(_chars(frame, doc, piece) for piece in report.pieces)
        remark = find_remark(self._text, pieces, self._language)
        if remark is not None:
            pieces = (*pieces[:-1], (pieces[-1][0], remark[0]))
        voice = self._voice(frame, doc, report)
        return StatementDraft(pieces, voice, is_denied=report.is_denied, remark=remark)

    def _voice(self, frame: ParserInput, doc: Doc, report: ReportingEvent) -> SpeakerReference:
        cue = self._text[slice(*_chars(frame, doc, report.cue))] if report.cue else None
        beside = _beside(doc, report)
        head = report.speaker
        if head is None:
            return SpeakerReference(None, None, None, cue, report.lemma, beside)
        figure = self._cast.who(head, speaks=True)
        last = self._memory.last.figure if self._memory.last else None
        if report.lemma in self._cues.continuing and figure is not None and last is not None:
            self._cast.carry_on(figure, last)
        verb = report.cue[1] - 1 if report.cue else None
        named = report.speaker_span or grammar_parser.naming_words(head, verb)
        span = _chars(frame, doc, _with_closing_bracket(doc, named))
        words = None
        if not self._cast.is_pronoun(head):
            words = self._named(frame, doc, head)
        return SpeakerReference(figure, words, span, cue, report.lemma, beside)

    def _named(self, frame: ParserInput, doc: Doc, head: Token) -> str:
        """A speaker's words without the article before them."""
        words = self._text[slice(*_chars(frame, doc, grammar_parser.noun_phrase(head)))]
        first, _, rest = words.partition(" ")
        return rest if rest and first.lower() in self._cast.lists.articles else words

    def _narration(
        self, frame: ParserInput, sentence: Tokens, told: list[StatementDraft]
    ) -> None:
        """The paper's own sentence where nobody is reported, or its remark on what is."""
        span = _chars(frame, sentence.doc, (sentence.start, sentence.end))
        if not told:
            if any(token.pos_ in grammar_parser.VERBS for token in sentence):
                self.drafts.append(StatementDraft((span,), None, is_narration=True))
            return
        for draft in told:
            if draft.remark is not None:
                remark = StatementDraft(
                    (draft.remark,), None, is_narration=True, remark=draft.remark
                )
                self.drafts.append(remark)


def _beside(doc: Doc, report: ReportingEvent) -> str:
    """The sentence's words near the cue, without those that were said."""
    if report.cue is None:
        return ""
    sentence = doc[report.cue[0]].sent
    start = max(sentence.start, report.cue[0] - NEAR_CUE)
    end = min(sentence.end, report.cue[1] + NEAR_CUE)
    said = {index for piece in report.pieces for index in range(*piece)}
    return "".join(doc[i].text_with_ws for i in range(start, end) if i not in said)


def _with_closing_bracket(doc: Doc, span: Span) -> Span:
    """ "Rep. Ann Lee (D-N.Y.)": the bracket that the parser lost, if it closes soon."""
    words = [token.text for token in doc[span[0] : span[1]]]
    if words.count("(") <= words.count(")"):
        return span
    for index in range(span[1], min(span[1] + BRACKET, len(doc))):
        if doc[index].text == ")":
            return span[0], index + 1
    return span


def _token_spans(frame: ParserInput, doc: Doc) -> list[tuple[Span, Quotation]]:
    """The token span of each folded utterance."""
    spans = []
    for start, end, quotation in frame.folded:
        tokens = doc.char_span(start, end, alignment_mode="expand")
        if tokens is not None:
            spans.append(((tokens.start, tokens.end), quotation))
    return spans


def _inside_marks(frame: ParserInput, doc: Doc) -> frozenset[int]:
    """The tokens inside quotations that are no whole utterances."""
    spans = [fragment.inner for fragment in frame.block.fragments]
    if not spans:
        return frozenset()
    starts = [start for start, _ in spans]
    found = set()
    for token in doc:
        at = frame.starts[token.idx]
        number = bisect_right(starts, at) - 1
        if number >= 0 and at < spans[number][1]:
            found.add(token.i)
    return frozenset(found)


def _chars(frame: ParserInput, doc: Doc, span: Span) -> Span:
    first, last = doc[span[0]], doc[span[1] - 1]
    return frame.span(first.idx, last.idx + len(last.text))
