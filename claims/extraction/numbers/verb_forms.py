"""Recognize verb forms by the word lists of a language, without a parser.

Method: the lists of `languages/<code>/splitting.toml`. In doubt a form is a noun, because a
number's unit follows it more often than its verb does.
"""

from __future__ import annotations

SIBILANTS = ("s", "sh", "ch", "x", "z", "o")
VOWELS = "aeiou"


class VerbForms:
    """The verb forms that end a noun phrase: "5% of the budget | goes to schools"."""

    def __init__(self, table: dict[str, list[str]], more: list[str]) -> None:
        nouns = {with_s(verb) for verb in (*table["verb_or_noun"], *more)}
        self.third_person = frozenset(with_s(verb) for verb in (*table["verbs"], *more))
        self.clear = (
            (self.third_person - nouns)
            | frozenset(table["auxiliaries"])
            | (frozenset(table["past"]) - frozenset(table["past_or_noun"]))
        )
        self._described = frozenset(table["described"])

    def is_past(self, word: str) -> bool:
        """Return whether the word is a form in -ed that isn't mostly an adjective."""
        return word.endswith("ed") and word not in self._described


def with_s(verb: str) -> str:
    """Return the third person: goes, carries, cuts."""
    if verb == "have":
        return "has"
    if verb.endswith("y") and verb[-2] not in VOWELS:
        return f"{verb[:-1]}ies"
    return f"{verb}es" if verb.endswith(SIBILANTS) else f"{verb}s"
