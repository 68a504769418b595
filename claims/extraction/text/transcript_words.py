"""The words of one language for labels, offices, stage directions, questions and answers."""

from __future__ import annotations

import re
from functools import lru_cache

from claims.extraction.lexicon.language import Language, load_language

NAME = r"([A-Z][\w’'-]+(?: (?:[A-Z]\.|[a-z]{2,3}))?(?: [A-Z][\w’'-]+){1,3})"
WORD = re.compile(r"[\w’']+")
QUOTED = re.compile(r"[“\"][^“”\"\n]*[”\"]")


class TranscriptWords:
    """The lists of `transcripts.toml`, as sets and patterns."""

    def __init__(self, language: Language) -> None:
        table = language.tables["transcripts"]
        self.asks, self.answers = frozenset(table["asks"]), frozenset(table["answers"])
        self.roles, self.never = frozenset(table["roles"]), frozenset(table["never"])
        self.hosts, self.reporters = frozenset(table["hosts"]), frozenset(table["reporters"])
        self.directions = tuple(table["directions"])
        self.first = frozenset(table["first_person"])
        self.second = frozenset(table["second_person"])
        self.introductions = [_compile_naming(pattern) for pattern in table["introductions"]]
        self.interviewer = [_compile_naming(pattern) for pattern in table["interviewer"]]
        self.interviewees = [_compile_naming(pattern) for pattern in table["interviewees"]]
        self.signed_off = [_compile_naming(pattern) for pattern in table["signed_off"]]
        self.answering = frozenset(table["answering"])
        self.leaders = frozenset(table["leaders"])
        self.introduced = [
            _compile_naming(pattern, "|".join(table["after_names"]))
            for pattern in table["introduced"]
        ]
        self.sworn = [_compile_naming(pattern) for pattern in table["sworn"]]
        called = [_compile_naming(pattern) for pattern in table["called"]]
        self.witnesses = self.sworn + called
        self.procedure = re.compile("|".join(table["procedure"]), re.IGNORECASE)
        self.outlets = frozenset(table["outlets"]) | frozenset(table["mastheads"])
        self.addressed = _addressed(language.mapping("people", "titles")["surely"])
        self.in_place: str = "|".join(table["before_places"])
        self.housekeeping = re.compile("|".join(table["housekeeping"]), re.IGNORECASE)
        self.announces_speech = re.compile("|".join(table["announces_speech"]), re.IGNORECASE)
        self.titles_speech = re.compile("|".join(table["titles_speech"]))
        self.ends_speech = re.compile(table["ends_speech"], re.IGNORECASE | re.MULTILINE)
        self.speech_givers = [_compile_naming(pattern) for pattern in table["speech_givers"]]
        self.welcoming = re.compile("|".join(table["welcoming"]), re.IGNORECASE)
        self.titles = frozenset(
            word for words in language.mapping("people", "titles").values() for word in words
        )
        given = language.mapping("people", "given_names")
        self.given = frozenset(word for words in given.values() for word in words)
        self.small = language.words("layout", "function_words") - {"the", "of", "a", "i"}

    def pronouns_in(self, words: str) -> set[str]:
        """Return the lowercase words of a text outside quotation marks."""
        plain = QUOTED.sub(" ", words)
        return {word.lower().replace("’", "'") for word in WORD.findall(plain)}

    def is_conversation(self, words: str) -> bool:
        """Return whether somebody speaks of "I", "we" or "you" here, or asks."""
        if words.rstrip().endswith("?"):
            return True
        return not self.pronouns_in(words).isdisjoint(self.first | self.second)


def _addressed(titles: list[str]) -> re.Pattern[str]:
    """Compile the pattern of a person with a title who is spoken to: "Ms. Delgado, who …"."""
    known = "|".join(sorted({re.escape(word.rstrip(".").title()) for word in titles}))
    name = rf"(?:{known})\.? [A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?"
    return re.compile(rf"(?:\A|(?<=[,.?!:] ))(?P<name>{name})(?=[,.?!])")


def _compile_naming(pattern: str, after: str = "") -> re.Pattern[str]:
    """Compile a pattern with `{name}`, or with `{who}`: a name after what describes it.

    Such a name is followed by punctuation or by one of the words `after`, which tells the
    "Welsh Liberal leader, Carys Penry" from a person called Welsh Liberal.
    """
    who = rf"(?:[\w’'.&-]+,? ){{0,9}}?{NAME}(?=[,.:;!?)]|$| (?:{after})\b)"
    return re.compile(pattern.replace("{who}", who).replace("{name}", NAME))


@lru_cache(maxsize=8)
def transcript_words(code: str) -> TranscriptWords:
    """Return the words of a language."""
    return TranscriptWords(load_language(code))
