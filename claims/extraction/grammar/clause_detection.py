"""Recognize clauses by word classes and verb forms alone, without a parser.

Method: closed classes and the verb forms of `languages/<code>/splitting.toml`, with the word
before and after to settle what a form is, as in the hand-written rules of Klein and Simmons, "A
Computational Approach to Grammatical Coding of English Words", Journal of the ACM 10(3), 1963.
It is rough compared with a parser, and loads a thousand times faster.
"""

from __future__ import annotations

from functools import lru_cache

from claims.extraction.lexicon.language import load_language
from claims.extraction.numbers.numerals import QuoteWord, word_at
from claims.extraction.numbers.verb_forms import with_s


class ClauseDetector:
    """Recognizes the verbs and function words of one language."""

    def __init__(self, code: str) -> None:
        table: dict[str, list[str]] = load_language(code).tables["splitting"]
        self._lists = {name: frozenset(words) for name, words in table.items()}
        self._contracted = tuple(table["contracted"])
        self._endings = {with_s(verb) for verb in table["verbs"]}
        self._endings_or_nouns = {with_s(verb) for verb in table["verb_or_noun"]}

    def has(self, name: str, word: QuoteWord | None) -> bool:
        """Return whether the word is in the list with this name."""
        return word is not None and word.lower in self._lists[name]

    def is_contraction(self, word: QuoteWord) -> bool:
        """Return whether a verb is contracted: "we're", "it's"; not "Tom's"."""
        plain = word.lower
        if "'" not in plain:
            return False
        stem, mark, _ = plain.rpartition("'")
        return (
            bool(mark) and stem in self._lists["contracts"] and plain.endswith(self._contracted)
        )

    def is_verb(self, words: list[QuoteWord], index: int) -> bool:
        """Return whether the word can be a finite verb at this position."""
        word, before, after = words[index], word_at(words, index - 1), word_at(words, index + 1)
        lower = word.lower
        if self.has("infinitive", before):
            return False
        if lower in self._lists["auxiliaries"]:
            return not (self.has("nameable", word) and self._names(word, before))
        if self.has("subjects", before) or (
            self.has("adverbs", before) and self.has("subjects", word_at(words, index - 2))
        ):
            return lower.isalpha() and not any(
                self.has(name, word) for name in ("adverbs", "prepositions", "coordinators")
            )
        # After a comma such a form is as often a participle: "the road, built in 1960".
        blocks = ("determiners", "prepositions", "copulas", "commas")
        if any(self.has(name, before) for name in blocks):
            return False
        return self._has_verb_form(words, index, lower, after)

    def _names(self, word: QuoteWord, before: QuoteWord | None) -> bool:
        """Return whether the word is a noun here: "in May", "the will"."""
        is_name = word.text[:1].isupper() and before is not None
        return is_name or self.has("determiners", before)

    def _has_verb_form(
        self, words: list[QuoteWord], index: int, lower: str, after: QuoteWord | None
    ) -> bool:
        is_object_next = after is not None and (
            self.has("determiners", after)
            or self.has("indefinite", after)
            or after.is_digits
            or after.text in "£$€¥"
        )
        if lower in self._lists["past"]:
            is_clear = lower not in self._lists["past_or_noun"]
            return (
                is_clear or is_object_next or (after is not None and after.lower[-2:] == "ly")
            )
        if lower.endswith("ed") and (is_object_next or lower not in self._lists["described"]):
            return after is None or after.lower != "by"
        if lower in self._endings:
            return is_object_next or lower not in self._endings_or_nouns
        if lower in self._lists["verbs"]:
            before = word_at(words, index - 1)
            is_plural = before is not None and (
                before.lower.endswith("s") or self.has("plurals", before)
            )
            return is_object_next or (is_plural and lower not in self._lists["verb_or_noun"])
        return False

    def is_third_person(self, word: QuoteWord) -> bool:
        """Return whether it is a verb in -s, or the plural of the same noun."""
        return word.lower in self._endings

    def is_modal(self, word: QuoteWord) -> bool:
        """Return whether a base form can follow the word: will, can, to, we'll."""
        return self.has("modals", word) or word.lower.endswith("'ll")

    def is_base(self, word: QuoteWord) -> bool:
        """Return whether it is only a base form, unlike "cut", which is a past form too."""
        is_finite = self.has("past", word) or self.has("auxiliaries", word)
        return self.has("verbs", word) and not is_finite


@lru_cache(maxsize=8)
def clause_detector(code: str) -> ClauseDetector:
    """Return the detector of a language, loaded once per process."""
    return ClauseDetector(code)
