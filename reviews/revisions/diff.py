"""What changed between two revisions: pure, from what they froze.

Text is compared sentence by sentence, and within changed sentences by word (Myers's diff with
semantic clean-up, as in diff-match-patch), so that an editor reads changes and not characters.
"""

import re
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher
from typing import Literal

from diff_match_patch import diff_match_patch

from reviews.revisions.document import (
    Document,
    FrozenAnswer,
    FrozenCalculation,
    FrozenEvidence,
    FrozenReply,
)

SENTENCE = re.compile(r".+?(?:[.!?][\"”’)\]]*(?:\s*\[\d{1,3}\])*(?=\s)|\n|$)\s*", re.DOTALL)
TOKEN = re.compile(r"\s+|\d+(?:[.,]\d+)*|\w+|[^\w\s]")
ALIKE = 0.5
"""Share of words that two sentences have in common to be the same one, changed."""
MOST_SECONDS = 1.0
MOST_PAIRS = 1500
"""So many pairs of sentences are looked at; a longer stretch was written anew."""
MOST_EQUAL, MOST_LINES = 500_000, 8_000
"""Pairs of equal sentences, and sentences, beyond which none is looked for by itself."""
MOST_STEPS = 4_000_000
"""Pairs of words of a stretch beyond which its sentences are not told apart."""
MOST_TOKENS = 20_000
"""Words of two texts beyond which one stands whole beside the other."""
IN_ALL = 3.0
"""Seconds after which changed stretches stand whole, old and new: a stranger's page may be
made so that comparing it never ends."""
SURROGATES = 0xD800
FIRST_CODE = 0x100

Op = Literal["same", "added", "removed"]


@dataclass(frozen=True, slots=True)
class Words:
    """A run of words: the same in both, added or removed."""

    op: Op
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """Some sentences: changed ("±"), added ("+"), removed ("−") or the same ("")."""

    sign: str
    words: list[Words]
    sentences: int

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.words)


@dataclass(frozen=True, slots=True)
class NotedReply:
    """A request for a reply, with days that a page can put into words."""

    whom: str
    asked_on: date | None
    asked_by: str
    how: str
    due_on: date | None
    reply: str
    replied_on: date | None
    answer: FrozenAnswer | None
    not_asked_because: str

    @classmethod
    def of(cls, frozen: FrozenReply) -> "NotedReply":
        return cls(
            whom=frozen.get("whom", ""),
            asked_on=_day(frozen["asked_on"]),
            asked_by=frozen.get("asked_by", ""),
            how=frozen["how"],
            due_on=_day(frozen["due_on"]),
            reply=frozen["reply"],
            replied_on=_day(frozen["replied_on"]),
            answer=frozen.get("answer"),
            not_asked_because=frozen["not_asked_because"],
        )


@dataclass(slots=True)
class Comparison:
    """Each part of a check, before and after; without a before, all of it as it is now."""

    before: Document | None
    after: Document
    claim: list[Words] = field(default_factory=list)
    conclusion: list[Words] = field(default_factory=list)
    body: list[Line] = field(default_factory=list)
    added: list[FrozenEvidence] = field(default_factory=list)
    removed: list[FrozenEvidence] = field(default_factory=list)
    changed: list[tuple[FrozenEvidence, FrozenEvidence]] = field(default_factory=list)
    unchanged: int = 0
    sums_added: list[FrozenCalculation] = field(default_factory=list)
    sums_removed: list[FrozenCalculation] = field(default_factory=list)
    sums_unchanged: int = 0
    replies_added: list[NotedReply] = field(default_factory=list)
    replies_unchanged: int = 0

    @property
    def rating_changed(self) -> bool:
        return self.before is not None and self.before["rating"] != self.after["rating"]

    @property
    def claim_changed(self) -> bool:
        return self.before is not None and (
            any(run.op != "same" for run in self.claim)
            or self.before["claimant"]["id"] != self.after["claimant"]["id"]
            or self.before["claim"]["said_on"] != self.after["claim"]["said_on"]
        )

    @property
    def said_on(self) -> tuple[date | None, date | None]:
        """The day on which it was said, before and after."""
        before = self.before["claim"]["said_on"] if self.before else None
        return _day(before), _day(self.after["claim"]["said_on"])

    @property
    def conclusion_changed(self) -> bool:
        return any(run.op != "same" for run in self.conclusion)

    @property
    def body_changed(self) -> bool:
        return any(line.sign for line in self.body)

    @property
    def is_empty(self) -> bool:
        """Whether nothing that readers see is different."""
        return self.before is not None and not (
            self.rating_changed
            or self.claim_changed
            or self.conclusion_changed
            or self.body_changed
            or self.evidence_changed
            or self.sums_added
            or self.sums_removed
            or self.replies_added
        )

    @property
    def evidence_changed(self) -> bool:
        return bool(self.added or self.removed or self.changed)


def compare(before: Document | None, after: Document) -> Comparison:
    """What an editor who saw `before` has to look at; None: everything."""
    found = Comparison(before, after)
    if before is None:
        found.claim = [Words("same", after["claim"]["text"])]
        found.conclusion = [Words("same", after["conclusion"])]
        found.body = [Line("", [Words("same", after["body"])], len(sentences(after["body"])))]
        found.added = after["evidence"]
        found.sums_added = after.get("sums", [])
        found.replies_added = [NotedReply.of(one) for one in after["replies"]]
        return found
    found.claim = word_diff(before["claim"]["text"], after["claim"]["text"])
    found.conclusion = word_diff(before["conclusion"], after["conclusion"])
    found.body = list(line_diff(before["body"], after["body"]))
    _compare_evidence(found, before["evidence"], after["evidence"])
    old, new = before.get("sums", []), after.get("sums", [])
    found.sums_added = [one for one in new if one not in old]
    found.sums_removed = [one for one in old if one not in new]
    found.sums_unchanged = len(new) - len(found.sums_added)
    found.replies_added = [
        NotedReply.of(one)
        for one in after["replies"]
        if not any(_same(other, one) for other in before["replies"])
    ]
    found.replies_unchanged = len(after["replies"]) - len(found.replies_added)
    return found


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _same(earlier: Mapping[str, object], later: Mapping[str, object]) -> bool:
    """Whether nothing changed; what a document is too old to have did not change."""
    return all(earlier.get(name, value) == value for name, value in later.items())


def _compare_evidence(
    found: Comparison, before: list[FrozenEvidence], after: list[FrozenEvidence]
) -> None:
    earlier = {piece["number"]: piece for piece in before}
    for piece in after:
        other = earlier.pop(piece["number"], None)
        if other is None:
            found.added.append(piece)
        elif not _same(other, piece):
            found.changed.append((other, piece))
        else:
            found.unchanged += 1
    found.removed = list(earlier.values())


def sentences(text: str) -> list[str]:
    """A text cut after its sentences and lines; joined again it is the same text."""
    return SENTENCE.findall(text)


def line_diff(before: str, after: str) -> Iterator[Line]:
    """Sentences that stay, come, go or change, in reading order."""
    ends = time.monotonic() + IN_ALL
    old, new = sentences(before), sentences(after)
    before_keys, after_keys = ([one.strip() for one in side] for side in (old, new))
    for op, a, b, c, d in _opcodes(before_keys, after_keys):
        if op == "equal":
            yield Line("", [Words("same", "".join(new[c:d]))], d - c)
        else:
            yield from _changed(old[a:b], new[c:d], ends)


def _opcodes(old: list[str], new: list[str]) -> list[tuple[str, int, int, int, int]]:
    """As of difflib; where it would take too long, all that lies between equal ends changed."""
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


def _changed(old: list[str], new: list[str], ends: float) -> Iterator[Line]:
    """Sentences of a changed stretch: each new one beside the old one that it is most like."""
    steps = _tokens(old) * _tokens(new)
    if time.monotonic() > ends:
        if old:
            yield Line("−", [Words("removed", "".join(old))], len(old))
        if new:
            yield Line("+", [Words("added", "".join(new))], len(new))
        return
    if len(old) * len(new) > MOST_PAIRS or steps > MOST_STEPS:
        yield Line("±", word_diff("".join(old), "".join(new)), len(new))
        return
    for sentence in new:
        likeness = [_likeness(other, sentence) for other in old]
        best = max(likeness, default=0.0)
        if best < ALIKE:
            yield Line("+", [Words("added", sentence)], 1)
            continue
        place = likeness.index(best)
        yield from (Line("−", [Words("removed", gone)], 1) for gone in old[:place])
        yield Line("±", word_diff(old[place], sentence), 1)
        old = old[place + 1 :]
    yield from (Line("−", [Words("removed", gone)], 1) for gone in old)


def _tokens(stretch: list[str]) -> int:
    return sum(len(TOKEN.findall(sentence)) for sentence in stretch)


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(
        None, TOKEN.findall(one), TOKEN.findall(other), autojunk=False
    ).ratio()


def word_diff(before: str, after: str) -> list[Words]:
    """Runs of words that stay, go and come."""
    codes: dict[str, str] = {}
    encoded = [
        "".join(codes.setdefault(token, _code(len(codes))) for token in TOKEN.findall(text))
        for text in (before, after)
    ]
    if sum(map(len, encoded)) > MOST_TOKENS:
        whole: tuple[tuple[Op, str], ...] = (("removed", before), ("added", after))
        return [Words(op, text) for op, text in whole if text]
    tokens = {code: token for token, code in codes.items()}
    differ = diff_match_patch()
    differ.Diff_Timeout = MOST_SECONDS
    coded = differ.diff_main(encoded[0], encoded[1], checklines=False)
    differ.diff_cleanupSemantic(coded)  # while a word is one character: it cuts none in two
    names: dict[int, Op] = {0: "same", 1: "added", -1: "removed"}
    return [Words(names[op], "".join(tokens[code] for code in part)) for op, part in coded]


def _code(number: int) -> str:
    """One character for each word, none of them half of a surrogate pair."""
    code = FIRST_CODE + number
    return chr(code if code < SURROGATES else code + 0x800)
