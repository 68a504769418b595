"""Recognize words that somebody is only alleged to have said, by whoever alleges it.

Method: complements of nouns and verbs of accusing aren't asserted by the article (the
commitment of Saurí and Pustejovsky, "FactBank: A Corpus Annotated with Event Factuality",
Language Resources and Evaluation 43(3), 2009). In "he faces claims that he told friends to
lie", "sued for saying it was a fake" and "allegedly told her that …", the accused isn't quoted:
these words are the accuser's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.lexicon.cues import Cues

if TYPE_CHECKING:
    from spacy.tokens import Token

CLIMB = 10
CONTENT = ("acl", "ccomp", "relcl")
PASSIVE = ("auxpass", "nsubjpass")


def is_alleged(cue: Token, cues: Cues) -> bool:
    """Return whether a cue is part of what somebody is accused of or said to have done."""
    token = cue
    for _ in range(CLIMB):
        if any(child.lower_ in cues.alleging["adverbs"] for child in token.lefts):
            return True
        above = token.head
        if above == token:
            return False
        if _is_charge(token, above, cues) or _is_said_to(token, above, cues):
            return True
        token = above
    return False


def _is_charge(token: Token, above: Token, cues: Cues) -> bool:
    """Return whether a word begins what a noun or verb of accusing accuses somebody of."""
    if above.i > token.i:
        return False
    if token.dep_ in CONTENT and above.pos_ == "NOUN":
        is_clause = any(child.lower_ in cues.that for child in token.lefts)
        return is_clause and cues.lemma(above) in cues.refusals["charges"]
    if token.dep_ != "prep" or token.lower_ not in cues.alleging["prepositions"]:
        return False
    return cues.lemma(above) in cues.alleging["verbs"] | cues.refusals["charges"]


def _is_said_to(token: Token, above: Token, cues: Cues) -> bool:
    """Return whether it is the infinitive of "is alleged to have said"."""
    is_passive = any(child.dep_ in PASSIVE for child in above.children)
    is_infinitive = token.dep_ == "xcomp" and any(child.tag_ == "TO" for child in token.lefts)
    return is_passive and is_infinitive and cues.lemma(above) in cues.alleging["reports"]
