"""Move the end of reported words: past a comma or a colon, or before the article's own words.

Method: the parse after the last word that was taken decides, as a noun phrase alone can't be
what was said, and a non-restrictive clause after a comma is the reporter's information (Quirk,
Greenbaum, Leech, Svartvik, "A Comprehensive Grammar of the English Language", 1985, ch. 17).
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from claims.extraction.grammar import parser as grammar_parser
from claims.extraction.lexicon.cues import Cues

if TYPE_CHECKING:
    from spacy.tokens import Token

SMALLEST = 2
"""The fewest words of a clause."""
CLIMB = 6


def extend_past_colon(verb: Token, end: int) -> int:
    """Extend a span past a colon: "said it had two parts: one for …"."""
    doc = verb.doc
    if end >= verb.sent.end or doc[end].text != ":" or end + SMALLEST >= verb.sent.end:
        return end
    return end if any(word.text == '"' for word in doc[end : verb.sent.end]) else verb.sent.end


def extend_past_comma(verb: Token, start: int, end: int) -> int:
    """Extend "said ferries, not trains, had doubled" if the parser stopped at "trains".

    A noun phrase alone can't be what was said. If a comma and a finite verb with another
    subject than the cue's follow, the phrase is the subject of that verb.
    """
    doc = verb.doc
    stop = verb.sent.end
    if any(_is_asserted(doc[index], start) for index in range(start, end)):
        return end
    after = end + 1 if end < stop and doc[end].text == "," else end
    while after < stop and (doc[after].text == '"' or doc[after].dep_ == "neg"):
        after += 1
    if after == end or after >= stop or doc[after].tag_ not in grammar_parser.FINITE:
        return end
    main = doc[after].head if doc[after].dep_ in ("aux", "auxpass") else doc[after]
    return end if main in verb.conjuncts else max(end, main.right_edge.i + 1)


def _is_asserted(token: Token, start: int) -> bool:
    """Return whether it is a finite verb outside the relative clauses of the phrase."""
    if token.tag_ not in grammar_parser.FINITE:
        return False
    above = token
    while above.head != above and above.head.i >= start:
        if above.dep_ == "relcl":
            return False
        above = above.head
    return above.dep_ != "relcl"


def trim_background_clause(thing: Token, end: int) -> int:
    """Cut off ", which …" and ", who …" at the end: it is the article's own information."""
    doc = thing.doc
    for index in range(thing.i + 1, end - 1):
        word = doc[index + 1]
        if doc[index].text != "," or word.tag_ not in ("WDT", "WP", "WP$", "IN"):
            continue
        clause = next((a for a in islice(word.ancestors, CLIMB) if a.dep_ == "relcl"), None)
        if clause is not None and clause.left_edge.i == word.i and _reaches(clause, end):
            return index
    return end


def _reaches(clause: Token, end: int) -> bool:
    """Return whether the clause extends to the end of the span."""
    return clause.right_edge.i + 1 >= end - 1


def extend_past_examples(thing: Token, end: int, cues: Cues) -> int:
    """Extend a span past examples: ", including his own"."""
    doc = thing.doc
    if end + 1 >= thing.sent.end or doc[end].text != ",":
        return end
    first = doc[end + 1]
    if first.lower_ not in cues.unfolds or first.left_edge.i != first.i:
        return end
    return max(end, first.right_edge.i + 1)
