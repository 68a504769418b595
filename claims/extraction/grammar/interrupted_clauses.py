"""Read the clause that a cue interrupts: "Sales, says Ann Lee, have halved".

Method: a clause that lacks its verb, or what its verb needs, goes on after the aside; the order
of the words decides, because it is fixed (Quirk, Greenbaum, Leech, Svartvik, "A Comprehensive
Grammar of the English Language", 1985, 14.29 and 15.54).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from claims.extraction.grammar import parser as grammar_parser
from claims.extraction.grammar.reattachment import Interruption

if TYPE_CHECKING:
    from spacy.tokens import Token

COMMAS = (",", "–", "—", "--")
LONGEST_ASIDE = 18
CLEFT = 2
OPENS_CLAUSE = ("WDT", "WP", "WP$", "WRB")
HANGING = ("aux", "auxpass", "cop")


def is_incomplete(verb: Token, left: int) -> bool:
    """Return whether the clause before the comma lacks its verb, or what its verb needs."""
    doc = verb.doc
    start = clause_start(verb, left)
    words = doc[start:left]
    if not len(words):
        return False
    if words[0].tag_ in OPENS_CLAUSE:
        return words[0].tag_ == "WP" and _goes_on_with_verb(verb)
    if words[-1].tag_ in OPENS_CLAUSE or _is_cleft(verb, left) is not None:
        return True
    if words[-1].text == '"' or words[-1].dep_ == "cc" or _is_link(words[-1]):
        return False
    finite = [
        word for word in words if word.tag_ in grammar_parser.FINITE and word.dep_ != "relcl"
    ]
    # A verb after a relative pronoun is that clause's: "the plan that was made".
    opener = next((word.i for word in words if word.tag_ in OPENS_CLAUSE), left)
    finite = [word for word in finite if word.i <= opener]
    return not finite or (len(finite) == 1 and words[-1] == finite[0] and words[0] != finite[0])


def _goes_on_with_verb(verb: Token) -> bool:
    """Return whether a verb follows the aside: "What is needed, she urged, is patience"."""
    comma = next_comma(verb, verb.i + 1)
    if comma is None or comma + 1 >= verb.sent.end:
        return False
    return verb.doc[comma + 1].tag_ in grammar_parser.FINITE


def _is_cleft(verb: Token, left: int) -> Token | None:
    """Return "was" of "It was Ann Lee, he said, who …"."""
    doc, start = verb.doc, clause_start(verb, left)
    is_it = left - start > CLEFT and doc[start].lower_ == "it" and doc[start].dep_ == "nsubj"
    return doc[start + 1] if is_it and doc[start + 1].lemma_ == "be" else None


def _is_link(token: Token) -> bool:
    """Return whether it connects two clauses; "That" at the beginning is a pronoun."""
    return token.tag_ == "IN" and token.i > token.sent.start


def _opens_relative(words: Iterable[Token], verb: Token) -> bool:
    """Return whether a relative pronoun stands before the verb: "the plan that was made"."""
    return any(word.tag_ in OPENS_CLAUSE for word in words if word.i < verb.i)


def clause_start(verb: Token, left: int) -> int:
    """Return where the interrupted clause begins: after ";", or after ", but"."""
    doc = verb.doc
    for index in range(left - 1, verb.sent.start, -1):
        if doc[index].text in (";", ":") or (
            doc[index].dep_ == "cc"
            and (doc[index - 1].text == "," or _joins_clauses(doc[index], left))
        ):
            return index + 1
    return verb.sent.start


def _joins_clauses(link: Token, left: int) -> bool:
    """Return whether "and" has a verb before it and only a noun phrase up to the comma."""
    before, after = link.doc[link.sent.start : link.i], link.doc[link.i + 1 : left]
    return any(word.tag_ in grammar_parser.FINITE for word in before) and not any(
        word.pos_ in grammar_parser.VERBS for word in after
    )


def main_verb(found: Interruption) -> Token | None:
    """Return the verb that the interrupted clause goes on with, or has already."""
    doc, sentence = found.verb.doc, found.verb.sent
    after = doc[found.right + 1 : sentence.end]
    if not is_incomplete(found.verb, found.left):
        return _verb_before(found)
    cleft = _is_cleft(found.verb, found.left)
    if cleft is not None and len(after) and after[0].tag_ in (*OPENS_CLAUSE, "IN"):
        return cleft
    if len(after) > 1 and after[0].text == '"' and after[1].tag_ in grammar_parser.FINITE:
        after = after[1:]  # "Her client, the lawyer said, “has never owned a gun”"
    if not len(after) or after[0].tag_ in OPENS_CLAUSE or after[0].text in ('"', "not"):
        return None
    if after[0].lower_ in ("that", "but", "and", "or"):
        return None
    hanging = doc[found.left - 1]
    if hanging.tag_ in grammar_parser.FINITE:
        verbs = [word for word in after if word.pos_ in grammar_parser.VERBS]
        follows = (
            verbs[0]
            if verbs and hanging.lower_ != "there" and _is_next(after, verbs[0])
            else None
        )
        return follows or hanging
    finite = [
        word
        for word in after
        if word.tag_ in grammar_parser.FINITE or (word == after[0] and word.tag_ == "VB")
    ]
    heads = [
        word.head if word.dep_ in HANGING and word.head.i > word.i else word for word in finite
    ]
    own = [
        verb
        for verb in heads
        if verb.pos_ in grammar_parser.VERBS
        and not any(child.dep_ == "mark" and child.i > found.right for child in verb.lefts)
        and not _opens_relative(after, verb)
    ]
    return own[0] if own else None


def _verb_before(found: Interruption) -> Token | None:
    """Return the verb of a clause that is complete: "has agreed, so he claims, with us"."""
    doc = found.verb.doc
    said = doc[clause_start(found.verb, found.left) : found.left]
    finite = next((word for word in said if word.tag_ in grammar_parser.FINITE), None)
    if finite is None:
        return None
    return finite.head if finite.dep_ in HANGING and finite.head.i < found.left else finite


def _is_next(words: Iterable[Token], verb: Token) -> bool:
    """Return whether only adverbs and auxiliaries come before the verb."""
    return all(word.pos_ in ("ADV", "AUX", "PART") for word in words if word.i < verb.i)


def next_comma(verb: Token, start: int) -> int | None:
    """Return the comma that closes the parenthesis."""
    stop = min(start + LONGEST_ASIDE, verb.sent.end)
    return next((i for i in range(start, stop) if verb.doc[i].text in COMMAS), None)
