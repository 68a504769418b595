"""Find where a noun phrase ends without a parser: at its plural, or before a verb.

Method: the words up to the first plural, at most four; a form that can only be a verb ends the
phrase before it ("5% of the budget | goes to schools"). The verb forms are those of
`verb_forms`. The boundary rule is that of chunkers with a finite-state grammar (Abney, "Parsing
by Chunks", in Principle-Based Parsing, 1991).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from claims.extraction.numbers.numerals import Numerals, QuoteWord, is_hyphen, word_at

MOST_WORDS = 4
PLURAL = re.compile(r"[^siu'’]s$|.{3}men$|children$|.people$")


class NounPhrase(NamedTuple):
    """Its words, the index of the last one, and whether that one is a plural."""

    text: str
    last: int
    is_plural: bool


def find_noun_phrase(
    words: list[QuoteWord], start: int, known: Numerals, *, has_article: bool = False
) -> NounPhrase | None:
    """Return the words up to a plural or a verb.

    After an article, a singular noun can be a subject, so what can be a verb in -s is one if
    a preposition or an adverb follows: "of the country | lives in poverty".
    """
    taken: list[str] = []
    position = start
    while position < start + MOST_WORDS:
        word = word_at(words, position)
        if word is None or not word.text[0].isalpha() or known.has("not_counted", word):
            break
        if taken and _is_verb(words, position, known, can_be_subject=has_article):
            break
        text = word.text
        while is_hyphen(words, position + 1) and words[position + 2].text[0].isalpha():
            text += words[position + 1].text + words[position + 2].text
            position += 2
        taken.append(text)
        if is_plural(words[position], known):
            if known.has("plurals", word) and _is_double_plural(words, position, known):
                taken.append(words[position := position + 1].text)
            return NounPhrase(" ".join(taken), position, is_plural=True)
        position += 1
    return _singular(taken, position - 1, known) if taken else None


def _singular(taken: list[str], last: int, known: Numerals) -> NounPhrase:
    """Return a phrase without a plural; a past form in -ed ends it: "land | owned by"."""
    for place, text in enumerate(taken[1:], start=1):
        if known.verbs.is_past(text.lower()):
            rest = taken[place:]
            if not any("-" in word for word in rest):
                last -= len(rest)
                return NounPhrase(" ".join(taken[:place]), last, is_plural=False)
    return NounPhrase(" ".join(taken), last, is_plural=False)


def _is_verb(
    words: list[QuoteWord], position: int, known: Numerals, *, can_be_subject: bool
) -> bool:
    lower = words[position].lower
    if lower in known.verbs.clear:
        return True
    after = word_at(words, position + 1)
    is_followed = after is None or known.has("after_verb", after) or after.lower[-2:] == "ly"
    return can_be_subject and is_followed and lower in known.verbs.third_person


def _is_double_plural(words: list[QuoteWord], position: int, known: Numerals) -> bool:
    """Return whether the plural only describes another: "police officers", "staff cars"."""
    after = word_at(words, position + 1)
    return _looks_plural(after, known) and not (
        after is not None and after.lower in known.verbs.third_person
    )


def is_plural(word: QuoteWord, known: Numerals) -> bool:
    """Return whether the word looks plural, or is in the list of irregular plurals."""
    return known.has("plurals", word) or _looks_plural(word, known)


def _looks_plural(word: QuoteWord | None, known: Numerals) -> bool:
    if word is None or known.has("not_plurals", word) or known.has("not_counted", word):
        return False
    return PLURAL.search(word.lower) is not None
