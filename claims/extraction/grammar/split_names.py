"""Join names whose words the parser attached to different places: "led by Ann | Lee blamed".

Method: a named entity is one noun phrase, whose last word is its head in English (Quirk,
Greenbaum, Leech, Svartvik, "A Comprehensive Grammar of the English Language", 1985, 5.66), so
the entity recogniser's span decides where the parser left its words apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Tokens

NAMES = ("PERSON", "ORG")
NOMINAL = ("nsubj", "nsubjpass", "pobj", "dobj", "appos", "attr", "poss", "dative", "oprd")


def repair_split_names(doc: Doc) -> None:
    """Attach the words of each name to its last word, and the name to where it belongs."""
    for entity in doc.ents:
        if entity.label_ not in NAMES or len(entity) == 1:
            continue
        if all(token.pos_ == "PROPN" for token in entity):
            _join(entity)
            _attach_to_noun(entity)


def _join(entity: Tokens) -> None:
    """Make the last word the head of the others if two of them are attached outside."""
    span, last = range(entity.start, entity.end), entity[-1]
    tops = [token for token in entity if token.head.i not in span or token.head == token]
    if len(tops) == 1:
        return
    top = next((token for token in tops if token.dep_ in NOMINAL), None)
    if top is None or top == last or last in top.head.ancestors or top.head == last:
        return
    last.head, last.dep_ = top.head, top.dep_
    for token in entity:
        if token != last:
            token.head, token.dep_ = last, "compound"
    for token in tops:
        for child in list(token.children):
            if child.i not in span and token != last:
                child.head = last


def _attach_to_noun(entity: Tokens) -> None:
    """Make the name in "the charity Roof First" an apposition if the parser found no role."""
    last, before = entity[-1], entity.start - 1
    if last.dep_ in (*NOMINAL, "conj", "ROOT", "compound", "npadvmod", "nmod", "parataxis"):
        return
    noun: Token = entity.doc[before]
    if before < last.sent.start or noun.pos_ != "NOUN" or last in (noun, *noun.ancestors):
        return
    last.head, last.dep_ = noun, "appos"
