"""Repair parse trees where small parsers fail on wordings that are common in news.

Method: surface patterns that are more reliable than the parser change its tree before anything
else uses it. Kummerfeld, Hall, Curran, Klein, "Parser Showdown at the Wall Street Corral",
EMNLP 2012, count the attachments that small parsers get wrong, such as appositions after a
prepositional phrase ("the mayor of Aske, Ann Lee, said").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.grammar import parser as grammar_parser
from claims.extraction.lexicon.cues import Cues
from claims.extraction.lexicon.people import PeopleLexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

LONGEST_ROLE = 12
LONGEST_FRONT = 6
JOINT_WORDS = 4
NAME_WORDS = (2, 4)
IN_ROLES = ("DET", "NOUN", "PROPN", "ADJ", "PART", "ADP", "NUM")
PLACES = ("GPE", "LOC", "FAC", "NORP", "DATE", "TIME")
SUBJECTS = ("nsubj", "nsubjpass")
FINITE = ("VBD", "VBZ")
PREFIXES = ("ex", "co", "vice", "sub", "non", "step", "anti", "pro")
CLAUSE_STARTS = ("PRON", "DET")
CONJUNCTIONS = ("as", "after", "before", "since", "until")


def repair_appositions(doc: Doc, lexicon: PeopleLexicon) -> None:
    """Attach the name in "the mayor of Aske, Ann Lee," to the mayor."""
    for role in doc:
        if role.pos_ not in ("NOUN", "PROPN") or role.tag_ in ("NNS", "NNPS"):
            continue
        if role.dep_ != "poss" and role.lemma_.lower() in lexicon.person_roles:
            comma = _comma_after(role, lexicon)
            name = _name_after(comma, lexicon) if comma is not None else None
            if name is not None:
                _attach(role, name)


def repair_listeners(doc: Doc, cues: Cues) -> None:
    """Make "waiting journalists" the listeners in "told waiting journalists that …"."""
    for word in doc[1:]:
        verb = word.nbor(-1)
        if word.tag_ != "VBG" or word.dep_ != "xcomp" or word.head != verb:
            continue
        thing = next((c for c in word.rights if c.dep_ == "dobj"), None)
        if thing is None or thing.i != word.i + 1 or cues.lemma(verb) not in cues.addressing:
            continue
        thing.head, thing.dep_ = verb, "dobj"
        for child in [each for each in word.children if each != thing]:
            child.head = verb
        word.head, word.dep_ = thing, "amod"
        word.pos_ = "ADJ"


def repair_prefixes(doc: Doc) -> None:
    """Make the noun the head of "ex-wife", which the tokenizer cuts into three words."""
    for mark in doc[1:-1]:
        if mark.text != "-" or mark.whitespace_ or mark.nbor(-1).whitespace_:
            continue
        prefix, noun = mark.nbor(-1), mark.nbor(1)
        if noun.tag_ not in ("NN", "NNS") or prefix.lower_ not in PREFIXES:
            continue
        top = next((each for each in (prefix, mark) if each in noun.ancestors), None)
        if top is not None:
            noun.head, noun.dep_ = (noun if top.head == top else top.head), top.dep_
        for part in (prefix, mark):
            for child in [each for each in part.children if each not in (prefix, mark, noun)]:
                child.head = noun
            part.head, part.dep_ = noun, "compound"


def repair_fronted_places(doc: Doc, lexicon: PeopleLexicon, places: frozenset[str]) -> None:
    """Make the spokesman the subject of "Outside court, a spokesman said", not the court.

    `places` are the words with which such a phrase begins.
    """
    for subject in doc:
        if subject.dep_ not in SUBJECTS or subject.head.i < subject.i:
            continue
        if subject.pos_ == "PROPN" or subject.i - subject.sent.start > LONGEST_FRONT:
            continue
        lemma = subject.lemma_.lower()
        is_somebody = lexicon.is_group(lemma) or lemma in lexicon.body_words
        if is_somebody and subject.sent[0].lower_ not in places:
            continue
        apposition = next((child for child in subject.rights if child.dep_ == "appos"), None)
        if apposition is None or apposition.left_edge.nbor(-1).text != ",":
            continue
        if apposition.pos_ == "PROPN" or lexicon.is_group(apposition.lemma_.lower()):
            verb = subject.head
            for other in list(verb.lefts):
                if other.dep_ in SUBJECTS:
                    other.dep_ = "npadvmod"
            apposition.head, apposition.dep_ = verb, "nsubj"


def repair_asides(doc: Doc, cues: Cues) -> None:
    """Attach "asked about it" in "Ann Lee, asked about it, said …" to her, not to the cue."""
    for participle in doc:
        if participle.tag_ in ("VBD", "VBN") and participle.i > 1:
            _repair_aside(participle, cues)


def _repair_aside(participle: Token, cues: Cues) -> None:
    doc, before = participle.doc, participle.i - 1
    if doc[before].text != ",":
        return
    subject = next((c for c in participle.lefts if c.dep_ == "nsubj"), None)
    if subject is None or subject.i > before:
        return
    cue = participle.head if participle.dep_ == "ccomp" else None
    cue = cue or next((c for c in participle.rights if c.dep_ in ("conj", "ccomp")), None)
    if cue is None or cue.i < participle.i or not cues.is_strong_cue(cues.lemma(cue)):
        return
    first = grammar_parser.verb_group(cue)[0]
    has_subject = any(child.dep_ in (*SUBJECTS, "expl", "csubj") for child in cue.lefts)
    if has_subject or not _is_finite(cue) or doc[first - 1].text != ",":
        return
    if cue.head == participle:
        above = participle.head
        cue.dep_ = participle.dep_
        cue.head = cue if above == participle else above
    subject.head, participle.head, participle.dep_ = cue, subject, "acl"
    participle.tag_ = "VBN"


def _is_finite(verb: Token) -> bool:
    """Return whether the verb or its first auxiliary has a tense: "said", "would say"."""
    first = next((child for child in verb.lefts if child.dep_ == "aux"), verb)
    return first.tag_ in grammar_parser.FINITE


def repair_partitives(doc: Doc, cues: Cues) -> None:
    """Attach "one of whom warned" to its noun, and name "one of them, Ann Lee"."""
    for word in doc:
        if word.tag_ == "WP" and word.dep_ == "pobj" and word.head.head.i < word.i:
            _repair_relative(word.head.head, word, cues)
        elif word.lower_ in cues.one and word.dep_ == "nsubj":
            _name_partitive(word)


def _repair_relative(part: Token, whom: Token, cues: Cues) -> None:
    """Make the clause after "…, one of whom" a relative clause of the noun before the comma."""
    doc, comma = part.doc, part.left_edge.i - 1
    if comma <= part.sent.start or doc[comma].text != ",":
        return
    noun = next(
        (doc[i] for i in range(comma - 1, part.sent.start, -1) if _is_noun(doc[i])), None
    )
    verb = next(
        (t for t in doc[whom.i + 1 : part.sent.end] if t.tag_ in grammar_parser.FINITE), None
    )
    if noun is None or verb is None or not cues.is_cue(cues.lemma(verb)):
        return
    if verb == noun.head or verb in noun.ancestors:
        _promote_clause_before(verb, noun)
    if verb == noun.head or verb in noun.ancestors:
        return
    names = [t for t in doc[whom.i + 1 : verb.i] if t.pos_ == "PROPN"]
    verb.head, verb.dep_ = noun, "relcl"
    part.head, part.dep_ = verb, "nsubj"
    if names and doc[whom.i + 1].text == ",":
        names[-1].head, names[-1].dep_ = part, "appos"


def _promote_clause_before(verb: Token, noun: Token) -> None:
    """Make "heard" the main verb in "heard from nine engineers, one of whom warned"."""
    first = next((a for a in noun.ancestors if a.head == verb and a.i < noun.i), None)
    if first is None or first.pos_ not in grammar_parser.VERBS:
        return
    above, label = verb.head, verb.dep_
    first.head, first.dep_ = (first, "ROOT") if above == verb else (above, label)
    for child in list(verb.lefts):
        if child.i < noun.i:
            child.head = first
    verb.head, verb.dep_ = noun, "relcl"


def _is_noun(token: Token) -> bool:
    return token.pos_ in ("NOUN", "PROPN")


def _name_partitive(part: Token) -> None:
    """Make Ann Lee the subject of "said one of them, Ann Lee"."""
    doc, verb = part.doc, part.head
    comma = next((t.i for t in doc[part.i + 1 : part.sent.end] if t.text == ","), None)
    if comma is None or comma - part.i > JOINT_WORDS or verb.pos_ not in grammar_parser.VERBS:
        return
    last = comma
    while last + 1 < part.sent.end and doc[last + 1].pos_ == "PROPN":
        last += 1
    if last == comma or verb.i > part.i or any(t == verb for t in doc[part.i : last + 1]):
        return
    doc[last].head, doc[last].dep_ = verb, "nsubj"
    part.head, part.dep_ = doc[last], "nmod"


def _comma_after(role: Token, lexicon: PeopleLexicon) -> Token | None:
    """Return the comma after "the mayor of Aske", or None if another person comes before it."""
    doc = role.doc
    for index in range(role.i + 1, min(role.i + LONGEST_ROLE, role.sent.end)):
        token: Token = doc[index]
        if token.text == ",":
            return token
        is_first = index == role.i + 1
        if token.pos_ not in IN_ROLES or (is_first and token.pos_ not in ("ADP", "PART")):
            return None
        is_owner = token.dep_ in ("poss", "compound") or (
            token.i + 1 < len(doc) and (doc[token.i + 1].tag_ == "POS")
        )
        if (
            token.pos_ == "NOUN"
            and token.lemma_.lower() in lexicon.person_roles
            and not is_owner
        ):
            return None
    return None


def _name_after(comma: Token, lexicon: PeopleLexicon) -> tuple[Token, Token] | None:
    """Return the first and last word of a name between this comma and the next one."""
    doc, end = comma.doc, comma.sent.end
    first = stop = comma.i + 1
    while stop < end and _may_be_named(doc[stop], lexicon):
        stop += 1
    words = doc[first:stop]
    titled = bool(words) and words[0].lower_ in lexicon.titles
    if not NAME_WORDS[0] <= len(words) - titled <= NAME_WORDS[1]:
        return None
    if not titled and any(word.ent_type_ in PLACES for word in words):
        return None
    is_closed = stop + 1 < end and doc[stop].text == "," and doc[stop + 1].pos_ in CLAUSE_STARTS
    if doc[stop - 1].dep_ in SUBJECTS and not is_closed:
        return None
    if stop < end and doc[stop].pos_ != "PUNCT":
        return None
    if stop + 1 < end and doc[stop].text == "," and doc[stop + 1].pos_ == "PROPN":
        return None
    return doc[first], doc[stop - 1]


def _may_be_named(token: Token, lexicon: PeopleLexicon) -> bool:
    is_word = token.text[:1].isupper() and not token.text.isupper()
    return is_word and token.lower_ not in lexicon.body_words


def _attach(role: Token, name: tuple[Token, Token]) -> None:
    from spacy.tokens import Span  # noqa: PLC0415 - spaCy is loaded already if there is a parse

    first, last = name
    doc = role.doc
    if last.dep_ != "appos" or last.head != role:
        if any(doc[index] in role.ancestors for index in range(first.i, last.i + 1)):
            return
        last.head, last.dep_ = role, "appos"
        for index in range(first.i, last.i + 1):
            doc[index].pos_, doc[index].tag_ = "PROPN", "NNP"
            if index < last.i:
                doc[index].head, doc[index].dep_ = last, "compound"
    doc.set_ents([Span(doc, first.i, last.i + 1, label="PERSON")], default="unmodified")


def repair_clauses_after_as(doc: Doc) -> None:
    """Make the name the subject of "as Ann Lee, the last witness, told the court that …".

    The small model takes "as" for a preposition before a name with an apposition.
    """
    for link in doc:
        if link.lower_ not in CONJUNCTIONS:
            continue
        name = next((child for child in link.rights if child.dep_ == "pobj"), link)
        if name.pos_ != "PROPN":
            continue
        index = name.right_edge.i + 1
        if index < name.sent.end and doc[index].text == ",":
            index += 1
        verb = doc[index] if index < name.sent.end else name
        is_bare = not any(child.dep_ in SUBJECTS for child in verb.lefts)
        if verb.tag_ in FINITE and is_bare and verb not in (name, *name.ancestors):
            name.head, name.dep_ = verb, "nsubj"
            link.head, link.dep_ = verb, "mark"
