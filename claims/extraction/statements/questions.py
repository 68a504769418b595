"""Tell what was asked from what was said, and keep the question as context of its answer.

Method: asking is no assertion (Searle, "A taxonomy of illocutionary acts", 1975: questions are
directives), so there is nothing to check in "Asked whether the dam was safe", in a reporter's
"Will you resign?" or in a moderator's "We have to take a break". But an answer can't be
understood without its question, so the statements right after it remember it.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from claims.extraction.attribution.reporting_event import ReportingEvent
from claims.extraction.grammar import parser as grammar_parser
from claims.extraction.lexicon.language import load_language
from claims.extraction.statements.draft import StatementDraft
from claims.extraction.text.askers import is_asking
from claims.extraction.text.speaker_labels import last_word
from claims.extraction.text.transcript_words import transcript_words
from claims.extraction.text.turns import Turn

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

NEXT_SENTENCE = 1
LONGEST_PROCEDURE = 30
LONGEST_LEAD = 20
AUTHOR = ("i", "we")
FRONTED = ("advcl", "prep", "pcomp", "acl", "amod")
CLIMB = 8


class _AskingWords:
    """The verbs of asking, the words that begin a question, and who asks for a living."""

    def __init__(self, code: str) -> None:
        table = load_language(code).tables["transcripts"]
        self.verbs = frozenset(table["asking"])
        self.begins = frozenset(table["asked_words"])
        self.about = frozenset(table["asked_about"])
        self.wanting, self.to_know = frozenset(table["wanting"]), frozenset(table["to_know"])
        self.nouns = frozenset(table["asking_nouns"])
        self.doubting = frozenset(table["doubting"])
        self.informing = frozenset(table["informing"])
        self.replying = frozenset(table["replying"])
        people = {form for word in table["askers"] for form in (word, f"{word}s")}
        self.askers = frozenset(people | set(table["outlets"]))
        self.mastheads = frozenset(table["mastheads"])


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
        self._posed: list[StatementDraft] = []
        self._open: StatementDraft | None = None
        self._open_words = ""
        self._age = 0

    # --- transcripts and interviews

    def begin_turn(self, turn: Turn) -> None:
        """Note a new turn: a question lasts for one turn of somebody else.

        Whoever it is, questions at the end of a turn were asked if somebody else goes on.
        """
        if turn is self._turn:
            return
        before, self._turn = self._turn, turn
        posed, self._posed = self._posed, []
        if posed and before is not None and not _is_same_speaker(before, turn):
            for draft in posed:
                draft.is_question = True
            self._asked += [words for draft in posed if (words := draft.words)]
        elif turn.is_by_asker or before is None or not before.is_by_asker:
            self._asked = []
        turn.is_answer = turn.is_answer or bool(self._asked)

    def note_turn_draft(self, draft: StatementDraft) -> None:
        """Remember a draft of a turn as long as only questions follow it."""
        is_question = bool(draft.words and draft.words.endswith("?"))
        self._posed = [*self._posed, draft] if is_question else []

    def note_fragment(self) -> None:
        """Note words of a turn that state nothing: questions before them were rhetorical."""
        self._posed = []

    def is_asked(self, turn: Turn, sentence: Tokens) -> bool:
        """Return whether a sentence of a turn is no statement, and remember it if it asks."""
        words = sentence.text.strip()
        if len(sentence) <= LONGEST_PROCEDURE and self._spoken.procedure.search(words):
            return True
        if not turn.is_by_asker:
            return False
        if turn.is_question or words.endswith("?") or self._is_put_to(words):
            self._asked.append(words)
            return True
        if self._spoken.housekeeping.search(words) or self._spoken.welcoming.search(words):
            return True
        is_host = turn.label is not None and is_asking(turn.label, self._spoken)
        return is_host and (
            self._leads(words, sentence)
            or not any(token.tag_ in grammar_parser.FINITE for token in sentence)
        )

    def _is_put_to(self, words: str) -> bool:
        """Return whether an asker's sentence is about "you": it asks for a yes or no.

        Labov, Fanshel, "Therapeutic Discourse" (1977): a statement about what only the other
        person knows is heard as a request to confirm it.
        """
        pronouns = self._spoken.pronouns_in(words)
        return bool(pronouns & self._spoken.second) and not pronouns & self._spoken.first

    def _leads(self, words: str, sentence: Tokens) -> bool:
        """Return whether a host speaks to somebody, or shortly of the conversation itself."""
        pronouns = self._spoken.pronouns_in(words)
        if not pronouns.isdisjoint(self._spoken.second):
            return True
        has_number = any(token.like_num for token in sentence)
        is_short = len(sentence) <= LONGEST_LEAD and not has_number
        return is_short and not pronouns.isdisjoint(self._spoken.first)

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

        "Reporters asked about the bill" is one too, "the panel wanted to know why …", and what
        somebody else put to the speaker: "Told that the road was closed, Hale said …". What a
        person with a name asks may be news; whether it was answered is told by `settle`.
        """
        asking = self._asking
        if not report.pieces:
            return False
        verb = report.lemma.partition(" ")[0]
        if verb in asking.informing and _is_passive(report, sentence):
            return _is_aside(report, sentence)
        if verb in asking.nouns and report.cue and sentence.doc[report.cue[0]].pos_ == "NOUN":
            return True
        if self._is_topic_only(report, sentence) or self._is_in_question(report, sentence):
            return True
        if self._is_named(report.speaker) and not _is_passive(report, sentence):
            return False
        return self._asks_indirectly(report, sentence)

    def _is_topic_only(self, report: ReportingEvent, sentence: Tokens) -> bool:
        """Return whether it tells only what was asked about: "Lee asked about the bill".

        No words of Lee's are known then, so there is nothing to check.
        """
        verb, _, preposition = report.lemma.partition(" ")
        start, end = report.pieces[0]
        words = sentence.doc[start:end]
        if verb in self._asking.wanting and words[0].lower_ == "to":
            rest = [token.lower_ for token in words[1:] if token.is_alpha]
            return len(rest) == 1 and rest[0] in self._asking.to_know
        is_about = bool(self._asking.about & {words[0].lower_, preposition})
        is_clause = any(token.tag_ in grammar_parser.FINITE for token in words)
        return verb in self._asking.verbs and is_about and not is_clause

    def _is_in_question(self, report: ReportingEvent, sentence: Tokens) -> bool:
        """Return whether the cue is part of what is put to the speaker.

        In "Pressed on whether Lee had known about the loan, she said …" nobody says "the loan".
        """
        if report.cue is None:
            return False
        put = self._asking.verbs | self._asking.informing | self._asking.doubting
        return any(
            above.tag_ == "VBN"
            and above.lemma_.lower() in put
            and above.dep_ in FRONTED
            and above.i < above.head.i
            for above in islice(sentence.doc[report.cue[0]].ancestors, CLIMB)
        )

    def _asks_indirectly(self, report: ReportingEvent, sentence: Tokens) -> bool:
        """Return whether what is reported is a question, by its verb and first word."""
        asking = self._asking
        start, end = report.pieces[0]
        words = [token.lower_ for token in sentence.doc[start:end][:3]]
        verb, _, preposition = report.lemma.partition(" ")
        if verb in asking.wanting and words[:1] == ["to"]:
            is_to_know = bool(asking.to_know & set(words[1:2]))
            return is_to_know and words[-1] in asking.begins | asking.to_know
        is_by_asker = self.is_asker(report.speaker)
        if verb not in asking.verbs and not (is_by_asker and verb in asking.doubting):
            return False
        is_about = bool(asking.about & {words[0], preposition})
        return words[0] in asking.begins or (is_about and is_by_asker)

    def _is_named(self, head: Token | None) -> bool:
        """Return whether it is a name or a pronoun, and not that of a reporter or newspaper.

        "The Leader of the Opposition" is an office: names of people have no article.
        """
        if head is None or head.pos_ not in ("PROPN", "PRON") or self.is_asker(head):
            return False
        return not any(child.dep_ == "det" for child in head.lefts)

    def is_direct_question(self, report: ReportingEvent | None, quote: str) -> bool:
        """Return whether a quotation asks: by its verb, or because of who says it.

        The author's own questions ("I say to her") are some, and those of reporters.
        """
        if report is None or not _ends_as_question(quote):
            return False
        head = report.speaker
        if head is None or self.is_asker(head) or head.lower_ in AUTHOR:
            return True
        if report.lemma not in self._asking.verbs:
            return False
        is_spoken_to = self._is_to_somebody(quote) and not self._is_named(head)
        return is_spoken_to or _has_addressee(report, head)

    def _is_to_somebody(self, quote: str) -> bool:
        return not self._spoken.pronouns_in(quote).isdisjoint(self._spoken.second)

    def is_wanted_to_know(self, sentence: Tokens, quote: str) -> bool:
        """Return whether a sentence says that somebody wanted to know what a quotation asks."""
        return _ends_as_question(quote) and any(
            token.lemma_.lower() in self._asking.to_know
            and token.dep_ == "xcomp"
            and token.head.lemma_.lower() in self._asking.wanting
            for token in sentence
        )

    def is_procedure(self, report: ReportingEvent | None, quote: str) -> bool:
        """Return whether a host, chair or judge only keeps things going: "Next question"."""
        if report is None or report.speaker is None or quote.count(" ") > LONGEST_LEAD:
            return False
        if self._spoken.procedure.search(quote):
            return True
        head = report.speaker
        named = {head.lower_, *(child.lower_ for child in head.children)}
        if self._spoken.leaders.isdisjoint(named):
            return False
        return self._spoken.housekeeping.search(quote) is not None

    def leave_open(
        self, draft: StatementDraft, report: ReportingEvent | None, quote: str
    ) -> None:
        """Remember what may be a question: it is one if somebody else speaks right after it.

        Without an answer it may be rhetorical, and stays a statement.
        """
        is_nameless = report is None or not self._is_named(report.speaker)
        asks = report is not None and report.lemma in self._asking.verbs
        if _only_asks(quote) and (asks or (is_nameless and self._is_to_somebody(quote))):
            self._open, self._open_words, self._age = draft, quote.strip(), 0

    def leave_report_open(
        self, draft: StatementDraft, report: ReportingEvent, sentence: Tokens, words: str
    ) -> None:
        """Remember what somebody with a name asks: it was a question if it is answered."""
        if report.pieces and self._asks_indirectly(report, sentence):
            self._open, self._open_words, self._age = draft, words, 0

    def settle(self, answers: list[StatementDraft]) -> None:
        """Take the open question for one if the next words are somebody else's."""
        asked, self._open = self._open, self._open if not answers else None
        if asked is None or not answers or asked in answers:
            self._open = asked if asked in answers else self._open
            return
        first = answers[0]
        asker = asked.speaker.entity if asked.speaker else None
        answerer = first.speaker.entity if first.speaker else None
        if answerer is not None and answerer is not asker and self._age <= NEXT_SENTENCE:
            asked.is_question = True
            for draft in answers:
                draft.question = draft.question or self._open_words

    def is_reply(self, report: ReportingEvent) -> bool:
        """Return whether the verb says that a question was answered."""
        return report.lemma in self._asking.replying

    def is_asker(self, head: Token | None) -> bool:
        """Return whether it is a reporter or a newspaper who asks, or nobody is named."""
        if head is None:
            return True
        is_title = head.pos_ == "PROPN" and head.ent_type_ != "PERSON"
        if is_title and head.lower_ in self._asking.mastheads:
            return True
        named = {head.lemma_.lower(), *(child.lower_ for child in head.lefts)}
        return not self._asking.askers.isdisjoint(named)


def _is_same_speaker(one: Turn, other: Turn) -> bool:
    """Return whether two turns have labels with the same last name."""
    if one.label is None or other.label is None:
        return False
    return last_word(one.label.name) == last_word(other.label.name)


def _ends_as_question(quote: str) -> bool:
    return quote.rstrip(" \"”’'").endswith("?")


def _has_addressee(report: ReportingEvent, head: Token) -> bool:
    """Return whether a verb of asking has somebody as its object: "the judge asked him"."""
    if report.cue is None:
        return False
    verb = head.doc[report.cue[1] - 1]
    return any(child.dep_ in ("dobj", "dative") for child in verb.rights)


def _only_asks(quote: str) -> bool:
    """Return whether each sentence asks: it is no speech that ends with a question."""
    plain = quote.strip(" \"”’'")
    return plain.endswith("?") and not any(mark in plain for mark in (". ", "! "))


def _is_aside(report: ReportingEvent, sentence: Tokens) -> bool:
    """Return whether a participle comes before what its sentence says: "Told that …, she"."""
    if report.cue is None:
        return False
    verb = sentence.doc[report.cue[0]]
    return verb.dep_ in FRONTED and verb.i < verb.head.i


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
