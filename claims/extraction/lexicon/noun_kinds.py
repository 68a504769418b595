"""Which nouns for people or organizations can stand for which: "the lender" for a bank.

Method: synonyms and hypernyms of nouns, the knowledge that head matching lacks (Ponzetto and
Strube, "Exploiting Semantic Role Labeling, WordNet and Wikipedia for Coreference Resolution",
HLT-NAACL 2006), in a table written for the words of news in the place of WordNet. A noun can
stand for those one step below it only: two steps lead from a secretary over "minister" to
"cleric".
"""

from __future__ import annotations

from claims.extraction.lexicon.entity_names import SpeakerRole


class NounKinds:
    """The nouns of one table of `kinds.toml`."""

    def __init__(self, table: dict[str, list[str]], homonyms: frozenset[str]) -> None:
        self._narrower: dict[str, set[str]] = {}
        groups = [[noun.strip() for noun in key.split(",")] for key in table]
        synonyms: dict[str, set[str]] = {}
        for group in groups:
            synonyms.setdefault(group[0], set()).update(group)
        for group, members in zip(groups, table.values(), strict=True):
            below = set(group).union(*(synonyms.get(member, {member}) for member in members))
            for noun in group:
                self._narrower.setdefault(noun, set()).update(below - {noun})
        named = set(self._narrower).union(*self._narrower.values())
        self.phrases_listed = frozenset(noun for noun in named if " " in noun)
        self._listed = frozenset(noun for noun in named if " " not in noun)
        self.nouns = self._listed - homonyms

    def covers(self, asked: SpeakerRole, given: SpeakerRole) -> bool:
        """Return whether a noun can stand for another role: it is the same or more general.

        With a modifier it can mean something narrower of its own: "police chief", "aid group".
        """
        theirs = set(self.phrases(given))
        return any(
            noun in theirs or not theirs.isdisjoint(self._narrower.get(noun, ()))
            for noun in self._most_exact(asked)
        )

    def are_related(self, one: SpeakerRole, other: SpeakerRole) -> bool:
        """Return whether two roles can be of one kind: either can stand for the other."""
        return self.covers(one, other) or self.covers(other, one)

    def is_listed(self, noun: str) -> bool:
        """Return whether the noun is in the table, even if it often means something else."""
        return noun in self._listed

    def is_known(self, noun: str) -> bool:
        """Return whether the table has something narrower for the noun or phrase."""
        return noun in self._narrower

    @staticmethod
    def phrases(role: SpeakerRole) -> list[str]:
        """Return the noun with each of its modifiers, and last the noun alone."""
        return [*(f"{word} {role.head}" for word in sorted(role.modifiers)), role.head]

    def _most_exact(self, role: SpeakerRole) -> list[str]:
        """Return the phrases of a role that the table knows, or else its noun."""
        *known, head = self.phrases(role)
        return [phrase for phrase in known if phrase in self._narrower] or [head]
