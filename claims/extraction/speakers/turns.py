"""Whose turn it is in a transcript or interview, and which of its sentences say something.

Method: as in `transcripts`; a label is joined to the figure of that name, an office in the
room to whoever says that they hold it, an answer without a label to the person that the text
introduces most often before it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claims.extraction.grammar import parser as grammar_parser
from claims.extraction.lexicon.entity_names import Mention, Role
from claims.extraction.lexicon.language import load_language
from claims.extraction.speakers.coreference import EntityResolver
from claims.extraction.speakers.entity import Entity
from claims.extraction.speakers.reference import SpeakerReference
from claims.extraction.text.transcripts import SpeakerLabel, Turn

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens

FEWEST = 2
LONGEST_COURTESY = 8


class TurnSpeakers:
    """Gives turns to figures, one figure for each label of a text."""

    def __init__(self, cast: EntityResolver, language: str) -> None:
        self._cast = cast
        self._figures: dict[str, Entity | None] = {}
        table = load_language(language).tables["transcripts"]
        self._courtesies = tuple(table["courtesies"])
        self._answers = frozenset(table["answers"])

    def voice(self, turn: Turn) -> SpeakerReference:
        """Who has this turn; a voice of nobody where the text does not tell."""
        label = turn.label
        if label is None:
            return SpeakerReference(
                self._answering() if turn.is_answer else None, None, None, None, ""
            )
        key = label.name.casefold().rstrip(".")
        if key not in self._figures:
            self._figures[key] = self._figure(label, key)
        figure = self._figures[key]
        words = None if label.is_nameless else label.name
        return SpeakerReference(figure, words, label.span, None, "")

    def says_something(self, sentence: Tokens) -> bool:
        """A sentence with a verb that is more than "Thank you" or "Good evening"."""
        words = [token for token in sentence if token.is_alpha]
        if len(words) < FEWEST:
            return False
        if len(words) <= LONGEST_COURTESY and sentence.text.lower().startswith(
            self._courtesies
        ):
            return False
        is_told = sentence.root.tag_ == "VB" and len(words) > FEWEST
        return is_told or any(token.tag_ in grammar_parser.FINITE for token in sentence)

    def _figure(self, label: SpeakerLabel, key: str) -> Entity | None:
        if label.is_nameless:
            return self._answering() if key in self._answers else None
        role = Role(label.name.split()[-1].lower(), frozenset(), label.name)
        if label.is_office and label.said is None:
            return self._cast.hold(role)
        mention = self._mention(label.said or label.name)
        return self._cast.introduce(mention, role if label.is_office else None)

    def _mention(self, name: str) -> Mention:
        """A label as a name: without titles, in small letters where it is shouted."""
        lists = self._cast.lists
        words = name.split()
        gender: str | None = None
        while len(words) > 1 and words[0].lower() in lists.titles:
            gender = gender or lists.titles[words[0].lower()]
            words = words[1:]
        if all(word.isupper() for word in words):
            words = [_small(word) for word in words]
        gender = gender or lists.given.get(words[0].lower())
        is_body = words[-1].lower() in lists.body_words
        return Mention(" ".join(words), "body" if is_body else "person", gender, ())

    def _answering(self) -> Entity | None:
        """Whoever is interviewed, settled once: the first answer is after the introduction."""
        if "" not in self._figures:
            self._figures[""] = self._cast.foremost()
        return self._figures[""]


def _small(word: str) -> str:
    """ "O'NEIL-BELL" as "O'Neil-Bell"; initials stay."""
    if len(word.strip(".")) == 1:
        return word
    return re.sub(r"[^\W\d_]+", lambda found: found[0].capitalize(), word)
