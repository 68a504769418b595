"""Find speakers' turns: in transcripts by labels, in interviews by question and answer.

Method: a label is a short name, title or office before a colon at the start of a line. Labels
count only if the whole text looks like a transcript: they repeat, alternate and begin most
paragraphs, as in Hansard (House of Commons, "Hansard style") and in the turn structure of
Sacks, Schegloff, Jefferson, "A simplest systematics for the organization of turn-taking for
conversation", Language 50(4), 1974. Everything below a label was said by that speaker, so each
sentence of a turn is direct speech without quotation marks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from claims.extraction.lexicon.language import Language, load_language
from claims.extraction.text.span import Span

TURNS = 3
SPEAKERS = 2
LED = 0.3
MOSTLY = 0.6
STOPS = (".", "!", "?", "…")
CLOSED = " \"”)]’'"
LONGEST_QUESTION = 240
LABEL_WORDS = 6
SHORT_LABEL = 2
TIME = r"(?:[\[(]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?[\])]?\s+)?"
ASIDE = r"(?:\s*[(\[][^()\[\]\n]{1,60}[)\]]){0,2}"
WORDS = r"[^\W\d_][\w.’'-]*(?:[ ][\w.’'&-]+){0,5}?"
LABEL = re.compile(
    rf"(?P<mark>[\"“])?(?:>>+\s*|[-–—]\s+)?{TIME}(?P<name>{WORDS})(?P<aside>{ASIDE})\s*:(?=\s|$)"
)
SHOUTED = re.compile(
    rf"^(?P<name>[A-Z][A-Z.’'-]+(?:[ ][A-Z][A-Z.’'-]*){{0,3}})(?P<aside>{ASIDE})$"
)
RECORDED = re.compile(
    r"(?P<name>(?:Mr|Mrs|Ms|Miss|Dr|The)\.? [A-Z][A-Z’'-]+(?: [A-Z][A-Z’'-]+){0,2})"
    r"(?P<aside>(?: pro tempore| of [A-Z][a-z]+(?: [A-Z][a-z]+)?)?)\.(?=\s)"
)
"""The labels of the Congressional Record: "Mr. SMITH of Ohio. I rise …"."""
NEW_TURN = re.compile(r"\s*(?:>>+|[-–—])\s*")
"""Begins a line of subtitles at which an unnamed speaker takes over."""
SQUARE = re.compile(r"\[[^\[\]\n]{1,80}\]")
ROUND = re.compile(r"\(([^()\n]{1,60})\)")
NAME = r"([A-Z][\w’'-]+(?: (?:[A-Z]\.|[a-z]{2,3}))?(?: [A-Z][\w’'-]+){1,3})"
DOUBLE = '"“'
MARKS = "“\"'‘«„"
WORD = re.compile(r"[\w’']+")


@dataclass(frozen=True, slots=True)
class SpeakerLabel:
    """The words that name the speaker of a turn, and their position.

    `name` is without time code, party and colon. `said` is the name by which speakers
    introduce themselves ("I am Judith Amory"). `is_office` is true for a role ("the chair").
    """

    name: str
    span: Span
    is_office: bool = False
    is_nameless: bool = False
    said: str | None = None


@dataclass(slots=True)
class Turn:
    """What one speaker says at a time: pieces of text without stage directions.

    In a transcript quoted inside an article (`is_quoted`), each paragraph is one utterance.
    """

    label: SpeakerLabel | None
    pieces: list[Span] = field(default_factory=list)
    is_answer: bool = False
    is_quoted: bool = False


class _TranscriptWords:
    """The words of one language for labels, offices, stage directions and introductions."""

    def __init__(self, language: Language) -> None:
        table = language.tables["transcripts"]
        self.asks, self.answers = frozenset(table["asks"]), frozenset(table["answers"])
        self.roles, self.never = frozenset(table["roles"]), frozenset(table["never"])
        self.directions = tuple(table["directions"])
        self.first = frozenset(table["first_person"])
        self.second = frozenset(table["second_person"])
        self.introductions = [_compile_naming(pattern) for pattern in table["introductions"]]
        self.interviewer = [_compile_naming(pattern) for pattern in table["interviewer"]]
        self.titles = frozenset(
            word for words in language.mapping("people", "titles").values() for word in words
        )
        self.small = language.words("layout", "function_words") - {"the", "of", "a", "i"}


def _compile_naming(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace("{name}", NAME))


@lru_cache(maxsize=8)
def _words(code: str) -> _TranscriptWords:
    return _TranscriptWords(load_language(code))


def find_turns(
    text: str, paragraphs: list[Span], language: str, *, is_recording: bool = False
) -> tuple[list[Turn], list[Span]]:
    """Return the turns of a transcript or interview, and the paragraphs outside any turn.

    Both are in the order of the text. There are no turns if the text is neither. In a known
    recording every label counts, even if it appears only once.
    """
    words = _words(language)
    labels = _find_labels(text, paragraphs, words, is_recording=is_recording)
    if labels:
        return _turns_by_label(text, paragraphs, labels, words)
    return _turns_by_question(text, paragraphs, words)


def _find_labels(
    text: str, paragraphs: list[Span], words: _TranscriptWords, *, is_recording: bool
) -> dict[int, SpeakerLabel]:
    """Return labels by the start of their paragraph; none if the text isn't a transcript."""
    found: dict[int, SpeakerLabel] = {}
    for start, end in paragraphs:
        match = _leading_label(text, start, end) or SHOUTED.match(text[start:end])
        if match is None:
            continue
        shift = 0 if match.string is text else start
        name = match["name"].strip()
        if _may_label(name, match["aside"], words):
            span = (match.start("name") + shift, match.end("name") + shift)
            found[start] = _label(name, span, words)
    if is_recording:
        return found
    counts = Counter(_last(label.name) for label in found.values())
    kept = {
        start: label
        for start, label in found.items()
        if counts[_last(label.name)] > 1
        or label.name.isupper()
        or _is_person_or_office(label.name, text, words)
    }
    speakers = {_last(label.name) for label in kept.values()}
    repeated = [label for label in kept.values() if counts[_last(label.name)] > 1]
    is_transcript = (
        len(kept) >= TURNS
        and len(speakers) >= SPEAKERS
        and len(repeated) >= SPEAKERS
        and len(kept) >= LED * len(paragraphs)
    )
    if is_transcript:
        return kept
    return found if _each_speaks_once(text, paragraphs, found, words) else {}


def _leading_label(text: str, start: int, end: int) -> re.Match[str] | None:
    """Match the label that a paragraph begins with, on the same line as the words said."""
    return LABEL.match(text, start, end) or RECORDED.match(text, start, end)


def _each_speaks_once(
    text: str, paragraphs: list[Span], found: dict[int, SpeakerLabel], words: _TranscriptWords
) -> bool:
    """Return whether two or more names begin most paragraphs and speak of "I" or "you".

    Short subtitles look like this; fact boxes ("Capital: Oslo") and news in brief don't.
    """
    led = [(start, end) for start, end in paragraphs if start in found]
    names = {_last(found[start].name) for start, _ in led}
    if len(names) < SPEAKERS or len(led) < MOSTLY * len(paragraphs):
        return False
    pronouns = {word.lower() for start, end in led for word in WORD.findall(text[start:end])}
    return not pronouns.isdisjoint(words.first | words.second) and all(
        text[start:end].rstrip(CLOSED).endswith(STOPS)
        and (found[start].name.isupper() or " " in found[start].name)
        for start, end in led
    )


def _key(name: str) -> str:
    return name.casefold().rstrip(".")


def _last(name: str) -> str:
    """Return the last name, which ANNA BELL and Ms Bell have in common."""
    return _key(name).rsplit(maxsplit=1)[-1]


def _label(name: str, span: Span, words: _TranscriptWords) -> SpeakerLabel:
    plain = [word.lower() for word in name.split() if word.lower() != "the"]
    is_nameless = " ".join(plain) in words.asks | words.answers
    is_office = bool(plain) and plain[-1] in words.roles and not is_nameless
    return SpeakerLabel(name, span, is_office=is_office, is_nameless=is_nameless)


def _may_label(name: str, aside: str, words: _TranscriptWords) -> bool:
    """Return whether the words are capitalized, and not from a sentence or a fact box."""
    plain = name.split()
    lowered = [word.lower() for word in plain]
    if len(plain) > LABEL_WORDS or not name[0].isupper():
        return False
    if any(word in words.never for word in lowered) or (
        name.endswith((".", ",")) and not aside
    ):
        return False
    if len(plain) > 1 and any(word in words.small for word in lowered):
        return False
    return all(
        word[0].isupper() or word in ("of", "the", "de", "van", "von", "&") or word[0].isdigit()
        for word in plain
    )


def _is_person_or_office(name: str, text: str, words: _TranscriptWords) -> bool:
    """Return whether a label has a title, an office, Q or A, or a name used elsewhere."""
    plain = [word.lower() for word in name.split()]
    if plain[0] in words.titles or plain[-1] in words.roles:
        return True
    if " ".join(plain) in words.asks | words.answers:
        return True
    return (
        len(plain) <= SHORT_LABEL + 1
        and "a" not in plain
        and text.count(name.rsplit(maxsplit=1)[-1].title()) > 1
    )


def _turns_by_label(
    text: str, paragraphs: list[Span], labels: dict[int, SpeakerLabel], words: _TranscriptWords
) -> tuple[list[Turn], list[Span]]:
    turns: list[Turn] = []
    others: list[Span] = []
    for start, end in paragraphs:
        label = labels.get(start)
        first = start
        if label is not None:
            match = _leading_label(text, start, end)
            first = match.end() if match is not None else end
            turns.append(Turn(label, is_quoted=text[start] in DOUBLE))
        elif not turns or _is_box(text[start:end]):
            others.append((start, end))
            continue
        elif NEW_TURN.fullmatch(text, text.rfind("\n", 0, start) + 1, start):
            turns.append(Turn(None))
        elif turns[-1].is_quoted and text[start] in DOUBLE:
            first = start + 1
        turns[-1].pieces += _spoken_pieces(text, first, end, words)
    for turn in turns:
        turn.label = _introduced_label(text, turn, turns, words)
    return turns, others


def _is_box(line: str) -> bool:
    """Return whether the line is a box between turns, such as "A NOTE ON …: …"."""
    head, colon, _ = line.partition(":")
    return bool(colon) and head.isupper() and len(head.split()) > 1


def _introduced_label(
    text: str, turn: Turn, turns: list[Turn], words: _TranscriptWords
) -> SpeakerLabel | None:
    """Return the label with the name by which an office holder introduces themselves."""
    label = turn.label
    if label is None or not label.is_office:
        return label
    for other in turns:
        if other.label is None or _key(other.label.name) != _key(label.name):
            continue
        for start, end in other.pieces:
            for pattern in words.introductions:
                found = pattern.search(text[start:end])
                if found is not None:
                    return SpeakerLabel(label.name, label.span, is_office=True, said=found[1])
    return label


def _spoken_pieces(text: str, start: int, end: int, words: _TranscriptWords) -> Iterator[Span]:
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


def _turns_by_question(
    text: str, paragraphs: list[Span], words: _TranscriptWords
) -> tuple[list[Turn], list[Span]]:
    """Find turns without labels: questions, and answers that speak of "I" and "we"."""
    turns: list[Turn] = []
    others: list[Span] = []
    asker = _find_interviewer(text, paragraphs, words)
    asked = False
    for start, end in paragraphs:
        line = text[start:end]
        pronouns = {word.lower().replace("’", "'") for word in WORD.findall(line)}
        if _is_question(line, pronouns, words):
            turns.append(Turn(asker, [(start, end)]))
            asked = True
        elif asked and _is_answer(line, pronouns, words):
            turns.append(
                Turn(None, list(_spoken_pieces(text, start, end, words)), is_answer=True)
            )
        else:
            asked = asked and len(line) <= LONGEST_QUESTION and line[0] not in MARKS
            others.append((start, end))
    pairs = sum(one.is_answer < other.is_answer for one, other in pairwise(turns))
    if pairs < TURNS:
        return [], paragraphs
    return turns, others


def _is_question(line: str, pronouns: set[str], words: _TranscriptWords) -> bool:
    """Return whether a short paragraph outside quotation marks asks or addresses "you"."""
    if len(line) > LONGEST_QUESTION or line[0] in MARKS:
        return False
    return line.endswith("?") or bool(pronouns & words.second and not pronouns & words.first)


def _is_answer(line: str, pronouns: set[str], words: _TranscriptWords) -> bool:
    """Return whether a paragraph outside quotation marks is in the first person."""
    return line[0] not in MARKS and not pronouns.isdisjoint(words.first)


def _find_interviewer(
    text: str, paragraphs: list[Span], words: _TranscriptWords
) -> SpeakerLabel | None:
    """Find the interviewer's name near the top: "Interview: Hanne Brodie"."""
    for start, end in paragraphs[: TURNS + 2]:
        for pattern in words.interviewer:
            found = pattern.search(text, start, end)
            if found is not None:
                return SpeakerLabel(found[1], found.span(1))
    return None
