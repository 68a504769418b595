"""What to know of a text before trusting it, in sentences for the desk."""

import re
import unicodedata
from collections.abc import Iterator

from django.conf.locale import LANG_INFO

from claims.extraction.lexicon.language import known_languages
from claims.extraction.text.invisible_characters import HIDDEN, TURNING

SAMPLE = 20_000
FEWEST_WORDS = 8
"""From which a language can be named at all."""
WELL_SEEN = "\u00ad\ufeff"
"""Hidden by custom: soft hyphens and the mark at a file's start trick nobody."""
JOINER = "\u200d"
HIDING = re.compile(f"((?![{WELL_SEEN}])(?:{HIDDEN.pattern[:-1]}|{TURNING.pattern[:-1]}))")
"""One character that nobody sees."""


def guess_language(text: str) -> str:
    """The code of the language that a text we do not read is in; empty where nobody can tell.

    Method: naive Bayes over byte n-grams (Lui and Baldwin, "langid.py: An Off-the-shelf
    Language Identification Tool", ACL 2012), in py3langid.
    """
    import py3langid  # noqa: PLC0415 - its model takes half a second, in a worker only

    sample = text[:SAMPLE]
    is_long = len(sample.split()) >= FEWEST_WORDS or len(sample) > SAMPLE // 100
    found = str(py3langid.classify(sample)[0]) if is_long and sample.strip() else ""
    return "" if found in known_languages() else found


def language_warning(code: str) -> str:
    """What it means that a text is in a language that is not read."""
    name = LANG_INFO.get(code, {}).get("name") if code else None
    guess = f"This is {name}, as far as we can tell" if name else "We cannot tell its language"
    return f"{guess}: only quotations in marks are found."


def invisible_character_warnings(text: str) -> Iterator[str]:
    """What hides in the text. Emoji that are joined from several hide nothing."""
    hidden = sum(
        _hides(text, place)
        for match in HIDDEN.finditer(text)
        for place in range(match.start(), match.end())
    )
    if hidden:
        what = "an invisible character" if hidden == 1 else f"{hidden:,} invisible characters"
        yield f"This text has {what}, copied along or hidden. The text below shows where."
    turning = sum(len(match[0]) for match in TURNING.finditer(text))
    if turning:
        what = "a mark" if turning == 1 else f"{turning:,} marks"
        yield (
            f"This text has {what} for writing from right to left, with which words can be made"
            " to look other than they are. The text below shows where."
        )


def _hides(text: str, place: int) -> bool:
    character = text[place]
    if character in WELL_SEEN:
        return False
    is_in_emoji = place > 0 and unicodedata.category(text[place - 1]) in {"So", "Sk", "Mn"}
    return not (is_in_emoji and (character == JOINER or character >= "\U000e0000"))


def character_name(character: str) -> str:
    """What Unicode calls a character, to show in its place: "zero width space"."""
    return unicodedata.name(character, f"U+{ord(character):04X}").lower()
