"""A report found in a sentence, before its speaker is resolved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.extraction.text.span import Span

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class ReportingEvent:
    """Who said what, and the word that reports it, as tokens of one parsed chunk.

    `pieces` are token spans of what was said, more than one if the cue interrupts it.
    `speaker` is the head of the words that name the speaker; `speaker_span` are those words if
    they aren't its noun phrase. `cue` is a token span and `lemma` its dictionary form.
    `is_denied` is true if the speaker denies the content.
    """

    pieces: tuple[Span, ...]
    speaker: Token | None
    cue: Span | None
    lemma: str
    is_denied: bool = False
    speaker_span: Span | None = None
