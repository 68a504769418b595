"""Tell which quotations are whole utterances, and which are quoted words inside a clause.

Method: the marks and words around a quotation, its length and its first letter decide, after
the rules of O'Keefe et al., "A Sequence Labelling Approach to Quote Attribution", EMNLP 2012.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from claims.extraction.grammar.parser_input import SpeechBlock
from claims.extraction.lexicon.cues import Cues
from claims.extraction.text.quotations import Quotation
from claims.extraction.text.span import Span

UTTERANCE = 4
"""The fewest words of a quotation that counts as long, or of what a headline says."""
ANSWERED = 3
NAMED_BEFORE_CUE = 6
DESCRIBED = 5
LONG = 5
SENTENCES = re.compile(r"[a-z]{3}[.!?…]+[\"”’]* +[\"“‘]?[A-Z]")
WORD = re.compile(r"[\w’']+")
INTRODUCES = ",:—–-("
LOOK_BACK = 200


@dataclass(frozen=True, slots=True)
class Utterance:
    """A quotation and its surroundings, which show whether it is more than a quoted word."""

    before: str
    after: str
    inner: str
    follows_utterance: bool


def build_speech_blocks(
    text: str, paragraphs: list[Span], quotations: list[Quotation], cues: Cues
) -> list[SpeechBlock]:
    """Group paragraphs that a quotation joins, each with its utterances and fragments."""
    blocks: list[SpeechBlock] = []
    waiting = iter(quotations)
    quotation = next(waiting, None)
    index = 0
    while index < len(paragraphs):
        start, end = paragraphs[index]
        inside: list[Quotation] = []
        while quotation is not None and quotation.start < end:
            inside.append(quotation)
            while quotation.end > end and index + 1 < len(paragraphs):
                index += 1
                end = paragraphs[index][1]
            quotation = next(waiting, None)
        blocks.append(_build_block(text, start, end, inside, cues))
        index += 1
    return blocks


def _build_block(
    text: str, start: int, end: int, inside: list[Quotation], cues: Cues
) -> SpeechBlock:
    """Sort the quotations of a block into whole utterances and fragments."""
    spoken: list[Quotation] = []
    fragments: list[Quotation] = []
    answered: set[int] = set()
    for quotation in inside:
        last = spoken[-1].end if spoken else None
        near = last is not None and quotation.start - last < LOOK_BACK
        utterance = Utterance(
            before=text[max(start, quotation.start - LOOK_BACK) : quotation.start].rstrip(),
            after=text[quotation.end : min(end, quotation.end + LOOK_BACK)].lstrip(" "),
            inner=text[slice(*quotation.inner)].strip(),
            follows_utterance=near,
        )
        is_whole = len(quotation.pieces) > 1 or is_utterance(utterance, cues)
        (spoken if is_whole else fragments).append(quotation)
        if utterance.inner[-1:] in ("?", "!") and _is_answered(utterance.after, cues):
            answered.add(quotation.start)
    return SpeechBlock(start, end, tuple(spoken), tuple(fragments), frozenset(answered))


def _is_answered(after: str, cues: Cues) -> bool:
    """Return whether the sentence goes on: without a capital, or soon with a cue."""
    if after[:1].islower():
        return True
    words = WORD.findall(after.partition(".")[0])[:NAMED_BEFORE_CUE]
    return not cues.spoken_before.isdisjoint(words)


def is_utterance(quotation: Utterance, cues: Cues) -> bool:
    """Return whether the quotation is an utterance, not just quoted words inside a clause."""
    inner = quotation.inner
    if not any(character.isalnum() for character in inner):
        return False
    words = inner.split()
    if _is_title(words, quotation):
        return False
    if SENTENCES.search(inner):
        return True
    first = next((character for character in inner if character.isalnum()), "")
    is_long = len(words) >= UTTERANCE
    before, after = quotation.before, quotation.after
    begins = not before or before[-1] in '.?!…"”’»'
    stopped = inner[-1] in ".?!…,—-–" or (after[:1] in (",", ".") and is_long)
    following = WORD.findall(after)
    answered = begins and not cues.spoken_before.isdisjoint(following[:ANSWERED])
    answered = answered or (begins and _is_described(following, cues))
    if not (first.isupper() or first.isdigit()):
        goes_on = quotation.follows_utterance and bool(before) and before[-1] in ",—–-:;"
        opens = begins and inner[-1] in ",?!" and len(words) > 1
        return (goes_on and (stopped or is_long)) or opens or (before[-1:] == ":" and is_long)
    if begins or (before[-1] in INTRODUCES and before[-1] not in "-("):
        return stopped or answered or (is_long and not after[:1].islower())
    last_word = WORD.findall(before[-30:].lower())[-1:]
    return not cues.spoken_before.isdisjoint(last_word) and (is_long or stopped)


def _is_described(following: list[str], cues: Cues) -> bool:
    """Return whether the quotation is a subject: "is how Lee puts it", "was her answer"."""
    if following[:1] not in (["is"], ["was"], ["were"], ["are"]):
        return False
    near = following[1:DESCRIBED]
    return (
        near[:1] == ["all"]
        or near[:1] == ["how"]
        or any(word in cues.closing["words"] for word in near)
    )


def _is_title(words: list[str], quotation: Utterance) -> bool:
    """Return whether it is the title of a book, song or film: every long word is capitalized.

    A subheading that is a quotation counts too, because it only repeats the text.
    """
    before = quotation.before
    long = [word for word in words if len(word) >= LONG and word[0].isalpha()]
    is_named = len(words) > 1 and len(long) > 1 and all(word[0].isupper() for word in long)
    is_crosshead = not before and not quotation.after
    return (
        is_named
        and (before[-1:].isalnum() or is_crosshead)
        and not all(w.isupper() for w in long)
    )
