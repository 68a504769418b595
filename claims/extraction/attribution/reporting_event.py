"""One act of saying as found in a sentence, before it is known who is meant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.extraction.text.span import Span

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class ReportingEvent:
    """Who said what by which word, as tokens of one parsed frame.

    `pieces` are token spans of what was said (more than one where the cue interrupts it);
    `speaker` is the head of the words that name the speaker (`speaker_span` where they are not
    its noun phrase); `cue` is a token span and `lemma` its dictionary form. `is_denied` where
    the speaker says that it is not so.
    """

    pieces: tuple[Span, ...]
    speaker: Token | None
    cue: Span | None
    lemma: str
    is_denied: bool = False
    speaker_span: Span | None = None
