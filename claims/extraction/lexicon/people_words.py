"""The words of one language about people: titles, pronouns, given names, roles."""

from __future__ import annotations

from claims.extraction.lexicon.body_kinds import BodyKinds
from claims.extraction.lexicon.entity_names import SpeakerRole
from claims.extraction.lexicon.language import Language
from claims.extraction.lexicon.offices import Offices


class PeopleWords:
    """The word lists of `people.toml`, and what a single word can mean."""

    def __init__(self, language: Language) -> None:
        self.titles: dict[str, str | None] = {
            word: (None if sex == "any" else sex)
            for sex, words in language.mapping("people", "titles").items()
            for word in words
            if sex not in ("surely", "after")
        }
        self.pronouns = _by_word(language.mapping("people", "pronouns"))
        self.before_names = language.words("people", "small", "before_names") | set(self.titles)
        self.given: dict[str, str | None] = {
            word: (None if sex == "any" else sex)
            for word, sex in _by_word(language.mapping("people", "given_names")).items()
        }
        self.offices = Offices(language)
        self.body_kinds = BodyKinds(language)
        small = language.mapping("people", "small")
        person, body = (language.words("people", "roles", each) for each in ("person", "body"))
        self.person_roles = person | self.offices.kinds.nouns
        self.body_roles = body | self.body_kinds.nouns
        self.opposites = language.words("people", "roles", "opposites")
        self.pairs = language.words("people", "roles", "pairs")
        self._traits_of_anybody = language.words("people", "roles", "traits")
        self._young = language.words("people", "roles", "young")
        self._grown_up = language.words("people", "roles", "grown_up")
        self._not_past = frozenset(small["not_past"])
        self._known_by = frozenset(small["known_by"])
        self.situational = language.words("people", "roles", "situational")
        self.situational_bodies = language.words("people", "roles", "situational_body")
        self.other = language.words("people", "roles", "other")
        self.articles, self.speaks_for = frozenset(small["articles"]), frozenset(small["for"])
        self._glue, self._definite = frozenset(small["glue"]), frozenset(small["definite"])
        self._narrowing = frozenset(small["narrowing"])
        self._not_narrowing = frozenset(small["not_narrowing"])
        self._person_endings = tuple(small["person_endings"])
        self._after = language.words("people", "titles", "after")
        self._surely = language.words("people", "titles", "surely")
        self.documents = language.words("people", "roles", "documents")
        self.written_by = frozenset(small["by"])
        self.spokespeople = language.words("people", "roles", "spokespeople")
        self.general_bodies = language.words("people", "roles", "general_body")
        self.accusing = language.words("people", "small", "accusing")
        self.against = language.words("people", "small", "against")
        self.transfer = language.words("people", "small", "transfer")
        self.toward: str = small["toward"]
        self.authoring = frozenset(small["authoring"])
        self.at_places = frozenset(small["at_places"])
        self.requesting = frozenset(small["requesting"])
        self.addressing = frozenset(small["addressing"])
        self.introducing = frozenset(small["introducing"])
        self.answering = frozenset(small["answering"])
        self.symmetric = frozenset(small["symmetric"])
        self.joint = frozenset(small["joint"])
        self.they = frozenset(small["they"])
        self.they_itself: str = language.mapping("people", "pronouns")["plural"][0]
        self.replying = language.words("people", "small", "replying")
        self.asking = language.words("people", "small", "asking")
        self._greetings = frozenset(small["greetings"])
        self.wanting = language.words("people", "small", "wanting")
        self.knowing = language.words("people", "small", "knowing")
        self.body_words = self.body_roles | language.words("people", "roles", "body_name")
        self._no_last_names = language.words("people", "roles", "no_last_name")
        self.type_words = self.body_roles | (self.body_kinds.name_words - {"group"})
        self._groups = language.words("people", "roles", "group")
        self._female = language.words("people", "roles", "female")
        self._male = language.words("people", "roles", "male")
        self._either_sex = language.words("people", "roles", "either_sex")
        self._female_endings = tuple(small["female_endings"])
        self._male_endings = tuple(small["male_endings"])
        self._demonyms = _by_word(language.mapping("people", "demonyms"))
        self._inhabitants = _by_word(language.mapping("people", "inhabitants"))

    def is_group(self, lemma: str) -> bool:
        """Return whether the noun's plural can speak: unions, experts, residents."""
        return lemma in self.person_roles or lemma in self.body_roles or lemma in self._groups

    def can_speak(self, lemma: str) -> bool:
        """Return whether the noun can mean somebody who says something, or a document."""
        return self.is_group(lemma) or lemma in self.documents

    def is_trait(self, described: SpeakerRole) -> bool:
        """Return whether anybody can be called so, whatever they do: "the former professor"."""
        is_origin = described.head in described.modifiers
        words = described.text.lower().split()
        is_known = described.is_former or not self._known_by.isdisjoint(words)
        return (
            described.age is not None
            or is_origin
            or is_known
            or described.has_past
            or described.head in self._traits_of_anybody
        )

    def is_too_old(self, described: SpeakerRole, roles: list[SpeakerRole]) -> bool:
        """Return whether "the youngster" is said of somebody who is a parent."""
        return described.head in self._young and any(r.head in self._grown_up for r in roles)

    def is_listed(self, noun: str) -> bool:
        """Return whether a table has the noun, even if it often means something else."""
        return self.offices.kinds.is_listed(noun) or self.body_kinds.is_listed(noun)

    def may_be_people(self, described: SpeakerRole) -> bool:
        """Return whether a noun for organizations can mean people too: "the couple"."""
        return described.head in self.pairs or self.offices.kinds.is_listed(described.head)

    def is_epithet(self, noun: str) -> bool:
        """Return whether the noun can be what an article calls somebody just named.

        It isn't if the situation can bring such a person with it, as a hospital has doctors.
        """
        is_person = noun in self.person_roles or self.offices.kinds.is_listed(noun)
        is_person = is_person or noun.endswith(self._person_endings)
        return is_person and noun not in self.situational


def _by_word(table: dict[str, list[str]]) -> dict[str, str]:
    """Invert a table of word lists: the name of its list for each word."""
    return {word: name for name, words in table.items() for word in words}
