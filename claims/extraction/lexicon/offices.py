"""The offices and roles of one language: which can be the same, and what gives or ends them.

Method: the role and head-match sieves of Lee et al., "Deterministic Coreference Resolution
Based on Entity-Centric, Precision-Ranked Rules", Computational Linguistics 39(4), 2013, with
hypernyms ("the minister" for the transport secretary, `noun_kinds`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.lexicon.entity_names import SpeakerRole
from claims.extraction.lexicon.language import Language
from claims.extraction.lexicon.noun_kinds import NounKinds

if TYPE_CHECKING:
    from spacy.tokens import Token

ALIKE = 4


class Offices:
    """Answers questions about roles, from `people.toml` and `kinds.toml`."""

    def __init__(self, language: Language) -> None:
        words = language.mapping("people", "offices")
        self.general = language.words("people", "roles", "general")
        self.of_titles: dict[str, str] = words["titles"]
        self.by_verb: dict[str, str] = words["verbs"]
        self._led, self.appointing = frozenset(words["led"]), frozenset(words["appointing"])
        self.of_places = frozenset(words["of_places"])
        self._led_by: dict[str, list[str]] = {}
        for office, things in language.mapping("people", "led_by").items():
            for thing in things:
                self._led_by.setdefault(thing, []).append(office)
        self.by_undergoing: dict[str, str] = words["undergone"]
        self.former = frozenset(words["former"])
        self.lawyers = frozenset(words["lawyers"])
        self.held = frozenset(words["held"])
        self._acts, self._phrasal = frozenset(words["acts"]), frozenset(words["phrasal"])
        self.given_by = frozenset(words["given_by"])
        self.left_by = frozenset(words["left_by"])
        self.succeeding = frozenset(words["succeed"])
        self.ends = frozenset(words["ends"])
        self.introduced_by = frozenset(words["as"])
        self.passing = frozenset(words["passing"])
        self._ranks = frozenset(words["ranks"])
        self._single = frozenset(words["single"])
        self._apart = frozenset(words["apart"])
        self._other_secretaries = frozenset(words["other_secretaries"])
        kinds = language.mapping("kinds", "people")
        self.kinds = NounKinds(kinds, language.words("kinds", "homonyms", "people"))

    def is_official_act(self, verb: Token) -> bool:
        """Return whether the verb is what holders of offices do: "opened", "took over"."""
        lemma = verb.lemma_.lower()
        if lemma not in self._acts:
            return False
        return lemma not in self._phrasal or any(child.dep_ == "prt" for child in verb.rights)

    def held_by_leading(self, verb: str, thing: str) -> list[str]:
        """Return the offices of who leads something: of a ministry, the minister."""
        return self._led_by.get(thing, []) if verb in self._led else []

    def match(self, asked: SpeakerRole, given: SpeakerRole) -> bool:
        """Return whether two roles can be the same person's: no heads or modifiers conflict."""
        is_over = asked.is_former or asked.has_past
        if is_over < given.is_former and given.head in self._single:
            return False
        if asked.is_former and not given.is_former and given.head in self._single:
            return False
        if given.head in self._apart and asked.modifiers == {given.head}:
            return True
        if asked.modifiers & self._apart != given.modifiers & self._apart:
            return False
        if asked.age and given.age and asked.age != given.age:
            return False
        if asked.head == given.head:
            is_bare = asked.modifiers <= self.of_places or not given.modifiers
            return is_bare or _share_modifier(asked, given)
        is_general = asked.head in self.general and _share_modifier(asked, given)
        return is_general or self._is_broader(asked, given)

    def _is_broader(self, asked: SpeakerRole, given: SpeakerRole) -> bool:
        """Return whether the role asked for is a more general word for the role given.

        "The victim's lawyer" is whoever the text calls so, not any solicitor.
        """
        if not self.kinds.covers(asked, given):
            return False
        if given.head == "secretary" and given.modifiers & self._other_secretaries:
            return False
        is_phrase = any(self.kinds.is_known(f"{word} {asked.head}") for word in asked.modifiers)
        narrow = asked.modifiers - self.of_places
        is_bare = is_phrase or not narrow or given.modifiers <= self._ranks
        return (is_bare and not asked.is_owned) or _share_modifier(asked, given)


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
