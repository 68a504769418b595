"""Find the whole that a share, a ratio or a rate refers to: of GDP, per head, for every 702.

Method: a noun phrase after "of"; after "per", "for every" or "a", also a number with its noun.
"""

from __future__ import annotations

from claims.extraction.numbers.noun_phrases import find_noun_phrase
from claims.extraction.numbers.numerals import Numerals, QuoteWord, number_at, word_at

Base = tuple[str, int]
"""The words of a base and the index of the last one."""


def base_after(
    words: list[QuoteWord], last: int, known: Numerals, *, needs_of: bool = True
) -> Base | None:
    """Return the base of a share: "5% of GDP", "half the staff"."""
    start = last + 1
    if known.has("of", word_at(words, start)):
        start += 1
    elif needs_of:
        return None
    first = start
    while known.has("articles", word_at(words, start)):
        start += 1
    is_loose = not needs_of and start == last + 1
    return _base_noun(words, start, known, is_loose=is_loose, has_article=start > first)


def _base_noun(
    words: list[QuoteWord],
    start: int,
    known: Numerals,
    *,
    is_loose: bool,
    has_article: bool = False,
) -> Base | None:
    """Return the noun phrase of a base. Without "of" or an article before it, it is plural."""
    noun = find_noun_phrase(words, start, known, has_article=has_article)
    return noun[:2] if noun and (noun.is_plural or not is_loose) else None


def rate_after(words: list[QuoteWord], last: int, known: Numerals) -> Base | None:
    """Return the base of a rate: "per household", "a head", "for every 702 people".

    A time is a period, not a base, and may be between: "180 litres a day per person".
    """
    start = last + 1
    noun = word_at(words, start + 1)
    if noun is not None and noun.lower in known.time_units and known.has("often", words[start]):
        start, noun = start + 2, word_at(words, start + 3)
    if known.has("single_or_an", word_at(words, start)):
        return (noun.text, start + 1) if noun and known.has("rated", noun) else None
    first = _after_per(words, start, known)
    each = word_at(words, first) if first is not None else None
    if first is None or each is None or each.lower in known.time_units:
        return None
    is_money = each.lower in known.marks
    number = number_at(words, first + is_money, known)
    if number is None:
        return (each.text, first) if each.text.isalpha() else None
    counted = None if is_money else _base_noun(words, number.last + 1, known, is_loose=True)
    end = counted[1] if counted else number.last
    return " ".join(word.text for word in words[first : end + 1]), end


def _after_per(words: list[QuoteWord], start: int, known: Numerals) -> int | None:
    """Return the index of the first word after "per", "for every" or "for each"."""
    if known.has("per", word_at(words, start)):
        return start + 1
    is_for = known.has("for_each", word_at(words, start))
    if is_for and known.has("each", word_at(words, start + 1)):
        return start + 2
    return None
