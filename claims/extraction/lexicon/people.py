"""Find names and roles in parsed sentences, using the people words of one language.

Method: the proper nouns around a head, without titles. Titles, given names and roles next to
the name outweigh mistakes of the tagger and the name model (as the name and role rules of Lee
et al., Computational Linguistics 39(4), 2013).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from claims.extraction.lexicon.entity_names import Mention, SpeakerRole, without_outer_marks
from claims.extraction.lexicon.language import load_language
from claims.extraction.lexicon.name_words import (
    end_of_name,
    entity_span,
    join_as_written,
    proper_noun_span,
)
from claims.extraction.lexicon.role_phrases import RoleLexicon

if TYPE_CHECKING:
    from spacy.tokens import Token

NAME_WORDS = (2, 3)
PAIR = 2
MISTAKEN = ("ADJ", "ADV", "INTJ", "VERB", "X")


class PeopleLexicon(RoleLexicon):
    """Recognizes names, titles and pronouns in parsed sentences."""

    def is_pronoun(self, head: Token) -> bool:
        """Return whether the word names nobody by itself."""
        if head.tag_ == "CD" and any(child.dep_ == "prep" for child in head.rights):
            return False
        return head.pos_ == "PRON" or head.lower_ in self.pronouns

    def is_name(self, head: Token) -> bool:
        """Return whether it is a proper noun, not only a title or role ("the President")."""
        if head.pos_ != "PROPN" or head.ent_type_ in ("NORP", "DATE", "TIME"):
            return False
        if head.lower_ in self._inhabitants and self._begins_with_article(head):
            return False
        if head.lower_ in self.general_bodies and {c.dep_ for c in head.lefts} == {"det"}:
            return False
        return not self.is_role(head)

    def is_role(self, head: Token) -> bool:
        """Return whether a name is a role: "the GP", "Counsel for Lee, Ann Day"."""
        if head.lower_ not in self.person_roles:
            return False
        is_first = head.i == head.sent.start and any(
            child.dep_ == "appos" and child.ent_type_ == "PERSON" for child in head.rights
        )
        return is_first or self._begins_with_article(head)

    def ends_body_name(self, head: Token) -> bool:
        """Return whether the word ends an organization's name that the model overlooked."""
        if head.lower_ not in self._no_last_names or head.i == head.sent.start:
            return False
        before = head.nbor(-1)
        return (
            before.pos_ == "PROPN" and before.head == head and before.lower_ not in self.given
        )

    def mention(self, head: Token, label: str) -> Mention | None:
        """Return the name whose last word is `head`, or None if it is only a title."""
        kind = self._kind_of(head, label)
        words = self._name_words(head, kind)
        gender: str | None = None
        words, title = self._split_off_office(words) if kind == "person" else (words, None)
        titled: list[Token] = []
        while kind == "person" and len(words) > 1 and words[0].lower_ in self._greetings:
            words = words[1:]
        while kind == "person" and len(words) > 1 and self._is_title(words[0]):
            gender = gender or self.titles.get(words[0].lower_)
            titled.append(words[0])
            words = words[1:]
        while kind == "person" and len(words) > 1 and words[-1].lower_ in self._after:
            titled.append(words[-1])
            words = words[:-1]
        name = without_outer_marks(" ".join(join_as_written(words)))
        if not any(character.isupper() for character in name):
            return None
        first = name.split()[0].lower()
        if kind == "person" and len(words) > 1:
            gender = gender or self.given.get(first)
        roles = tuple(self._adjacent_roles(head, words[0].i, kind))
        roles = roles or ((title,) if title else ()) or tuple(self._title_roles(titled))
        if kind == "person" and roles and all(role.kind == "body" for role in roles):
            kind = "body"
        if kind == "person":
            roles += tuple(self._traits(head))
        gender = gender or next((role.gender for role in roles if role.gender), None)
        return Mention(name, kind, gender, roles, self._may_be_a_person(words, kind))

    def _kind_of(self, head: Token, label: str) -> str:
        """Return whether a name is a person's: words next to it outweigh the model's label."""
        if self.looks_personal(head):
            return "person"
        if self._has_name_of_body(head):
            return "body"
        noun = head.head if head.dep_ == "appos" else head
        if noun != head and self.is_body_noun(noun):
            return "body"
        kinds = self.body_words | self.type_words if noun == head else self.body_words
        is_body = noun.lemma_.lower() in kinds and head.pos_ == "PROPN"
        if is_body and (noun != head or not head.ent_type_):
            return "body"
        return "person" if label == "PERSON" else "body"

    def _has_name_of_body(self, head: Token) -> bool:
        """Return whether a word of the name, or what it is said to be, is no person's.

        "Harrow Water" is none, but "Ann Waters" and "John Bank" are people.
        """
        for child in head.rights:
            if child.dep_ == "appos" and self.is_body_noun(child):
                return True
        if head.lower_ not in self._no_last_names or head.ent_type_ != "PERSON":
            return False
        first = self._name_words(head, "person")[0]
        return first != head and first.lower_ not in self.given

    def _may_be_a_person(self, words: list[Token], kind: str) -> bool:
        """Return whether what the model calls an organization looks like a person's name."""
        first = words[0]
        has_article = first.i > first.sent.start and first.nbor(-1).lower_ in self.articles
        return (
            kind == "body"
            and len(words) in NAME_WORDS
            and not has_article
            and all(word.text.istitle() for word in words)
            and not any(word.lower_ in self.body_words for word in words)
        )

    def looks_personal(self, head: Token) -> bool:
        """Return whether a title or given name comes right before: it outweighs the model."""
        described = [head.head] if head.dep_ == "appos" else []
        described += [child for child in head.rights if child.dep_ == "appos"]
        described = [noun for noun in described if noun.tag_ not in ("NNS", "NNPS")]
        if any(noun.lemma_.lower() in self.person_roles for noun in described):
            return True
        if any(child.dep_ == "relcl" and _has_who(child) for child in head.rights):
            return True
        if head.i == head.sent.start:
            return False
        words = self._name_words(head, "person")
        if len(words) > PAIR and self._is_title(words[0]) and words[0].i == head.sent.start:
            return not any(word.lower_ in self.type_words for word in words[1:])
        if self._split_off_office(words)[1] is not None:
            return head.lower_ not in self.body_words
        if any(c.dep_ == "nmod" and c.lower_ in self.person_roles for c in head.lefts):
            return head.lower_ not in self.body_words
        before = head.nbor(-1)
        is_given = before.lower_ in self.given and (
            before.i == head.sent.start or before.nbor(-1).pos_ != "PROPN"
        )
        titled = any(word.lower_ in self._surely for word in (before, *words[:-1]))
        titled = titled and head.lower_ not in self.body_words
        return ((is_given and before.pos_ == "PROPN") or titled) and head.i + 1 == end_of_name(
            head
        )

    def _split_off_office(self, words: list[Token]) -> tuple[list[Token], SpeakerRole | None]:
        """Split "Finance Minister Ann Lee" into her name and the office before it."""
        for place in range(len(words) - 2, 0, -1):
            word = words[place].lower_
            is_initialism = words[place].text.isupper() and len(word) > 1
            is_office = is_initialism or self.titles.get(word, word) is None
            if word in self.person_roles and is_office:
                return words[place + 1 :], self._role(
                    words[place], words[0].i, words[place].i + 1
                )
        return words, None

    def _is_first_name(self, word: Token) -> bool:
        """Return whether the tagger mistook a rare first name for another part of speech."""
        is_bare = word.dep_ == "compound" and word.pos_ in MISTAKEN and not word.ent_type_
        return is_bare and word.text.istitle() and word.lower_ not in self.person_roles

    def _is_title(self, word: Token) -> bool:
        if word.lower_ in self.titles:
            return True
        return word.lower_ in self.person_roles and word.lower_ not in self.given

    def _name_words(self, head: Token, kind: str) -> list[Token]:
        """Return the words of the name whose last word is `head`, with titles before it."""
        if kind == "body" and head.ent_type_:
            start, end = entity_span(head)
        else:
            start, end = proper_noun_span(head, self._is_first_name)
        words = [word for word in head.doc[start : end + 1] if word.lower_ not in self._glue]
        if kind == "body":
            return words
        return [w for w in words if w.ent_type_ not in ("NORP", "GPE") or w == head]

    def _begins_with_article(self, head: Token) -> bool:
        return any(child.dep_ in ("det", "poss") for child in head.children)


@lru_cache(maxsize=8)
def load_people(code: str) -> PeopleLexicon:
    """Load the people words of a language, once per process."""
    return PeopleLexicon(load_language(code))


def _has_who(verb: Token) -> bool:
    """Return whether a relative clause says "who", as of people only."""
    return any(child.lower_ in ("who", "whom") for child in verb.lefts)
