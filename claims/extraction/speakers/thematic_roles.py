"""Tell who is accused, and who receives something: who denies it next, or who promises.

Method: thematic roles as cues of reference (Stevenson, Crawley, Kleinman, "Thematic roles,
focus and the representation of events", Language and Cognitive Processes 9(4), 1994): after
"Lee gave Day a letter" the recipient is as likely to be meant as the subject, and what comes
next decides. A denial is the answer of whoever was accused, not of the accuser.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.lexicon.people import PeopleLexicon
from claims.extraction.speakers.salience import EQUAL_ROLE

if TYPE_CHECKING:
    from spacy.tokens import Token

ACCUSED, RECIPIENT, ADDRESSED, AUTHOR = "accused", "recipient", "addressed", "author"
SOURCES = ("by", "from")
UNDERGOES = ("dobj", "nsubjpass")
CLIMB = 12


def thematic_role(token: Token, lexicon: PeopleLexicon) -> str | None:
    """Return whether a mention is who is accused, receives or writes something, or acts too."""
    if (
        token.dep_ == "appos"
        and token.head.pos_ in ("NOUN", "PROPN")
        and token.head.i < token.i
    ):
        token = token.head
    head = token.head
    verb = head.lemma_.lower()
    if _is_author(token, lexicon):
        return AUTHOR
    if token.dep_ in UNDERGOES and verb in lexicon.accusing:
        return ACCUSED
    if token.dep_ == "pobj" and head.lower_ in lexicon.against:
        return ACCUSED
    if token.dep_ in ("nsubj", "nsubjpass") and _is_reported(head):
        return ACCUSED
    if token.dep_ == "dative" and verb in lexicon.transfer:
        return RECIPIENT
    if token.dep_ in ("dobj", "dative") and verb in lexicon.requesting:
        return ADDRESSED
    if _acts_too(token, lexicon):
        return EQUAL_ROLE
    is_goal = token.dep_ == "pobj" and head.dep_ in ("prep", "dative")
    if is_goal and head.lower_ == lexicon.toward:
        above = head.head.lemma_.lower()
        if above in lexicon.addressing:
            return ADDRESSED
        return RECIPIENT if above in lexicon.transfer else None
    return None


def _is_author(token: Token, lexicon: PeopleLexicon) -> bool:
    """Return whether somebody wrote what is named: "a letter from Lee", "a text by Lee"."""
    head = token.head
    if token.dep_ == "poss":
        return head.lemma_.lower() in lexicon.documents
    if token.dep_ != "pobj" or head.lower_ not in SOURCES:
        return False
    noun = head.head.head if head.head.dep_ == "acl" else head.head
    return noun.lemma_.lower() in lexicon.documents


def _acts_too(token: Token, lexicon: PeopleLexicon) -> bool:
    """Return whether somebody acts as much as the subject: "was sacked by Day", "met Day".

    The agent of a passive is its logical subject, and both sides of a symmetric verb do the
    same (Gleitman, Gleitman, Miller, Ostrin, "Similar, and Similar Concepts", Cognition 58,
    1996), so neither is likelier to speak next.
    """
    head = token.head
    if token.dep_ == "dobj":
        return head.lemma_.lower() in lexicon.symmetric
    if token.dep_ != "pobj":
        return False
    if head.dep_ == "agent":
        is_introduced = head.head.lemma_.lower() in lexicon.introducing
        return not is_introduced and any(c.dep_ == "nsubjpass" for c in head.head.lefts)
    verb = head.head.head if head.head.dep_ == "dobj" else head.head
    is_joint = head.lower_ in lexicon.joint and head.dep_ == "prep"
    return is_joint and verb.lemma_.lower() in lexicon.symmetric


def _is_reported(verb: Token) -> bool:
    """Return whether a verb is part of a clause that depends on a verb before it."""
    for _ in range(CLIMB):
        if verb.dep_ == "ccomp":
            return verb.head.i < verb.i
        if verb.head == verb:
            return False
        verb = verb.head
    return False
