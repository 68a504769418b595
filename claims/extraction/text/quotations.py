"""Where quotation marks open and close, in every usual style, over paragraphs too.

Method: one pass over each paragraph with the marks' own direction where they have one (“ ” « »
„ “ ‘ ’) and the look of their neighbours where they have none (" '), as typesetters' "smart
quotes" do in reverse. A quotation left open at a paragraph's end goes on where the next
paragraph begins with the same opening mark (Chicago Manual of Style, 13.32; New Hart's Rules,
9.2.3). Each mark is looked at once, so the time is linear.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from claims.extraction.text.span import Span

CLOSES = {"“": '”"', '"': '"”', "«": "»", "»": "«", "„": '“”"', "‹": "›", "‘": "’'", "'": "'’"}
SINGLE = "‘'"
MARK = re.compile("[“”\"„«»‹›‘’'`]")
APOSTROPHE = "’'"
OPENS_AFTER = " \t\n\u00a0([{—–-/“\"«„‘'…:"
ENDS_WORDS = ".,;:!?…)]"
PAIR = 2
LONGEST_SINGLE = 2_000
LONGEST_ELISION = 8
ELISIONS = frozenset({"tis", "twas", "em", "cause", "til", "n", "round", "bout"})


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation, marks included from `start` to `end`.

    `pieces` are the words inside the marks, one span per paragraph. `closed` is false where the
    text never closes it.
    """

    start: int
    end: int
    pieces: tuple[Span, ...]
    closed: bool = True

    @property
    def inner(self) -> Span:
        """The words inside the outermost marks."""
        return self.pieces[0][0], self.pieces[-1][1]


@dataclass(slots=True)
class _Open:
    """A quotation whose closing mark is still to come."""

    start: int
    mark: str
    width: int
    pieces: list[Span] = field(default_factory=list)

    @property
    def is_single(self) -> bool:
        """Opened by one single mark, which looks like an apostrophe when it closes."""
        return self.mark in SINGLE and self.width == 1

    def closed(self, inner: int, last: int, end: int) -> Quotation:
        """The whole quotation, its last words running from `inner` to `last`."""
        return Quotation(self.start, end, (*self.pieces, (inner, last)))


def find_quotations(text: str, paragraphs: list[Span]) -> list[Quotation]:
    """Outermost quotations in order; what is quoted inside another is part of it."""
    found: list[Quotation] = []
    carried: _Open | None = None
    for number, (start, end) in enumerate(paragraphs):
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        goes_on = following is not None and text[following[0]] in SINGLE
        carried = _scan(text, (start, end), carried, found, single_goes_on=goes_on)
        if carried is None:
            continue
        if following is not None and _goes_on(text, carried, following):
            continue
        if _is_plausible(text, carried, start):
            found.append(Quotation(carried.start, end, tuple(carried.pieces), closed=False))
        carried = None
    return found


def _scan(
    text: str,
    span: Span,
    carried: _Open | None,
    found: list[Quotation],
    *,
    single_goes_on: bool,
) -> _Open | None:
    """Read one paragraph from mark to mark; give back the quotation still open at its end."""
    start, end = span
    current = carried
    inner = position = start + _mark_width(text, start) if current is not None else start
    closers: list[int] | None = None
    while position < end:
        if current is None or not current.is_single:
            mark = MARK.search(text, position, end)
            if mark is None:
                break
            position = mark.start()
        width = _mark_width(text, position)
        if current is None:
            if _opens(text, position, width, start):
                current = _Open(position, text[position], width)
                inner = position + width
            position += width
        elif current.is_single:
            closers = _single_closers(text, start, end) if closers is None else closers
            close = _close_of_single(text, inner - 1, closers)
            if close is None and single_goes_on:
                break
            if close is not None:
                found.append(current.closed(inner, close, close + 1))
            position = close + 1 if close is not None else inner
            current = None
        else:
            if _closes(text, position, width, current, end):
                found.append(current.closed(inner, position, position + width))
                current = None
            position += width
    if current is not None:
        current.pieces.append((inner, end))
    return current


def _mark_width(text: str, position: int) -> int:
    """Two typewriter apostrophes or backticks in a row are one double mark."""
    pair = text[position : position + 2]
    return PAIR if pair in ("''", "``", "’’", "‘‘") else 1


def _opens(text: str, position: int, width: int, start: int) -> bool:
    character = text[position]
    if character not in CLOSES and text[position : position + width] not in ("``", "’’"):
        return False
    after = text[position + width : position + width + 1]
    before = text[position - 1] if position > start else " "
    if not after or after.isspace():
        return False
    if character in "“„‘" and not (character == "‘" and before.isalnum()):
        return True
    if character == "»":
        return before in OPENS_AFTER and after.isalnum()
    if character == "«":
        return True
    if character == "'" and width == 1:
        word = _word_at(text, position + 1)
        if word.lower() in ELISIONS or word[:1].isdigit():
            return False
    return before in OPENS_AFTER


def _closes(text: str, position: int, width: int, current: _Open, end: int) -> bool:
    character = text[position]
    if current.width == PAIR:
        return text[position : position + 2] in ("''", "’’") or character == '"'
    if character not in CLOSES.get(current.mark, ""):
        return width == PAIR and current.mark in '“"' and text[position] in APOSTROPHE
    if current.mark == '"' and character == '"':
        before = text[position - 1]
        after = text[position + 1 : position + 2]
        is_opening_look = (before.isspace() or before in "([—–") and after.isalnum()
        return not (is_opening_look and position + 1 < end)
    return True


def _single_closers(text: str, start: int, end: int) -> list[int]:
    """Positions of ’ or ' that may close a single quotation: a word before, none after."""
    closers = []
    for position in range(start + 1, end):
        if text[position] in APOSTROPHE:
            after = text[position + 1] if position + 1 < end else " "
            if not text[position - 1].isspace() and not after.isalnum():
                closers.append(position)
    return closers


def _close_of_single(text: str, opening: int, closers: list[int]) -> int | None:
    """The mark that closes a single quotation: a possessive's apostrophe (workers’) does not.

    After a stop the mark surely closes; after a word it closes unless the word ends in s and a
    surer mark comes before the next opening one.
    """
    index = bisect_right(closers, opening)
    weak: int | None = None
    while index < len(closers):
        close = closers[index]
        if close - opening > LONGEST_SINGLE:
            break
        between = text.find("‘", opening + 1, close)
        if weak is not None and between > weak:
            break
        if text[close - 1] in ENDS_WORDS or text[close + 1 : close + 2] in ("", *",.;:!?)"):
            return close
        if text[close - 1] not in "sS":
            return close if weak is None or between < 0 else weak
        weak = close if weak is None else weak
        index += 1
    return weak


def _goes_on(text: str, carried: _Open, following: Span) -> bool:
    """Does the next paragraph begin with the same opening mark?"""
    first = text[following[0]]
    return first == carried.mark or {first, carried.mark} <= {'"', "“"}


def _is_plausible(text: str, carried: _Open, paragraph_start: int) -> bool:
    """A mark never closed counts where a quotation would begin: first, or after a colon."""
    before = text[paragraph_start : carried.start].rstrip()
    return len(carried.pieces) > 1 or not before or before[-1] in ":,"


def _word_at(text: str, position: int) -> str:
    stop = position
    while stop < len(text) and stop - position < LONGEST_ELISION and text[stop].isalnum():
        stop += 1
    return text[position:stop]
