"""Finds what changed around a passage that is still on its page, if that is worth a look.

Pure: texts in, kinds of change out. `textmatch.diff` splits sentences, which are compared
folded (`textmatch.normalize`); a sentence that only moved has not changed. The rule and its
reasons are in docs/explanation/source-watch.md.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from textmatch.anchoring import Selector, find_again
from textmatch.diff import split_sentences
from textmatch.normalize import Folded

NOTE, BESIDE, TOP, MUCH, MOVED = KINDS = ("note", "beside", "top", "much", "moved")
WORDS = {
    NOTE: _("a note of a correction"),
    BESIDE: _("the sentences next to our words"),
    TOP: _("the top of the page"),
    MUCH: _("much of the text"),
    MOVED: _("the address"),
}
NEIGHBOURS = 3
"""How many sentences before and after the passage are its neighbours."""
FIRST = 3
"""How many sentences are the top of a main text."""
WHEN = re.compile(r"(last )?(updated|modified|published|posted)\b.{0,60}$", re.IGNORECASE)
"""A line with the time of writing changes every time, and means nothing."""
SHORTEST = 25
"""A shorter sentence at the top (in code points) is a label or a counter."""
LONGEST_NOTE = 1000
"""How much of a sentence (in code points) is searched for what it says about its page."""
SHARE = 0.1
"""The share of the main text that must change before that alone is worth a look."""

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
"""A sentence that begins with the word for a correction, or says that this very page was
corrected, withdrawn or replaced."""


@dataclass(frozen=True, slots=True)
class PageVersion:
    """A page at one time. `main` is its main text, `text` is all of its text.

    `title` and `address` are empty if it had none of its own.
    """

    title: str
    text: str
    main: str
    address: str = ""


def find_changes(selector: Selector, then: PageVersion, now: PageVersion) -> list[str]:
    """The kinds of change that are worth a look, in the order of KINDS."""
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
    """The kinds in words: "the top of the page and much of the text"."""
    words = [str(WORDS[kind]) for kind in KINDS if kind in {*kinds}]
    conjunction = gettext("and")  # outside of the f-string, where xgettext does not look
    return f" {conjunction} ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def _key(sentence: str) -> str:
    return Folded(sentence).text.strip()


def _keys(found: Iterable[str]) -> list[str]:
    """Sentences as they are compared, without those that are only white space."""
    return [key for one in found if (key := _key(one))]


def _top(keys: list[str]) -> set[str]:
    told = [one for one in keys if len(one) >= SHORTEST and not WHEN.match(one)]
    return set(told[:FIRST])


def _beside(selector: Selector, then: PageVersion, now: PageVersion) -> bool:
    """Whether sentences with the passage, or their neighbours, came, went or changed.

    Compares the main texts, which leave out advertisements and lists of links, or all of the
    text if the passage is not in both main texts.
    """
    for old, new in ((then.main, now.main), (then.text, now.text)):
        before, after = _place(selector, old), _place(selector, new)
        if before and after:
            all_before, all_after = ({*_keys(split_sentences(one))} for one in (old, new))
            return bool(_near(old, *before) - all_after or _near(new, *after) - all_before)
    return False


def _place(selector: Selector, text: str) -> tuple[int, int] | None:
    """Where exactly these words are. Similar words don't count."""
    page = Folded(text)
    if Folded(selector.exact).bare() not in page.text:
        return None
    there = find_again(selector, page)
    if not there.is_found or there.start is None or there.end is None:
        return None
    return there.start, there.end


def _near(text: str, start: int, end: int) -> set[str]:
    """The sentences that contain a place, and their neighbours on both sides."""
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
