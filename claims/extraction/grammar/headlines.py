"""Find who speaks at the end of a headline: "Mayor took bribes: prosecutors", "… – union".

Method: the colon or dash of the block language of headlines stands for a verb of saying
(Straumann, "Newspaper Headlines", 1935; Quirk, Greenbaum, Leech, Svartvik, "A Comprehensive
Grammar of the English Language", 1985, 11.45). The parser takes such a line for one phrase, so
the speaker is cut off from it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.lexicon.people import PeopleLexicon

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens

LONGEST_SOURCE = 4
MARKS = (":", "–", "—", "-", "--")
END_MARKS = (".", "?", "!", '"', ":", ";", ",", ")")
SOURCE = ("NOUN", "PROPN", "ADJ", "PART")


def find_source(sentence: Tokens, lexicon: PeopleLexicon) -> Tokens | None:
    """Return the words after the last colon or spaced dash if they can speak."""
    doc, last = sentence.doc, sentence.end - 1
    while last > sentence.start and doc[last].is_space:
        last -= 1
    if doc[last].text in END_MARKS:
        return None
    first = max(sentence.start, last - LONGEST_SOURCE)
    mark = next((i for i in range(last - 1, first - 1, -1) if doc[i].text in MARKS), None)
    if mark is None or not (doc[mark].text == ":" or doc[mark - 1].whitespace_):
        return None
    if any(token.pos_ not in SOURCE for token in doc[mark + 1 : last + 1]):
        return None
    can_speak = doc[last].ent_type_ in ("PERSON", "ORG") and doc[last].pos_ == "PROPN"
    can_speak = can_speak or lexicon.can_speak(doc[last].lemma_.lower())
    return doc[mark + 1 : last + 1] if can_speak else None


def detach_source(sentence: Tokens, source: Tokens) -> None:
    """Make the speaker a phrase of its own, and the first word that hung on it the root."""
    inside, head = range(source.start, source.end), source[-1]
    outside = [token for token in sentence if token.i not in inside]
    above = None if head.head == head or head.head.i in inside else head.head
    hanging = [token for token in outside if token.head.i in inside]
    if above is None and hanging:
        above = hanging[0]
        above.head, above.dep_ = above, "ROOT"
    for token in hanging:
        if token != above:
            token.head = above if above is not None else token
    for token in source:
        if token != head:
            token.head, token.dep_ = head, "compound"
    if above is not None:
        head.head, head.dep_ = above, "dep"
