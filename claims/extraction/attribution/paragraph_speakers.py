"""Find who said a quotation that fills its own paragraphs, in the paragraphs around it.

Method: a sieve, the surest first (Muzny et al., "A Two-stage Sieve Approach for Quote
Attribution", EACL 2017): a sentence right after it that points back ("So wrote Ann Lee", "Those
were the words of Ann Lee", "Ann Lee, chairman"), then whom the paragraph before it is about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.grammar import parser as grammar_parser
from claims.extraction.lexicon.cues import Cues

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

LONGEST_SIGNATURE = 10


def find_closing_speaker(sentence: Tokens, cues: Cues) -> Token | None:
    """Return whom the first sentence after a quotation names as its speaker."""
    words = [token for token in sentence if not token.is_space]
    if not words:
        return None
    root: Token = sentence.root
    if words[0].lower_ in cues.closing["thus"] and cues.lemma(root) in cues.clause:
        return next((c for c in root.rights if c.dep_ in ("nsubj", "dobj", "attr")), None)
    if root.lemma_ == "be" and words[0].lower_ in cues.closing["these"]:
        return _named_after_be(root, cues)
    if root.lemma_ == "be":
        subject = next((child for child in root.lefts if child.dep_ == "nsubj"), None)
        name = next((child for child in root.rights if child.dep_ == "attr"), None)
        is_role = subject is not None and cues.lemma(subject) in cues.closing["speakers"]
        return name if is_role and name is not None and name.pos_ == "PROPN" else None
    return _signature(words)


def _named_after_be(root: Token, cues: Cues) -> Token | None:
    """Return Ann Lee of "That was how Ann Lee put it", "Those were the words of Ann Lee"."""
    for child in root.rights:
        if child.dep_ in ("ccomp", "advcl") and child.left_edge.lower_ in cues.closing["how"]:
            return next((inner for inner in child.lefts if inner.dep_ == "nsubj"), None)
        if child.dep_ == "attr" and cues.lemma(child) in cues.closing["words"]:
            link = next((c for c in child.rights if c.dep_ == "prep"), None)
            owner = next((c for c in child.lefts if c.dep_ == "poss"), None)
            inner = link.rights if link is not None else ()
            return owner or next((c for c in inner if c.dep_ == "pobj"), None)
    return None


def _signature(words: list[Token]) -> Token | None:
    """Return the name of a paragraph that is a signature: "Ann Lee, chairman"."""
    has_verb = any(word.pos_ in grammar_parser.VERBS for word in words)
    if has_verb or len(words) > LONGEST_SIGNATURE or words[0].pos_ != "PROPN":
        return None
    last = 0
    while last + 1 < len(words) and words[last + 1].pos_ == "PROPN":
        last += 1
    is_over = last + 1 == len(words) or words[last + 1].text == ","
    return words[last] if last and is_over and words[-1].text != "." else None


def find_acting_person(sentence: Tokens) -> Token | None:
    """Return the person whom a sentence is about: "Ann Lee took the floor after lunch."."""
    root: Token = sentence.root
    subject = next((child for child in root.lefts if child.dep_ == "nsubj"), None)
    if subject is None or root.pos_ not in grammar_parser.VERBS:
        return None
    named = [child for child in subject.children if child.dep_ == "appos"]
    is_person = any(word.ent_type_ == "PERSON" for word in (subject, *named))
    return subject if is_person or subject.lower_ in ("he", "she") else None
