"""Where a statement can be parted into clauses that can be checked one by one.

Method: sentences by nupunkt (Kiss and Strunk, "Unsupervised multilingual sentence boundary
detection", Computational Linguistics 32(4), 2006), then a cut at a coordinator where a clause
stands on either side (Siddharthan, "Syntactic Simplification and Text Cohesion", Research on
Language and Computation 4(1), 2006). Clauses are known by closed word classes and verb forms of
`languages/<code>/splitting.toml`: no parser is loaded, so a web page can ask as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from claims.extraction.language import load
from claims.extraction.numerals import Word, at, words_of
from claims.extraction.statement import Span

FEWEST = 3
REACH = 14
LONGEST_SENTENCE = 400
EDGES = " \t\n\r,;:–—"
SIBILANTS = ("s", "sh", "ch", "x", "z")
VOWELS = "aeiou"


def parts_of(text: str, language: str = "en") -> list[Span]:
    """The clauses of a statement that can be checked apart, as offsets into `text`.

    In order, trimmed, not overlapping; each has a verb and at least three words. One span, the
    trimmed text, where it does not split; none where it is blank. What joins two parts (a
    comma, an "and") belongs to neither; a part may lack the subject that it shares with the
    one before.
    """
    clauses = _clauses(language)
    spans = [
        span for sentence in _sentences(text, clauses) for span in clauses.of(text, sentence)
    ]
    whole = _trimmed(text, (0, len(text)))
    return spans or ([whole] if whole[1] > whole[0] else [])


def splits_of(text: str, pieces: tuple[Span, ...], language: str = "en") -> tuple[Span, ...]:
    """The parts of a statement's pieces as offsets into the article; empty where it is one."""
    found = [
        (start + first, start + last)
        for start, end in pieces
        for first, last in parts_of(text[start:end], language)
    ]
    return tuple(found) if len(found) > 1 else ()


def _trimmed(text: str, span: Span) -> Span:
    start, end = span
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    return start, max(start, end - (len(words) - len(words.rstrip())))


def _sentences(text: str, clauses: Clauses) -> Iterator[Span]:
    """Sentences; one that is no clause goes with the one before it, or after it if first."""
    import nupunkt  # noqa: PLC0415 - not every process that may split does

    open_: Span | None = None
    is_clause = False
    for found in nupunkt.sent_spans(text):
        start, end = _trimmed(text, (found[0], found[1]))
        if start == end:
            continue
        is_next = clauses.stands(words_of(text[start:end]))
        if open_ is not None and is_clause and is_next:
            yield open_
            open_ = None
            is_clause = False
        open_ = (open_[0] if open_ else start, end)
        is_clause = is_clause or is_next
    if open_ is not None:
        yield open_


class Clauses:
    """How one language joins clauses, by its word lists."""

    def __init__(self, code: str) -> None:
        table: dict[str, list[str]] = load(code).tables["splitting"]
        self._lists = {name: frozenset(words) for name, words in table.items()}
        self._contracted = tuple(table["contracted"])
        self._endings = {_with_s(verb) for verb in table["verbs"]}
        self._endings_or_nouns = {_with_s(verb) for verb in table["verb_or_noun"]}

    def of(self, text: str, sentence: Span) -> Iterator[Span]:
        """The clauses of one sentence."""
        start, end = sentence
        words = words_of(text[start:end])
        if len(words) > LONGEST_SENTENCE:
            words = []
        begun = start
        for last, after in self._cuts(words):
            stop = start + words[last - 1].end
            yield begun, stop
            begun = start + words[after].start
        yield begun, end

    def _cuts(self, words: list[Word]) -> Iterator[tuple[int, int]]:
        """Pairs: the word that ends the left part (exclusive), the first of the right one."""
        begun = index = 0
        while index < len(words):
            after = self._joint(words, index)
            if after is None or not self._parts(words, begun, index, after):
                index += 1
                continue
            yield from self._listed(words, begun, index, after)
            yield index, after
            begun = index = after

    def _listed(
        self, words: list[Word], begun: int, end: int, after: int
    ) -> Iterator[tuple[int, int]]:
        """In "they are up, we are down and you are out" the comma is a joint as well."""
        if not any(self._has("list_joints", word) for word in words[end:after]):
            return
        for index in range(begun, end):
            if words[index].text != "," or not self.stands(words[begun:index]):
                continue
            stop = next((i for i in range(index + 1, end) if words[i].text == ","), end)
            right = words[index + 1 : stop]
            if self.stands(right) and self._parts(words[:stop], begun, index, index + 1):
                yield index, index + 1
                begun = index + 1

    def _joint(self, words: list[Word], index: int) -> int | None:
        """The first word after the coordinator that begins at a word."""
        paused = words[index].text in (",", ";") or self._is_dash(words, index)
        after = index + 1 if paused else index
        word = at(words, after)
        if self._has("coordinators", word) and (paused or not self._has("needs_pause", word)):
            after += 1
        elif words[index].text != ";":
            return None
        while self._has("connectives", at(words, after)):
            after += 1
            if after < len(words) and words[after].text == ",":
                after += 1
        return after if after < len(words) else None

    def _is_dash(self, words: list[Word], index: int) -> bool:
        before, after = at(words, index - 1), at(words, index + 1)
        return (
            self._has("dashes", words[index])
            and before is not None
            and after is not None
            and before.end < words[index].start
            and words[index].end < after.start
        )

    def _parts(self, words: list[Word], begun: int, index: int, after: int) -> bool:
        """Does a clause end before the joint, and another begin after it?"""
        left, right = words[begun:index], words[after:]
        if not self._stands_before(left, right) or not self.stands(right):
            return False
        if self._is_bound(words, begun, index):
            return False
        joint = words[index:after]
        paused = not joint or joint[0].text in (",", ";") or self._is_dash(words, index)
        if not paused and any(self._has("needs_subject", word) for word in joint):
            return not self._has("subjects", right[0]) and self._has_subject(
                left, right, paused
            )
        first = self._past_adverbs(right, 0)
        if self._is_verb(right, first):
            return not any(self._has("needs_subject", word) for word in joint) and (
                self._shares_subject(left, right, first)
            )
        return self._has_subject(left, right, paused=paused)

    def _stands_before(self, left: list[Word], right: list[Word]) -> bool:
        """ "The tax costs families £400 and raises £2bn": the one form tells the other."""
        return self.stands(left) or (
            right[0].lower in self._endings
            and len(left) >= FEWEST
            and any(word.lower in self._endings for word in left[1:])
        )

    def _is_bound(self, words: list[Word], begun: int, index: int) -> bool:
        """Inside "if … and …", "between … and …" nothing is parted."""
        last_pair = None
        comma = False
        hanging = self._has("subordinators", words[begun])
        for position in range(begun, index):
            word = words[position]
            if self._has("pairing", word):
                last_pair = position
            elif self._has("list_joints", word):
                last_pair = None
            if word.text == ",":
                comma = True
                hanging = hanging and not self._any_verb(words[position + 1 : index])
            elif self._has("conditions", word) and not comma:
                hanging = True
        return hanging or last_pair is not None

    def _has_subject(self, left: list[Word], right: list[Word], *, paused: bool) -> bool:
        """A clause of its own: a subject and, within reach, its verb."""
        start = self._past_adverbs(right, 0)
        if self._has("relatives", at(right, start)) and self._has("relatives", at(left, 0)):
            start += 1
        if right[start].lower == "that" and any(word.lower == "that" for word in left):
            start += 1
        word = at(right, start)
        if word is None or self._has("asking", word) or self._has("subordinators", word):
            return False
        if not paused and not self._is_whole(left):
            return False
        for position in range(start, min(start + REACH, len(right))):
            word = right[position]
            if position > start and (word.text in (",", ";") or self._has("relatives", word)):
                return False
            if position > start and self._is_verb(right, position):
                return True
            if self._contracts(word):
                return True
        return False

    def _is_whole(self, left: list[Word]) -> bool:
        """Not "said doctors": what the last verb leads to has a verb of its own."""
        for position in range(len(left) - 1, -1, -1):
            word = left[position]
            if self._has("leads_clause", word):
                after = at(left, position + 1)
                return after is None or self._has("prepositions", after)
            if self._is_verb(left, position):
                return True
        return True

    def _shares_subject(self, left: list[Word], right: list[Word], first: int) -> bool:
        """ "cut taxes and raised wages": a second verb for the same subject."""
        rest = right[first + 1 :]
        if not any(word.text[0].isalnum() and not self._is_empty(word) for word in rest):
            return False
        for position, word in enumerate(left):
            is_relative = self._has("relatives", word) and position > 0
            if is_relative and not self._is_verb(left, position - 1):
                return False
        verb = right[first]
        if verb.lower in self._lists["verbs"] and not self._has("auxiliaries", verb):
            return any(
                self._has("modals", word) or word.lower.endswith(("'ll", "’ll"))
                for word in left
            )
        return True

    def _is_empty(self, word: Word) -> bool:
        return any(self._has(name, word) for name in ("auxiliaries", "adverbs", "copulas"))

    def _past_adverbs(self, words: list[Word], start: int) -> int:
        while start < len(words) - 1 and self._has("adverbs", words[start]):
            start += 1
        return start

    def stands(self, words: list[Word]) -> bool:
        """Could these words stand alone: three of them, one a verb?"""
        enough = sum(word.text[:1].isalnum() for word in words) >= FEWEST
        return enough and self._any_verb(words)

    def _any_verb(self, words: list[Word]) -> bool:
        return any(
            self._contracts(word) or self._is_verb(words, position)
            for position, word in enumerate(words)
        )

    def _contracts(self, word: Word) -> bool:
        """ "we're", "it's"; not "Tom's"."""
        plain = word.lower.replace("’", "'")
        stem, mark, _ = plain.rpartition("'")
        return (
            bool(mark) and stem in self._lists["contracts"] and plain.endswith(self._contracted)
        )

    def _is_verb(self, words: list[Word], index: int) -> bool:
        """Can the word be a finite verb where it stands?"""
        word, before, after = words[index], at(words, index - 1), at(words, index + 1)
        lower = word.lower.replace("’", "'")
        if lower in self._lists["auxiliaries"]:
            return not (lower in ("may", "might", "will", "can") and self._names(word, before))
        if self._has("subjects", before) or (
            self._has("adverbs", before) and self._has("subjects", at(words, index - 2))
        ):
            return lower.isalpha() and not any(
                self._has(name, word) for name in ("adverbs", "prepositions", "coordinators")
            )
        if self._has("determiners", before) or self._has("prepositions", before):
            return False
        return self._has_verb_form(words, index, lower, after)

    def _names(self, word: Word, before: Word | None) -> bool:
        """ "in May", "the will"."""
        return word.text[:1].isupper() or self._has("determiners", before)

    def _has_verb_form(
        self, words: list[Word], index: int, lower: str, after: Word | None
    ) -> bool:
        is_object_next = after is not None and (
            self._has("determiners", after)
            or self._has("indefinite", after)
            or after.is_digits
            or after.text in "£$€¥"
        )
        if lower in self._lists["past"]:
            return lower not in self._lists["past_or_noun"] or is_object_next or index == 0
        if lower.endswith("ed") and lower not in self._lists["described"]:
            return after is None or after.lower != "by"
        if lower in self._endings:
            return is_object_next or lower not in self._endings_or_nouns
        if lower in self._lists["verbs"]:
            before = at(words, index - 1)
            is_plural = before is not None and (
                before.lower.endswith("s") or self._has("plurals", before)
            )
            return is_object_next or (is_plural and lower not in self._lists["verb_or_noun"])
        return False

    def _has(self, name: str, word: Word | None) -> bool:
        return word is not None and word.lower.replace("’", "'") in self._lists[name]


def _with_s(verb: str) -> str:
    """The third person: goes, carries, cuts."""
    if verb == "have":
        return "has"
    if verb.endswith("y") and verb[-2] not in VOWELS:
        return f"{verb[:-1]}ies"
    return f"{verb}es" if verb.endswith((*SIBILANTS, "o")) else f"{verb}s"


@lru_cache(maxsize=8)
def _clauses(code: str) -> Clauses:
    return Clauses(code)
