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
    if _points_back(words, cues):
        return next((child for child in root.lefts if child.dep_ == "nsubj"), None)
    author = _author_of_document(root, cues) or _who_stops(root, cues)
    if author is not None:
        return author
    if root.lemma_ == "be":
        is_pointing = words[0].lower_ in cues.closing["these"]
        return (
            (_named_after_be(root, cues) if is_pointing else None)
            or _named_as_speaker(root, cues)
            or _owner_of_words(root, cues)
        )
    return _signature(words)


def _points_back(words: list[Token], cues: Cues) -> bool:
    """Return whether a sentence begins "With those words, …", "With that …"."""
    return (
        len(words) > 1
        and words[0].lower_ in cues.closing["with"]
        and words[1].lower_ in cues.closing["these"]
        and (words[1].tag_ != "DT" or cues.lemma(words[1].head) in cues.closing["words"])
    )


def _who_stops(root: Token, cues: Cues) -> Token | None:
    """Return Ann Lee of "The author, Ann Lee, left" and "Ann Lee was speaking in Leeds"."""
    subject = next((child for child in root.lefts if child.dep_ == "nsubj"), None)
    if subject is None:
        return None
    if cues.lemma(subject) in cues.closing["speakers"]:
        return next(
            (c for c in subject.rights if c.dep_ == "appos" and c.pos_ == "PROPN"), None
        )
    is_person = subject.ent_type_ == "PERSON"
    return subject if is_person and cues.lemma(root) in cues.closing["stopping"] else None


def _author_of_document(root: Token, cues: Cues) -> Token | None:
    """Return Ann Lee of "The letter was signed by Ann Lee", "Ann Lee wrote the letter"."""
    if cues.lemma(root) not in cues.closing["signing"]:
        return None
    documents = [c for c in root.children if c.lemma_.lower() in cues.closing["documents"]]
    if any(child.dep_ == "nsubjpass" for child in documents):
        return grammar_parser.agent_of(root)
    if any(child.dep_ == "dobj" for child in documents):
        return next((child for child in root.lefts if child.dep_ == "nsubj"), None)
    return None


def find_copular_speaker(verb: Token, cues: Cues) -> Token | None:
    """Return Ann Lee of "“…” is how Ann Lee puts it", "“…” was all that Ann Lee would say"."""
    if verb.lemma_ != "be":
        return None
    return _named_after_be(verb, cues)


def _named_as_speaker(root: Token, cues: Cues) -> Token | None:
    """Return Ann Lee of "The speaker was Ann Lee"."""
    subject = next((child for child in root.lefts if child.dep_ == "nsubj"), None)
    name = next((child for child in root.rights if child.dep_ == "attr"), None)
    is_role = subject is not None and cues.lemma(subject) in cues.closing["speakers"]
    return name if is_role and name is not None and name.pos_ == "PROPN" else None


def _owner_of_words(root: Token, cues: Cues) -> Token | None:
    """Return Ann Lee of "The words are those of Ann Lee", "The words were Ann Lee's"."""
    subject = next((child for child in root.lefts if child.dep_ == "nsubj"), None)
    if subject is None or cues.lemma(subject) not in cues.closing["words"]:
        return None
    for child in root.rights:
        if child.dep_ == "attr" and child.lower_ in cues.closing["these"]:
            return _object_of(child)
        if child.dep_ in ("attr", "poss") and child.pos_ == "PROPN":
            return child
    return None


def _named_after_be(root: Token, cues: Cues) -> Token | None:
    """Return Ann Lee of "That was how Ann Lee put it", "Those were the words of Ann Lee"."""
    for child in root.rights:
        if child.dep_ in ("ccomp", "advcl") and child.left_edge.lower_ in cues.closing["how"]:
            return _subject_of(child)
        if child.lower_ in cues.closing["how"] and child.dep_ in ("attr", "nsubj"):
            clause = next((c for c in child.rights if c.dep_ in ("relcl", "ccomp")), None)
            return _subject_of(clause) if clause is not None else None
        if child.dep_ in ("attr", "nsubj") and cues.lemma(child) in cues.closing["words"]:
            owner = next((c for c in child.lefts if c.dep_ == "poss"), None)
            return owner or _object_of(child)
    return None


def _subject_of(verb: Token) -> Token | None:
    return next((inner for inner in verb.lefts if inner.dep_ == "nsubj"), None)


def _object_of(noun: Token) -> Token | None:
    """Return the object of a noun's preposition: "the words of Ann Lee"."""
    links = (child for child in noun.rights if child.dep_ == "prep")
    return next((c for link in links for c in link.rights if c.dep_ == "pobj"), None)


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


def find_acting_person(sentence: Tokens, cues: Cues) -> Token | None:
    """Return the person whom a sentence is about: "Ann Lee took the floor after lunch."."""
    root: Token = sentence.root
    if root.pos_ not in grammar_parser.VERBS:
        return None
    around = root.children if cues.lemma(root) in cues.clause else root.lefts
    subject = next((child for child in around if child.dep_ == "nsubj"), None)
    if subject is None:
        return None
    named = [child for child in subject.children if child.dep_ == "appos"]
    is_person = any(word.ent_type_ == "PERSON" for word in (subject, *named))
    return subject if is_person or subject.lower_ in ("he", "she") else None


def is_introduced(name: Token) -> bool:
    """Return whether a name comes with an age, as people are introduced: "Ann Lee, 24, is"."""
    after = name.doc[name.i + 1 : name.i + 3]
    return len(after) > 1 and after[0].text == "," and after[1].like_num
