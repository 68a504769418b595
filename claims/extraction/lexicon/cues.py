"""The reporting words of one language, sorted by the content they take and its claim type."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from claims.extraction.lexicon.language import Language, load_language

if TYPE_CHECKING:
    from spacy.tokens import Token


class Cues:
    """Reporting verbs and nouns as sets of lemmas, from `languages/<code>/cues.toml`."""

    preposition: dict[str, list[str]]
    attributing: dict[str, list[str]]
    measuring: dict[str, list[str]]
    phrasal: dict[str, list[str]]
    idioms: dict[str, list[str]]
    answering: dict[str, list[str]]
    perspectives: dict[str, list[str]]
    stances: dict[str, list[str]]
    _misread: dict[str, str]

    def __init__(self, language: Language) -> None:
        self.clause = language.words("cues", "verbs", "clause")
        self.infinitive = language.words("cues", "verbs", "infinitive")
        self.gerund = language.words("cues", "verbs", "gerund")
        self.object = language.words("cues", "verbs", "object")
        self.preposition = language.mapping("cues", "verbs", "preposition")
        self.attributing = language.mapping("cues", "verbs", "attributing")
        self.measuring = language.mapping("cues", "verbs", "measuring")
        self.phrasal = language.mapping("cues", "verbs", "phrasal")
        self.idioms = language.mapping("cues", "verbs", "idioms")
        self.answering = language.mapping("cues", "verbs", "answering")
        self.perspectives = language.mapping("cues", "perspectives")
        self.nouns = language.words("cues", "nouns", "clause")
        self.stances = language.mapping("cues", "stances")
        self.adjectives = language.words("cues", "adjectives", "clause")
        self.inclined = language.words("cues", "adjectives", "infinitive")
        self.adjectives |= self.inclined
        self._misread = language.mapping("cues", "misread")
        self.asserted = language.words("cues", "nouns", "asserted")
        self.specifying = language.words("cues", "nouns", "specifying")
        self.light = language.words("cues", "nouns", "light")
        self.spoken_before = language.words("cues", "phrases", "spoken_before")
        self.breaks_off = language.words("cues", "phrases", "breaks_off")
        self.sets_against = language.words("cues", "phrases", "sets_against")
        self.ties = language.words("cues", "phrases", "ties")
        self.unfolds = language.words("cues", "phrases", "unfolds")
        self.conditions = language.words("cues", "phrases", "conditions")
        self.aside = language.words("cues", "phrases", "aside")
        self.times = language.words("cues", "phrases", "times")
        self.learning = language.words("cues", "phrases", "learning")
        self.resuming = language.words("cues", "phrases", "resuming")
        self.clause_openers = language.words("cues", "phrases", "clause_openers")
        self.addressing = language.words("cues", "phrases", "addressing")
        self.ditransitive = language.words("cues", "phrases", "ditransitive")
        self.plain = language.words("cues", "phrases", "plain")
        self.employing = language.words("cues", "phrases", "employing")
        self.employed = language.words("people", "roles", "person")
        self.intransitive = language.words("cues", "phrases", "intransitive")
        self.searching = language.words("cues", "phrases", "searching")
        self.naming = language.words("cues", "phrases", "naming")
        self.pinning = language.words("cues", "phrases", "pinning")
        self.effects = language.words("cues", "phrases", "effects")
        self.picking = language.words("cues", "phrases", "picking")
        self.blaming = language.words("cues", "phrases", "blaming")
        self.repeating = language.words("cues", "phrases", "repeating")
        self.topical = language.words("cues", "phrases", "topical")
        self.judging = language.words("cues", "phrases", "judging")
        small = language.mapping("cues", "small")
        self.that, self.whether = frozenset(small["that"]), frozenset(small["whether"])
        self.supposing, self.like = frozenset(small["supposing"]), frozenset(small["like"])
        self.according = frozenset(small["according"])
        self.one = frozenset(small["one"])
        self.according_to = frozenset(small["according_to"])
        self.sources, self.definite = frozenset(small["sources"]), frozenset(small["definite"])
        self.completes, self.asking = frozenset(small["completes"]), frozenset(small["asking"])
        self.refusals = _as_sets(language.mapping("cues", "refusals"))
        self.against = frozenset(small["against"])
        self.hearing = _as_sets(language.mapping("cues", "hearing"))
        self.alleging = _as_sets(language.mapping("cues", "alleging"))
        self.closing = _as_sets(language.mapping("cues", "closing"))
        self.views = _as_sets(language.mapping("cues", "views"))
        self.estimates = _as_sets(language.mapping("cues", "estimates"))
        self.all_nouns = self.nouns | self.specifying | set(self.stances)
        self.all_nouns |= self.estimates["revised"]
        classes = language.mapping("cues", "classes")
        self.weak = frozenset(classes["weak"])
        self.denial = frozenset(classes["denial"])
        self.turning_down = self.denial | frozenset(classes["turning_down"])
        self.flat = frozenset(classes["flat"])
        self.continuing = frozenset(classes["continuing"])
        self._verbs = self.clause | self.infinitive | self.object | set(self.preposition)
        self._classes = {name: frozenset(lemmas) for name, lemmas in classes.items()}
        self._classified = frozenset[str]().union(*self._classes.values())

    def lemma(self, token: Token) -> str:
        """Return the dictionary form; the tagger's is sometimes wrong ("hop" for "hoped")."""
        lemma: str = token.lemma_.lower()
        return self._misread.get(lemma, lemma)

    def is_speech(self, lemma: str) -> bool:
        """Return whether the verb takes what was said as a clause."""
        return lemma in self.clause

    def is_cue(self, lemma: str) -> bool:
        """Return whether the verb can report speech at all."""
        return lemma in self._verbs

    def is_strong_cue(self, lemma: str) -> bool:
        """Return whether the verb nearly always reports: blame, deny; not see, show, find."""
        return lemma in self._verbs and lemma not in self.weak

    def implies_type(self, lemma: str, claim_type: str) -> bool:
        """Return whether the verb alone makes its content this type (promise, position…).

        "call for" is looked up before "call".
        """
        if lemma in self._classified:
            return lemma in self._classes.get(claim_type, frozenset())
        return lemma.partition(" ")[0] in self._classes.get(claim_type, frozenset())


@lru_cache(maxsize=8)
def load_cues(code: str) -> Cues:
    """Load the reporting words of a language, once per process."""
    return Cues(load_language(code))


def _as_sets(table: dict[str, list[str]]) -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in table.items()}
