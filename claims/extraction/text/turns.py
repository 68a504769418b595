"""The turns of a transcript or interview, and the labels that name their speakers."""

from __future__ import annotations

from dataclasses import dataclass, field

from claims.extraction.text.span import Span


@dataclass(frozen=True, slots=True)
class SpeakerLabel:
    """The words that name the speaker of a turn, and their position.

    `name` is without time code, party and colon. `said` is the name that the text gives
    elsewhere: speakers introduce themselves ("I am Judith Amory"), initials are somebody's.
    `is_office` is true for a role ("the chair"), `is_nameless` for "Q" and "A".
    """

    name: str
    span: Span
    is_office: bool = False
    is_nameless: bool = False
    said: str | None = None
    aside: str = ""


@dataclass(slots=True)
class Turn:
    """What one speaker says at a time: pieces of text without stage directions.

    In a transcript quoted inside an article (`is_quoted`), each paragraph is one utterance. An
    answer without a named label belongs to `answerer`, a name, if the text introduces one. A
    turn that is nothing but a question (`is_question`) is no statement to check, nor are the
    questions and the housekeeping of somebody who asks (`is_by_asker`). A paragraph of a speech
    (`is_monologue`) answers nobody, but has no label either.
    """

    label: SpeakerLabel | None
    pieces: list[Span] = field(default_factory=list)
    is_answer: bool = False
    is_quoted: bool = False
    is_question: bool = False
    is_by_asker: bool = False
    answerer: str | None = None
    is_monologue: bool = False
