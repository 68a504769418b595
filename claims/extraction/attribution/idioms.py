"""Find reports by fixed phrases: "stopped short of …", "took issue with …", "Lee's verdict: …".

Method: a list of verbs with the words that follow them, because the meaning of an idiom isn't
that of its verb (Nunberg, Sag, Wasow, "Idioms", Language 70(3), 1994); what its last word
governs is the content. A noun of speech before a colon has the rest of the sentence as its
content (Quirk, Greenbaum, Leech, Svartvik, "A Comprehensive Grammar of the English Language",
1985, III.17: the colon of specification).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from claims.extraction.attribution import estimates, span_ends
from claims.extraction.attribution.reporting_event import ReportingEvent
from claims.extraction.grammar import parser as grammar_parser
from claims.extraction.lexicon.cues import Cues

if TYPE_CHECKING:
    from spacy.tokens import Token

NUMBER = "#"
"""What stands for a number in a phrase: "up with #"."""
OWNERS = ("poss",)
CONTENT = ("pobj", "pcomp", "dobj", "ccomp", "xcomp")


def find_idioms(verb: Token, lemma: str, cues: Cues) -> Iterator[ReportingEvent]:
    """Find "stopped short of calling it a crime", "poured cold water on the idea"."""
    for phrase in cues.idioms.get(lemma, ()):
        last = _end_of_phrase(verb, phrase)
        if last is None:
            continue
        speaker = grammar_parser.subject_of(verb)
        thing = next((c for c in last.rights if c.dep_ in CONTENT), None)
        thing = thing or next(
            (c for c in verb.rights if c.i > last.i and c.dep_ == "dobj"), None
        )
        if speaker is None or speaker.dep_ == "expl" or thing is None:
            return
        if NUMBER in phrase and thing.lower_ in cues.one:
            return
        if NUMBER in phrase and not estimates.has_number(
            verb, (last.i, thing.right_edge.i + 1)
        ):
            return
        end = span_ends.trim_background_clause(thing, thing.right_edge.i + 1)
        span = last.i + 1, _before_occasion(thing, end, cues)
        cue = grammar_parser.verb_group(verb)[0], last.i + 1
        yield ReportingEvent((span,), speaker, cue, f"{lemma} {phrase}")
        return


def _before_occasion(thing: Token, end: int, cues: Cues) -> int:
    """Return the end without when it was said: "the finger at Day(, when she was asked)"."""
    if thing.dep_ != "pobj":
        return end
    commas = (i for i in range(thing.i + 1, end - 1) if thing.doc[i].text == ",")
    return next((i for i in commas if thing.doc[i + 1].lower_ in cues.times), end)


def _end_of_phrase(verb: Token, phrase: str) -> Token | None:
    """Return the last word of the idiom if its words follow the verb and its adverbs."""
    doc, index = verb.doc, verb.i + 1
    words = phrase.replace("-", " - ").replace(NUMBER, "").split()
    while index < verb.sent.end and doc[index].pos_ == "ADV" and doc[index].lower_ != words[0]:
        index += 1
    end = index + len(words)
    if end >= verb.sent.end or [doc[i].lower_ for i in range(index, end)] != words:
        return None
    return doc[end - 1]


def find_specified(noun: Token, lemma: str, cues: Cues) -> Iterator[ReportingEvent]:
    """Find "Ann Lee's verdict: the plan is dead", "The mayor's message is simple: we pay"."""
    colon = noun.i + 1
    sentence, doc = noun.sent, noun.doc
    verb = noun.head
    if noun.dep_ == "nsubj" and verb.lemma_ in cues.asking:
        colon = next((i for i in range(verb.i, sentence.end) if doc[i].text == ":"), colon)
    if colon + 2 >= sentence.end or doc[colon].text != ":" or lemma not in cues.specifying:
        return
    after = doc[colon + 1 : sentence.end]
    is_estimate = lemma in cues.estimates["revised"] and any(w.pos_ == "NUM" for w in after)
    has_clause = any(word.tag_ in grammar_parser.FINITE for word in after) or is_estimate
    if any(word.text == '"' for word in after) or not has_clause:
        return
    speaker = next((c for c in noun.lefts if c.dep_ in OWNERS), None)
    for link in noun.rights if speaker is None else ():
        if link.dep_ == "prep" and link.lower_ in (*cues.sources, "of"):
            speaker = next((c for c in link.rights if c.dep_ == "pobj"), None)
    if speaker is not None:
        yield ReportingEvent(((colon + 1, sentence.end),), speaker, (noun.i, noun.i + 1), lemma)
