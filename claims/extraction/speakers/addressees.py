"""Find who is asked in a sentence that only asks: they are who answers in the next.

Method: the adjacency pair of question and answer (Sacks, Schegloff, Jefferson, "A simplest
systematics for the organization of turn-taking for conversation", Language 50(4), 1974): a
question selects its addressee as the next speaker. Reports of a press conference often leave
the addressee out, and then whoever the question is about has to answer it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from claims.extraction.lexicon.people import PeopleLexicon

if TYPE_CHECKING:
    from spacy.tokens import Token

ABOUT = ("about", "over", "on")
PASSIVE = ("auxpass",)
PUTTING = ("put",)
TO = "to"


def asked_words(verb: Token) -> Iterator[Token]:
    """Yield the words for those who are asked: "asked Lee", "put the emails to Lee"."""
    if verb.lemma_.lower() in PUTTING:
        for child in verb.rights:
            if child.dep_ in ("prep", "dative") and child.lower_ == TO:
                yield from (inner for inner in child.rights if inner.dep_ == "pobj")
        return
    for child in verb.children:
        if child.dep_ in ("dobj", "dative", "nsubjpass"):
            yield from _with_apposition(child)


def asked_about_words(verb: Token) -> Iterator[Token]:
    """Yield the words for those whom a question is about: "asked whether Lee had resigned"."""
    for child in verb.rights:
        if child.dep_ in ("ccomp", "advcl"):
            for inner in child.lefts:
                if inner.dep_ in ("nsubj", "nsubjpass"):
                    yield from _with_apposition(inner)
        elif child.dep_ == "prep" and child.lower_ in ABOUT:
            for inner in child.rights:
                yield from _with_apposition(inner)


def is_asking(verb: Token, lexicon: PeopleLexicon) -> bool:
    """Return whether a verb asks: "asked", "put it to Lee that", "wanted to know"."""
    lemma = verb.lemma_.lower()
    if lemma in lexicon.asking:
        return True
    if lemma in PUTTING:
        return any(child.lower_ == TO for child in verb.rights)
    if lemma not in lexicon.wanting:
        return False
    return any(
        child.dep_ == "xcomp" and child.lemma_.lower() in lexicon.knowing
        for child in verb.rights
    )


def asker_of(verb: Token) -> Token | None:
    """Return the subject of an active verb of asking."""
    if any(child.dep_ in PASSIVE for child in verb.lefts):
        return None
    return next((child for child in verb.children if child.dep_ == "nsubj"), None)


def is_nameless(asker: Token, lexicon: PeopleLexicon) -> bool:
    """Return whether who asks is a common noun without a name: "a reporter", "one juror"."""
    return asker.tag_ in ("NN", "NNS", "CD") and lexicon.adjacent_name(asker) is None


def _with_apposition(token: Token) -> Iterator[Token]:
    """Yield a word and the names next to it: "the minister, Jan Holt,"."""
    yield token
    yield from (child for child in token.rights if child.dep_ == "appos")
