"""Rank whom an article is about at each point: the candidates for the next pronoun.

Method: the salience factors and weights of Lappin and Leass, "An Algorithm for Pronominal
Anaphora Resolution", Computational Linguistics 20(4), 1994, table 1: recency, grammatical role,
not being part of another noun phrase or of a fronted phrase, halved with each sentence, with
a bonus for a parallel role. A main clause's subject goes before others (Grosz, Joshi,
Weinstein, "Centering: A Framework for Modeling the Local Coherence of Discourse", Computational
Linguistics 21(2), 1995), and "his brother" after him by whom it is anchored (Strube, Hahn,
"Functional Centering", Computational Linguistics 25(3), 1999). Whoever spoke last is the
likeliest to go on (the conversational sieves of Muzny et al., "A Two-stage Sieve Approach for
Quote Attribution", EACL 2017).
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claims.extraction.speakers.entity import Entity

if TYPE_CHECKING:
    from spacy.tokens import Token

RECENT = 100
SUBJECT = 80
SUBJECT_BELOW = 45
EQUAL = 70
OBJECT = 50
ANCHORED = 0.85
OTHER = 40
INDEPENDENT = 80
NOT_FRONTED = 50
PARALLEL = 60
SPOKE_LAST = 70
HALF = 0.5
EQUAL_ROLE = "equal"
WINDOW = 4
SPEAKS_ON = 3
FOCUS = 24
CLIMB = 12
SUBJECTS = ("nsubj", "nsubjpass")
OBJECTS = ("dobj", "dative", "iobj", "attr", "oprd")
NOMINALS = ("NOUN", "PROPN", "PRON", "NUM")
VERBS = ("VERB", "AUX")


@dataclass(slots=True)
class Occurrence:
    """One use of a name, noun or pronoun. Its entity may be resolved later, or never."""

    token: Token
    entity: Entity | None
    weight: int
    is_subject: bool
    role: str | None = None


@dataclass(slots=True)
class DiscourseModel:
    """Who was mentioned in the latest sentences, and who has been in focus so far.

    `focus` are entities, the latest subject first, for pronouns that are far from any name.
    """

    focus: list[Entity] = field(default_factory=list)
    _sentences: deque[dict[int, Occurrence]] = field(
        default_factory=lambda: deque(maxlen=WINDOW)
    )
    _number: int = 0
    _last_speaker: tuple[Entity | None, int] = (None, 0)
    _asked: tuple[Entity | None, int] = (None, 0)
    _spokesperson_of: tuple[Entity | None, int] = (None, 0)

    def start_sentence(self) -> None:
        """Begin the next sentence."""
        self._number += 1
        self._sentences.appendleft({})

    def add(self, token: Token, entity: Entity | None, role: str | None = None) -> None:
        """Record a mention in the current sentence, with its thematic role."""
        weight, is_subject = _weigh(token)
        if role == EQUAL_ROLE and token.pos_ == "PROPN":
            weight, is_subject = max(weight, RECENT + EQUAL + INDEPENDENT + NOT_FRONTED), True
        elif token.pos_ == "NOUN" and any(c.tag_ == "PRP$" for c in token.lefts):
            weight = round(weight * ANCHORED)
        self._sentences[0][token.i] = Occurrence(token, entity, weight, is_subject, role)

    def note_speaker(self, token: Token, entity: Entity) -> None:
        """Record who says something in the current sentence."""
        if self._sentences:
            weight = RECENT + SUBJECT + INDEPENDENT + NOT_FRONTED
            self._sentences[0][token.i] = Occurrence(token, entity, weight, is_subject=True)
        entity.has_spoken = True
        self._asked = None, 0
        self._last_speaker = entity, self._number

    def occurrences(self, distance: int) -> list[Occurrence]:
        """Return the mentions of a sentence, 0 for the current one."""
        if distance >= len(self._sentences):
            return []
        return list(self._sentences[distance].values())

    def join_people(self) -> None:
        """Take what may be a person for one if "and" joins it to a person."""
        here = self._sentences[0]
        for occurrence in here.values():
            entity = occurrence.entity
            if entity is None or entity.kind != "body" or not entity.is_uncertain:
                continue
            joined = (here.get(token.i) for token in occurrence.token.conjuncts)
            if any(each and each.entity and each.entity.kind == "person" for each in joined):
                entity.kind = "person"

    def joined_to(self, occurrence: Occurrence, distance: int) -> tuple[Entity, ...]:
        """Return the first of several and those joined to it by "and", if all are named."""
        token = occurrence.token
        others = [each for each in token.conjuncts if each.i > token.i]
        if not others or (token.dep_ == "conj" and token.head.pos_ in NOMINALS):
            return ()
        here = self._sentences[distance]
        group = [occurrence, *(here[each.i] for each in others if each.i in here)]
        entities = [each.entity.resolved() for each in group if each.entity is not None]
        named = dict.fromkeys(entity for entity in entities if entity.names)
        return tuple(named) if len(named) == len(others) + 1 else ()

    def note_asked(self, entity: Entity) -> None:
        """Record who was asked something: the next to speak, whoever spoke before."""
        self._asked = entity, self._number

    def last_asked(self) -> Entity | None:
        """Return who was asked something last, if nobody has spoken since."""
        return self._asked[0]

    def demote(self, token: Token) -> None:
        """Make a mention of the current sentence the least likely: who asks doesn't answer."""
        found = self._sentences[0].get(token.i)
        if found is not None:
            found.weight, found.is_subject = RECENT, False

    def add_entity(self, token: Token, entity: Entity) -> None:
        """Note whom a word of the current sentence means, if the word was recorded."""
        if token.i in self._sentences[0]:
            self._sentences[0][token.i].entity = entity

    def entity_at(self, token: Token) -> Entity | None:
        """Return whom a word of the current sentence means, if that is known."""
        found = self._sentences[0].get(token.i)
        return found.entity.resolved() if found is not None and found.entity else None

    def is_recent(self, entity: Entity, distance: int) -> bool:
        """Return whether the entity was mentioned for itself in the latest sentences."""
        return any(
            occurrence.entity is not None
            and occurrence.entity.resolved() is entity
            and occurrence.weight >= RECENT + OTHER + INDEPENDENT
            for number in range(distance + 1)
            for occurrence in self.occurrences(number)
        )

    def last_speaker(self) -> tuple[Entity | None, float]:
        """Return who was asked, or who spoke last, and the bonus for that.

        The bonus is halved with each sentence in which somebody else is the subject.
        """
        asked, when = self._asked
        entity, number = (asked, when) if asked is not None else self._last_speaker
        distance = self._number - number
        if entity is None or distance > SPEAKS_ON:
            return None, 0
        entity = entity.resolved()
        others = sum(self._has_other_subject(between, entity) for between in range(1, distance))
        return entity, SPOKE_LAST * HALF**others

    def _has_other_subject(self, distance: int, entity: Entity) -> bool:
        subjects = {
            each.entity.resolved()
            for each in self.occurrences(distance)
            if each.is_subject and each.entity is not None
        }
        return bool(subjects) and entity not in subjects

    def note_spokesperson(self, body: Entity) -> None:
        """Record that a spokesperson without a name speaks for an organization."""
        self._spokesperson_of = body, self._number

    def has_spokesperson(self, body: Entity) -> bool:
        """Return whether a nameless spokesperson spoke for the organization just now."""
        known, number = self._spokesperson_of
        is_near = self._number - number <= SPEAKS_ON
        return known is not None and known.resolved() is body and is_near

    def rank(self, entity: Entity) -> int:
        """Return how long ago the entity was in focus, by the number of others since."""
        return self.focus.index(entity) if entity in self.focus else FOCUS + 1

    def remember(self, entity: Entity) -> None:
        """Add an entity to those in focus, as the least salient."""
        if entity not in self.focus:
            self.focus.append(entity)
            del self.focus[FOCUS:]

    def focus_on(self, entity: Entity) -> None:
        """Put an entity in focus: the subject, or who speaks."""
        entity = entity.resolved()
        if entity in self.focus:
            self.focus.remove(entity)
        self.focus.insert(0, entity)
        del self.focus[FOCUS:]

    def focus_on_others(self, entities: list[Entity]) -> None:
        """Put entities that aren't the subject right after the one in focus."""
        named = [entity for entity in entities if entity not in self.focus[:1]]
        rest = [entity for entity in self.focus[1:] if entity not in named]
        self.focus = [*self.focus[:1], *dict.fromkeys(named), *rest][:FOCUS]


def score(occurrence: Occurrence, distance: int, *, as_subject: bool) -> float:
    """Return the salience of one mention for a pronoun so many sentences later."""
    parallel = PARALLEL if as_subject and occurrence.is_subject else 0
    return (occurrence.weight + parallel) * HALF**distance


def _weigh(token: Token) -> tuple[int, bool]:
    """Return a mention's weight by its place in the sentence, and whether it is the subject."""
    weight, head = RECENT, _first_of_group(token)
    is_subject = head.dep_ in SUBJECTS and not is_reported(head)
    is_root = head.dep_ == "ROOT" and any(child.dep_ == "acl" for child in head.rights)
    if is_root or (is_subject and _is_main_verb(head.head)):
        weight += SUBJECT
    elif is_subject:
        weight += SUBJECT_BELOW
    elif head.dep_ in (*SUBJECTS, *OBJECTS) or head.head.dep_ == "agent":
        weight += OBJECT
    else:
        weight += OTHER
    if not _is_inside_noun_phrase(head) and not is_reported(head):
        weight += INDEPENDENT
    if not _is_fronted(head):
        weight += NOT_FRONTED
    return weight, is_subject or is_root


def _first_of_group(token: Token) -> Token:
    """Return the noun whose place a name shares: "the envoy" in "the envoy, Ann Lee,"."""
    for _ in range(CLIMB):
        if token.dep_ not in ("conj", "appos") or token.head.pos_ not in NOMINALS:
            break
        token = token.head
    return token


def _is_main_verb(verb: Token) -> bool:
    """Return whether a verb heads its sentence, or is joined by "and" to the one that does."""
    for _ in range(CLIMB):
        if verb.dep_ == "ROOT":
            return True
        if verb.dep_ not in ("conj", "parataxis") or verb.head.pos_ not in VERBS:
            return False
        verb = verb.head
    return False


def _is_inside_noun_phrase(token: Token) -> bool:
    """Return whether a mention only modifies another noun, as in "Hale's lawyer"."""
    if token.dep_ in ("poss", "compound", "nmod", "amod"):
        return True
    return token.dep_ == "pobj" and token.head.head.pos_ in NOMINALS


def is_reported(token: Token) -> bool:
    """Return whether a mention is part of what is said, as in "Reed said Hale had left"."""
    for _ in range(CLIMB):
        if token.dep_ == "ccomp" and token.head.i < token.i:
            return True
        if token.head == token:
            return False
        token = token.head
    return False


def _is_fronted(token: Token) -> bool:
    """Return whether a mention is in a phrase or clause before the main clause's subject."""
    for _ in range(CLIMB):
        above = token.head
        if above == token:
            return False
        if token.dep_ in ("prep", "advcl", "npadvmod") and above.dep_ == "ROOT":
            return token.i < above.i
        token = above
    return False
