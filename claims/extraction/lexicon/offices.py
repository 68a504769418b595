"""The offices and roles of one language: which can be the same, and what gives or ends them.

Method: the role and head-match sieves of Lee et al., "Deterministic Coreference Resolution
Based on Entity-Centric, Precision-Ranked Rules", Computational Linguistics 39(4), 2013, with a
small table of hypernyms ("the minister" for the transport secretary) in the place of WordNet.
"""

from __future__ import annotations

from claims.extraction.lexicon.entity_names import SpeakerRole
from claims.extraction.lexicon.language import Language

ALIKE = 4


class Offices:
    """Answers questions about roles, from `[offices]` and `[broader]` of `people.toml`."""

    def __init__(self, language: Language) -> None:
        words = language.mapping("people", "offices")
        self.general = language.words("people", "roles", "general")
        self.of_titles: dict[str, str] = words["titles"]
        self.by_verb: dict[str, str] = words["verbs"]
        self.former = frozenset(words["former"])
        self.lawyers = frozenset(words["lawyers"])
        self.given_by = frozenset(words["given_by"])
        self.left_by = frozenset(words["left_by"])
        self.succeeding = frozenset(words["succeed"])
        self.ends = frozenset(words["ends"])
        self.introduced_by = frozenset(words["as"])
        self.passing = frozenset(words["passing"])
        self._single = frozenset(words["single"])
        self._apart = frozenset(words["apart"])
        self._other_secretaries = frozenset(words["other_secretaries"])
        self._broader = {
            general: frozenset(narrower)
            for general, narrower in language.mapping("people", "broader").items()
        }

    def narrower(self, asked: SpeakerRole) -> frozenset[str]:
        """Return the roles that a noun can stand for: "secretary" for "minister"."""
        return self._broader.get(asked.head, frozenset()) | self._narrower_of_phrase(asked)

    def _narrower_of_phrase(self, asked: SpeakerRole) -> frozenset[str]:
        """Return those that it can stand for with its modifier: "police chief"."""
        return frozenset().union(
            *(self._broader.get(f"{word} {asked.head}", ()) for word in asked.modifiers)
        )

    def match(self, asked: SpeakerRole, given: SpeakerRole) -> bool:
        """Return whether two roles can be the same person's: no heads or modifiers conflict."""
        if asked.is_former != given.is_former and given.head in self._single:
            return False
        if given.head in self._apart and asked.modifiers == {given.head}:
            return True
        if asked.modifiers & self._apart != given.modifiers & self._apart:
            return False
        if asked.head == given.head:
            is_bare = not asked.modifiers or not given.modifiers
            return is_bare or _share_modifier(asked, given)
        is_general = asked.head in self.general and _share_modifier(asked, given)
        return is_general or self._is_broader(asked, given)

    def _is_broader(self, asked: SpeakerRole, given: SpeakerRole) -> bool:
        """Return whether the role asked for is a more general word for the role given."""
        if given.head in self._narrower_of_phrase(asked):
            return True
        if given.head not in self.narrower(asked):
            return False
        if given.head == "secretary" and given.modifiers & self._other_secretaries:
            return False
        return not asked.modifiers or _share_modifier(asked, given)


def _share_modifier(asked: SpeakerRole, given: SpeakerRole) -> bool:
    return any(
        _share_beginning(mine, theirs) for mine in asked.modifiers for theirs in given.modifiers
    )


def _share_beginning(one: str, other: str) -> bool:
    """Return whether two modifiers mean the same place: Canada and Canadian."""
    if one == other:
        return True
    short = min(len(one), len(other))
    return short >= ALIKE and one[: max(ALIKE, short - 2)] == other[: max(ALIKE, short - 2)]
