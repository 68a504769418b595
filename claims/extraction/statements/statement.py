"""What reading a text gives back: plain values, no behaviour but their own JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from claims.extraction.numbers.number import Number
from claims.extraction.text.span import Span

KINDS = ("direct", "mixed", "indirect", "narration")
CLAIM_TYPES = (
    "fact",
    "statistic",
    "comparison",
    "prediction",
    "promise",
    "position",
    "opinion",
    "question",
)


class TextTooLong(ValueError):
    """The text is longer than the reader takes; the message is a sentence for the desk."""


@dataclass(frozen=True, slots=True)
class ExtractedStatement:
    """The exact words that were said, by whom and how: `text[start:end] == quote`.

    Offsets are code points of the kept text. `speaker` is the fullest name the article has
    for the speaker; `speaker_start`, `speaker_end` are the words that name them here.
    `worth` is from 0 to 1. `parts` are the contiguous pieces, more than one where a quotation
    runs over paragraphs; `speaker_title` is the role or party the article gives the speaker;
    `splits` are the clauses that can be checked apart, empty where there is but one.
    """

    start: int
    end: int
    quote: str
    speaker: str | None
    speaker_start: int | None
    speaker_end: int | None
    cue: str | None
    kind: str
    claim_type: str
    denied: bool
    worth: float
    reasons: tuple[str, ...] = ()
    numbers: tuple[Number, ...] = ()
    parts: tuple[Span, ...] = ()
    speaker_title: str | None = None
    said_on: date | None = None
    splits: tuple[Span, ...] = ()

    def as_json(self) -> dict[str, object]:
        """The statement of the contract as JSON-ready values."""
        return {
            "start": self.start,
            "end": self.end,
            "quote": self.quote,
            "speaker": self.speaker,
            "speaker_start": self.speaker_start,
            "speaker_end": self.speaker_end,
            "cue": self.cue,
            "kind": self.kind,
            "claim_type": self.claim_type,
            "denied": self.denied,
            "worth": self.worth,
            "reasons": list(self.reasons),
            "numbers": [number.as_json() for number in self.numbers],
            "parts": [list(part) for part in self.parts],
            "speaker_title": self.speaker_title,
            "said_on": self.said_on.isoformat() if self.said_on else None,
            "splits": [list(split) for split in self.splits],
        }


@dataclass(frozen=True, slots=True)
class Extraction:
    """A text as kept, the statements found in it (in text order), and what was not read.

    It can be gone through like the list of its statements. `left_over` are spans of `text` that
    are no text (captions, prompts, related headlines).
    `language` is a code of `languages/`, or `und` where the text is in none of them: then only
    quotations in marks are found.
    """

    text: str
    statements: list[ExtractedStatement] = field(default_factory=list)
    left_over: list[Span] = field(default_factory=list)
    language: str = "und"

    def __iter__(self) -> Iterator[ExtractedStatement]:
        return iter(self.statements)

    def __len__(self) -> int:
        return len(self.statements)

    def __getitem__(self, place: int) -> ExtractedStatement:
        return self.statements[place]
