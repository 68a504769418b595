"""A statement before it is built: where its words are, and who says them."""

from __future__ import annotations

from dataclasses import dataclass

from claims.extraction.speakers.reference import SpeakerReference
from claims.extraction.text.quotations import Quotation
from claims.extraction.text.span import Span


@dataclass(slots=True)
class StatementDraft:
    """Something said, or with `is_narration` asserted by the article itself.

    `utterance` is its quotation, if it is one; `remark` is the article's own contrast to it;
    `question` are the words that it answers, `is_question` that somebody answers it;
    `is_in_turn` is true in transcripts and interviews, and `words` are what was said there.
    """

    pieces: tuple[Span, ...]
    speaker: SpeakerReference | None
    is_denied: bool = False
    utterance: Quotation | None = None
    is_narration: bool = False
    remark: Span | None = None
    question: str | None = None
    is_question: bool = False
    is_in_turn: bool = False
    words: str | None = None

    @property
    def start(self) -> int:
        """Return the offset of its first words."""
        return self.utterance.start if self.utterance else min(self.pieces, default=(0, 0))[0]
