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

from claims.extraction.grammar import interrupted_clauses
from claims.extraction.grammar import parser as grammar_parser
from claims.extraction.grammar.interrupted_clauses import COMMAS, LONGEST_ASIDE
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

BRACKETS = {"(": ")", "[": "]"}
OPENS_ASIDE = (*COMMAS, *BRACKETS)
LONGEST_SPEAKER = 12
SO = 2
NOT_PARTICIPLES = ("VBD", "VBZ", "VBP", "MD", "VB")
ADDRESSED = ("they", "he", "she", "it", "we", "i")
OWN = ("i", "we", "you")


def repair_interruptions(doc: Doc, cues: Cues, lexicon: PeopleLexicon) -> None:
    """Make each interrupting cue a parenthesis of the clause around it."""
    for verb in list(doc):
        if verb.pos_ not in grammar_parser.VERBS or not _may_interrupt(verb, cues):
            continue
        found = _inverted(verb, cues, lexicon) or _subject_first(verb, cues, lexicon)
        main = interrupted_clauses.main_verb(found) if found is not None else None
        if found is not None and main is not None:
            start = interrupted_clauses.clause_start(found.verb, found.left)
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
    before = verb.doc[interrupted_clauses.clause_start(verb, left) : left]
    has_comma = any(word.text == "," for word in before)
    if has_comma and (not is_named or _begins_with_somebody(before, lexicon)):
        return None
    return Interruption(verb, speaker, left, right)


def _after_apposition(verb: Token, comma: int, lexicon: PeopleLexicon) -> int:
    """Return the comma after "said his driver, Ann Lee," or "says Ann Lee, mayor of Aske,"."""
    last = interrupted_clauses.next_comma(verb, comma + 1)
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
    return (
        _is_marked(verb, left, cues)
        or interrupted_clauses.is_incomplete(verb, left)
        or _is_resumed(verb, cues)
    )


def _is_resumed(verb: Token, cues: Cues) -> bool:
    """Return whether the clause before goes on: "won't concede, she said, until …"."""
    comma = interrupted_clauses.next_comma(verb, verb.i + 1)
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
        return interrupted_clauses.next_comma(verb, start)
    stop = min(start + LONGEST_ASIDE, verb.sent.end)
    return next((i for i in range(start, stop) if verb.doc[i].text == closing), None)
