"""Resolve who speaks in each turn of a transcript or interview.

Method: as in `text/transcripts`. A label belongs to the entity of that name, an office to who
introduces themselves as holding it, an answer without a label to the person named most often
before it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claims.extraction.grammar import parser as grammar_parser
from claims.extraction.lexicon.entity_names import Mention, SpeakerRole
from claims.extraction.lexicon.language import load_language
from claims.extraction.speakers.coreference import EntityResolver
from claims.extraction.speakers.entity import Entity
from claims.extraction.speakers.reference import SpeakerReference
from claims.extraction.text.speaker_labels import office_head
from claims.extraction.text.turns import SpeakerLabel, Turn

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

FEWEST = 2
LONGEST_COURTESY = 8
LONGEST_HEADING = 3
"""A speech has headings of so many words: "First, planning."."""


class TurnSpeakers:
    """Assigns turns to entities, one for each label, and for each witness who is an "A"."""

    def __init__(self, resolver: EntityResolver, language: str) -> None:
        self._resolver = resolver
        self._entities: dict[tuple[str, str | None], Entity | None] = {}
        table = load_language(language).tables["transcripts"]
        self._courtesies = tuple(table["courtesies"])
        self._answers = frozenset(table["answers"])
        self._bare = frozenset(table["bare_answers"])
        self._interviewee: Entity | None = None
        self._has_begun = False

    def speaker_of(self, turn: Turn) -> SpeakerReference:
        """Return the speaker of a turn; without entity or words if the text doesn't say."""
        self._note_introduction()
        label = turn.label
        if label is None:
            answerer = self._answerer(turn) if turn.is_answer else None
            return SpeakerReference(answerer, None, None, None, "")
        key = label.name.casefold().rstrip(".")
        known = key, turn.answerer if label.is_nameless else label.said
        if known not in self._entities:
            self._entities[known] = self._entity_of(turn, label, key)
        entity = self._entities[known]
        words = None if label.is_nameless else label.name
        return SpeakerReference(entity, words, label.span, None, "")

    def is_substantive(self, sentence: Tokens, turn: Turn) -> bool:
        """Return whether a sentence has a verb and is more than "Thank you".

        An answer needs no verb, because its question has one: "Six times.".
        """
        words = _plain_words(sentence)
        if not words or self.is_courtesy(sentence):
            return False
        if turn.is_answer:
            return not turn.is_monologue or len(words) > LONGEST_HEADING
        if len(words) < FEWEST:
            return False
        is_imperative = sentence.root.tag_ == "VB" and len(words) > FEWEST
        return is_imperative or any(token.tag_ in grammar_parser.FINITE for token in sentence)

    def is_courtesy(self, sentence: Tokens) -> bool:
        """Return whether it is "Yes", or short and begins like "Thank you"."""
        plain = sentence.text.strip(" .!,;:—–-").lower()
        is_short = len(_plain_words(sentence)) <= LONGEST_COURTESY
        return plain in self._bare or (is_short and plain.startswith(self._courtesies))

    def _entity_of(self, turn: Turn, label: SpeakerLabel, key: str) -> Entity | None:
        if label.is_nameless:
            return self._answerer(turn) if key in self._answers else None
        role = SpeakerRole(office_head(label.name), frozenset(), label.name)
        if label.is_office and label.said is None:
            return self._resolver.office_holder(role)
        mention = self._mention(label.said or label.name)
        return self._resolver.add_label(mention, role if label.is_office else None)

    def _answerer(self, turn: Turn) -> Entity | None:
        """Return who answers: the person introduced, or else named most before the turns."""
        if turn.answerer is None:
            return self._interviewee
        return self._resolver.add_label(self._mention(turn.answerer), None)

    def _mention(self, name: str) -> Mention:
        """Turn a label into a name: without titles, and not all in capitals."""
        lexicon = self._resolver.lexicon
        words = name.split()
        gender: str | None = None
        while len(words) > 1 and words[0].lower() in lexicon.titles:
            gender = gender or lexicon.titles[words[0].lower()]
            words = words[1:]
        if all(word.isupper() for word in words):
            words = [_capitalize(word) for word in words]
        gender = gender or lexicon.given.get(words[0].lower())
        is_body = words[-1].lower() in lexicon.body_words
        return Mention(" ".join(words), "body" if is_body else "person", gender, ())

    def _note_introduction(self) -> None:
        """Remember who was named most before the first turn: the questions accuse others."""
        if not self._has_begun:
            self._has_begun = True
            self._interviewee = self._resolver.most_named_person()


def _plain_words(sentence: Tokens) -> list[Token]:
    return [token for token in sentence if token.is_alpha or token.like_num]


def _capitalize(word: str) -> str:
    """Turn "O'NEIL-BELL" into "O'Neil-Bell"; initials stay."""
    if len(word.strip(".")) == 1:
        return word
    return re.sub(r"[^\W\d_]+", lambda found: found[0].capitalize(), word)
