"""Draft the statements of a transcript or interview: each sentence of a turn is its speaker's.

Method: as in `text/transcripts`. Questions and courtesies are no statements.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from claims.extraction.grammar.parser_input import ParserInput, text_span
from claims.extraction.speakers.coreference import EntityResolver
from claims.extraction.speakers.turns import TurnSpeakers
from claims.extraction.statements.draft import StatementDraft
from claims.extraction.statements.questions import QuestionContext
from claims.extraction.text.quotations import Quotation
from claims.extraction.text.turns import Turn

if TYPE_CHECKING:
    from spacy.tokens import Doc


class TurnDrafts:
    """Drafts the statements of the turns of one text, in order."""

    def __init__(
        self, resolver: EntityResolver, questions: QuestionContext, language: str
    ) -> None:
        self._resolver = resolver
        self._questions = questions
        self._speakers = TurnSpeakers(resolver, language)

    def drafts(self, chunk: ParserInput, doc: Doc, turn: Turn) -> Iterator[StatementDraft]:
        """Yield each sentence of a turn that is more than a courtesy, and no question."""
        self._questions.begin_turn(turn)
        speaker = self._speakers.speaker_of(turn)
        block = chunk.block
        if turn.is_quoted and chunk.starts[0] == block.start:
            spoken = Quotation(block.start, block.end, ((block.start, block.end),))
            yield StatementDraft((), speaker, utterance=spoken, is_in_turn=True)
        for sentence in doc.sents:
            self._resolver.add_sentence(sentence)
            if turn.is_quoted or self._questions.is_asked(turn, sentence):
                continue
            if self._speakers.is_substantive(sentence, turn):
                start, end = text_span(chunk, doc, (sentence.start, sentence.end))
                spoken = Quotation(start, end, ((start, end),))
                draft = StatementDraft((), speaker, utterance=spoken, is_in_turn=True)
                draft.question, draft.words = self._questions.asked, sentence.text.strip()
                self._questions.note_turn_draft(draft)
                yield draft
            elif not self._speakers.is_courtesy(sentence):
                self._questions.note_fragment()
