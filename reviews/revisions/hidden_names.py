"""Finds the names of private people in texts, so that readers see them in no check.

A name is hidden outside of the person's own checks only if it is unlikely to mean anything
else: at least two words with capitals, without Mr, Ms, Mrs, Miss, Dr and Prof. An editor must
have decided so (`Claimant.name_hidden`).
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from uuid import UUID

from claims.claimants.models import Claimant, HiddenNamesVersion
from reviews.revisions.document import Document
from reviews.revisions.word_removal import Blank, folded, texts

TITLES = frozenset({"mr", "ms", "mrs", "miss", "mx", "dr", "prof"})
STEM = 4
"""So many letters must be the same for a searched word to be a form of a hidden one."""

_TOKEN = re.compile(r"[^\W_]+")


def is_distinctive(name: str) -> bool:
    """Whether a name can be hidden everywhere without hiding common words with it."""
    words = [word for word in name.split() if word.lower().rstrip(".") not in TITLES]
    return sum(word[0].isupper() for word in words) > 1


def stems(words: str) -> set[str]:
    """The beginnings of words, by which a search may find one of their forms."""
    return {word[:STEM] for word in folded(words).split("-") if word}


class HiddenNames:
    """The names at one moment. Finding those of a text costs the same for many as for few."""

    def __init__(self, people: Iterable[Claimant] = ()) -> None:
        self._by_first: dict[str, list[tuple[frozenset[str], Blank]]] = defaultdict(list)
        self._by_stem: dict[str, list[Blank]] = defaultdict(list)
        for person in people:
            shown = person.public_name
            for name in filter(is_distinctive, (person.name, *person.aliases)):
                self._add(Blank(name, f"[{shown}]", shown))

    def _add(self, blank: Blank) -> None:
        spellings = (blank.words.casefold(), folded(blank.words))  # as in texts, in addresses
        for tokens in {tuple(_TOKEN.findall(one)) for one in spellings} - {()}:
            self._by_first[tokens[0]].append((frozenset(tokens), blank))
        for stem in stems(blank.words):
            self._by_stem[stem].append(blank)

    def __bool__(self) -> bool:
        return bool(self._by_first)

    def in_text(self, text: str) -> list[Blank]:
        """The names to blank in a text, longest first."""
        if not self or not text:
            return []
        tokens = set(_TOKEN.findall(text.casefold()))
        found = {
            blank
            for first in self._by_first.keys() & tokens
            for words, blank in self._by_first[first]
            if words <= tokens
        }
        return sorted(found, key=lambda blank: -len(blank.words))

    def in_document(self, frozen: Document) -> list[Blank]:
        """The names to blank in a document, except parts of its claimant's own name."""
        if not self:
            return []
        claimant = frozen["claimant"]["name"]
        found = self.in_text("\n".join(texts(frozen)))
        return [blank for blank in found if not blank.is_in(claimant)]

    def sharing(self, asked: set[str]) -> list[Blank]:
        """The names that a search for words with these stems could find."""
        found = {blank for stem in asked for blank in self._by_stem.get(stem, ())}
        return sorted(found, key=lambda blank: -len(blank.words))


NONE = HiddenNames()


def hidden_names() -> HiddenNames:
    """The names that are hidden now. They are read again only if the set changed."""
    return _names_at(HiddenNamesVersion.objects.values_list("version", flat=True).get())


@lru_cache(maxsize=4)
def _names_at(version: UUID) -> HiddenNames:  # noqa: ARG001 - the key under which they are kept
    """Names that came after the version was read are newer than it, and are read once more."""
    people = Claimant.objects.hidden().only("name", "aliases", "kind", "described_as")
    return HiddenNames(people)
