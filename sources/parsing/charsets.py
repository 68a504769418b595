"""Guess the encoding of bytes if neither they nor their sender declare it."""

import charset_normalizer

from sources.parsing.parsed import kept
from sources.safe_fetch import media_type

SAMPLE = 32 * 1024
TOO_FOREIGN = 0.25
"""A share of letters beyond ASCII that no text in a Western European language reaches."""
WESTERN = "cp1252"


def decode(body: bytes, charset: str | None) -> str:
    """Decode a text for storage: line ends become LF, NUL is removed, bad bytes are replaced.

    Never raises.
    """
    text = body.decode(codec(body, charset), errors="replace")
    return kept(text.removeprefix("\ufeff"))


def codec(body: bytes, declared: str | None) -> str:
    """The encoding of a text, as `media_type.charset`, but with a closer look at Windows-1252.

    Method: charset-normalizer, which measures how much of a mess each codec makes and how much
    of a language comes out.
    """
    found = media_type.charset(body, declared)
    if found != WESTERN or media_type.known_codec(declared):
        return found
    sample = body[:SAMPLE]
    letters = [
        character for character in sample.decode(WESTERN, "replace") if character.isalpha()
    ]
    foreign = sum(not character.isascii() for character in letters)
    if foreign <= TOO_FOREIGN * len(letters):
        return found
    best = charset_normalizer.from_bytes(sample).best()
    return (best and media_type.known_codec(best.encoding)) or found


def doubts(body: bytes, text: str) -> list[str]:
    """Warnings about a decoded text, in sentences; none for plain Unicode."""
    name = codec(body, None)
    notes = []
    if not name.startswith("utf"):
        named = NAMES.get(name, name)
        notes.append(
            f"The file does not declare its encoding and was read as {named}:"
            " check its letters with accents."
        )
    if lost := text.count("\ufffd"):
        what = "one character" if lost == 1 else f"{lost:,} characters"
        notes.append(f"The file holds {what} that cannot be read, shown as \ufffd.")
    return notes


NAMES = {"cp1252": "Windows-1252 (Western European)", "cp1251": "Windows-1251 (Cyrillic)"}
