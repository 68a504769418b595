"""Resolve pronouns to the most salient person or organization that they can mean.

Method: the filters and the ranking of Lappin and Leass, "An Algorithm for Pronominal Anaphora
Resolution", Computational Linguistics 20(4), 1994: syntax (`binding`) and agreement rule out,
salience (`salience`) decides. Their decision between equals, the nearest, would be a guess:
here all of them are returned, and nobody is named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.extraction.lexicon.people import PeopleLexicon
from claims.extraction.speakers import binding, salience
from claims.extraction.speakers.binding import ReportedContent
from claims.extraction.speakers.entity import Entity
from claims.extraction.speakers.salience import DiscourseModel, Occurrence
from claims.extraction.speakers.thematic_roles import ACCUSED, ADDRESSED, AUTHOR, RECIPIENT

if TYPE_CHECKING:
    from spacy.tokens import Token

NEARLY_EQUAL = 0.9
NEAR = 1
UNKNOWN_GENDER = 0.92
BARE_NAME = 0.3
LOOSE = 0.8
NAMED_THERE = 0.5
SEXED = ("male", "female")
SINGULAR = "singular"


@dataclass(slots=True)
class Candidate:
    """Somebody whom a pronoun may mean: how salient, and how many sentences ago."""

    entity: Entity
    score: float
    distance: int


@dataclass(frozen=True, slots=True)
class Antecedent:
    """Whom a word means; or the candidates, the likelier first, if two or more fit as well."""

    entity: Entity | None
    candidates: tuple[Entity, ...] = ()


class PronounResolver:
    """Resolves the pronouns of one article. `resolve` resolves the nouns that they may mean."""

    def __init__(
        self,
        discourse: DiscourseModel,
        lexicon: PeopleLexicon,
        resolve: Callable[[Token], Entity | None],
    ) -> None:
        self._discourse = discourse
        self._lexicon = lexicon
        self._resolve = resolve
        self._joint: dict[tuple[Entity, ...], Entity] = {}

    def resolve(self, pronoun: Token, content: ReportedContent) -> Antecedent:
        """Return whom a pronoun means; "he" and "she" tell the gender of whom they mean."""
        wanted = self._lexicon.pronouns.get(pronoun.lower_)
        barred = self._barred(pronoun, content)
        ranked = self._rank(pronoun, wanted, content, barred)
        if not ranked and wanted == "plural":
            ranked = self._rank(pronoun, SINGULAR, content, barred)
        if not ranked:
            entity = self._far_away(wanted, content, barred)
        else:
            equal = _nearly_equal(ranked)
            if len(equal) > 1:
                return Antecedent(None, tuple(each.entity for each in equal))
            entity = ranked[0].entity
        if entity is not None and wanted == "thing":
            entity.kind = "body"
        if entity is not None and wanted in SEXED and not self._is_spokesperson(entity):
            entity.kind, entity.gender = "person", wanted
        return Antecedent(entity)

    def _rank(
        self,
        pronoun: Token,
        wanted: str | None,
        content: ReportedContent,
        barred: set[Entity],
    ) -> list[Candidate]:
        """Return the candidates of the latest sentences, the most salient first."""
        found: dict[Entity, Candidate] = {}
        answers: set[Entity] = set()
        asked_of = _who_answers(content)
        as_subject = pronoun.dep_ in salience.SUBJECTS
        for distance in range(salience.WINDOW):
            best: dict[Entity, float] = {}
            for occurrence in self._accessible(pronoun, distance, content):
                entity = self._entity_of(occurrence, wanted)
                if entity is None or entity in barred:
                    continue
                factor = self._agreement(entity, wanted)
                factor *= self._self_naming(entity, content)
                if (
                    factor
                    and distance <= NEAR
                    and occurrence.role
                    and occurrence.role in asked_of
                ):
                    answers.add(entity)
                if factor:
                    value = factor * salience.score(occurrence, distance, as_subject=as_subject)
                    best[entity] = max(value, best.get(entity, 0))
            if wanted == "plural":
                best = self._joined(distance, best)
            for entity, value in best.items():
                candidate = found.setdefault(entity, Candidate(entity, 0, distance))
                candidate.score += value
        last, bonus = self._discourse.last_speaker()
        if last in found:
            found[last].score += bonus
        likely = answers or found
        ranked = sorted(
            (each for each in found.values() if each.entity in likely),
            key=lambda each: -each.score,
        )
        return _people_only(ranked) if wanted in SEXED else ranked

    def _joined(self, distance: int, best: dict[Entity, float]) -> dict[Entity, float]:
        """Add "A and B" for "they", in the place of each of them."""
        found = dict(best)
        for occurrence in self._discourse.occurrences(distance) if distance else ():
            group = self._discourse.joined_to(occurrence, distance)
            if len(group) > 1:
                entity = self.joint_entity(group)
                found[entity] = salience.score(occurrence, distance, as_subject=True)
                for each in group:
                    found.pop(each, None)
        return found

    def joint_entity(self, group: tuple[Entity, ...]) -> Entity:
        """Return the entity of several together, the same whenever they are meant."""
        if group not in self._joint:
            names = [each.name or "" for each in group]
            name = f"{', '.join(names[:-1])} and {names[-1]}"
            self._joint[group] = Entity("body", names=[name], is_plural=True)
        return self._joint[group]

    def _accessible(
        self, pronoun: Token, distance: int, content: ReportedContent
    ) -> Iterator[Occurrence]:
        """Yield the mentions of a sentence that the pronoun's place in it allows."""
        for occurrence in self._discourse.occurrences(distance):
            token = occurrence.token
            if distance > 0 or (
                not content.covers(token)
                and binding.may_mean(pronoun, token)
                and not (
                    occurrence.entity is None
                    and occurrence.role != AUTHOR
                    and binding.is_adjunct(token)
                )
            ):
                yield occurrence

    def _barred(self, pronoun: Token, content: ReportedContent) -> set[Entity]:
        """Return whom the pronoun can't mean, because its own sentence names them elsewhere."""
        return {
            occurrence.entity.resolved()
            for occurrence in self._discourse.occurrences(0)
            if self._entity_of_addressee(pronoun, occurrence) is not None
            and occurrence.entity is not None
            and occurrence.token.i != pronoun.i
            and occurrence.token.pos_ != "PRON"
            and (
                (content.covers(occurrence.token) and occurrence.entity.kind == "person")
                or binding.is_disjoint(pronoun, occurrence.token)
                or binding.is_addressee(pronoun, occurrence.token)
            )
        }

    def _entity_of_addressee(self, pronoun: Token, occurrence: Occurrence) -> Entity | None:
        """Return whom a mention means; a noun is resolved only if it is who is spoken to."""
        is_noun = occurrence.entity is None and not self._lexicon.is_pronoun(occurrence.token)
        if is_noun and binding.is_addressee(pronoun, occurrence.token):
            occurrence.entity = self._resolve(occurrence.token)
        return occurrence.entity

    def _entity_of(self, occurrence: Occurrence, wanted: str | None) -> Entity | None:
        """Return the entity of a mention; a noun is resolved once a pronoun may mean it."""
        if occurrence.entity is None and self._may_fit(occurrence.token, wanted):
            occurrence.entity = self._resolve(occurrence.token)
        return occurrence.entity.resolved() if occurrence.entity is not None else None

    def _may_fit(self, noun: Token, wanted: str | None) -> bool:
        """Return whether a common noun agrees with the pronoun in number and kind."""
        if self._lexicon.is_pronoun(noun):
            return False
        if noun.tag_ in ("NNS", "NNPS"):
            return wanted == "plural"
        is_person = noun.lemma_.lower() in self._lexicon.person_roles
        return is_person if wanted in SEXED else not is_person

    def _agreement(self, entity: Entity, wanted: str | None) -> float:
        """Return how well the entity agrees with the pronoun: from 0, not at all, to 1."""
        if wanted in SEXED and self._is_spokesperson(entity):
            return LOOSE
        if wanted in SEXED and entity.is_uncertain and entity.kind == "body":
            return LOOSE * LOOSE
        if not entity.fits_pronoun(wanted):
            return BARE_NAME if wanted == "thing" and entity.is_bare_name else 0
        if wanted in SEXED:
            if entity.gender == wanted:
                return 1
            return UNKNOWN_GENDER if entity.is_whole else BARE_NAME
        if wanted == "plural":
            return 1 if entity.is_plural or entity.uses_they else LOOSE
        return LOOSE if entity.is_uncertain else 1

    def _is_spokesperson(self, entity: Entity) -> bool:
        """Return whether "he" may be the nameless spokesperson who counts as a body."""
        return entity.kind == "body" and self._discourse.has_spokesperson(entity)

    def _self_naming(self, entity: Entity, content: ReportedContent) -> float:
        """Return 0 for who is named in the words, as nobody says their own name so."""
        if not content.names(entity, self._lexicon.before_names):
            return 1
        return NAMED_THERE if entity.kind == "body" and not content.is_clause else 0

    def _far_away(
        self, wanted: str | None, content: ReportedContent, barred: set[Entity]
    ) -> Entity | None:
        """Return the entity last in focus that fits, however long ago that was."""
        focus = [
            entity
            for entity in dict.fromkeys(map(Entity.resolved, self._discourse.focus))
            if entity not in barred and self._self_naming(entity, content) == 1
        ]
        fitting = [entity for entity in focus if entity.fits_pronoun(wanted)]
        if wanted not in SEXED:
            return next(iter(fitting), None)
        sure = (each for each in fitting if each.gender == wanted or each.is_whole)
        uncertain = (each for each in focus if each.is_uncertain)
        return next(sure, None) or next(iter(fitting), None) or next(uncertain, None)


def _who_answers(content: ReportedContent) -> tuple[str, ...]:
    """Return the thematic roles of those who may deny, promise, accept, or wrote something."""
    if content.is_written:
        return (AUTHOR,)
    if content.is_denial:
        return (ACCUSED,)
    if content.is_answer:
        return RECIPIENT, ADDRESSED
    return (RECIPIENT,) if content.is_reply else ()


def _people_only(ranked: list[Candidate]) -> list[Candidate]:
    """Leave out what may be a person or an organization if there is surely a person."""
    is_sure = any(
        each.entity.kind == "person" and each.entity.is_whole and each.distance <= NEAR
        for each in ranked
    )
    return [each for each in ranked if not (is_sure and each.entity.kind == "body")]


def _nearly_equal(ranked: list[Candidate]) -> list[Candidate]:
    """Return the first candidate and those that nothing sets apart from it."""
    first = ranked[0]
    return [
        each
        for each in ranked
        if each is first
        or (
            each.score >= NEARLY_EQUAL * first.score
            and (each.distance == first.distance or max(each.distance, first.distance) <= NEAR)
        )
    ]
