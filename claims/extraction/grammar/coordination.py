"""Verbs joined by "and" or "but", hung where they belong: with the cue or with what was said.

Method: the form of the verb tells. In "says it would cost more but would last" the second
"would" goes with the first; in "said prices rose and blamed the drought" prices blame nobody.
Coordination is what small parsers get wrong most often after prepositions (Kummerfeld, Hall,
Curran, Klein, "Parser Showdown at the Wall Street Corral", EMNLP 2012, table 2).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.grammar import parser as grammar_parser
from claims.extraction.lexicon.cues import Cues
from claims.extraction.lexicon.people import PeopleLexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

CONTENT = ("ccomp", "xcomp")
AUXILIARIES = ("aux", "auxpass")
SUBJECTS = (*grammar_parser.SUBJECTS, "nsubjpass", "csubjpass")
PEOPLE = ("PERSON", "ORG", "GPE", "NORP")


def repair_coordination(doc: Doc, cues: Cues, lists: PeopleLexicon) -> None:
    """Move each verb that shares a subject to the cue or to the content, by its form."""
    for verb in doc:
        if verb.pos_ not in grammar_parser.VERBS or not cues.is_cue(verb.lemma_.lower()):
            continue
        _free_agent(verb, cues)
        content = next((c for c in verb.rights if c.dep_ in CONTENT and c.i > verb.i), None)
        if content is None or content.pos_ not in grammar_parser.VERBS:
            continue
        _give(verb, content, cues)
        _take(verb, content, cues, lists)


def _free_agent(verb: Token, cues: Cues) -> None:
    """ "Was accused by unions of misleading …": what the verb takes is not the unions'."""
    agent = grammar_parser.agent_of(verb)
    allowed = cues.preposition.get(cues.lemma(verb), ())
    for link in list(agent.rights) if agent is not None else ():
        first = link.nbor(1) if link.i + 1 < link.sent.end else link
        if link.dep_ == "prep" and link.lower_ in allowed and first.tag_ == "VBG":
            link.head = verb


def _give(verb: Token, content: Token, cues: Cues) -> None:
    """To the content what cannot be the cue's: "says A would do, but would not do more"."""
    for link in list(verb.rights):
        if link.dep_ != "conj" or link.i < content.i or _has_subject(link):
            continue
        if link.pos_ not in grammar_parser.VERBS or _form(link) == _form(verb):
            return
        if cues.is_cue(link.lemma_.lower()) and _form(link) not in ("MD", "VB"):
            return
        is_participle = _form(link) in ("VBG", "VBN")
        if _form(verb) == "MD" or (is_participle and _form(content) != _form(link)):
            return
        link.head = content


def _take(verb: Token, content: Token, cues: Cues, lists: PeopleLexicon) -> None:
    """To the cue what the content cannot do: "said prices rose and blamed the drought"."""
    for link in content.conjuncts:
        if link.i < content.i or _has_subject(link):
            continue
        if _acts_after_passive(link, content):
            link.tag_ = "VBD"
        if _form(link) != _form(verb) and not _quotes(link, cues):
            continue
        if not cues.is_telling(link.lemma_.lower()):
            continue
        is_apart = _form(content) != _form(link) or _is_perfect(content) > _is_perfect(link)
        is_apart = is_apart or _quotes(link, cues)
        if is_apart or not _may_say(content, lists):
            joint = next((t for t in link.head.rights if t.dep_ == "cc" and t.i < link.i), None)
            link.head = verb
            if joint is not None and joint.i > content.i:
                joint.head = verb
            for later in [child for child in content.rights if child.i > link.i]:
                later.head = link
            return


def _acts_after_passive(link: Token, content: Token) -> bool:
    """ "Had been arrested and asked witnesses to …": with an object of its own it is active."""
    if link.tag_ != "VBN" or any(child.dep_ in AUXILIARIES for child in link.lefts):
        return False
    is_passive = any(child.dep_ == "auxpass" for child in content.lefts)
    return is_passive and any(child.dep_ == "dobj" for child in link.rights)


def _form(verb: Token) -> str:
    """The tag of the word that carries the tense: the first auxiliary, or the verb itself."""
    first = next((child for child in verb.lefts if child.dep_ in AUXILIARIES), verb)
    return "VB" if first.tag_ == "TO" else first.tag_


def _quotes(verb: Token, cues: Cues) -> bool:
    """ "And called it “a joke”": whatever its form, the one who speaks is the one above."""
    is_judging = cues.lemma(verb) in cues.judging and verb.tag_ == "VBN"
    return is_judging and any(word.text == '"' for word in verb.subtree)


def _is_perfect(verb: Token) -> bool:
    """ "Had toured" beside "called": what came before, and what is told of the telling."""
    return verb.tag_ == "VBN" and any(child.dep_ == "aux" for child in verb.lefts)


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ in SUBJECTS for child in verb.lefts)


def _may_say(verb: Token, lists: PeopleLexicon) -> bool:
    """Is the subject somebody who could say something?"""
    subject = next((child for child in verb.lefts if child.dep_ in SUBJECTS), None)
    if subject is None:
        return True
    if subject.pos_ == "PRON":
        return lists.pronouns.get(subject.lower_) != "thing"
    return subject.ent_type_ in PEOPLE or lists.is_group(subject.lemma_.lower())
