"""Find turns without labels: questions in paragraphs of their own, and their answers.

Method: the adjacency pairs of Sacks, Schegloff, Jefferson (1974; see `transcripts`). A short
paragraph that asks, or that addresses "you", is a question; what follows in the first person is
its answer. Where the text introduces who is interviewed ("a conversation with Helena Marsh"),
answers need no first person, nor where most pairs are between "you" and "I".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from claims.extraction.text.span import Span
from claims.extraction.text.transcript_words import TranscriptWords
from claims.extraction.text.turns import SpeakerLabel, Turn

PAIRS = 3
MOSTLY = 0.5
"""The share of paragraphs that ask or answer, from which on a text is an interview."""
PAIRS_IF_INTRODUCED = 2
LONGEST_QUESTION = 240
INTRODUCTION = 6
MARKS = "“\"'‘«„"
NUMBERING = re.compile(r"[*_#\s]*(?:\d{1,2}[.)]\s+|Q\d{0,2}[.:)]\s+)?[*_]*")
RUN_ON = re.compile(r"(?P<asked>[^.?!“”\"\n]{5,150}\?[*_]{0,2})[ \t]+(?=[A-Z0-9])")
"""A question and its answer in one paragraph."""
EMPHASIS = " *_\n"
SIGNED = re.compile(r"\?[\"”]? *(?:[–—-]+ *[^?!\n]{2,40}|\([^()?\n]{2,40}\))$")
"""The end of a reader's question: "Is it over? – R.K., Tucson"."""


def turns_by_question(
    text: str, paragraphs: list[Span], words: TranscriptWords
) -> tuple[list[Turn], list[Span]]:
    """Return questions and answers as turns, and the other paragraphs."""
    answerer = find_interviewee(text, paragraphs[:INTRODUCTION], words, surely=True)
    whole = paragraphs
    if answerer is not None:
        paragraphs = _split_at_questions(text, paragraphs)
    asked = [
        is_question(line, words.pronouns_in(line), words)
        for line in (text[start:end] for start, end in paragraphs)
    ]
    for number, (start, end) in enumerate(paragraphs):
        is_reply = number > 0 and asked[number - 1] and "?" not in text[start:end]
        asked[number] = asked[number] and not is_reply
    if asked.count(True) < PAIRS_IF_INTRODUCED:
        return [], whole
    is_sure = _is_conversation(text, paragraphs, asked, words)
    turns, others = _pair(text, paragraphs, asked, words, answerer, is_sure=is_sure)
    pairs = sum(one.is_answer < other.is_answer for one, other in pairwise(turns))
    if len(turns) < MOSTLY * len(paragraphs):
        return [], whole
    if pairs < (PAIRS if answerer is None and not is_sure else PAIRS_IF_INTRODUCED):
        return [], whole
    return turns, others


def _split_at_questions(text: str, paragraphs: list[Span]) -> list[Span]:
    """Split the paragraphs that begin with a question: "Not poachers? One or two a year."."""
    starts = [RUN_ON.match(text, *span) for span in paragraphs]
    if sum(found is not None for found in starts) < PAIRS_IF_INTRODUCED:
        return paragraphs
    pieces: list[Span] = []
    for (start, end), found in zip(paragraphs, starts, strict=True):
        if found is None:
            pieces.append((start, end))
        else:
            pieces += [(start, found.end("asked")), (found.end(), end)]
    return pieces


def _pair(
    text: str,
    paragraphs: list[Span],
    asked: list[bool],
    words: TranscriptWords,
    answerer: str | None,
    *,
    is_sure: bool,
) -> tuple[list[Turn], list[Span]]:
    """Return the turns of questions and of what answers them, and the other paragraphs."""
    turns: list[Turn] = []
    others: list[Span] = []
    asker = _find_interviewer(text, paragraphs, words)
    is_open, is_next = False, False
    for (start, end), asks in zip(paragraphs, asked, strict=True):
        line = text[start:end]
        if asks:
            span = bare_line(text, start, end)
            turns.append(Turn(asker, [span], is_question=True, is_by_asker=True))
        elif is_open and (
            (is_sure and is_next and line[0] not in MARKS)
            or _is_answer(line, words.pronouns_in(line), words, answerer)
        ):
            turns.append(Turn(None, [(start, end)], is_answer=True, answerer=answerer))
        else:
            is_open = is_open and len(line) <= LONGEST_QUESTION and line[0] not in MARKS
            others.append((start, end))
        is_open, is_next = is_open or asks, asks
    return turns, others


def _is_conversation(
    text: str, paragraphs: list[Span], asked: list[bool], words: TranscriptWords
) -> bool:
    """Return whether questions speak to "you" and answers of "I", in half of the pairs or more.

    Then it is no list of frequent questions, and each paragraph right after one answers it.
    """
    spoken = to_somebody = from_somebody = pairs = 0
    for number, asks in enumerate(asked[:-1]):
        if not asks or asked[number + 1]:
            continue
        question, answer = (text[slice(*span)] for span in paragraphs[number : number + 2])
        pairs += 1
        addresses = not words.pronouns_in(question).isdisjoint(words.second)
        tells = not words.pronouns_in(answer).isdisjoint(words.first)
        spoken += addresses or tells
        to_somebody += addresses
        from_somebody += tells
    return bool(to_somebody and from_somebody) and spoken * 2 >= pairs


def bare_line(text: str, start: int, end: int) -> Span:
    """Return the span of a line without its number, and without asterisks for bold type."""
    found = NUMBERING.match(text, start, end)
    first = found.end() if found else start
    return first, max(first + 1, start + len(text[start:end].rstrip(EMPHASIS)))


def is_question(line: str, pronouns: set[str], words: TranscriptWords) -> bool:
    """Return whether a short paragraph outside quotation marks asks or addresses "you"."""
    bare = SIGNED.sub("?", line[slice(*bare_line(line, 0, len(line)))])
    if len(bare) > LONGEST_QUESTION or bare[0] in MARKS:
        return False
    return bare.endswith("?") or bool(pronouns & words.second and not pronouns & words.first)


def _is_answer(
    line: str, pronouns: set[str], words: TranscriptWords, answerer: str | None
) -> bool:
    """Return whether a paragraph outside quotation marks is in the first person.

    If the interviewee is known, it is enough that the paragraph doesn't speak of them.
    """
    if line[0] in MARKS:
        return False
    if not pronouns.isdisjoint(words.first):
        return True
    return answerer is not None and answerer.rsplit(maxsplit=1)[-1] not in line


def find_interviewee(
    text: str, paragraphs: Sequence[Span], words: TranscriptWords, *, surely: bool = False
) -> str | None:
    """Return who is introduced as answering: "a conversation with Helena Marsh".

    Where answers have no labels, only wordings that mean nothing else count (`surely`), because
    "police spoke to Bo Marr" above two questions would make him say the whole article.
    """
    for span in paragraphs:
        line = text[slice(*bare_line(text, *span))]
        for pattern in words.introduced if surely else words.interviewees:
            found = pattern.search(line)
            if found is not None and words.outlets.isdisjoint(found[1].lower().split()):
                return found[1]
    return None


def find_signed_off(
    text: str, paragraphs: Sequence[Span], words: TranscriptWords
) -> str | None:
    """Return whom a paragraph after the answers is about: "Ann Lee's new book is out"."""
    for start, end in paragraphs:
        for pattern in words.signed_off:
            found = pattern.search(text[start:end])
            if found is not None:
                return found[1]
    return None


def find_addressee(text: str, turns: Sequence[Turn], words: TranscriptWords) -> str | None:
    """Return whom the first questions address by name: "Ms. Delgado, who told you?"."""
    for turn in turns:
        for start, end in turn.pieces if turn.is_question else ():
            found = words.addressed.search(text[start:end])
            if found is not None:
                return found["name"]
    return None


def _find_interviewer(
    text: str, paragraphs: list[Span], words: TranscriptWords
) -> SpeakerLabel | None:
    """Find the interviewer's name near the top: "Interview: Hanne Brodie"."""
    for start, end in paragraphs[: PAIRS + 2]:
        for pattern in words.interviewer:
            found = pattern.search(text, start, end)
            if found is not None:
                return SpeakerLabel(found[1], found.span(1))
    return None
