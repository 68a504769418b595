"""Warnings about a text, in sentences for the desk: its language, hidden characters."""

import re
import unicodedata
from collections.abc import Iterator

from django.conf.locale import LANG_INFO

from claims.extraction.lexicon.language import known_languages
from claims.extraction.text.invisible_characters import DIRECTION_MARKS, HIDDEN

SAMPLE = 20_000
FEWEST_WORDS = 8
"""The fewest words from which a language can be guessed."""
HARMLESS = "\u00ad\ufeff"
"""Invisible characters that deceive nobody: soft hyphens and the byte order mark."""
JOINER = "\u200d"
HIDING = re.compile(
    f"((?![{HARMLESS}])(?:{HIDDEN.pattern[:-1]}|{DIRECTION_MARKS.pattern[:-1]}))"
)
"""One invisible character."""


def guess_language(text: str) -> str:
    """Return the code of the language of a text in none of ours, or "" if it is unclear.

    Method: naive Bayes over byte n-grams (Lui and Baldwin, "langid.py: An Off-the-shelf
    Language Identification Tool", ACL 2012), in py3langid.
    """
    import py3langid  # noqa: PLC0415 - loading its model takes half a second

    sample = text[:SAMPLE]
    is_long = len(sample.split()) >= FEWEST_WORDS or len(sample) > SAMPLE // 100
    found = str(py3langid.classify(sample)[0]) if is_long and sample.strip() else ""
    return "" if found in known_languages() else found


def language_warning(code: str) -> str:
    """Explain what happens with a text in an unsupported language."""
    name = LANG_INFO.get(code, {}).get("name") if code else None
    guess = f"This is {name}, as far as we can tell" if name else "We cannot tell its language"
    return f"{guess}: only quotations in marks are found."


def invisible_character_warnings(text: str) -> Iterator[str]:
    """Warn of invisible characters in a text, except those that join emoji."""
    hidden = sum(
        _hides(text, place)
        for match in HIDDEN.finditer(text)
        for place in range(match.start(), match.end())
    )
    if hidden:
        what = "an invisible character" if hidden == 1 else f"{hidden:,} invisible characters"
        yield f"This text has {what}, copied along or hidden. The text below shows where."
    marks = sum(len(match[0]) for match in DIRECTION_MARKS.finditer(text))
    if marks:
        what = "a mark" if marks == 1 else f"{marks:,} marks"
        yield (
            f"This text has {what} for writing from right to left, with which words can be made"
            " to look other than they are. The text below shows where."
        )


def _hides(text: str, place: int) -> bool:
    character = text[place]
    if character in HARMLESS:
        return False
    is_in_emoji = place > 0 and unicodedata.category(text[place - 1]) in {"So", "Sk", "Mn"}
    return not (is_in_emoji and (character == JOINER or character >= "\U000e0000"))


def character_name(character: str) -> str:
    """Return a character's Unicode name, to show in its place: "zero width space"."""
    return unicodedata.name(character, f"U+{ord(character):04X}").lower()
