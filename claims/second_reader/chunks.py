"""Cuts a text into pieces that one question to a model may hold."""

LONGEST = 6_000
"""Characters of a piece; about 1,500 tokens of English."""
MOST = 240_000
"""Characters of a text that are asked about at all: forty questions."""

_ENDS = ("\n\n", "\n", ". ", " ")


def piece_at(text: str, place: int) -> tuple[int, int] | None:
    """The span of the piece that begins at `place` (code points); None at the end.

    It ends with a paragraph where one ends in its second half, else with a line, a sentence, a
    word. Pieces without a letter are passed over.
    """
    last = min(len(text), MOST)
    while place < last:
        end = _end(text, place, last)
        if any(character.isalpha() for character in text[place:end]):
            return place, end
        place = end
    return None


def _end(text: str, place: int, last: int) -> int:
    most = place + LONGEST
    if most >= last:
        return last
    for mark in _ENDS:
        found = text.rfind(mark, place + LONGEST // 2, most)
        if found >= 0:
            return found + len(mark)
    return most
