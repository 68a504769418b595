"""Repair sentences that a cue between commas interrupts: "Sales, says Ann Lee, have halved".

Method: the order of the words decides, because it is fixed (Quirk, Greenbaum, Leech, Svartvik,
"A Comprehensive Grammar of the English Language", 1985, 14.29 and 15.54: comment clauses have a
subject and a verb in either order and no object). Before the first comma the clause isn't
complete, between the commas stand a speaker and a cue, and after the second one the clause goes
on with its verb. Small parsers make the cue the main verb of the clause instead.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from claims.extraction.grammar import parser as grammar_parser
from claims.extraction.grammar.reattachment import (
    IN_NAMES,
    NOUNS,
    Interruption,
    attach_interruption,
    separate_clauses,
)
from claims.extraction.lexicon.cues import Cues
from claims.extraction.lexicon.people import PeopleLexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

COMMAS = (",", "–", "—", "--")
BRACKETS = {"(": ")", "[": "]"}
OPENS_ASIDE = (*COMMAS, *BRACKETS)
LONGEST_SPEAKER = 12
LONGEST_ASIDE = 18
CLEFT = 2
SO = 2
OPENS_CLAUSE = ("WDT", "WP", "WP$", "WRB")
NOT_PARTICIPLES = ("VBD", "VBZ", "VBP", "MD", "VB")
HANGING = ("aux", "auxpass", "cop")
ADDRESSED = ("they", "he", "she", "it", "we", "i")
OWN = ("i", "we", "you")


def repair_interruptions(doc: Doc, cues: Cues, lexicon: PeopleLexicon) -> None:
    """Make each interrupting cue a parenthesis of the clause around it."""
    for verb in list(doc):
        if verb.pos_ not in grammar_parser.VERBS or not _may_interrupt(verb, cues):
            continue
        found = _inverted(verb, cues, lexicon) or _subject_first(verb, cues, lexicon)
        main = _main_verb(found) if found is not None else None
        if found is not None and main is not None:
            start = _clause_start(found.verb, found.left)
            attach_interruption(found, main)
            separate_clauses(main, start)


def _may_interrupt(verb: Token, cues: Cues) -> bool:
    """Return whether the word can be the cue of a parenthesis: "says", "points out"."""
    if verb.tag_ not in ("VBD", "VBZ", "VBP", "VBN"):
        return False
    lemma = cues.lemma(verb)
    if any(child.dep_ == "auxpass" for child in verb.lefts):  # "which he is suspected of"
        return False
    has_particle = verb.i + 1 < verb.sent.end and _is_particle(verb.nbor(1))
    if lemma not in cues.clause:
        return has_particle and lemma in cues.continuing
    return has_particle or lemma not in cues.weak


def _is_particle(token: Token) -> bool:
    return token.tag_ == "RP" or token.dep_ == "prt"


def _inverted(verb: Token, cues: Cues, lexicon: PeopleLexicon) -> Interruption | None:
    """Find ", says Ann Lee of the union on Monday," after an incomplete clause."""
    lemma, left = cues.lemma(verb), _skip_adverbs(verb, -1)
    if verb.doc[left].text in BRACKETS and verb.tag_ == "VBN":  # "(called Lee)"
        return None
    if verb.doc[left].dep_ == "cc" and _is_comma(verb, left - 1):  # "– or so claims …"
        left -= 1
    if not _is_comma(verb, left) or lemma in cues.ditransitive:
        return None
    after = verb.i + 1 + (verb.i + 1 < verb.sent.end and _is_particle(verb.nbor(1)))
    right = _closing_mark(verb, after, left)
    if right is None or right == after:
        return None
    words = list(verb.doc[after:right])
    speaker = _head_of_phrase(words)
    right = _after_apposition(verb, right, lexicon)
    is_role = speaker is not None and _is_name(words[1:])
    is_phrase = _begins_phrase(words[0]) or is_role
    if speaker is None or not is_phrase or not _may_be_cut(verb, left, cues):
        return None
    is_named = speaker.pos_ in ("PROPN", "PRON") or lexicon.is_group(speaker.lemma_.lower())
    is_named = (
        is_named or _is_marked(verb, left, cues) or verb.doc[right - 1].ent_type_ == "PERSON"
    )
    if not is_named and lemma not in cues.plain:
        return None
    before = verb.doc[_clause_start(verb, left) : left]
    has_comma = any(word.text == "," for word in before)
    if has_comma and (not is_named or _begins_with_somebody(before, lexicon)):
        return None
    return Interruption(verb, speaker, left, right)


def _after_apposition(verb: Token, comma: int, lexicon: PeopleLexicon) -> int:
    """Return the comma after "said his driver, Ann Lee," or "says Ann Lee, mayor of Aske,"."""
    last = _next_comma(verb, comma + 1)
    words = list(verb.doc[comma + 1 : last]) if last is not None else []
    if last is None or not words or any(word.pos_ not in IN_NAMES for word in words):
        return comma
    is_name = all(word.pos_ == "PROPN" for word in words)
    has_role = any(word.lemma_.lower() in lexicon.person_roles for word in words)
    return last if is_name or has_role else comma


def _subject_first(verb: Token, cues: Cues, lexicon: PeopleLexicon) -> Interruption | None:
    """Find ", she added on Monday," or ", the minister, Ann Lee, said," in a clause."""
    first = grammar_parser.verb_group(verb)[0]
    while first > verb.sent.start and verb.doc[first - 1].pos_ in ("ADV", "AUX"):
        first -= 1
    left = first - 1
    while left > verb.sent.start and not _is_comma(verb, left):
        word = verb.doc[left]
        is_so = word.lower_ in cues.closing["thus"] and _is_comma(verb, left - 1)
        if word.pos_ not in IN_NAMES and word.tag_ not in ("VBN", "VBG", "CC") and not is_so:
            return None
        left -= 1
    if first - left > LONGEST_SPEAKER or not _is_comma(verb, left):
        return None
    if left == first - 1:
        left = _before_apposition(verb, left, lexicon)
    right = _closing_mark(verb, verb.i + 1, left)
    if left <= verb.sent.start or right is None or _has_object(verb, right, cues):
        return None
    speaker = _head_of_phrase(list(verb.doc[left + 1 : first]))
    if speaker is None or speaker.lower_ in OWN or not _may_be_cut(verb, left, cues):
        return None
    return Interruption(verb, speaker, left, right)


def _may_be_cut(verb: Token, left: int, cues: Cues) -> bool:
    """Return whether the words before the aside need more, or it is marked as one."""
    return _is_marked(verb, left, cues) or _is_incomplete(verb, left) or _is_resumed(verb, cues)


def _is_resumed(verb: Token, cues: Cues) -> bool:
    """Return whether the clause before goes on: "won't concede, she said, until …"."""
    comma = _next_comma(verb, verb.i + 1)
    if comma is None or comma + 2 >= verb.sent.end or not cues.is_strong_cue(cues.lemma(verb)):
        return False
    first = verb.doc[comma + 1]
    if first.dep_ == "cc":  # "was one blow, he said, and would have killed him"
        return bool(first.nbor(1).tag_ == "MD")
    return first.lower_ in cues.resuming or (
        first.lower_ in cues.definite and first.nbor(1).tag_ in ("JJS", "RBS")
    )


def _is_marked(verb: Token, left: int, cues: Cues) -> bool:
    """Return whether brackets or "so" mark the aside: "(or so she claims)"."""
    first = verb.doc[left + 1 : min(left + 1 + SO, verb.i)]
    is_so = any(word.lower_ in cues.closing["thus"] for word in first)
    return is_so or verb.doc[left].text in BRACKETS


def _before_apposition(verb: Token, comma: int, lexicon: PeopleLexicon) -> int:
    """Return the comma before "the minister, Ann Lee," or "Ann Lee, the minister,"."""
    doc, start = verb.doc, verb.sent.start
    middle = comma - 1
    while middle > start and doc[middle].text not in COMMAS:
        middle -= 1
    first = middle - 1
    while first > start and doc[first].text not in OPENS_ASIDE:
        first -= 1
    if first <= start:
        return start
    one, other = doc[first + 1 : middle], doc[middle + 1 : comma]
    has_role = any(word.lemma_.lower() in lexicon.person_roles for word in (*one, *other))
    has_name = any(span[-1].pos_ == "PROPN" for span in (one, other) if len(span))
    has_role = has_role or _describes(one, other)
    is_phrase = not any(word.pos_ in grammar_parser.VERBS for word in (*one, *other))
    return first if has_role and has_name and is_phrase else start


def _describes(one: Iterable[Token], other: Iterable[Token]) -> bool:
    """Return whether a person's name follows a description: "its lead author, Ann Lee,"."""
    role, name = list(one), list(other)
    if not role or not name or any(word.ent_type_ != "PERSON" for word in name):
        return False
    is_owned = role[0].tag_ in ("DT", "PRP$") or any(word.dep_ == "poss" for word in role)
    return is_owned and role[-1].tag_ == "NN" and role[0].lower_ != "this"


def _has_object(verb: Token, right: int, cues: Cues) -> bool:
    """Return whether the cue has a content of its own before the comma at `right`."""
    words = verb.doc[verb.i + 1 : right]
    if any(word.tag_ in NOT_PARTICIPLES or word.lower_ in cues.that for word in words):
        return True
    if not len(words) or cues.lemma(verb) in cues.addressing:
        return False
    first = words[0]
    is_when = first.ent_type_ in ("DATE", "TIME") or _is_particle(first)
    return first.pos_ not in ("ADP", "ADV", "SCONJ") and not is_when


def _is_incomplete(verb: Token, left: int) -> bool:
    """Return whether the clause before the comma lacks its verb, or what its verb needs."""
    doc = verb.doc
    start = _clause_start(verb, left)
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
    comma = _next_comma(verb, verb.i + 1)
    if comma is None or comma + 1 >= verb.sent.end:
        return False
    return verb.doc[comma + 1].tag_ in grammar_parser.FINITE


def _is_cleft(verb: Token, left: int) -> Token | None:
    """Return "was" of "It was Ann Lee, he said, who …"."""
    doc, start = verb.doc, _clause_start(verb, left)
    is_it = left - start > CLEFT and doc[start].lower_ == "it" and doc[start].dep_ == "nsubj"
    return doc[start + 1] if is_it and doc[start + 1].lemma_ == "be" else None


def _is_link(token: Token) -> bool:
    """Return whether it connects two clauses; "That" at the beginning is a pronoun."""
    return token.tag_ == "IN" and token.i > token.sent.start


def _opens_relative(words: Iterable[Token], verb: Token) -> bool:
    """Return whether a relative pronoun stands before the verb: "the plan that was made"."""
    return any(word.tag_ in OPENS_CLAUSE for word in words if word.i < verb.i)


def _clause_start(verb: Token, left: int) -> int:
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


def _main_verb(found: Interruption) -> Token | None:
    """Return the verb that the interrupted clause goes on with, or has already."""
    doc, sentence = found.verb.doc, found.verb.sent
    after = doc[found.right + 1 : sentence.end]
    if not _is_incomplete(found.verb, found.left):
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
    said = doc[_clause_start(found.verb, found.left) : found.left]
    finite = next((word for word in said if word.tag_ in grammar_parser.FINITE), None)
    if finite is None:
        return None
    return finite.head if finite.dep_ in HANGING and finite.head.i < found.left else finite


def _is_next(words: Iterable[Token], verb: Token) -> bool:
    """Return whether only adverbs and auxiliaries come before the verb."""
    return all(word.pos_ in ("ADV", "AUX", "PART") for word in words if word.i < verb.i)


def _head_of_phrase(words: list[Token]) -> Token | None:
    """Return the noun that the others depend on, or None if it isn't one noun phrase."""
    if words and words[0].tag_ in ("VB", "VBP") and _is_name(words[1:]):
        return words[-1]  # "complains butcher Len Cole", whose role was taken for a verb
    if not words or any(word.tag_ in NOT_PARTICIPLES for word in words):
        return None
    span = range(words[0].i, words[-1].i + 1)
    end = next((w.i for w in words if w.pos_ == "ADP" and w.i > words[0].i), words[-1].i + 1)
    nouns = [word for word in words if word.pos_ in NOUNS and word.i < end]
    comma = next((word.i for word in words if word.text in COMMAS), None)
    if comma is not None:
        nouns = [word for word in nouns if word.i < comma] or nouns
    if not nouns:
        return None
    tops = [word for word in nouns if word.head.i not in span and word.dep_ != "npadvmod"]
    named = [word for word in nouns if word.ent_type_ not in ("DATE", "TIME")]
    return tops[-1] if tops and tops[-1] in named else (named[-1] if named else None)


def _is_name(words: list[Token]) -> bool:
    return bool(words) and all(word.pos_ == "PROPN" for word in words)


def _begins_with_somebody(words: Iterable[Token], lexicon: PeopleLexicon) -> bool:
    """Return whether a person comes before the first comma: "Ann Lee, the mayor, said …"."""
    for word in words:
        if word.text in COMMAS:
            return False
        if word.ent_type_ == "PERSON" or lexicon.is_group(word.lemma_.lower()):
            return True
    return False


def _begins_phrase(word: Token) -> bool:
    """Return whether a speaker can begin with this word; objects as in "it" can't."""
    if word.pos_ == "PRON" and word.tag_ != "PRP$":
        return word.lower_ in ADDRESSED
    return word.pos_ in (
        "NOUN",
        "PROPN",
        "PRON",
        "DET",
        "ADJ",
        "NUM",
    ) and word.ent_type_ not in (
        "DATE",
        "TIME",
        "MONEY",
        "PERCENT",
    )


def _skip_adverbs(verb: Token, step: int) -> int:
    """Return the first index before the verb that is no adverb."""
    index = verb.i + step
    while index > verb.sent.start and verb.doc[index].pos_ == "ADV":
        index += step
    return index


def _is_comma(verb: Token, index: int) -> bool:
    return index > verb.sent.start and verb.doc[index].text in OPENS_ASIDE


def _closing_mark(verb: Token, start: int, left: int) -> int | None:
    """Return the mark that closes what the one at `left` opened: ")" for "("."""
    closing = BRACKETS.get(verb.doc[left].text)
    if closing is None:
        return _next_comma(verb, start)
    stop = min(start + LONGEST_ASIDE, verb.sent.end)
    return next((i for i in range(start, stop) if verb.doc[i].text == closing), None)


def _next_comma(verb: Token, start: int) -> int | None:
    """Return the comma that closes the parenthesis."""
    stop = min(start + LONGEST_ASIDE, verb.sent.end)
    return next((i for i in range(start, stop) if verb.doc[i].text in COMMAS), None)
