"""Decide whom a pronoun or a bare noun can't mean, by the syntax of its sentence.

Method: binding theory (Chomsky, "Lectures on Government and Binding", 1981) as the syntactic
filter of Lappin and Leass, "An Algorithm for Pronominal Anaphora Resolution", Computational
Linguistics 20(4), 1994, section 2.1. Principle C: the subject of a verb means nobody named
further down in its clause, so in "He said Peter Smith had lied" he isn't Peter Smith. Principle
B: a pronoun that is an object doesn't mean the subject of the same verb. In addition, people
don't call themselves by name, so who is named in the words said isn't who says them; this
holds too where the words come first ("Smith had lied, he said").
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.extraction.speakers.entity import Entity
from claims.extraction.text.span import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
FRONTED = ("advcl", "prep", "npadvmod", "advmod", "agent")
WITH_WHOM = ("to", "with", "against", "by", "from")
CLIMB = 12
WORD = re.compile(r"[^\W\d_][\w’'-]*")


@dataclass(frozen=True, slots=True)
class ReportedContent:
    """What somebody is reported to say: the tokens in its sentence, and the words.

    `is_clause` is true if the words depend on the cue ("she said that …"), not if they are a
    quotation or a sentence with "she said" next to it. `is_denial` tells that it is denied,
    `is_answer` that it is accepted or refused, `is_reply` that it is that or promised,
    `is_written` that it is in what somebody wrote: "in it, she said".
    """

    spans: tuple[Span, ...] = ()
    text: str = ""
    is_clause: bool = False
    is_denial: bool = False
    is_reply: bool = False
    is_answer: bool = False
    is_written: bool = False

    def covers(self, token: Token) -> bool:
        """Return whether the word is part of what was said."""
        return any(start <= token.i < end for start, end in self.spans)

    def names(self, entity: Entity, titles: Container[str]) -> bool:
        """Return whether the words name this person or organization.

        A last name after another first name is a relative's; `titles` are no first names.
        """
        if entity.kind == "body":
            return any(_holds_phrase(self.text, name) for name in entity.names)
        firsts = {name.split()[0].lower() for name in entity.names if " " in name}
        lasts = {_last_name(name) for name in entity.names}
        words = list(WORD.finditer(self.text)) if lasts else []
        for index, found in enumerate(words):
            if not found[0][0].isupper():
                continue
            bare = _without_possessive(found[0])
            if bare in lasts and not _is_namesake(words, index, firsts, titles):
                return True
            if bare in firsts and not _has_last_name(words, index):
                return True
        return False


def _is_namesake(
    words: list[re.Match[str]], index: int, firsts: set[str], titles: Container[str]
) -> bool:
    """Return whether another first name comes before a last name: a relative's."""
    if not index or not firsts:
        return False
    before = words[index - 1]
    is_next = before.end() + 1 == words[index].start() and before[0][0].isupper()
    return is_next and before[0].lower() not in titles and before[0].lower() not in firsts


def _has_last_name(words: list[re.Match[str]], index: int) -> bool:
    """Return whether a capitalized word follows a first name."""
    if index + 1 == len(words):
        return False
    after = words[index + 1]
    return after[0][0].isupper() and words[index].end() + 1 == after.start()


def may_mean(anaphor: Token, other: Token) -> bool:
    """Return whether a pronoun or noun can mean what an earlier word of its sentence means."""
    return other.i < anaphor.i and not is_disjoint(anaphor, other)


def is_disjoint(anaphor: Token, other: Token) -> bool:
    """Return whether syntax rules out that two words of one sentence mean the same."""
    if _is_inside(other, anaphor) or (anaphor.dep_ == "conj" and anaphor in other.conjuncts):
        return True
    if _is_inside(anaphor, other):
        clauses = (above for above in _upwards(anaphor) if above.head == other)
        return not any(clause.dep_ == "relcl" for clause in clauses)
    if anaphor.dep_ in SUBJECTS:
        verb = anaphor.head
        clause = verb.head if verb.dep_ == "parataxis" and not _has_content(verb) else verb
        return _is_inside(other, clause) and not _is_fronted(other, verb, anaphor)
    is_subject = other.dep_ in SUBJECTS and anaphor.dep_ != "poss"
    return is_subject and other.head == _governing_verb(anaphor)


def is_addressee(anaphor: Token, other: Token) -> bool:
    """Return whether the other is spoken to: "In a memo to Lee he", "Talking to Lee, he"."""
    if anaphor.dep_ not in SUBJECTS or other.dep_ != "pobj" or other.i > anaphor.i:
        return False
    return other.head.lower_ in WITH_WHOM and _is_fronted(other, anaphor.head, anaphor)


def is_adjunct(noun: Token) -> bool:
    """Return whether a noun depends on a preposition, as in "In its letter it said"."""
    return noun.dep_ == "pobj"


def _is_fronted(token: Token, verb: Token, anaphor: Token) -> bool:
    """Return whether the word comes before the subject, as in "When Lee left, he …"."""
    for above in (token, *_upwards(token)):
        if above.head == verb and above != verb:
            return above.i < anaphor.i and above.dep_ in (*FRONTED, "ccomp", "parataxis")
    return False


def _has_content(verb: Token) -> bool:
    """Return whether what was said follows the verb as its clause."""
    return any(child.dep_ == "ccomp" for child in verb.rights)


def _is_inside(token: Token, top: Token) -> bool:
    """Return whether a word depends on another one, however far down."""
    return any(above == top for above in _upwards(token))


def _governing_verb(token: Token) -> Token:
    for above in _upwards(token):
        if above.pos_ in ("VERB", "AUX"):
            return above
    return token


def _upwards(token: Token) -> list[Token]:
    """Return the words that a word depends on, from the nearest on."""
    above: list[Token] = []
    while token.head != token and len(above) < CLIMB:
        token = token.head
        above.append(token)
    return above


def _holds_phrase(text: str, phrase: str) -> bool:
    return re.search(rf"\b{re.escape(phrase)}\b", text) is not None


def _without_possessive(word: str) -> str:
    lower = word.lower()
    return lower[:-2] if lower.endswith(("'s", "’s")) else lower.rstrip("'’-")


def _last_name(name: str) -> str:
    return name.rsplit(maxsplit=1)[-1].lower().rstrip(".")
