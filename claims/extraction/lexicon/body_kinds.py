"""What kind of organization a name tells: "Aurum Bank" is a bank, which can be "the lender".

Method: head nouns inside proper names, as in the head-match sieves of Lee et al.,
"Deterministic Coreference Resolution Based on Entity-Centric, Precision-Ranked Rules",
Computational Linguistics 39(4), 2013, with a table of the words that names of each kind have.
"""

from __future__ import annotations

import re

from claims.extraction.lexicon.entity_names import SpeakerRole
from claims.extraction.lexicon.language import Language
from claims.extraction.lexicon.noun_kinds import NounKinds

PHRASE = 2
BRITISH_REGULATOR = re.compile(r"of(?!fice|fer)[a-z]{3,5}")
"""Ofcom, Ofgem, Ofsted, Ofwat."""


class BodyKinds(NounKinds):
    """The nouns for organizations, and the words in names that tell the same."""

    def __init__(self, language: Language) -> None:
        homonyms = language.words("kinds", "homonyms", "bodies")
        super().__init__(language.mapping("kinds", "bodies"), homonyms)
        self._told_by: dict[str, list[SpeakerRole]] = {}
        self._has_names: set[str] = set()
        for noun in language.words("kinds", "name_heads", "general"):
            narrower = self._narrower.setdefault(noun, set())
            narrower.update(*(self._narrower.get(each, ()) for each in tuple(narrower)))
        for key, words in language.mapping("kinds", "name_words").items():
            nouns = [noun.strip() for noun in key.split(",")]
            self._has_names.update(nouns)
            for word in words:
                self._told_by.setdefault(word, []).extend(map(_as_role, nouns))
        self._heads = language.words("kinds", "name_heads", "words")
        self.name_words = frozenset(self._told_by)

    def told_by_name(self, asked: SpeakerRole, name: str) -> bool | None:
        """Return whether the words of a name tell that it is one; None if they tell nothing.

        "The ambulance service" is not "Met Service". They tell that it is none if they
        tell something else and names of its kind have words of their own: "Harland Rail"
        isn't "the bank", but may be "the toymaker".
        """
        words = self._telling_words(name)
        last = " ".join(name.lower().split()[-PHRASE:])
        told = self._told(words) + [_as_role(last)] * (last in self.phrases_listed)
        is_phrase = any(map(self.is_known, self.phrases(asked)[:-1]))
        if is_phrase and any(self.covers(asked, role) for role in told):
            return True
        if asked.head in words:
            return not asked.modifiers or not asked.modifiers.isdisjoint(name.lower().split())
        if any(self.covers(asked, role) for role in told):
            return True
        if not told:
            return None
        has_names = any(phrase in self._has_names for phrase in self.phrases(asked))
        is_narrower = any(self.covers(role, asked) for role in told)
        return None if is_narrower and not has_names else False

    def _told(self, words: set[str]) -> list[SpeakerRole]:
        """Return the kinds of organization that words of a name tell."""
        told = [role for word in words for role in self._told_by.get(word, ())]
        told += [_as_role(word) for word in words if self.is_known(word)]
        if any(map(BRITISH_REGULATOR.fullmatch, words)):
            told += map(_as_role, ("regulator", "watchdog"))
        return told

    def _telling_words(self, name: str) -> set[str]:
        """Return the last word before "of", or all if that isn't what the name stands for."""
        words = name.lower().split()
        head = words[: words.index("of")][-1:] if "of" in words else words[-1:]
        return set(head) if self._heads.issuperset(head) else set(words)


def _as_role(noun: str) -> SpeakerRole:
    *modifiers, head = noun.split()
    return SpeakerRole(head, frozenset(modifiers), "", "body")
