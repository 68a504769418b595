"""Parses mended where small parsers go wrong in ways that news is full of.

Method: surface patterns surer than the parser, put back into its tree before anything is asked
of it. Which attachments small parsers get wrong is counted in Kummerfeld, Hall, Curran, Klein,
"Parser Showdown at the Wall Street Corral", EMNLP 2012: appositions after a prepositional
phrase ("the mayor of Aske, Ann Lee, said") hang on the wrong noun there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.lexicon.people import PeopleLexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

LONGEST_ROLE = 12
LONGEST_FRONT = 6
NAME_WORDS = (2, 4)
IN_ROLES = ("DET", "NOUN", "PROPN", "ADJ", "PART", "ADP", "NUM")
PLACES = ("GPE", "LOC", "FAC", "NORP", "DATE", "TIME")
SUBJECTS = ("nsubj", "nsubjpass")


def repair_appositions(doc: Doc, lists: PeopleLexicon) -> None:
    """Hang the name in "the mayor of Aske, Ann Lee," on the mayor, whatever the parser did."""
    for role in doc:
        if role.pos_ not in ("NOUN", "PROPN") or role.tag_ in ("NNS", "NNPS"):
            continue
        if role.lemma_.lower() in lists.person_roles:
            comma = _comma_after(role, lists)
            name = _name_after(comma, lists) if comma is not None else None
            if name is not None:
                _hang(role, name)


def repair_fronted_places(doc: Doc, lists: PeopleLexicon, places: frozenset[str]) -> None:
    """Make the spokesman the subject of "Outside court, a spokesman said", not the court.

    `places` are the words that such a phrase begins with.
    """
    for subject in doc:
        if subject.dep_ not in SUBJECTS or subject.head.i < subject.i:
            continue
        if subject.i - subject.sent.start > LONGEST_FRONT or subject.pos_ == "PROPN":
            continue
        lemma = subject.lemma_.lower()
        is_somebody = lists.is_group(lemma) or lemma in lists.body_words
        if is_somebody and subject.sent[0].lower_ not in places:
            continue
        beside = next((child for child in subject.rights if child.dep_ == "appos"), None)
        if beside is None or beside.left_edge.nbor(-1).text != ",":
            continue
        if beside.pos_ == "PROPN" or lists.is_group(beside.lemma_.lower()):
            verb = subject.head
            for other in list(verb.lefts):
                if other.dep_ in SUBJECTS:
                    other.dep_ = "npadvmod"
            beside.head, beside.dep_ = verb, "nsubj"


def _comma_after(role: Token, lists: PeopleLexicon) -> Token | None:
    """The comma that closes "the mayor of Aske"; None where another person comes before it."""
    doc = role.doc
    for index in range(role.i + 1, min(role.i + LONGEST_ROLE, role.sent.end)):
        token: Token = doc[index]
        if token.text == ",":
            return token
        is_first = index == role.i + 1
        if token.pos_ not in IN_ROLES or (is_first and token.pos_ not in ("ADP", "PART")):
            return None
        if token.pos_ == "NOUN" and token.lemma_.lower() in lists.person_roles:
            return None
    return None


def _name_after(comma: Token, lists: PeopleLexicon) -> tuple[Token, Token] | None:
    """First and last word of a name that stands between this comma and the next stop."""
    doc, end = comma.doc, comma.sent.end
    first = stop = comma.i + 1
    while stop < end and _may_be_named(doc[stop], lists):
        stop += 1
    words = doc[first:stop]
    titled = bool(words) and words[0].lower_ in lists.titles
    if not NAME_WORDS[0] <= len(words) - titled <= NAME_WORDS[1]:
        return None
    if not titled and any(word.ent_type_ in PLACES for word in words):
        return None
    if doc[stop - 1].dep_ in SUBJECTS or (stop < end and doc[stop].pos_ != "PUNCT"):
        return None
    if stop + 1 < end and doc[stop].text == "," and doc[stop + 1].pos_ == "PROPN":
        return None
    return doc[first], doc[stop - 1]


def _may_be_named(token: Token, lists: PeopleLexicon) -> bool:
    is_word = token.text[:1].isupper() and not token.text.isupper()
    return is_word and token.lower_ not in lists.body_words


def _hang(role: Token, name: tuple[Token, Token]) -> None:
    from spacy.tokens import Span  # noqa: PLC0415 - whoever has a parse has loaded spaCy

    first, last = name
    doc = role.doc
    if last.dep_ != "appos" or last.head != role:
        if any(doc[index] in role.ancestors for index in range(first.i, last.i + 1)):
            return
        last.head, last.dep_ = role, "appos"
        for index in range(first.i, last.i + 1):
            doc[index].pos_, doc[index].tag_ = "PROPN", "NNP"
            if index < last.i:
                doc[index].head, doc[index].dep_ = last, "compound"
    doc.set_ents([Span(doc, first.i, last.i + 1, label="PERSON")], default="unmodified")
