"""Cut a text into pieces for one request to a model."""

LONGEST = 6_000
"""The most characters of a piece: about 1,500 tokens of English."""
MOST = 240_000
"""The most characters of a text that are sent: forty requests."""

_ENDS = ("\n\n", "\n", ". ", " ")


def piece_at(text: str, place: int) -> tuple[int, int] | None:
    """Return the span of the piece that begins at `place` (code points), or None at the end.

    It ends after a paragraph if one ends in its second half, otherwise after a line, a sentence
    or a word. Pieces without letters are skipped.
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
