"""Find where the sentences of the parser's input begin.

Method: nupunkt (Kiss and Strunk, "Unsupervised multilingual sentence boundary detection",
Computational Linguistics 32(4), 2006) proposes them. After an abbreviation with a full stop
("the N.H.S. said", "at 5 p.m. She said", "Sgt. Pell", "No. 10") the next word decides, by the
orthographic and collocational heuristics of that paper (4.1.1, 4.1.2), here with closed word
lists: a lowercase word continues a sentence, a pronoun, article or plural group ("Ministers
said") begins one, and a title or "No." never ends one. Importing this module doesn't load
nupunkt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from claims.extraction.grammar.parser_input import ParserInput
from claims.extraction.grammar.semicolons import find_clause_starts
from claims.extraction.lexicon.language import load_language

LANGUAGE = "en"
SIGNING = ("―", "—", "–", "-")
FEWEST_WORDS = 4
ABBREVIATION = re.compile(
    r"(?<![\w.’'-])(?P<short>(?:[A-Za-z]{1,2}\.){2,}(?:-(?:[A-Za-z]\.){2,})?|[A-Z]\.|[A-Z]?[a-z]{1,6}\.)"
    r"(?=(?P<closed>[\"')\]]{0,2}) +(?P<open>[\"'(\[]?)(?P<next>\w[\w’'-]*)(?P<after>\.?)"
    r"(?: +(?P<further>\w+))?)"
)
"""An abbreviation, or any short word with a full stop, and the next two words."""
INITIALISM = re.compile(r"(?:[A-Za-z]{1,2}\.){2,}(?:-(?:[A-Za-z]\.){2,})?")
APOSTROPHE = re.compile(r"[’']")
SENTENCE_MARKS = re.compile(r"[.!?]\s")


class _Words:
    """The words that decide whether an abbreviation ends a sentence."""

    def __init__(self) -> None:
        language = load_language(LANGUAGE)
        table = language.tables["sentences"]
        titles = language.mapping("people", "titles")
        roles = language.mapping("people", "roles")
        pronouns = language.mapping("people", "pronouns")
        before = (titles[kind] for kind in ("male", "female", "any"))
        self.never_last = {word for group in before for word in group if word.endswith(".")}
        self.never_last |= set(table["never_last"])
        self.before_numbers = frozenset(table["before_numbers"])
        self.times, self.of_time = frozenset(table["times"]), frozenset(table["of_time"])
        self.time: str = table["time"]
        self.pronouns = {
            word for kind in ("male", "female", "plural", "thing") for word in pronouns[kind]
        } | language.words("people", "small", "articles")
        self.streets = frozenset(table["streets"])
        self.openers = self.pronouns | set(table["openers"]) | set(titles["surely"])
        self.whole = frozenset(table["whole"])
        self.groups = {f"{word}s" for word in (*roles["group"], *roles["person"])}
        self.groups |= set(roles["group"])
        self.bodies = language.words("people", "roles", "body_name") | set(roles["body"])


@lru_cache(maxsize=1)
def _words() -> _Words:
    return _Words()


def sentence_starts(chunk: ParserInput) -> set[int]:
    """Return the offsets in the parser's input at which sentences begin.

    A sentence begins after a folded utterance with a full stop, but not at a dash right after
    an utterance, which introduces its speaker ("“…” — Ann Lee").
    """
    import nupunkt  # noqa: PLC0415 - only workers that extract need it

    text = chunk.text
    folded = [(start, end) for start, end, _ in chunk.folded]
    starts: set[int] = set()
    for found in nupunkt.sent_spans(text):
        start = found[0] + _leading_spaces(text, found[0])
        signs = text[start : start + 1] in SIGNING and any(
            0 <= start - right <= 1 for _, right in folded
        )
        if not signs and not any(left < found[0] < right for left, right in folded):
            starts.add(start)
    for start, begins in _after_abbreviations(text):
        if begins:
            starts.add(start)
        else:
            starts.discard(start)
    starts.update(_after_utterances(text, folded))
    starts.update(find_clause_starts(text, LANGUAGE))
    return starts


def _after_utterances(text: str, folded: list[tuple[int, int]]) -> Iterator[int]:
    for _, end in folded:
        after = text[end : end + 2].lstrip()[:1]
        if text[end - 2 : end - 1] == "." and (after.isupper() or after == '"'):
            yield end + _leading_spaces(text, end)


def _after_abbreviations(text: str) -> Iterator[tuple[int, bool]]:
    """Yield where a word follows an abbreviation, and whether a sentence begins there.

    Where neither is sure, nothing is yielded.
    """
    for found in ABBREVIATION.finditer(text):
        start = found.start("open") if found["open"] else found.start("next")
        begins = _begins_sentence(found, text)
        if begins is not None:
            yield start, begins


def _begins_sentence(found: re.Match[str], text: str) -> bool | None:
    """Return whether the word after an abbreviation begins a sentence, or None if unsure."""
    words = _words()
    short, following = found["short"], found["next"]
    lowered, is_initialism = short.lower(), bool(INITIALISM.fullmatch(short))
    is_letter = len(short) == 2  # noqa: PLR2004 - a letter and its full stop
    is_never_last = lowered in words.never_last or (
        lowered in words.before_numbers and following[0].isdigit()
    )
    if lowered in words.streets and following[0].isupper():
        return _begins_after_street(following, found["further"] or "")
    if is_never_last:
        return False
    if not (is_initialism or is_letter):
        return True if _is_word_before_opener(found) else None
    if following[0].islower():
        return False
    if found["open"] or found["closed"] or not following[0].isupper():
        return None
    if lowered in words.times:
        return (
            not _belongs_to_time(found) and _words_before(found.start(), text) >= FEWEST_WORDS
        )
    if is_letter:
        return True if following.lower() in words.pronouns and not found["after"] else None
    return _begins_after_initialism(found, text)


def _is_word_before_opener(found: re.Match[str]) -> bool:
    """Return whether a plain word has a full stop before one that begins sentences.

    "She voted no. It's done", "10 per cent. Around 6,000 …": a capitalized function word after
    a word in lower case (Kiss and Strunk's orthographic heuristic, 4.1.2).
    """
    following = found["next"]
    if not (found["short"].islower() and following[0].isupper()) or found["after"]:
        return False
    if found["short"] in _words().whole:
        return True
    return APOSTROPHE.split(following.lower())[0] in _words().openers


def _begins_after_street(following: str, further: str) -> bool:
    """Return whether a capitalized word after "St." or "Blvd." begins a sentence."""
    words = _words()
    is_group = following.lower() in words.groups and further[:1].islower()
    return following.lower() in words.openers or is_group


def _belongs_to_time(found: re.Match[str]) -> bool:
    """Return whether the next word says which p.m.: "Tuesday", "Eastern", "London time"."""
    further = (found["further"] or "").lower()
    return found["next"].lower() in _words().of_time or further == _words().time


def _begins_after_initialism(found: re.Match[str], text: str) -> bool | None:
    """Return whether a capitalized word after "U.S." or "N.H.S." begins a sentence."""
    words = _words()
    following, further = found["next"].lower(), found["further"] or ""
    if following in words.openers and not found["after"]:
        return True
    if following in words.groups and further[:1].islower():
        return True
    if following in words.of_time or following in words.bodies or found["after"]:
        return False
    return False if _words_before(found.start(), text) < FEWEST_WORDS else None


def _words_before(end: int, text: str) -> int:
    """Count the words since the last full stop: two words and "N.H.S." are no sentence."""
    before = text[max(0, end - 80) : end]
    return len(SENTENCE_MARKS.split(before)[-1].split()) + 1


def _leading_spaces(text: str, start: int) -> int:
    return len(text[start : start + 40]) - len(text[start : start + 40].lstrip())
