"""The results of extraction: plain values that can be printed as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TypedDict

from claims.extraction.numbers.number import Number, NumberJson
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


class StatementJson(TypedDict):
    """A statement as the API contract prints it."""

    start: int
    end: int
    quote: str
    speaker: str | None
    speaker_start: int | None
    speaker_end: int | None
    speaker_candidates: list[str]
    cue: str | None
    kind: str
    claim_type: str
    denied: bool
    worth: float
    reasons: list[str]
    numbers: list[NumberJson]
    parts: list[list[int]]
    speaker_title: str | None
    said_on: str | None
    splits: list[list[int]]
    question: str | None


class TextTooLong(ValueError):
    """The text is too long to extract; the message is a sentence for the desk."""


@dataclass(frozen=True, slots=True)
class ExtractedStatement:
    """The exact words that were said, by whom and how: `text[start:end] == quote`.

    Offsets are code points of the stored text. `speaker` is the fullest name of the speaker in
    the article; `speaker_start` and `speaker_end` are the words that name them here.
    `speaker_candidates` are names, the likelier first; empty unless `speaker` is None because
    the words fit two people or organizations. `worth` is from 0 to 1. `parts` are the
    contiguous pieces, more than one if a quotation runs over paragraphs. `speaker_title` is the
    role or party that the article gives the speaker. `splits` are the clauses that can be
    checked separately; empty if there is only one.
    `question` are the words that this answers in an interview, hearing or press conference.
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
    speaker_candidates: tuple[str, ...] = ()
    question: str | None = None

    def as_json(self) -> StatementJson:
        """Return the fields of the API contract as JSON values."""
        return {
            "start": self.start,
            "end": self.end,
            "quote": self.quote,
            "speaker": self.speaker,
            "speaker_start": self.speaker_start,
            "speaker_end": self.speaker_end,
            "speaker_candidates": list(self.speaker_candidates),
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
            "question": self.question,
        }


@dataclass(frozen=True, slots=True)
class Extraction:
    """The stored text, its statements in order, and the spans that were skipped.

    It can be iterated like the list of its statements. `left_over` are spans of boilerplate in
    `text` (captions, prompts, related headlines). `language` is a code of `languages/`, or
    `und` if the text is in none of them; then only quotations are found. `unread_from` is the
    offset from which nothing was read because the text took too much computing time, or None.
    """

    text: str
    statements: list[ExtractedStatement] = field(default_factory=list)
    left_over: list[Span] = field(default_factory=list)
    language: str = "und"
    unread_from: int | None = None

    @property
    def unread_sentence(self) -> str:
        """Say in a sentence how much wasn't read and why, or "" if all was."""
        if self.unread_from is None:
            return ""
        left = len(self.text) - self.unread_from
        return (
            f"The last {left:,} of {len(self.text):,} characters were not read, because the "
            "text took more computing time than a text of its length should. Cut off what is "
            "no prose, such as tables and lists, or submit the rest on its own."
        )

    def __iter__(self) -> Iterator[ExtractedStatement]:
        return iter(self.statements)

    def __len__(self) -> int:
        return len(self.statements)

    def __getitem__(self, place: int) -> ExtractedStatement:
        return self.statements[place]
