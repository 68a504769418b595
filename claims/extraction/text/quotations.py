"""Find quotations: where quotation marks of any style open and close, across paragraphs too.

Method: one pass over each paragraph. Marks with a direction (“ ” « » „ “ ‘ ’) tell whether
they open or close; for the others (" ') the neighbouring characters decide, the way "smart
quotes" are set. A quotation left open at a paragraph's end continues if the next paragraph
begins with the same opening mark (Chicago Manual of Style, 13.32; New Hart's Rules, 9.2.3).
Each mark is examined once, so the time is linear.
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
    """One quotation, from `start` to `end` including its marks.

    `pieces` are the words inside the marks, one span for each paragraph. `closed` is false if
    the text never closes the quotation.
    """

    start: int
    end: int
    pieces: tuple[Span, ...]
    closed: bool = True

    @property
    def inner(self) -> Span:
        """The span of the words inside the outermost marks."""
        return self.pieces[0][0], self.pieces[-1][1]


@dataclass(slots=True)
class _Open:
    """A quotation whose closing mark hasn't been found yet."""

    start: int
    mark: str
    width: int
    pieces: list[Span] = field(default_factory=list)

    @property
    def is_single(self) -> bool:
        """Whether it was opened by a single mark, which closes like an apostrophe."""
        return self.mark in SINGLE and self.width == 1

    def closed(self, inner: int, last: int, end: int) -> Quotation:
        """Return the complete quotation, whose last piece runs from `inner` to `last`."""
        return Quotation(self.start, end, (*self.pieces, (inner, last)))


def find_quotations(text: str, paragraphs: list[Span]) -> list[Quotation]:
    """Return the outermost quotations in order; quotations inside others are part of those."""
    found: list[Quotation] = []
    carried: _Open | None = None
    for number, (start, end) in enumerate(paragraphs):
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        goes_on = following is not None and text[following[0]] in SINGLE
        carried = _scan_paragraph(text, (start, end), carried, found, single_goes_on=goes_on)
        if carried is None:
            continue
        if following is not None and _goes_on(text, carried, following):
            continue
        if _is_plausible(text, carried, start):
            found.append(Quotation(carried.start, end, tuple(carried.pieces), closed=False))
        carried = None
    return found


def _scan_paragraph(
    text: str,
    span: Span,
    carried: _Open | None,
    found: list[Quotation],
    *,
    single_goes_on: bool,
) -> _Open | None:
    """Find the quotations of one paragraph; return the one still open at its end."""
    start, end = span
    current = carried
    inner = position = start + _mark_width(text, start) if current is not None else start
    closers: list[int] | None = None
    while position < end and (mark := _next_mark(text, position, end, current)) is not None:
        position = mark
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


def _next_mark(text: str, position: int, end: int, current: _Open | None) -> int | None:
    """Return the position of the next mark. A single quotation looks for its own mark later."""
    if current is not None and current.is_single:
        return position
    mark = MARK.search(text, position, end)
    return mark.start() if mark else None


def _mark_width(text: str, position: int) -> int:
    """Return the width of a mark: two apostrophes or backticks are one double mark."""
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
    """Return where ’ or ' may close a single quotation: a word before it, none after."""
    closers = []
    for position in range(start + 1, end):
        if text[position] in APOSTROPHE:
            after = text[position + 1] if position + 1 < end else " "
            if not text[position - 1].isspace() and not after.isalnum():
                closers.append(position)
    return closers


def _close_of_single(text: str, opening: int, closers: list[int]) -> int | None:
    """Return the mark that closes a single quotation, not a possessive apostrophe (workers’).

    A mark after punctuation certainly closes. A mark after a word closes too, unless the word
    ends in s and a more certain mark comes before the next opening one.
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
    """Return whether the next paragraph begins with the same mark.

    In Spanish and Italian print it begins with the closing one: "» Y así …".
    """
    first = text[following[0]]
    if carried.mark == "«":
        return first in "«»"
    return first == carried.mark or {first, carried.mark} <= {'"', "“"}


def _is_plausible(text: str, carried: _Open, paragraph_start: int) -> bool:
    """Return whether a mark that never closes is where a quotation would begin."""
    before = text[paragraph_start : carried.start].rstrip()
    return len(carried.pieces) > 1 or not before or before[-1] in ":,"


def _word_at(text: str, position: int) -> str:
    stop = position
    while stop < len(text) and stop - position < LONGEST_ELISION and text[stop].isalnum():
        stop += 1
    return text[position:stop]
