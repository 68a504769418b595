"""Find a speech that is printed as it was given: everything in it was said by one person.

Method: the speech event of Hymes, "Foundations in Sociolinguistics" (1974): who speaks is told
once, before it ("Speech by …", "The text of her speech follows"), and participants show in the
words: "I", "we" and "you", which Biber, "Variation across Speech and Writing" (1988), finds to
tell speech from writing. A report about a speech has them in quotation marks only.
"""

from __future__ import annotations

from claims.extraction.text.span import Span
from claims.extraction.text.transcript_words import TranscriptWords
from claims.extraction.text.turns import Turn

ANNOUNCED = 8
FEWEST = 3
SPOKEN = 0.35
LONGEST_TITLE = 160
MARKS = "“\"'‘«„"


def find_speech(
    text: str, paragraphs: list[Span], words: TranscriptWords
) -> tuple[list[Turn], list[Span]]:
    """Return each paragraph of a speech as a turn, and the paragraphs that are none of it."""
    announced = _announcement(text, paragraphs, words)
    if announced is None:
        return [], paragraphs
    first = next(
        (
            i
            for i in range(announced + 1, len(paragraphs))
            if _is_spoken(text, paragraphs[i], words)
        ),
        len(paragraphs),
    )
    last = _last_paragraph(text, paragraphs, first, words)
    speech = paragraphs[first : last + 1]
    spoken = sum(_is_spoken(text, span, words) for span in speech)
    if len(speech) < FEWEST or spoken < SPOKEN * len(speech):
        return [], paragraphs
    speaker = _speaker(text, paragraphs[:first], words)
    turns = [
        Turn(None, [span], is_answer=True, is_monologue=True, answerer=speaker)
        for span in speech
    ]
    return turns, [*paragraphs[:first], *paragraphs[last + 1 :]]


def _announcement(text: str, paragraphs: list[Span], words: TranscriptWords) -> int | None:
    """Return the index of the last paragraph near the top that announces a speech."""
    return next(
        (
            i
            for i in reversed(range(min(ANNOUNCED, len(paragraphs))))
            if words.announces_speech.search(text, *paragraphs[i])
            or (
                paragraphs[i][1] - paragraphs[i][0] <= LONGEST_TITLE
                and words.titles_speech.match(text[slice(*paragraphs[i])])
            )
        ),
        None,
    )


def _is_spoken(text: str, span: Span, words: TranscriptWords) -> bool:
    """Return whether a paragraph speaks of "I", "we" or "you" outside quotation marks."""
    line = text[slice(*span)]
    if line[0] in MARKS:
        return False
    return not words.pronouns_in(line).isdisjoint(words.first | words.second)


def _last_paragraph(
    text: str, paragraphs: list[Span], first: int, words: TranscriptWords
) -> int:
    """Return the index of the last paragraph that is spoken, before any notes to editors."""
    last = first
    for i in range(first, len(paragraphs)):
        if i > first and words.ends_speech.search(text, paragraphs[i - 1][1], paragraphs[i][0]):
            break
        if _is_spoken(text, paragraphs[i], words):
            last = i
    return last


def _speaker(text: str, before: list[Span], words: TranscriptWords) -> str | None:
    """Return who is said to give the speech, by name."""
    for start, end in before:
        for pattern in words.speech_givers:
            for found in pattern.finditer(text[start:end]):
                if name := _without_office(found[1], words):
                    return name
    return None


def _without_office(name: str, words: TranscriptWords) -> str | None:
    """Return "Ann Lee" of "Housing Minister Ann Lee"; None if it is only an office."""
    parts = name.split()
    for i, part in enumerate(parts):
        if part.lower() in words.roles | words.titles | words.small:
            return _without_office(" ".join(parts[i + 1 :]), words) if parts[i + 2 :] else None
    return name
