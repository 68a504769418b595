"""Compare two texts: sentences that stay, are added, removed or changed, and their words.

Texts are compared sentence by sentence, and changed sentences word by word (Myers's diff with
semantic clean-up, as in diff-match-patch), so that people see changed words, not characters.
Every step has a limit, because a page may be made to keep the comparison running forever.
"""

import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from diff_match_patch import diff_match_patch

SENTENCE = re.compile(r".+?(?:[.!?][\"”’)\]]*(?:\s*\[\d{1,3}\])*(?=\s)|\n|$)\s*", re.DOTALL)
TOKEN = re.compile(r"\s+|\d+(?:[.,]\d+)*|\w+|[^\w\s]")
SAME_SENTENCE = 0.5
"""The share of common words from which two sentences are one that was changed."""
MOST_SECONDS = 1.0
MOST_PAIRS = 1500
"""Pairs of sentences to compare; a longer stretch is shown as rewritten."""
MOST_EQUAL, MOST_LINES = 500_000, 8_000
"""Pairs of equal sentences, and sentences, above which difflib would take too long."""
MOST_STEPS = 4_000_000
"""Pairs of words in a changed stretch above which its sentences are not matched."""
MOST_TOKENS = 20_000
"""Words of two texts above which the old one is removed and the new one added as a whole."""
MOST_SECONDS_IN_ALL = 3.0
"""Seconds after which every further changed stretch is shown as a whole, old and new."""
SURROGATES = 0xD800
FIRST_CODE = 0x100
Op = Literal["same", "added", "removed"]


@dataclass(frozen=True, slots=True)
class TextRun:
    """A run of words: the same in both, added or removed."""

    op: Op
    text: str


@dataclass(frozen=True, slots=True)
class DiffLine:
    """Consecutive sentences: changed ("±"), added ("+"), removed ("−") or the same ("")."""

    sign: str
    words: list[TextRun]
    sentences: int

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.words)


def split_sentences(text: str) -> list[str]:
    """Split a text after each sentence and line. Joined, the parts are the same text."""
    return SENTENCE.findall(text)


def line_diff(before: str, after: str) -> Iterator[DiffLine]:
    """Compare two texts: sentences that stay, are added, removed or changed, in order."""
    ends = time.monotonic() + MOST_SECONDS_IN_ALL
    old, new = split_sentences(before), split_sentences(after)
    before_keys, after_keys = ([one.strip() for one in side] for side in (old, new))
    for op, a, b, c, d in _opcodes(before_keys, after_keys):
        if op == "equal":
            yield DiffLine("", [TextRun("same", "".join(new[c:d]))], d - c)
        else:
            yield from _changed(old[a:b], new[c:d], ends)


def _opcodes(old: list[str], new: list[str]) -> list[tuple[str, int, int, int, int]]:
    """Return difflib's opcodes; if they would take too long, one change between equal ends."""
    first, most = 0, min(len(old), len(new))
    while first < most and old[first] == new[first]:
        first += 1
    last = 0
    while last < most - first and old[-1 - last] == new[-1 - last]:
        last += 1
    ends = len(old) - last, len(new) - last
    middle = old[first : ends[0]], new[first : ends[1]]
    counts = Counter(middle[0])
    equal = sum(counts[key] for key in middle[1])
    changed = [("replace", 0, len(middle[0]), 0, len(middle[1]))]
    if equal <= MOST_EQUAL and sum(map(len, middle)) <= MOST_LINES:
        changed = [*SequenceMatcher(None, *middle, autojunk=False).get_opcodes()]
    codes = [
        ("equal", 0, first, 0, first),
        *((op, a + first, b + first, c + first, d + first) for op, a, b, c, d in changed),
        ("equal", ends[0], len(old), ends[1], len(new)),
    ]
    return [code for code in codes if code[1] < code[2] or code[3] < code[4]]


def _changed(old: list[str], new: list[str], ends: float) -> Iterator[DiffLine]:
    """Match each new sentence of a changed stretch with the old one that is most similar."""
    steps = _tokens(old) * _tokens(new)
    if time.monotonic() > ends:
        if old:
            yield DiffLine("−", [TextRun("removed", "".join(old))], len(old))
        if new:
            yield DiffLine("+", [TextRun("added", "".join(new))], len(new))
        return
    if len(old) * len(new) > MOST_PAIRS or steps > MOST_STEPS:
        yield DiffLine("±", word_diff("".join(old), "".join(new)), len(new))
        return
    for sentence in new:
        similarity = [_similarity(other, sentence) for other in old]
        best = max(similarity, default=0.0)
        if best < SAME_SENTENCE:
            yield DiffLine("+", [TextRun("added", sentence)], 1)
            continue
        place = similarity.index(best)
        yield from (DiffLine("−", [TextRun("removed", gone)], 1) for gone in old[:place])
        yield DiffLine("±", word_diff(old[place], sentence), 1)
        old = old[place + 1 :]
    yield from (DiffLine("−", [TextRun("removed", gone)], 1) for gone in old)


def _tokens(stretch: list[str]) -> int:
    return sum(len(TOKEN.findall(sentence)) for sentence in stretch)


def _similarity(one: str, other: str) -> float:
    return SequenceMatcher(
        None, TOKEN.findall(one), TOKEN.findall(other), autojunk=False
    ).ratio()


def word_diff(before: str, after: str) -> list[TextRun]:
    """Compare two texts word by word: runs that stay, are removed and are added."""
    codes: dict[str, str] = {}
    encoded = [
        "".join(codes.setdefault(token, _code(len(codes))) for token in TOKEN.findall(text))
        for text in (before, after)
    ]
    if sum(map(len, encoded)) > MOST_TOKENS:
        whole: tuple[tuple[Op, str], ...] = (("removed", before), ("added", after))
        return [TextRun(op, text) for op, text in whole if text]
    tokens = {code: token for token, code in codes.items()}
    differ = diff_match_patch()
    differ.Diff_Timeout = MOST_SECONDS
    coded = differ.diff_main(encoded[0], encoded[1], checklines=False)
    differ.diff_cleanupSemantic(coded)  # while each word is one character, so no word is cut
    names: dict[int, Op] = {0: "same", 1: "added", -1: "removed"}
    return [TextRun(names[op], "".join(tokens[code] for code in part)) for op, part in coded]


def _code(number: int) -> str:
    """Return one character for each different word, never half of a surrogate pair."""
    code = FIRST_CODE + number
    return chr(code if code < SURROGATES else code + 0x800)
