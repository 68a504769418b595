"""Tell what was asked from what was said, and keep the question as context of its answer.

Method: asking is no assertion (Searle, "A taxonomy of illocutionary acts", 1975: questions are
directives), so there is nothing to check in "Asked whether the dam was safe", in a reporter's
"Will you resign?" or in a moderator's "We have to take a break". But an answer can't be
understood without its question, so the statements right after it remember it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from claims.extraction.attribution.reporting_event import ReportingEvent
from claims.extraction.grammar import parser as grammar_parser
from claims.extraction.lexicon.language import load_language
from claims.extraction.text.transcript_words import transcript_words
from claims.extraction.text.turns import Turn

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

NEXT_SENTENCE = 1


class _AskingWords:
    """The verbs of asking, the words that begin a question, and who asks for a living."""

    def __init__(self, code: str) -> None:
        table = load_language(code).tables["transcripts"]
        self.verbs = frozenset(table["asking"])
        self.begins = frozenset(table["asked_words"])
        self.about = frozenset(table["asked_about"])
        self.wanting, self.to_know = frozenset(table["wanting"]), frozenset(table["to_know"])
        self.replying = frozenset(table["replying"])
        people = {form for word in table["askers"] for form in (word, f"{word}s")}
        self.askers = frozenset(people | set(table["outlets"]))


@lru_cache(maxsize=8)
def _words(code: str) -> _AskingWords:
    return _AskingWords(code)


class QuestionContext:
    """Remembers, while a text is gone through, which question was asked last."""

    def __init__(self, language: str) -> None:
        self._asking = _words(language)
        self._spoken = transcript_words(language)
        self._turn: Turn | None = None
        self._asked: list[str] = []
        self._age = 0

    # --- transcripts and interviews

    def begin_turn(self, turn: Turn) -> None:
        """Note a new turn: a question lasts for one turn of somebody else."""
        if turn is self._turn:
            return
        before, self._turn = self._turn, turn
        if turn.is_by_asker or before is None or not before.is_by_asker:
            self._asked = []
        elif self._asked:
            turn.is_answer = True

    def is_asked(self, turn: Turn, sentence: Tokens) -> bool:
        """Return whether a sentence of a turn is no statement, and remember it if it asks."""
        if not turn.is_by_asker:
            return False
        words = sentence.text.strip()
        if turn.is_question or words.endswith("?"):
            self._asked.append(words)
            return True
        if self._spoken.housekeeping.search(words):
            return True
        is_host = turn.label is not None and turn.label.is_office
        return is_host and (
            self._spoken.is_conversation(words)
            or not any(token.tag_ in grammar_parser.FINITE for token in sentence)
        )

    @property
    def asked(self) -> str | None:
        """The words of the question that is being answered."""
        return " ".join(self._asked) or None

    # --- articles

    def begin_sentence(self) -> None:
        """Note a new sentence of an article: a question lasts until the end of the next one."""
        self._age += 1
        if self._age > NEXT_SENTENCE:
            self._asked = []

    def ask(self, words: str) -> None:
        """Remember a question of an article."""
        self._asked, self._age = [words.strip()], 0

    def is_indirect_question(self, report: ReportingEvent, sentence: Tokens) -> bool:
        """Return whether a report only says what was asked: "asked whether …".

        "Reporters asked about the bill" is one too, and "the panel wanted to know why …". What
        a person with a name asks stays a statement: it may be news that they asked. But in
        "asked what he thought, Hale said …" it is others who ask.
        """
        asking = self._asking
        if not report.pieces:
            return False
        if self._is_named(report.speaker) and not _is_passive(report, sentence):
            return False
        start, end = report.pieces[0]
        words = [token.lower_ for token in sentence.doc[start:end][:3]]
        verb, _, preposition = report.lemma.partition(" ")
        if verb in asking.wanting and words[:1] == ["to"]:
            return bool(asking.to_know & set(words[1:2])) and words[-1] in asking.begins
        if verb not in asking.verbs:
            return False
        is_about = bool(asking.about & {words[0], preposition})
        return words[0] in asking.begins or (is_about and self.is_asker(report.speaker))

    def _is_named(self, head: Token | None) -> bool:
        """Return whether it is a name or a pronoun, and not that of a reporter or newspaper."""
        return head is not None and head.pos_ in ("PROPN", "PRON") and not self.is_asker(head)

    def is_direct_question(self, report: ReportingEvent | None, quote: str) -> bool:
        """Return whether a quotation is a question of somebody whose business it is to ask."""
        is_question = quote.rstrip(" \"”’'").endswith("?")
        return is_question and report is not None and self.is_asker(report.speaker)

    def is_reply(self, report: ReportingEvent) -> bool:
        """Return whether the verb says that a question was answered."""
        return report.lemma in self._asking.replying

    def is_asker(self, head: Token | None) -> bool:
        """Return whether it is a reporter or a newspaper who asks, or nobody is named."""
        if head is None:
            return True
        named = {head.lemma_.lower(), *(child.lower_ for child in head.lefts)}
        return not self._asking.askers.isdisjoint(named)


def _is_passive(report: ReportingEvent, sentence: Tokens) -> bool:
    """Return whether the verb is a participle without "have": "asked what he thought, …".

    Taggers often take such a participle for the past tense, but it has no subject of its own.
    """
    if report.cue is None:
        return False
    verb = sentence.doc[report.cue[0]]
    has_subject = any(child.dep_ in grammar_parser.SUBJECTS for child in verb.lefts)
    has_perfect = any(child.lemma_ == "have" for child in verb.lefts)
    is_first = verb.tag_ == "VBD" and verb.i == sentence.start and verb.dep_ == "advcl"
    return (verb.tag_ == "VBN" or is_first) and not has_subject and not has_perfect
