"""What changed around a passage whose words still stand, where that is worth a look.

Pure: texts in, kinds of change out. Sentences are told apart as `textmatch.diff` cuts them,
and compared folded (`textmatch.normalize`); one that only stands elsewhere has not changed.
docs/explanation/source-watch.md has the rule and its reasons.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from textmatch.anchoring import Selector, find_again
from textmatch.diff import split_sentences
from textmatch.normalize import Folded

NOTE, BESIDE, TOP, MUCH, MOVED = KINDS = ("note", "beside", "top", "much", "moved")
WORDS = {
    NOTE: "a note of a correction",
    BESIDE: "the sentences beside our words",
    TOP: "the top of the page",
    MUCH: "much of the text",
    MOVED: "the address",
}
NEIGHBOURS = 3
"""Sentences before and after the passage that are its neighbours."""
FIRST = 3
"""Sentences of a main text that are its top."""
WHEN = re.compile(r"(last )?(updated|modified|published|posted)\b.{0,60}$", re.IGNORECASE)
"""A line that says when the page was written is another each time, and tells nothing."""
SHORTEST = 25
"""Code points below which a sentence at the top is a label or a counter."""
LONGEST_NOTE = 1000
"""Code points of a sentence in which it is looked for what it says of its page."""
SHARE = 0.1
"""Share of the main text that must be other before that alone is worth a look."""

OPENS = (
    "correct(ion|ed)s?|clarification|retract(ion|ed)|errat(um|a)|corrigend(um|a)|withdrawn"
    "|superseded|editor'?s'? note|korrektur|berichtigung|richtigstellung|rectificatif|correctif"
    "|correcci[oó]n|rectificaci[oó]n|rettifica|correzione|rectificatie|correctie|oprava"
    "|sprostowanie|rättelse|corre[cç][aã]o"
)
NAMES = "article|story|page|post|report|release|paper|study|table|figures?|data|dataset|version"
DOES = "correct|clarif|retract|withdr|amend|revis|replac|supersed|incorrect|wrongly|in error"
CORRECTS = re.compile(
    rf"\W*({OPENS})\b(\W*$|\s*[.!(]|[^:]{{0,40}}(:| -)|.{{0,40}}\b(this|the) ({NAMES})\b)"
    rf"|.*\b(this|an earlier version of (this|the)) ({NAMES})\b.*\b({DOES})",
    re.IGNORECASE,
)
"""A sentence that opens with the name of a correction, or says of this very page that it was
corrected, withdrawn or replaced."""


@dataclass(frozen=True, slots=True)
class PageVersion:
    """A page as it was at one time. `main` is its main text; `text` all its words.

    `title` and `address` are empty where it had none of its own.
    """

    title: str
    text: str
    main: str
    address: str = ""


def find_changes(selector: Selector, then: PageVersion, now: PageVersion) -> list[str]:
    """The kinds of change that are worth a look, in the order of KINDS; none: nothing is."""
    found = set()
    came = {*_keys(split_sentences(now.text))}.difference(_keys(split_sentences(then.text)))
    if any(CORRECTS.match(one[:LONGEST_NOTE]) for one in came):
        found.add(NOTE)
    if _beside(selector, then, now):
        found.add(BESIDE)
    old, new = _keys(split_sentences(then.main)), _keys(split_sentences(now.main))
    other = {*old} ^ {*new}
    has_other_title = then.title and now.title and _key(then.title) != _key(now.title)
    if has_other_title or _top(old) & other or _top(new) & other:
        found.add(TOP)
    changed = sum(len(one) for one in (*old, *new) if one in other)
    if changed and changed >= SHARE * sum(map(len, (*old, *new))):
        found.add(MUCH)
    if then.address and now.address and then.address != now.address:
        found.add(MOVED)
    return [kind for kind in KINDS if kind in found]


def describe_kinds(kinds: Iterable[str]) -> str:
    """ "the top of the page and much of the text"; "" where there is nothing."""
    words = [WORDS[kind] for kind in KINDS if kind in {*kinds}]
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def _key(sentence: str) -> str:
    return Folded(sentence).text.strip()


def _keys(found: Iterable[str]) -> list[str]:
    """Sentences as they are compared, without those that are only white space."""
    return [key for one in found if (key := _key(one))]


def _top(keys: list[str]) -> set[str]:
    told = [one for one in keys if len(one) >= SHORTEST and not WHEN.match(one)]
    return set(told[:FIRST])


def _beside(selector: Selector, then: PageVersion, now: PageVersion) -> bool:
    """Whether sentences that hold the passage, or its neighbours, came, went or changed.

    Of the main text, where advertisements and lists of links are left out; of all words where
    the passage is not in both main texts.
    """
    for old, new in ((then.main, now.main), (then.text, now.text)):
        before, after = _place(selector, old), _place(selector, new)
        if before and after:
            all_before, all_after = ({*_keys(split_sentences(one))} for one in (old, new))
            return bool(_near(old, *before) - all_after or _near(new, *after) - all_before)
    return False


def _place(selector: Selector, text: str) -> tuple[int, int] | None:
    """Where the very words stand; what is only like them is not looked for."""
    page = Folded(text)
    if Folded(selector.exact).bare() not in page.text:
        return None
    there = find_again(selector, page)
    if not there.is_found or there.start is None or there.end is None:
        return None
    return there.start, there.end


def _near(text: str, start: int, end: int) -> set[str]:
    """The sentences that hold a place, and the neighbours on both sides."""
    at, first, last = 0, None, 0
    keys: list[str] = []
    for sentence in split_sentences(text):
        here = at
        at += len(sentence)
        if not (key := _key(sentence)):
            continue
        if at > start and first is None:
            first = len(keys)
        if here < end:
            last = len(keys)
        keys.append(key)
    return set(keys[max(0, (first or 0) - NEIGHBOURS) : last + NEIGHBOURS + 1])
