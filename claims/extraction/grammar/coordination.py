"""Attach verbs joined by "and" or "but" to the cue or to the reported words.

Method: the form of the verb decides. In "says it would cost more but would last" the second
"would" belongs to the first; in "said prices rose and blamed the drought", prices can't blame.
After prepositions, coordination is what small parsers most often get wrong (Kummerfeld, Hall,
Curran, Klein, "Parser Showdown at the Wall Street Corral", EMNLP 2012, table 2).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.extraction.grammar import parser as grammar_parser
from claims.extraction.lexicon.cues import Cues
from claims.extraction.lexicon.people import PeopleLexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

BY = "by"
CONTENT = ("ccomp", "xcomp")
AUXILIARIES = ("aux", "auxpass")
SUBJECTS = (*grammar_parser.SUBJECTS, "nsubjpass", "csubjpass")
PEOPLE = ("PERSON", "ORG", "GPE", "NORP")


def repair_coordination(doc: Doc, cues: Cues, lexicon: PeopleLexicon) -> None:
    """Reattach each verb that shares a subject to the cue or to the content, by its form."""
    for verb in doc:
        if verb.pos_ not in grammar_parser.VERBS or not cues.is_cue(verb.lemma_.lower()):
            continue
        _detach_from_agent(verb, cues)
        _restore_agent(verb, cues, lexicon)
        content = next((c for c in verb.rights if c.dep_ in CONTENT and c.i > verb.i), None)
        if content is None or content.pos_ not in grammar_parser.VERBS:
            continue
        _attach_to_content(verb, content, cues)
        _attach_to_cue(verb, content, cues, lexicon)
        _attach_other_speakers(verb, content, cues, lexicon)


def _detach_from_agent(verb: Token, cues: Cues) -> None:
    """Attach "of misleading" in "was accused by unions of misleading …" to the verb."""
    agent = grammar_parser.agent_of(verb)
    allowed = cues.preposition.get(cues.lemma(verb), ())
    for link in list(agent.rights) if agent is not None else ():
        first = link.nbor(1) if link.i + 1 < link.sent.end else link
        if link.dep_ == "prep" and link.lower_ in allowed and first.tag_ == "VBG":
            link.head = verb


def _restore_agent(verb: Token, cues: Cues, lexicon: PeopleLexicon) -> None:
    """Make "by a manager" the agent in "was accused of burying eight cases by a manager".

    A person after "by" can't be the means of an active gerund.
    """
    is_passive = any(child.dep_ == "auxpass" for child in verb.lefts)
    if not is_passive or cues.lemma(verb) not in cues.alleging["verbs"]:
        return
    if grammar_parser.agent_of(verb) is not None:
        return
    for link in verb.doc[verb.i + 1 : verb.right_edge.i + 1]:
        above = link.head if link.head.pos_ in grammar_parser.VERBS else link.head.head
        who = next((c for c in link.rights if c.dep_ == "pobj"), None)
        if link.lower_ != BY or who is None or above.tag_ != "VBG":
            continue
        is_person = who.ent_type_ == "PERSON" or who.lemma_.lower() in lexicon.person_roles
        if is_person and who.tag_ != "NNS":
            link.head, link.dep_ = verb, "agent"
            return


def _attach_to_content(verb: Token, content: Token, cues: Cues) -> None:
    """Move verbs to the content that can't be the cue's: "says it would, but would not …"."""
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


def _attach_to_cue(verb: Token, content: Token, cues: Cues, lexicon: PeopleLexicon) -> None:
    """Move verbs to the cue that can't be the content's: "said prices rose and blamed …"."""
    for link in content.conjuncts:
        if link.i < content.i or _has_subject(link):
            continue
        if _acts_after_passive(link, content):
            link.tag_ = "VBD"
        if _form(link) != _form(verb) and not _quotes(link, cues):
            continue
        if not cues.is_strong_cue(link.lemma_.lower()):
            continue
        is_apart = _form(content) != _form(link) or _is_perfect(content) > _is_perfect(link)
        is_apart = is_apart or _quotes(link, cues)
        if is_apart or not _can_speak(content, lexicon):
            joint = next((t for t in link.head.rights if t.dep_ == "cc" and t.i < link.i), None)
            link.head = verb
            if joint is not None and joint.i > content.i:
                joint.head = verb
            for later in [child for child in content.rights if child.i > link.i]:
                later.head = link
            return


def _attach_other_speakers(
    verb: Token, content: Token, cues: Cues, lexicon: PeopleLexicon
) -> None:
    """Move clauses with a speaker of their own to the cue: "said it is, but Ann Lee said …"."""
    for link in content.conjuncts:
        subject = next((c for c in link.lefts if c.dep_ in grammar_parser.SUBJECTS), None)
        if link.i < content.i or subject is None or not _may_speak(subject, lexicon):
            continue
        if not _is_sure_cue(link, cues) or _is_past(link) != _is_past(verb):
            continue
        reports = any(child.dep_ in CONTENT and child.i > link.i for child in link.rights)
        start = link.left_edge.i
        joint = next((t for t in link.head.rights if t.dep_ == "cc" and t.i < start), None)
        is_parted = joint is not None and joint.nbor(-1).text == ","
        is_alike = cues.lemma(link) == cues.lemma(verb)
        if not reports or any(child.dep_ == "mark" for child in link.lefts):
            continue
        if is_parted or is_alike:
            if joint is not None and joint.i > content.i:
                joint.head = verb
            link.head, link.dep_ = verb, "conj"
            return


def _is_sure_cue(verb: Token, cues: Cues) -> bool:
    """Return whether the verb reports: one that often doesn't needs "that"."""
    has_that = any(
        mark.lower_ in cues.that
        for child in verb.rights
        if child.dep_ == "ccomp"
        for mark in child.lefts
    )
    return cues.is_strong_cue(cues.lemma(verb)) or (
        cues.is_speech(cues.lemma(verb)) and has_that
    )


def _may_speak(subject: Token, lexicon: PeopleLexicon) -> bool:
    """Return whether a subject is somebody named here: pronouns may be the first speaker."""
    if subject.pos_ == "PRON":
        return False
    return (
        subject.ent_type_ in PEOPLE
        or lexicon.is_group(subject.lemma_.lower())
        or any(child.dep_ == "appos" for child in subject.rights)
    )


def _is_past(verb: Token) -> bool:
    return _form(verb) in ("VBD", "VBN")


def _acts_after_passive(link: Token, content: Token) -> bool:
    """Return whether a verb after a passive is active: "was held and asked witnesses to …"."""
    if link.tag_ != "VBN" or any(child.dep_ in AUXILIARIES for child in link.lefts):
        return False
    is_passive = any(child.dep_ == "auxpass" for child in content.lefts)
    return is_passive and any(child.dep_ == "dobj" for child in link.rights)


def _form(verb: Token) -> str:
    """Return the tag of the word with the tense: the first auxiliary, or the verb itself."""
    first = next((child for child in verb.lefts if child.dep_ in AUXILIARIES), verb)
    return "VB" if first.tag_ == "TO" else first.tag_


def _quotes(verb: Token, cues: Cues) -> bool:
    """Return whether the verb quotes somebody, as in "and called it “a joke”"."""
    is_judging = cues.lemma(verb) in cues.judging and verb.tag_ == "VBN"
    return is_judging and any(word.text == '"' for word in verb.subtree)


def _is_perfect(verb: Token) -> bool:
    """Return whether the verb is a past perfect, which sets it apart from the cue's tense."""
    return verb.tag_ == "VBN" and any(child.dep_ == "aux" for child in verb.lefts)


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ in SUBJECTS for child in verb.lefts)


def _can_speak(verb: Token, lexicon: PeopleLexicon) -> bool:
    """Return whether the verb's subject is a person or organization that can speak."""
    subject = next((child for child in verb.lefts if child.dep_ in SUBJECTS), None)
    if subject is None:
        return True
    if subject.pos_ == "PRON":
        return lexicon.pronouns.get(subject.lower_) != "thing"
    return subject.ent_type_ in PEOPLE or lexicon.is_group(subject.lemma_.lower())
