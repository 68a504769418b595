"""Tell who is accused, and who receives something: who denies it next, or who promises.

Method: thematic roles as cues of reference (Stevenson, Crawley, Kleinman, "Thematic roles,
focus and the representation of events", Language and Cognitive Processes 9(4), 1994): after
"Lee gave Day a letter" the recipient is as likely to be meant as the subject, and what comes
next decides. A denial is the answer of whoever was accused, not of the accuser.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.lexicon.people import PeopleLexicon

if TYPE_CHECKING:
    from spacy.tokens import Token

ACCUSED, RECIPIENT = "accused", "recipient"
UNDERGOES = ("dobj", "nsubjpass")
CLIMB = 12


def thematic_role(token: Token, lexicon: PeopleLexicon) -> str | None:
    """Return whether a mention is who is accused, or who receives something."""
    head = token.head
    verb = head.lemma_.lower()
    if token.dep_ in UNDERGOES and verb in lexicon.accusing:
        return ACCUSED
    if token.dep_ == "pobj" and head.lower_ in lexicon.against:
        return ACCUSED
    if token.dep_ in ("nsubj", "nsubjpass") and _is_reported(head):
        return ACCUSED
    if token.dep_ == "dative" and verb in lexicon.transfer:
        return RECIPIENT
    is_goal = token.dep_ == "pobj" and head.dep_ in ("prep", "dative")
    if is_goal and head.lower_ == lexicon.toward:
        return RECIPIENT if head.head.lemma_.lower() in lexicon.transfer else None
    return None


def _is_reported(verb: Token) -> bool:
    """Return whether a verb is part of a clause that depends on a verb before it."""
    for _ in range(CLIMB):
        if verb.dep_ == "ccomp":
            return verb.head.i < verb.i
        if verb.head == verb:
            return False
        verb = verb.head
    return False
