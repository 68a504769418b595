"""Where quotation marks open and close, in every usual style, over paragraphs too.

Method: one pass over each paragraph with the marks' own direction where they have one (“ ” « »
„ “ ‘ ’) and the look of their neighbours where they have none (" '), as typesetters' "smart
quotes" do in reverse. A quotation left open at a paragraph's end goes on where the next
paragraph begins with the same opening mark (Chicago Manual of Style, 13.32; New Hart's Rules,
9.2.3). Each mark is looked at once, so the time is linear.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from claims.extraction.statement import Span

CLOSES = {"“": '”"', '"': '"”', "«": "»", "»": "«", "„": "“”", "‹": "›", "‘": "’'", "'": "'’"}
SINGLE = "‘'"
APOSTROPHE = "’'"
OPENS_AFTER = " \t\n\u00a0([{—–-/“\"«„‘'…:"
ENDS_WORDS = ".,;:!?…)]"
LONGEST_SINGLE = 2_000
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
    start: int
    mark: str
    pieces: list[Span]


def find_quotations(text: str, paragraphs: list[Span]) -> list[Quotation]:
    """Outermost quotations in order; what is quoted inside another is part of it."""
    found: list[Quotation] = []
    carried: _Open | None = None
    for number, (start, end) in enumerate(paragraphs):
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        carried = _scan(text, start, end, carried, found)
        if carried is None:
            continue
        if following is not None and _goes_on(text, carried, following):
            continue
        if _is_plausible(text, carried, start):
            found.append(Quotation(carried.start, end, tuple(carried.pieces), closed=False))
        carried = None
    return found


def _scan(
    text: str, start: int, end: int, carried: _Open | None, found: list[Quotation]
) -> _Open | None:
    """Read one paragraph; give back the quotation still open at its end."""
    current = carried
    inner_start = start
    position = start
    singles: list[int] | None = None
    if current is not None:
        inner_start = position = start + _mark_width(text, start)
    while position < end:
        character = text[position]
        width = _mark_width(text, position)
        if current is None:
            if _opens(text, position, width, start):
                if character in SINGLE and width == 1:
                    if singles is None:
                        singles = _single_closers(text, start, end)
                    close = _close_of_single(text, position, singles)
                    if close is not None:
                        found.append(Quotation(position, close + 1, ((position + 1, close),)))
                        position = close + 1
                        continue
                else:
                    current = _Open(position, character, [])
                    inner_start = position + width
        elif _closes(text, position, width, current, end):
            current.pieces.append((inner_start, position))
            found.append(Quotation(current.start, position + width, tuple(current.pieces)))
            current = None
        position += width
    if current is not None:
        current.pieces.append((inner_start, end))
    return current


def _mark_width(text: str, position: int) -> int:
    """Two typewriter apostrophes or backticks in a row are one double mark."""
    pair = text[position : position + 2]
    return 2 if pair in ("''", "``", "’’", "‘‘") else 1


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
    opening_width = _mark_width(text, current.start)
    if opening_width == 2:  # noqa: PLR2004 - a pair of typewriter marks
        return text[position : position + 2] in ("''", "’’") or character == '"'
    if character not in CLOSES.get(current.mark, ""):
        return width == 2 and current.mark in '“"' and text[position] in APOSTROPHE  # noqa: PLR2004
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
    while stop < len(text) and stop - position < 12 and text[stop].isalnum():  # noqa: PLR2004
        stop += 1
    return text[position:stop]
