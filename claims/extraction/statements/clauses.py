"""Split a statement into clauses that can be checked one by one.

Method: sentences by nupunkt (Kiss and Strunk, "Unsupervised multilingual sentence boundary
detection", Computational Linguistics 32(4), 2006), then a cut at a coordinator with a clause
on either side (Siddharthan, "Syntactic Simplification and Text Cohesion", Research on Language
and Computation 4(1), 2006). No parser is loaded, so web requests can use it too.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate

from claims.extraction.grammar.clause_detection import ClauseDetector, clause_detector
from claims.extraction.numbers.numerals import QuoteWord, split_words, word_at
from claims.extraction.text.span import Span

FEWEST = 3
REACH = 14
LONGEST_SENTENCE = 200


def split_clauses(text: str, language: str = "en") -> list[Span]:
    """Return the clauses of `text` that can be checked separately, as offsets into it.

    They are in order, trimmed and don't overlap; each has a verb and at least three words. A
    text that can't be split gives one span, a blank text none. What joins two clauses (a comma,
    an "and") belongs to neither. A clause can lack the subject that it shares with the one
    before.
    """
    known = clause_detector(language)
    found: list[Span] = []
    for start, end in _sentences(text, known):
        words = split_words(text[start:end])
        begun = start
        for last, after in _Sentence(words, known).cuts():
            found.append((begun, start + words[last - 1].end))
            begun = start + words[after].start
        found.append((begun, end))
    return found


def split_pieces(text: str, pieces: tuple[Span, ...], language: str = "en") -> tuple[Span, ...]:
    """Return the clauses of a statement as offsets into the article; none for a single one.

    A clause that the article interrupts ("Taxes, he said, will rise") stays one clause.
    """
    known = clause_detector(language)
    found: list[Span] = []
    has_clause = False
    clauses = [split_clauses(text[start:end], language) for start, end in pieces]
    if sum(map(len, clauses)) <= 1:
        return ()
    for (start, _), inside in zip(pieces, clauses, strict=True):
        for first, last in inside:
            words = split_words(text[start + first : start + last])
            is_complete = _Sentence(words, known).can_stand_alone()
            if found and not (has_clause and is_complete):
                found[-1] = (found[-1][0], start + last)
            else:
                joint = bool(found) and len(words) > 1 and known.has("coordinators", words[0])
                begins = words[1].start if joint else 0
                found.append((start + first + begins, start + last))
                has_clause = False
            has_clause = has_clause or is_complete
    return tuple(found) if len(found) > 1 else ()


def _trimmed(text: str, span: Span) -> Span:
    start, end = span
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    return start, max(start, end - (len(words) - len(words.rstrip())))


def _sentences(text: str, known: ClauseDetector) -> Iterator[Span]:
    """Yield sentences; one without a clause is joined to the one before, or to the next."""
    import nupunkt  # noqa: PLC0415 - most processes never split a statement

    spans = [_trimmed(text, (found[0], found[1])) for found in nupunkt.sent_spans(text)]
    spans = [(start, end) for start, end in spans if end > start]
    if len(spans) == 1:
        yield spans[0]
        return
    joined: Span | None = None
    has_clause = False
    for start, end in spans:
        is_complete = _Sentence(split_words(text[start:end]), known).can_stand_alone()
        if joined is not None and has_clause and is_complete:
            yield joined
            joined, has_clause = None, False
        joined = (joined[0] if joined else start, end)
        has_clause = has_clause or is_complete
    if joined is not None:
        yield joined


class _Sentence:
    """The words of one sentence, its verbs, and where it can be cut."""

    def __init__(self, words: list[QuoteWord], known: ClauseDetector) -> None:
        self._words = words
        self._known = known

    @cached_property
    def _verbs(self) -> list[bool]:
        return [
            self._known.is_contraction(word) or self._known.is_verb(self._words, position)
            for position, word in enumerate(self._words)
        ]

    @cached_property
    def _verbs_before(self) -> list[int]:
        return [0, *accumulate(self._verbs)]

    @cached_property
    def _words_before(self) -> list[int]:
        return [0, *accumulate(word.text[:1].isalnum() for word in self._words)]

    def can_stand_alone(self, start: int = 0, end: int | None = None) -> bool:
        """Return whether these words can stand alone: at least three, one of them a verb."""
        end = len(self._words) if end is None else end
        enough = self._words_before[end] - self._words_before[start] >= FEWEST
        return enough and self._verbs_before[end] > self._verbs_before[start]

    def cuts(self) -> Iterator[tuple[int, int]]:
        """Yield each cut as (end of the left part, start of the right part)."""
        begun = index = 0
        count = len(self._words)
        while index < count <= LONGEST_SENTENCE:
            after = self._after_coordinator(index)
            if after is None or not self._separates_clauses(begun, index, after, count):
                index += 1
                continue
            yield from self._list_cuts(begun, index, after)
            after += self._repeats_that(begun, index, after)
            yield index, after
            begun = index = after

    def _list_cuts(self, begun: int, end: int, after: int) -> Iterator[tuple[int, int]]:
        """Yield cuts at commas of a list: "they are up, we are down and you are out"."""
        if not any(self._has("list_joints", i) for i in range(end, after)):
            return
        commas = [i for i in range(begun, end) if self._words[i].text == ","]
        for comma, stop in zip(commas, [*commas, end][1:], strict=True):
            if self._separates_clauses(begun, comma, comma + 1, stop):
                yield comma, comma + 1 + self._repeats_that(begun, comma, comma + 1)
                begun = comma + 1

    def _after_coordinator(self, index: int) -> int | None:
        """Return the first word after a coordinator, if one begins here."""
        pauses = self._is_pause(index)
        after = index + 1 if pauses else index
        if self._has("coordinators", after) and (pauses or not self._has("needs_pause", after)):
            after += 1
        elif self._words[index].text != ";":
            return None
        while self._has("connectives", after):
            after += 1
            if self._has("commas", after):
                after += 1
        return after if after < len(self._words) else None

    def _is_pause(self, index: int) -> bool:
        """Return whether it is a comma, a semicolon or a dash between spaces."""
        if self._words[index].text in (",", ";"):
            return True
        before, after = word_at(self._words, index - 1), word_at(self._words, index + 1)
        return (
            self._has("dashes", index)
            and before is not None
            and after is not None
            and before.end < self._words[index].start
            and self._words[index].end < after.start
        )

    def _separates_clauses(self, begun: int, index: int, after: int, end: int) -> bool:
        """Return whether clauses are on both sides of a coordinator."""
        first = self._past_adverbs(after)
        begins = self._known.is_verb(self._words[first:], 0)
        is_bound = self._is_paired_conjunction(begun, index) or self._has("subjects", index - 1)
        if is_bound or not self._verb_forms_match(begun, index, after):
            return False
        if not self.can_stand_alone(after, end) and not (begins and self._is_long(after, end)):
            return False
        wants_subject = any(self._has("needs_subject", i) for i in range(index, after))
        if begins:
            return not wants_subject and self._shares_subject(begun, index, first)
        pauses = self._is_pause(index)
        if wants_subject and not pauses and self._has("subjects", after):
            return False
        is_other = self._has("subjects", first) or self._has("formal_subjects", first)
        if not (pauses or is_other or self._is_whole(begun, index)):
            return False
        return self._has_subject(begun, index, first, end)

    def _is_long(self, start: int, end: int) -> bool:
        return self._words_before[end] - self._words_before[start] >= FEWEST

    def _verb_forms_match(self, begun: int, index: int, after: int) -> bool:
        """Return whether verb forms match: "The tax costs families £400 and raises £2bn"."""
        if self.can_stand_alone(begun, index):
            return True
        is_third = self._known.is_third_person
        return (
            is_third(self._words[after])
            and self._is_long(begun, index)
            and any(is_third(word) for word in self._words[begun + 1 : index])
        )

    def _is_paired_conjunction(self, begun: int, index: int) -> bool:
        """Return whether the coordinator belongs to "if … and …" or "between … and …"."""
        while begun < index and self._has("coordinators", begun):
            begun += 1
        hanging = self._has("subordinators", begun)
        paired = comma = False
        for position in range(begun, index):
            if self._has("pairing", position):
                paired = True
            elif self._has("list_joints", position):
                paired = False
            elif self._has("commas", position):
                comma = True
                if self._verbs_before[index] > self._verbs_before[position]:
                    hanging = False
            elif self._has("conditions", position) and not comma:
                hanging = True
        return hanging or paired

    def _has_subject(self, begun: int, index: int, first: int, end: int) -> bool:
        """Return whether a subject is followed closely by its verb."""
        if self._repeats_that(begun, index, first):
            first += 1
        if any(self._has(name, first) for name in ("asking", "subordinators", "infinitive")):
            return False
        if self._has("comparing", first + 1) and not self._has("indefinite", first):
            return False
        for position in range(first, min(first + REACH, end)):
            if position > first and self._ends_subject(position):
                return False
            if self._verbs[position] and (
                position > first or self._known.is_contraction(self._words[position])
            ):
                return True
        return False

    def _ends_subject(self, position: int) -> bool:
        """Return whether another clause or a parenthesis begins before any verb."""
        if any(self._has(name, position) for name in ("commas", "relatives", "conjunctions")):
            return True
        if self._has("subjects", position):
            return self._has("prepositions", position - 1)
        if not self._has("list_joints", position):
            return False
        after = position + 1
        begins = ("subjects", "formal_subjects", "determiners", "adverbs")
        is_verb = after < len(self._words) and self._verbs[after]
        return is_verb or any(self._has(name, after) for name in begins)

    def _is_whole(self, begun: int, index: int) -> bool:
        """Return whether the clause of the last verb is complete, unlike "said doctors"."""
        for position in range(index - 1, begun - 1, -1):
            if self._has("leads_clause", position):
                return position == index - 1 or self._has("prepositions", position + 1)
            if self._verbs[position]:
                return True
        return True

    def _shares_subject(self, begun: int, index: int, first: int) -> bool:
        """Return whether a second verb has the same subject: "cut taxes and raised wages"."""
        rest = range(first + 1, len(self._words))
        if not any(self._is_content_word(position) for position in rest):
            return False
        for position in range(begun + 1, index):
            if self._has("relatives", position) and not self._verbs[position - 1]:
                return False
        if not self._known.is_base(self._words[first]):
            return True
        return any(
            self._known.is_modal(word) or (self._known.is_base(word) and self._verbs[position])
            for position, word in enumerate(self._words[begun:index], begun)
        )

    def _is_content_word(self, position: int) -> bool:
        """Return whether it is a content word; "may never be" has none."""
        is_word = self._words[position].text[:1].isalnum()
        empty = ("auxiliaries", "adverbs", "copulas")
        return is_word and not any(self._has(name, position) for name in empty)

    def _past_adverbs(self, start: int) -> int:
        while start < len(self._words) - 1 and self._has("adverbs", start):
            start += 1
        return start

    def _repeats_that(self, begun: int, index: int, first: int) -> bool:
        """Return whether it is "said that … and that …"."""
        earlier = range(begun - 1, index)
        return self._has("complementizers", first) and any(
            self._has("complementizers", position) for position in earlier
        )

    def _has(self, name: str, position: int) -> bool:
        return self._known.has(name, word_at(self._words, position))
