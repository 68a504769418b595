"""Find semicolons between two attributions: "Police say …; organisers claim …".

Method: such a semicolon separates main clauses (Quirk, Greenbaum, Leech, Svartvik, "A
Comprehensive Grammar of the English Language", 1985, III.11), but small parsers make the first
clause the content of the second cue. So what follows is parsed as a sentence of its own if it
has a reporting word, and the clause before has one too, or an auxiliary. In a list of contents
("said that …; that …; and that …") only the first side has one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from claims.extraction.lexicon.language import load_language

SEMICOLON = re.compile(r"; +(?=\S)")
WORD = re.compile(r"[\w’']+")
PAST = re.compile(r"\w{2}ed\b")
ENDS = re.compile(r"[.!?…]+[\"”’)]* |\n")


def find_clause_starts(text: str, code: str) -> Iterator[int]:
    """Yield where a clause begins after a semicolon that separates two attributions."""
    reporting = _reporting_forms(code)
    clauses = reporting | load_language(code).words("splitting", "auxiliaries")
    start = 0
    for found in SEMICOLON.finditer(text):
        before, after = (
            _clause_before(text, start, found.start()),
            _clause_after(text, found.end()),
        )
        start = found.end()
        is_open = before.count('"') % 2 or before.count("(") > before.count(")")
        has_verb = _has_any(before, clauses) or PAST.search(before)
        if not is_open and has_verb and _has_any(after, reporting):
            yield found.end()


def _clause_before(text: str, start: int, end: int) -> str:
    ends = [found.end() for found in ENDS.finditer(text, start, end)]
    return text[ends[-1] if ends else start : end]


def _clause_after(text: str, start: int) -> str:
    semicolon = text.find(";", start)
    end = ENDS.search(text, start)
    stop = min(
        place for place in (semicolon, end.start() if end else -1, len(text)) if place >= 0
    )
    return text[start:stop]


def _has_any(clause: str, words: frozenset[str]) -> bool:
    return any(word in words for word in WORD.findall(clause.lower()))


@lru_cache(maxsize=8)
def _reporting_forms(code: str) -> frozenset[str]:
    """Return the words that report: forms of the verbs of saying, and "according"."""
    language = load_language(code)
    small = language.mapping("cues", "small")
    weak = frozenset(language.mapping("cues", "classes")["weak"])
    forms = set(small["according"]) | set(small["said"])
    for verb in language.words("cues", "verbs", "clause") - weak:
        stem = verb.removesuffix("e")
        forms |= {verb, f"{verb}s", f"{stem}ed"}
        if verb.endswith("y") and verb[-2:-1] not in ("a", "e", "o"):
            forms |= {f"{verb[:-1]}ies", f"{verb[:-1]}ied"}
    return frozenset(forms)
