"""Find speakers' turns: in transcripts by labels, in interviews by question and answer.

Method: a label is a short name, title or office before a colon at the start of a line. Labels
count only if the whole text looks like a transcript (`transcript_labels`), as in Hansard (House
of Commons, "Hansard style") and in the turns of Sacks, Schegloff, Jefferson, "A simplest
systematics for the organization of turn-taking for conversation", Language 50(4), 1974.
Everything below a label was said by that speaker, so each sentence of a turn is direct speech
without quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from claims.extraction.text.askers import mark_questions, name_answerer, name_witness
from claims.extraction.text.interviews import is_question, turns_by_question
from claims.extraction.text.span import Span
from claims.extraction.text.speaker_labels import (
    last_word,
    leading_label,
    name_key,
    split_inline_answers,
    written_out,
)
from claims.extraction.text.speeches import find_speech
from claims.extraction.text.transcript_labels import (
    CLOSED,
    NEW_TURN,
    STOPS,
    find_labels,
    is_captioned,
    line_start,
)
from claims.extraction.text.transcript_words import TranscriptWords, transcript_words
from claims.extraction.text.turns import SpeakerLabel, Turn

SQUARE = re.compile(r"\[[^\[\]\n]{1,80}\]")
ROUND = re.compile(r"\(([^()\n]{1,60})\)")
DOUBLE = '"“'
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
LONGEST_HEADING = 9


def find_turns(
    text: str, paragraphs: list[Span], language: str, *, is_recording: bool = False
) -> tuple[list[Turn], list[Span]]:
    """Return the turns of a transcript or interview, and the paragraphs outside any turn.

    Both are in the order of the text. There are no turns if the text is neither. In a known
    recording every label counts, even if it appears only once.
    """
    words = transcript_words(language)
    pieces = split_inline_answers(text, paragraphs, words)
    labels = find_labels(text, pieces, words, is_recording=is_recording)
    if not labels:
        speech = find_speech(text, paragraphs, words)
        return speech if speech[0] else turns_by_question(text, paragraphs, words)
    turns, others = _turns_by_label(text, pieces, labels, words)
    name_witness(text, turns, words)
    mark_questions(text, turns, words)
    name_answerer(text, turns, others, words)
    return turns, others


def _turns_by_label(
    text: str, paragraphs: list[Span], labels: dict[int, SpeakerLabel], words: TranscriptWords
) -> tuple[list[Turn], list[Span]]:
    turns: list[Turn] = []
    others: list[Span] = []
    captioned = is_captioned(text, paragraphs)
    for start, end in paragraphs:
        label = labels.get(start)
        first = start
        line = text[start:end]
        if label is not None:
            match = leading_label(text, start, end)
            first = match.end if match is not None else end
            turns.append(Turn(label, is_quoted=text[start] in DOUBLE))
        elif (captioned or (turns and not turns[-1].is_question)) and NEW_TURN.fullmatch(
            text, line_start(text, start), start
        ):
            turns.append(Turn(None))
        elif _asks_alone(line, labels, words):
            turns.append(Turn(None, is_question=True, is_by_asker=True))
        elif (
            not turns
            or turns[-1].is_question
            or _is_box(line, words)
            or ((start, end) == paragraphs[-1] and _is_about(line, turns[-1], words))
        ):
            others.append((start, end))
            continue
        elif turns[-1].is_quoted and text[start] in DOUBLE:
            first = start + 1
        turns[-1].pieces += _spoken_pieces(text, first, end, words)
    offices: dict[str, str | None] = {}
    for turn in turns:
        if turn.label is not None and turn.label.is_office:
            key = name_key(turn.label.name)
            if turn.label.said is not None:
                offices[key] = turn.label.said
            elif key not in offices:
                label = _introduced_label(text, turn, turns, words)
                offices[key] = label.said if label is not None else None
            turn.label = replace(turn.label, said=offices[key])
        elif turn.label is not None:
            turn.label = written_out(turn.label, text, words)
    return turns, others


def _asks_alone(line: str, labels: dict[int, SpeakerLabel], words: TranscriptWords) -> bool:
    """Return whether it is a question without a label, where answers alone have one."""
    if len({last_word(label.name) for label in labels.values()}) > 1:
        return False
    return is_question(line, words.pronouns_in(line), words) and "?" in line


def _is_box(line: str, words: TranscriptWords) -> bool:
    """Return whether it is a box or heading between turns: "A NOTE ON …: …", "2 March 2026"."""
    head, colon, _ = line.partition(":")
    if any(pattern.search(line) for pattern in words.sworn):
        return True
    if line.isupper() and not line.endswith(STOPS) and " " in line:
        return len(line.split()) <= LONGEST_HEADING
    if YEAR.search(line) and not line.rstrip(CLOSED).endswith(STOPS):
        return len(line.split()) <= LONGEST_HEADING
    return bool(colon) and head.isupper() and len(head.split()) > 1


def _is_about(line: str, turn: Turn, words: TranscriptWords) -> bool:
    """Return whether the last paragraph presents who answered: "Ann Lee's book is out."."""
    is_nameless = turn.label is not None and turn.label.is_nameless
    has_spoken = not words.pronouns_in(line).isdisjoint(words.first)
    return is_nameless and not has_spoken and any(p.search(line) for p in words.signed_off)


def _introduced_label(
    text: str, turn: Turn, turns: list[Turn], words: TranscriptWords
) -> SpeakerLabel | None:
    """Return the label with the name by which an office holder introduces themselves.

    A label of initials gets the name in the text that has them.
    """
    label = turn.label
    if label is None or not label.is_office:
        return written_out(label, text, words) if label is not None else None
    for other in turns:
        if other.label is None or name_key(other.label.name) != name_key(label.name):
            continue
        for start, end in other.pieces:
            for pattern in words.introductions:
                found = pattern.search(text[start:end])
                if found is not None:
                    return SpeakerLabel(label.name, label.span, is_office=True, said=found[1])
    return label


def _spoken_pieces(text: str, start: int, end: int, words: TranscriptWords) -> Iterator[Span]:
    """Yield the trimmed pieces of a paragraph between its stage directions."""
    cuts = [match.span() for match in SQUARE.finditer(text, start, end)]
    cuts += [
        match.span()
        for match in ROUND.finditer(text, start, end)
        if match[1].strip(" .").lower().startswith(words.directions)
    ]
    for first, last in [*sorted(cuts), (end, end)]:
        piece = text[start:first]
        left = start + len(piece) - len(piece.lstrip())
        right = start + len(piece.rstrip())
        if any(character.isalnum() for character in piece):
            yield left, right
        start = max(start, last)
