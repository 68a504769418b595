"""Who is meant: names, titles, roles and pronouns gathered into one figure per person or body.

Method: a rule-based sieve, surest links first (exact and last names, appositions and roles,
then pronouns by salience: the grammatical subject last spoken of), after Lee, Chang, Peirsman,
Chambers, Surdeanu, Jurafsky, "Deterministic Coreference Resolution Based on Entity-Centric,
Precision-Ranked Rules", Computational Linguistics 39(4), 2013.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from claims.extraction.lexicon import entity_names
from claims.extraction.lexicon.language import Language
from claims.extraction.lexicon.people import PeopleLexicon
from claims.extraction.speakers.entity import Entity

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

FOCUS = 24
CATAPHORA = 3
NAMESAKES = 64


class EntityResolver:
    """The figures of one article, in the order of reading. Feed it sentences, then ask."""

    def __init__(self, language: Language, publisher: str | None = None) -> None:
        self.lists = PeopleLexicon(language)
        self._by_last: dict[str, list[Entity]] = {}
        self._by_role: dict[str, list[Entity]] = {}
        self._focus: list[Entity] = []
        self._unnamed: list[Entity] = []
        self._sentence = 0
        self._voice_of: tuple[Entity | None, int] = (None, 0)
        if publisher:
            self._introduce(publisher, language.words("people", "roles", "publisher"))

    def _introduce(self, publisher: str, names: frozenset[str]) -> None:
        """Who speaks as "the newspaper" in its own pages."""
        figure = Entity("body", names=[publisher])
        for name in (*names, *entity_names.body_name_keys(publisher)):
            _remember(self._by_last, name, figure)

    def meet(self, sentence: Tokens) -> None:
        """Note every name of a sentence, its roles, and which figure is its subject."""
        self._sentence += 1
        subject: Entity | None = None
        others: list[Entity] = []
        for entity in sentence.ents:
            if entity.label_ in ("PERSON", "ORG"):
                figure = self._meet_name(entity.root, entity.label_)
                if figure and entity.root.dep_ in ("nsubj", "nsubjpass") and subject is None:
                    subject = figure
                elif figure:
                    others.append(figure)
        self._notice(others)
        for token in sentence:
            if (
                token.dep_ in ("nsubj", "nsubjpass")
                and token.pos_ == "PROPN"
                and not token.ent_type_
            ):
                met = self._meet_name(token, "PERSON")
                subject = subject or met
        if subject is None:
            subject = self._meet_group(sentence)
        if subject is not None:
            self._attend(subject)

    def _meet_group(self, sentence: Tokens) -> Entity | None:
        """ "Hospital unions", "the airport" as a subject: who the next "they" or "it" means."""
        for token in sentence:
            if token.dep_ not in ("nsubj", "nsubjpass") or token.tag_ in ("PRP", "WP", "WDT"):
                continue
            lemma = token.lemma_.lower()
            if token.tag_ == "NNS" and self.lists.is_group(lemma):
                return self._by_description(token)
            if token.text.islower() and lemma in self.lists.body_roles:
                return self._by_description(token)
            role = self.lists.role_of(token) if lemma in self.lists.person_roles else None
            is_known = role is not None and role.is_definite and not role.is_plural
            if is_known and any(child.dep_ == "det" for child in token.lefts):
                return self.who(token)
        return None

    def who(self, head: Token, *, speaks: bool = False) -> Entity | None:
        """The figure a noun or pronoun means; None where nobody can be told."""
        if self.is_pronoun(head):
            figure = self._by_pronoun(head.lower_)
        elif self.lists.is_name(head):
            figure = self._meet_name(head, head.ent_type_ or "PERSON")
            if figure and speaks:
                self._name_the_unnamed(figure)
            figure = figure or self._by_description(head)
        else:
            name = self.lists.name_beside(head)
            figure = self._meet_name(name, "PERSON") if name is not None else None
            figure = figure or self._by_last_name(head) or self._by_description(head)
        if figure is not None and speaks:
            self._attend(figure)
        return figure

    def introduce(
        self, mention: entity_names.Mention, role: entity_names.Role | None
    ) -> Entity:
        """The figure of a name that the text gives outside its sentences, as labels do."""
        figure = self._find(mention) or self._by_first_name(mention) or self._new(mention)
        if mention.name not in figure.names:
            figure.names.append(mention.name)
        if role is not None:
            self._give_role(figure, role)
        return figure

    def hold(self, role: entity_names.Role) -> Entity:
        """The one who holds an office in the room: known by it, or still without a name."""
        known = self._by_role.get(role.head)
        return known[-1].resolved() if known else self._unnamed_figure(role)

    def foremost(self) -> Entity | None:
        """The person named most often so far."""
        known = {figure.resolved() for figures in self._by_last.values() for figure in figures}
        people = [figure for figure in known if figure.kind == "person" and figure.names]
        return max(people, key=lambda figure: (figure.times, -figure.met_in), default=None)

    def carry_on(self, figure: Entity, last: Entity) -> None:
        """ "The barrister continued" is whoever spoke last, where no barrister was named."""
        last = last.resolved()
        is_new = figure.same is None and not figure.names and figure.met_in == self._sentence
        if is_new and figure.kind == "person" and last.kind == "person" and last.names:
            sexes = {figure.gender, last.gender} - {None}
            if len(sexes) < len(("male", "female")) and figure.roles[0].is_definite:
                figure.same = last
                self._give_role(last, figure.roles[0])

    def _by_first_name(self, mention: entity_names.Mention) -> Entity | None:
        """ "JUDITH" for Judith Amory, where one person only has that first name."""
        if " " in mention.name:
            return None
        named = {
            figure.resolved()
            for figures in self._by_last.values()
            for figure in figures
            if figure.kind == "person"
            and any(name.split()[0].lower() == mention.key for name in figure.names)
        }
        return named.pop() if len(named) == 1 else None

    def _by_last_name(self, head: Token) -> Entity | None:
        """A last name that the tagger took for a common noun."""
        if not head.text[:1].isupper() or any(child.dep_ == "det" for child in head.children):
            return None
        known = [figure.resolved() for figure in self._by_last.get(head.lower_, [])]
        named = [figure for figure in known if figure.kind == "person"]
        return min(named, key=self._rank) if named else None

    def is_pronoun(self, head: Token) -> bool:
        """Words that name nobody by themselves."""
        return head.pos_ == "PRON" or head.lower_ in self.lists.pronouns

    def _meet_name(self, head: Token, label: str) -> Entity | None:
        mention = self.lists.mention(head, label)
        if mention is None:
            return None
        known_person = mention.kind == "body" and self._find(replace(mention, kind="person"))
        figure = known_person or self._find(mention) or self._new(mention)
        if mention.name not in figure.names:
            figure.names.append(mention.name)
        figure.times += 1
        figure.gender = figure.gender or mention.gender
        for role in mention.roles:
            self._give_role(figure, role)
        if figure not in self._focus:
            self._focus.append(figure)
            del self._focus[FOCUS:]
        return figure

    def _find(self, mention: entity_names.Mention) -> Entity | None:
        """A figure with a name that agrees; for a bare last name the one last attended to."""
        known = [figure.resolved() for figure in self._by_last.get(mention.key, [])]
        for figure in known:
            is_sure = mention.gender is not None or figure.is_uncertain
            if mention.kind == "person" and figure.kind == "body" and is_sure:
                figure.kind = "person"
        known = [figure for figure in known if figure.kind == mention.kind]
        fitting = [
            figure
            for figure in known
            if entity_names.names_agree(mention, figure.names, figure.gender)
        ]
        if not fitting:
            return None
        return min(fitting, key=self._rank)

    def _rank(self, figure: Entity) -> int:
        return self._focus.index(figure) if figure in self._focus else FOCUS + 1

    def _new(self, mention: entity_names.Mention) -> Entity:
        figure = Entity(
            mention.kind,
            gender=mention.gender,
            is_uncertain=mention.is_uncertain,
            met_in=self._sentence,
        )
        for key in mention.keys:
            _remember(self._by_last, key, figure)
        return figure

    def _give_role(self, figure: Entity, role: entity_names.Role) -> None:
        if role in figure.roles:
            return
        figure.roles.append(role)
        _remember(self._by_role, role.head, figure)
        for unnamed in self._unnamed:
            if unnamed.same is None and unnamed is not figure and self._may_be(unnamed, role):
                unnamed.same = figure

    def _may_be(self, unnamed: Entity, role: entity_names.Role) -> bool:
        return any(
            mine.head == role.head and self.lists.fits(mine, role) for mine in unnamed.roles
        )

    def _attend(self, figure: Entity) -> None:
        figure = figure.resolved()
        if figure in self._focus:
            self._focus.remove(figure)
        self._focus.insert(0, figure)
        del self._focus[FOCUS:]

    def _notice(self, figures: list[Entity]) -> None:
        """Figures named beside the subject come right after the one attended to."""
        named = [figure for figure in figures if figure not in self._focus[:1]]
        rest = [figure for figure in self._focus[1:] if figure not in named]
        self._focus = [*self._focus[:1], *dict.fromkeys(named), *rest][:FOCUS]

    def _by_pronoun(self, word: str) -> Entity | None:
        """The figure last attended to that the pronoun fits; the pronoun may tell its sex."""
        wanted = self.lists.pronouns.get(word)
        focus = list(map(Entity.resolved, self._focus))
        sexed = wanted in ("male", "female")
        body, said_in = self._voice_of
        if sexed and body is not None and self._sentence - said_in <= CATAPHORA:
            last = next(iter(focus), None)
            if last is body.resolved():
                return body.resolved()
        fitting = [each for each in focus if each.takes(wanted)]
        sure = (each for each in fitting if each.gender == wanted or each.is_whole)
        figure = next(sure, None) if sexed else None
        figure = figure or next(iter(fitting), None)
        if figure is None and sexed:
            figure = next((each for each in focus if each.is_uncertain), None)
        if figure is not None and sexed:
            figure.kind, figure.gender = "person", wanted
        return figure

    def _by_description(self, head: Token) -> Entity | None:
        """A figure by role ("the mayor"), by the last word of a body's name ("the council")."""
        described = self.lists.role_of(head)
        if described is None:
            return None
        known = [figure.resolved() for figure in self._by_role.get(described.head, [])]
        if described.head in self.lists.general:
            known += [figure for figure in map(Entity.resolved, self._focus) if figure.roles]
        if described.is_definite:
            known += [figure.resolved() for figure in self._by_last.get(described.head, [])]
            fitting = [figure for figure in known if self._fits(figure, described)]
            if fitting:
                return min(fitting, key=lambda figure: (not figure.names, self._rank(figure)))
        return (
            self._spoken_for(head, described)
            or self._written_by(head, described)
            or self._last_body(described)
            or self._unnamed_figure(described)
        )

    def _spoken_for(self, head: Token, described: entity_names.Role) -> Entity | None:
        """ "A spokesman for the council", who has no name, is the council."""
        if described.head not in self.lists.spokespeople:
            return None
        for child in head.children:
            body = child if child.dep_ in ("poss", "compound") else None
            if child.dep_ == "prep" and child.lower_ in self.lists.speaks_for:
                body = next((inner for inner in child.rights if inner.dep_ == "pobj"), None)
            figure = self.who(body) if body is not None and not self.is_pronoun(body) else None
            if figure is not None and figure.kind == "body":
                self._voice_of = figure, self._sentence
                return figure
        return None

    def _written_by(self, head: Token, described: entity_names.Role) -> Entity | None:
        """ "A report by the Aske Institute": what it says the institute says."""
        if described.head not in self.lists.documents:
            return None
        for child in head.rights:
            if child.dep_ != "prep" or child.lower_ not in self.lists.written_by:
                continue
            author = next((inner for inner in child.rights if inner.dep_ == "pobj"), None)
            if author is not None and self.lists.is_name(author) and author.ent_type_ != "GPE":
                return self.who(author)
        return None

    def _last_body(self, described: entity_names.Role) -> Entity | None:
        """ "The company" after a body was named that nobody has called anything else."""
        if described.head not in self.lists.general_bodies or described.modifiers:
            return None
        if not described.is_definite or described.is_plural:
            return None
        for figure in map(Entity.resolved, self._focus):
            if figure.kind == "body" and figure.names and not figure.is_uncertain:
                is_other = any(role.head != described.head for role in figure.roles)
                named = {word.lower() for name in figure.names for word in name.split()}
                own = named & self.lists.body_roles - {described.head}
                if not is_other and not own - self.lists.called(described.head):
                    self._give_role(figure, described)
                    return figure
        return None

    def _fits(self, figure: Entity, described: entity_names.Role) -> bool:
        if figure.is_plural != described.is_plural:
            return False
        if figure.kind == "body":
            return not described.modifiers or any(
                described.text.lower() in name.lower() for name in figure.names
            )
        return any(self.lists.fits(described, role) for role in figure.roles)

    def _unnamed_figure(self, described: entity_names.Role) -> Entity:
        figure = Entity(
            described.kind,
            roles=[described],
            gender=described.gender,
            is_plural=described.is_plural,
            met_in=self._sentence,
        )
        _remember(self._by_role, described.head, figure)
        if described.kind == "person" and not described.is_plural:
            self._unnamed.append(figure)
            del self._unnamed[:-FOCUS]
        return figure

    def _name_the_unnamed(self, figure: Entity) -> None:
        """A lead says "a Leeds doctor has said"; the next sentence names her as its speaker."""
        for unnamed in reversed(self._unnamed):
            if (
                unnamed.same is None
                and unnamed is not figure
                and (figure.kind == "person" or figure.is_uncertain)
                and not figure.roles
                and unnamed.met_in <= CATAPHORA
                and unnamed.met_in < self._sentence <= unnamed.met_in + CATAPHORA
                and figure.met_in > unnamed.met_in
                and unnamed.gender in (None, figure.gender or unnamed.gender)
            ):
                unnamed.same = figure
                for role in unnamed.roles:
                    self._give_role(figure, role)
                return


def _remember(known: dict[str, list[Entity]], key: str, figure: Entity) -> None:
    """The last ones only, so that a long text costs no more a line than a short one."""
    figures = known.setdefault(key, [])
    figures.append(figure)
    del figures[:-NAMESAKES]
