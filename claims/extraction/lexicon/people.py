"""Find names and roles in parsed sentences, using the people words of one language.

Method: the proper nouns around a head, without titles. Titles, given names and roles next to
the name outweigh mistakes of the tagger and the name model (as the name and role rules of Lee
et al., Computational Linguistics 39(4), 2013).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from claims.extraction.lexicon.entity_names import Mention, SpeakerRole, without_outer_marks
from claims.extraction.lexicon.language import Language
from claims.extraction.lexicon.offices import Offices

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

NAME_WORDS = (2, 3)
JOINED = 2
MISTAKEN = ("ADJ", "ADV", "INTJ", "VERB", "X")


class PeopleLexicon:
    """Recognizes names, titles and roles of one language."""

    def __init__(self, language: Language) -> None:
        self.titles: dict[str, str | None] = {
            word: (None if sex == "any" else sex)
            for sex, words in language.mapping("people", "titles").items()
            for word in words
            if sex not in ("surely", "after")
        }
        self.pronouns = _by_word(language.mapping("people", "pronouns"))
        self.before_names = language.words("people", "small", "before_names") | set(self.titles)
        self.given = _by_word(language.mapping("people", "given_names"))
        self.person_roles = language.words("people", "roles", "person")
        self.body_roles = language.words("people", "roles", "body")
        small = language.mapping("people", "small")
        self.articles, self.speaks_for = frozenset(small["articles"]), frozenset(small["for"])
        self._glue, self._definite = frozenset(small["glue"]), frozenset(small["definite"])
        self._narrowing = frozenset(small["narrowing"])
        self._not_narrowing = frozenset(small["not_narrowing"])
        self._after = language.words("people", "titles", "after")
        self._surely = language.words("people", "titles", "surely")
        self._called = {
            general: frozenset(own)
            for nouns, own in language.mapping("people", "called").items()
            for general in nouns.split()
        }
        self.documents = language.words("people", "roles", "documents")
        self.written_by = frozenset(small["by"])
        self.spokespeople = language.words("people", "roles", "spokespeople")
        self.general_bodies = language.words("people", "roles", "general_body")
        self.specific_bodies = language.words("people", "roles", "specific_body")
        self.offices = Offices(language)
        self.epithets = language.words("people", "roles", "epithets")
        self.accusing = language.words("people", "small", "accusing")
        self.against = language.words("people", "small", "against")
        self.transfer = language.words("people", "small", "transfer")
        self.toward: str = small["toward"]
        self.replying = language.words("people", "small", "replying")
        self.asking = language.words("people", "small", "asking")
        self.body_words = self.body_roles | language.words("people", "roles", "body_name")
        called = frozenset(word for own in self._called.values() for word in own)
        self.type_words = self.body_roles | (called - {"group"})
        self._groups = language.words("people", "roles", "group")
        self._female = language.words("people", "roles", "female")
        self._male = language.words("people", "roles", "male")
        self._demonyms = _by_word(language.mapping("people", "demonyms"))

    def is_group(self, lemma: str) -> bool:
        """Return whether the noun's plural can speak: unions, experts, residents."""
        return lemma in self.person_roles or lemma in self.body_roles or lemma in self._groups

    def can_speak(self, lemma: str) -> bool:
        """Return whether the noun can mean somebody who says something, or a document."""
        return self.is_group(lemma) or lemma in self.documents

    def is_pronoun(self, head: Token) -> bool:
        """Return whether the word names nobody by itself."""
        if head.tag_ == "CD" and any(child.dep_ == "prep" for child in head.rights):
            return False
        return head.pos_ == "PRON" or head.lower_ in self.pronouns

    def short_names(self, general: str) -> frozenset[str]:
        """Return the words of an organization's name that a general noun can stand for."""
        return self._called.get(general, frozenset())

    def is_name(self, head: Token) -> bool:
        """Return whether it is a proper noun, not only a title or role ("the President")."""
        if head.pos_ != "PROPN" or head.ent_type_ in ("NORP", "DATE", "TIME"):
            return False
        if head.lower_ in self.general_bodies and {c.dep_ for c in head.lefts} == {"det"}:
            return False
        return not (head.lower_ in self.person_roles and self._begins_with_article(head))

    def mention(self, head: Token, label: str) -> Mention | None:
        """Return the name whose last word is `head`, or None if it is only a title."""
        kind = self._kind_of(head, label)
        words = self._name_words(head, kind)
        gender: str | None = None
        words, title = self._split_off_office(words) if kind == "person" else (words, None)
        titled: list[Token] = []
        while kind == "person" and len(words) > 1 and self._is_title(words[0]):
            gender = gender or self.titles.get(words[0].lower_)
            titled.append(words[0])
            words = words[1:]
        while kind == "person" and len(words) > 1 and words[-1].lower_ in self._after:
            titled.append(words[-1])
            words = words[:-1]
        name = without_outer_marks(" ".join(_spelling(words)))
        if not any(character.isupper() for character in name):
            return None
        first = name.split()[0].lower()
        if kind == "person" and len(words) > 1:
            gender = gender or self.given.get(first)
        roles = tuple(self._adjacent_roles(head, words[0].i, kind))
        roles = roles or ((title,) if title else ()) or tuple(self._title_roles(titled))
        gender = gender or next((role.gender for role in roles if role.gender), None)
        return Mention(name, kind, gender, roles, self._may_be_a_person(words, kind))

    def _kind_of(self, head: Token, label: str) -> str:
        """Return whether a name is a person's: words next to it outweigh the model's label."""
        if self._looks_personal(head):
            return "person"
        noun = head.head if head.dep_ == "appos" else head
        kinds = self.body_words | self.type_words if noun == head else self.body_words
        is_body = noun.lemma_.lower() in kinds and head.pos_ == "PROPN"
        if is_body and (noun != head or not head.ent_type_):
            return "body"
        return "person" if label == "PERSON" else "body"

    def adjacent_name(self, role: Token) -> Token | None:
        """Return the head of the name in "the envoy, Ann Lee", or None if the role is alone."""
        for child in role.rights if role.tag_ not in ("NNS", "NNPS") else ():
            is_named = child.dep_ == "appos" and child.pos_ == "PROPN"
            is_body = child.ent_type_ == "ORG" and role.lemma_.lower() in self.body_roles
            if is_named and (child.ent_type_ == "PERSON" or is_body):
                return child
        return None

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

    def _looks_personal(self, head: Token) -> bool:
        """Return whether a title or given name comes right before: it outweighs the model."""
        described = [head.head] if head.dep_ == "appos" else []
        described += [child for child in head.rights if child.dep_ == "appos"]
        if any(noun.lemma_.lower() in self.person_roles for noun in described):
            return True
        if head.i == head.sent.start:
            return False
        words = self._name_words(head, "person")
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
        return ((is_given and before.pos_ == "PROPN") or titled) and head.i + 1 == _end_of_name(
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
        return word.lower_ in self.titles or word.lower_ in self.person_roles

    def _name_words(self, head: Token, kind: str) -> list[Token]:
        doc = head.doc
        start = end = head.i
        sentence = head.sent
        first, after = sentence.start, sentence.end
        if kind == "body" and head.ent_type_:
            while start > first and doc[start].ent_iob_ == "I" and doc[start - 1].text != ",":
                start -= 1
            while end + 1 < after and doc[end + 1].ent_iob_ == "I":
                end += 1
        else:
            start = _start_of_hyphenated(doc, start)
            while (
                start > first
                and (doc[start - 1].pos_ == "PROPN" or self._is_first_name(doc[start - 1]))
                and not doc[start - 1].is_sent_end
                and doc[start - 1].ent_type_ != "DATE"
                and doc[start - 1].dep_ != "pobj"
            ):
                start -= 1
                start = _start_of_hyphenated(doc, start)
            while (
                end + 1 < after
                and doc[end + 1].pos_ == "PROPN"
                and doc[end + 1].head in (head, doc[end])
            ):
                end += 1
            while _goes_on_hyphenated(doc, end):
                end += JOINED
        words = [word for word in doc[start : end + 1] if word.lower_ not in self._glue]
        return (
            words
            if kind == "body"
            else [w for w in words if w.ent_type_ not in ("NORP", "GPE") or w == head]
        )

    def _title_roles(self, titles: list[Token]) -> Iterator[SpeakerRole]:
        """Yield the roles that titles mean: "Dr" is a doctor, "Gov." a governor."""
        for title in titles:
            word = title.lower_.rstrip(".")
            office = self.offices.of_titles.get(word)
            if office is not None:
                yield SpeakerRole(office, frozenset(), "")
            elif word in self.person_roles:
                yield SpeakerRole(word, frozenset(), "")

    def _adjacent_roles(self, head: Token, first: int, kind: str) -> list[SpeakerRole]:
        """Return the roles in "British envoy Ann Lee" or "Ann Lee, the envoy"."""
        nouns = self.person_roles if kind == "person" else self.body_roles
        roles = []
        doc = head.doc
        before = [t for t in doc[head.left_edge.i : first] if t.lower_ in nouns]
        if before:
            roles.append(self._role(before[-1], head.left_edge.i, before[-1].i + 1))
        for child in head.children:
            if child.dep_ == "appos" and child.lemma_.lower() in nouns:
                role = self.role_of(child)
                if role:
                    roles.append(role)
        above = head
        while above.dep_ == "appos" and above.head.i < above.i:
            above = above.head
            role = self.role_of(above) if above.lemma_.lower() in nouns else None
            if role:
                roles.append(role)
        return roles

    def role_of(self, head: Token) -> SpeakerRole | None:
        """Return a common noun with its modifiers, or None if it can't be a speaker."""
        if head.pos_ not in ("NOUN", "PROPN"):
            return None
        start, end = head.left_edge.i, head.i + 1
        for child in head.rights:
            if child.dep_ == "prep" and child.lower_ in self._narrowing and child.i == end:
                end = min(child.right_edge.i + 1, end + 7)
                break
        commas = (token.i for token in head.doc[head.i : end] if token.text == ",")
        end = next(commas, end)
        return self._role(head, start, end)

    def _role(self, head: Token, start: int, end: int) -> SpeakerRole:
        doc = head.doc
        words = [t for t in doc[start:end] if not t.is_punct]
        modifiers = frozenset(
            self._demonyms.get(t.lower_, t.lower_)
            for t in words
            if t != head
            and t.pos_ in ("PROPN", "ADJ", "NOUN")
            and t.lower_ not in self._not_narrowing
        )
        while words and words[0].pos_ in ("DET", "CCONJ", "SCONJ", "ADV"):
            words = words[1:]
        lemma = head.lemma_.lower()
        text = doc.text[words[0].idx : words[-1].idx + len(words[-1])] if words else head.text
        sex = "female" if lemma in self._female else "male" if lemma in self._male else None
        kind = (
            "person"
            if lemma in self.person_roles
            else "body"
            if lemma in self.body_roles or lemma in self.documents
            else "thing"
        )
        definite = any(t.lower_ in self._definite or t.dep_ == "poss" for t in doc[start:end])
        plural = head.tag_ in ("NNS", "NNPS")
        former = any(t.lower_ in self.offices.former for t in doc[start:end])
        return SpeakerRole(lemma, modifiers, text, kind, sex, definite, plural, former)

    def _begins_with_article(self, head: Token) -> bool:
        return any(child.dep_ in ("det", "poss") for child in head.children)


def _by_word(table: dict[str, list[str]]) -> dict[str, str]:
    """Invert a table of word lists: the name of its list for each word."""
    return {word: name for name, words in table.items() for word in words}


def _is_hyphenated(doc: Doc, index: int) -> bool:
    """Return whether a hyphenated part such as "Mei-" comes right before this word."""
    if index < JOINED or doc[index - 1].text != "-" or doc[index - 1].whitespace_:
        return False
    return doc[index - JOINED].pos_ == "PROPN" and not doc[index - JOINED].whitespace_


def _start_of_hyphenated(doc: Doc, index: int) -> int:
    """Return the first word of a hyphenated name: "Al" in "Al-Rashidi"."""
    while _is_hyphenated(doc, index):
        index -= JOINED
    return index


def _goes_on_hyphenated(doc: Doc, index: int) -> bool:
    """Return whether a hyphenated part such as "-Hall" comes right after this word."""
    last = index + JOINED
    return last < len(doc) and doc[last].text.istitle() and _is_hyphenated(doc, last)


def _end_of_name(head: Token) -> int:
    """Return the index after the run of proper nouns that a name is part of."""
    end = head.i + 1
    while end < head.sent.end and head.doc[end].pos_ == "PROPN":
        end += 1
    return end


def _spelling(words: list[Token]) -> list[str]:
    """Return the words as written, joined where the text joins them (O'Neill, Smith-Jones)."""
    pieces: list[str] = []
    glue = False
    for word in words:
        if glue and pieces:
            pieces[-1] += word.text
        else:
            pieces.append(word.text)
        glue = not word.whitespace_
    return pieces
