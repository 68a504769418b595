"""Find who only asks in a transcript, and who answers if the answers name nobody.

Method: the roles of institutional talk (Heritage, Clayman, "Talk in Action: Interactions,
Identities, and Institutions", 2010): reporters and interviewers ask, hosts and moderators ask
and lead. A label shows the role, or that somebody ends nearly all their turns with a question.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from claims.extraction.text.interviews import (
    INTRODUCTION,
    find_addressee,
    find_interviewee,
    find_signed_off,
)
from claims.extraction.text.span import Span
from claims.extraction.text.speaker_labels import last_word, name_key, office_head
from claims.extraction.text.transcript_words import TranscriptWords
from claims.extraction.text.turns import SpeakerLabel, Turn

MOSTLY = 0.6
CLOSED = " \"”)]’'"


def is_asking(label: SpeakerLabel, words: TranscriptWords) -> bool:
    """Return whether a label is that of a host or reporter: "MODERATOR", "ROE, CNN ANCHOR"."""
    named = {word.strip(",()").lower() for word in f"{label.name} {label.aside}".split()}
    return name_key(label.name) in words.asks or bool(named & (words.hosts | words.reporters))


def mark_questions(text: str, turns: list[Turn], words: TranscriptWords) -> None:
    """Mark the turns of those who ask: reporters and "Q" only ask, hosts say other things too.

    Somebody who ends nearly all their turns with a question, or addresses "you" in them and
    never speaks of themselves, is asking as well.
    """
    asked: Counter[str] = Counter()
    spoken: Counter[str] = Counter()
    for turn in turns:
        if turn.label is not None and turn.pieces:
            key = last_word(turn.label.name)
            spoken[key] += 1
            asked[key] += _asks(text, turn, words)
    askers = {
        last_word(turn.label.name)
        for turn in turns
        if turn.label is not None
        and (is_asking(turn.label, words) or _welcomes(text, turn, words))
    }
    for turn in turns:
        if turn.label is None:
            turn.is_by_asker = turn.is_by_asker or (
                bool(turn.pieces) and _asks(text, turn, words)
            )
            continue
        key = last_word(turn.label.name)
        often = spoken[key] > 1 and asked[key] >= MOSTLY * spoken[key] and len(spoken) > 1
        turn.is_by_asker = turn.is_by_asker or often or key in askers
        only_asks = name_key(turn.label.name) in words.asks | words.reporters
        turn.is_question = turn.is_question or only_asks


def _welcomes(text: str, turn: Turn, words: TranscriptWords) -> bool:
    """Return whether only a host says this, and asks something too: "Joining us is …"."""
    said = _words_of(text, turn)
    return "?" in said and words.welcoming.search(said) is not None


def _words_of(text: str, turn: Turn) -> str:
    return text[turn.pieces[0][0] : turn.pieces[-1][1]] if turn.pieces else ""


def _asks(text: str, turn: Turn, words: TranscriptWords) -> bool:
    """Return whether a turn ends with a question, or only puts something to "you"."""
    said = _words_of(text, turn).rstrip(CLOSED)
    if said.endswith("?") or words.welcoming.search(said):
        return True
    pronouns = words.pronouns_in(said)
    return bool(pronouns & words.second) and not pronouns & words.first


def name_answerer(
    text: str, turns: list[Turn], others: list[Span], words: TranscriptWords
) -> None:
    """Give the answers without a name that of the interviewee, if the text introduces one.

    In court, several witnesses answer one after another: each is called or sworn before the
    questions to them, by somebody's words or in a heading.
    """
    answerer: str | None = None
    is_first, after = True, 0
    last = max((turn.pieces[-1][1] for turn in turns if turn.pieces), default=0)
    for number, turn in enumerate(turns):
        if turn.label is None or not turn.label.is_nameless or not turn.pieces:
            continue
        first = turn.pieces[0][0]
        answerer = _witness_before(text, turns, others, (after, first), words) or answerer
        if is_first and answerer is None:
            before = [span for span in others if span[0] < first][:INTRODUCTION]
            answerer = find_interviewee(text, before, words)
            if answerer is None and not before:
                ending = [span for span in others if span[0] >= last][:1]
                answerer = find_addressee(text, turns[number:], words)
                answerer = answerer or find_signed_off(text, ending, words)
        is_first, after = False, turn.pieces[-1][1]
        turn.answerer = answerer


def _witness_before(
    text: str, turns: list[Turn], others: list[Span], between: Span, words: TranscriptWords
) -> str | None:
    """Return who is called or sworn last in this part of the text: "calls Dr. Ann Lee"."""
    start, end = between
    if not text[start:end].strip():
        return None
    spoken = (piece for turn in turns for piece in turn.pieces if turn.label is not None)
    for first, last in sorted([*others, *spoken], reverse=True):
        if start <= first < end:
            for pattern in words.witnesses:
                found = pattern.search(text[first:last])
                if found is not None:
                    return found[1]
    return None


def name_witness(text: str, turns: list[Turn], words: TranscriptWords) -> None:
    """Give "THE WITNESS" the name by which the question before addresses somebody.

    A question selects who speaks next by addressing them (Sacks, Schegloff, Jefferson 1974).
    """
    addressed: str | None = None
    for turn in turns:
        label = turn.label
        is_witness = label is not None and office_head(label.name) in words.answering
        if label is not None and is_witness and label.said is None:
            turn.label = replace(label, said=addressed, is_office=addressed is None)
            continue
        for piece in turn.pieces:
            for found in words.addressed.finditer(text, *piece):
                addressed = found["name"]
