"""Decide which labels of a text are those of a transcript, and whether it is one.

Method: as in `transcripts`. Labels count only if they repeat, alternate and begin most
paragraphs, if questions and answers follow each other, or if the text is a recording. The heads
of a list ("California: …", "CNN") look like labels too. Biber, "Variation across Speech and
Writing" (1988), finds first and second person and questions to be what tells speech from
writing: where turns have none, and the labels are no people, the text is a list.
"""

from __future__ import annotations

import re
from collections import Counter

from claims.extraction.text.askers import is_asking
from claims.extraction.text.interviews import SIGNED
from claims.extraction.text.span import Span
from claims.extraction.text.speaker_labels import (
    LabelMatch,
    initials_of,
    is_held_office,
    is_office,
    is_personal,
    last_word,
    leading_label,
    may_label,
    name_key,
)
from claims.extraction.text.transcript_words import TranscriptWords
from claims.extraction.text.turns import SpeakerLabel

TURNS = 3
SPEAKERS = 2
LED = 0.3
MOSTLY = 0.6
SPOKEN = 0.25
MOST_NAMES = 50
STOPS = (".", "!", "?", "…")
CLOSED = " \"”)]’'"
NEW_TURN = re.compile(r"\s*(?:>>+|[-–—])\s*")
"""Begins a line of subtitles at which an unnamed speaker takes over."""


def find_labels(
    text: str, paragraphs: list[Span], words: TranscriptWords, *, is_recording: bool
) -> dict[int, SpeakerLabel]:
    """Return labels by the start of their paragraph; none if the text isn't a transcript."""
    found: dict[int, SpeakerLabel] = {}
    for start, end in paragraphs:
        match = leading_label(text, start, end)
        if match is not None and may_label(match.name, match.aside, words):
            found[start] = _label(match, words)
    found = _without_articles(text, found)
    if is_recording or (found and is_captioned(text, paragraphs)):
        return found
    is_answered = _answers_questions(text, paragraphs, found)
    if is_answered or _are_questions_and_answers(found, words):
        return {
            start: label
            for start, label in found.items()
            if label.is_nameless or not _is_heading(text, label)
        }
    counts = _count_labels(found)
    kept = {
        start: label
        for start, label in found.items()
        if counts[last_word(label.name)] > 1
        or label.name.isupper()
        or is_personal(label, text, words)
    }
    speakers = {last_word(label.name) for label in kept.values()}
    repeated = [label for label in kept.values() if counts[last_word(label.name)] > 1]
    is_transcript = (
        len(kept) >= TURNS
        and len(speakers) >= SPEAKERS
        and len(repeated) >= SPEAKERS
        and len(kept) >= LED * len(paragraphs)
    )
    if is_transcript or _is_hosted(kept, paragraphs, words):
        return kept if _is_spoken(text, paragraphs, kept, words) else {}
    return found if _each_speaks_once(text, paragraphs, found, words) else {}


def _without_articles(text: str, found: dict[int, SpeakerLabel]) -> dict[int, SpeakerLabel]:
    """Drop each "A" without a stop or colon, unless a "Q" is written so as well."""
    bare = {
        start: label.name
        for start, label in found.items()
        if label.name in ("Q", "A") and text[label.span[1] : label.span[1] + 1].isspace()
    }
    if "Q" in bare.values():
        return found
    return {start: label for start, label in found.items() if bare.get(start) != "A"}


def is_captioned(text: str, paragraphs: list[Span]) -> bool:
    """Return whether ">>" begins three paragraphs or more, as in captions."""
    marks = (
        NEW_TURN.fullmatch(text, line_start(text, start), start) for start, _ in paragraphs
    )
    return sum(mark is not None and ">>" in mark[0] for mark in marks) >= TURNS


def line_start(text: str, offset: int) -> int:
    """Return the offset at which the line of an offset begins."""
    return text.rfind("\n", 0, offset) + 1


def _count_labels(found: dict[int, SpeakerLabel]) -> Counter[str]:
    """Count labels by last name; initials ("R.A.") count for the name that has them, too."""
    counts = Counter(last_word(label.name) for label in found.values())
    by_initials = {initials_of(label.name): label for label in found.values()}
    for label in found.values():
        full = by_initials.get(label.name.replace(".", ""))
        if full is not None and full.name != label.name:
            counts[last_word(full.name)] += 1
            counts[last_word(label.name)] += 1
    return counts


def _is_heading(text: str, label: SpeakerLabel) -> bool:
    """Return whether nothing follows what looks like a label: "Examination of Ms. Lee:"."""
    return not text[label.span[1] :].partition("\n")[0].strip(" :")


def _are_questions_and_answers(found: dict[int, SpeakerLabel], words: TranscriptWords) -> bool:
    """Return whether there is a "Q" and then an "A": these two mean nothing else."""
    keys = [name_key(label.name) for label in found.values()]
    asked = next((place for place, key in enumerate(keys) if key in words.asks), None)
    return asked is not None and not words.answers.isdisjoint(keys[asked:])


def _answers_questions(
    text: str, paragraphs: list[Span], found: dict[int, SpeakerLabel]
) -> bool:
    """Return whether one speaker has labels, and each comes right after a question.

    One label is enough if it says so: "Dr Lee writes:".
    """
    found = {start: label for start, label in found.items() if not _is_heading(text, label)}
    if len({last_word(label.name) for label in found.values()}) != 1:
        return False
    replies = any(text[label.span[1]] == " " and not label.aside for label in found.values())
    if len(found) < SPEAKERS and not replies:
        return False
    before = dict(zip((start for start, _ in paragraphs[1:]), paragraphs, strict=False))
    asked = [before[start] for start in found if start in before]
    return len(asked) == len(found) and all(
        SIGNED.sub("?", text[slice(*span)]).rstrip(CLOSED + "*_").endswith("?")
        for span in asked
    )


def _is_hosted(
    kept: dict[int, SpeakerLabel], paragraphs: list[Span], words: TranscriptWords
) -> bool:
    """Return whether hosts or reporters have most labels, perhaps with nobody else."""
    asking = [label for label in kept.values() if is_asking(label, words)]
    return len(kept) >= SPEAKERS and bool(asking) and len(kept) >= MOSTLY * len(paragraphs)


def _is_spoken(
    text: str, paragraphs: list[Span], kept: dict[int, SpeakerLabel], words: TranscriptWords
) -> bool:
    """Return whether labels are people, or their turns have "I", "we", "you" or questions."""
    labels = list(kept.values())
    names = sorted({label.name for label in labels})[:MOST_NAMES]
    places = {last_word(name) for name in names if _is_place(text, name, words)}
    if len(places) >= max(1, len({last_word(label.name) for label in labels}) / 2):
        return False
    if sum(is_personal(label, text, words, strictly=True) for label in labels) * 2 >= len(kept):
        return True
    turns = [""]
    for start, end in paragraphs:
        if start in kept:
            turns.append("")
        turns[-1] += f" {text[start:end]}"
    return sum(map(words.is_conversation, turns[1:])) >= SPOKEN * len(kept)


def _is_place(text: str, name: str, words: TranscriptWords) -> bool:
    """Return whether the text says "in California" of what looks like a label."""
    if name.split(maxsplit=1)[0].lower() in words.given:
        return False
    named = re.escape(name.title() if name.isupper() else name)
    return re.search(rf"\b(?:{words.in_place}) {named}\b", text) is not None


def _each_speaks_once(
    text: str, paragraphs: list[Span], found: dict[int, SpeakerLabel], words: TranscriptWords
) -> bool:
    """Return whether two or more names begin most paragraphs and speak of "I" or "you".

    Short subtitles look like this; fact boxes ("Capital: Oslo") and news in brief don't.
    """
    led = [(start, end) for start, end in paragraphs if start in found]
    names = {last_word(found[start].name) for start, _ in led}
    if len(names) < SPEAKERS or len(led) < MOSTLY * len(paragraphs):
        return False
    pronouns = set().union(*(words.pronouns_in(text[start:end]) for start, end in led))
    return not pronouns.isdisjoint(words.first | words.second) and all(
        text[start:end].rstrip(CLOSED).endswith(STOPS)
        and (found[start].name.isupper() or " " in found[start].name)
        for start, end in led
    )


def _label(match: LabelMatch, words: TranscriptWords) -> SpeakerLabel:
    plain = [word.lower() for word in match.name.split() if word.lower() != "the"]
    is_nameless = " ".join(plain) in words.asks | words.answers
    is_role = bool(plain) and is_office(match.name, words) and not is_nameless
    is_held = is_held_office(match.name, match.aside, words)
    return SpeakerLabel(
        match.name,
        match.span,
        is_office=is_role or is_held,
        is_nameless=is_nameless,
        said=_holder(match) if is_held else None,
        aside=match.aside,
    )


def _holder(match: LabelMatch) -> str | None:
    """Return the name in the brackets after an office."""
    return match.said or match.aside.strip().strip("()").partition(")")[0]
