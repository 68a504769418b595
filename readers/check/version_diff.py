"""The difference between two versions of a check, word by word. Pure: from frozen documents.

Method: difflib's longest matching blocks of words; each paragraph is compared with the one in
the same position.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from itertools import zip_longest

from django.utils.translation import gettext as _

from readers.check.content import Grade, grade
from reviews.revisions.diff import changed_facts
from reviews.revisions.document import Document, FrozenClaim, FrozenEvidence

_WORDS = re.compile(r"\s+|[^\s]+")
MOST_PAIRS = 1_000_000
"""With more pairs of words, difflib skips the most frequent ones, so that it stays fast."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stayed (same), were removed (old) or added (new)."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One part of the check that differs, with its words."""

    part: str
    pieces: list[Piece]


@dataclass(frozen=True, slots=True)
class CheckDifference:
    """Everything that differs; `rating_before` is None if the rating is the same."""

    rating_before: Grade | None
    rating_after: Grade | None
    changes: list[Change]
    sources_added: list[int]
    sources_gone: list[int]

    @property
    def is_empty(self) -> bool:
        return not (
            self.rating_before or self.changes or self.sources_added or self.sources_gone
        )


def between(before: Document, after: Document) -> CheckDifference:
    """The differences that a reader can see, without notes and names."""
    first, second = grade(before), grade(after)
    is_same = (first and first.slug) == (second and second.slug)
    old, new = (_numbers(one) for one in (before, after))
    return CheckDifference(
        rating_before=None if is_same else first,
        rating_after=None if is_same else second,
        changes=list(_changes(before, after)),
        sources_added=sorted(new - old),
        sources_gone=sorted(old - new),
    )


def words(before: str, after: str) -> list[Piece]:
    """Both texts merged, in pieces that stayed, were removed or added."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    pieces: list[Piece] = []
    is_long = len(old) * len(new) > MOST_PAIRS
    matcher = SequenceMatcher(None, old, new, autojunk=is_long)
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind == "equal":
            pieces.append(Piece("same", "".join(old[i:j])))
            continue
        pieces += [
            Piece(name, text)
            for name, text in (("old", "".join(old[i:j])), ("new", "".join(new[k:m])))
            if text
        ]
    return pieces


def _facts(before: FrozenClaim, after: FrozenClaim) -> Iterator[tuple[str, str, str]]:
    """Each fact of the claim with its label, before and after."""
    for fact in changed_facts(before, after):
        yield str(fact.label), _text(fact.before), _text(fact.after)


def _text(value: str | date | None) -> str:
    return value.isoformat() if isinstance(value, date) else value or ""


def _changes(before: Document, after: Document) -> Iterator[Change]:
    for part, old, new in (
        (_("Claim"), before["claim"]["text"], after["claim"]["text"]),
        (_("Said by"), before["claimant"]["name"], after["claimant"]["name"]),
        *_facts(before["claim"], after["claim"]),
        (_("Conclusion"), before["conclusion"], after["conclusion"]),
    ):
        if old != new:
            yield Change(part, words(old, new))
    for old, new in _paragraphs(before["body"], after["body"]):
        yield Change(_("Text"), words(old.lstrip("# "), new.lstrip("# ")))
    yield from _of_sources(before, after)
    yield from _one_by_one(_("Calculation"), _calculations(before), _calculations(after))
    yield from _one_by_one(_("Who we asked"), _asked(before), _asked(after))


def _of_sources(before: Document, after: Document) -> Iterator[Change]:
    """Changes in sources that both versions have, except confidential ones."""
    earlier = {piece["number"]: piece for piece in before["evidence"]}
    for piece in after["evidence"]:
        other = earlier.get(piece["number"])
        if other is None or other["confidential"] or piece["confidential"]:
            continue
        for name, old, new in (
            (_("Source [%(number)s]"), other["passage"], piece["passage"]),
            (_("Source [%(number)s], figure"), _figure(other), _figure(piece)),
            (_("Source [%(number)s], interest"), other["interest"], piece["interest"]),
        ):
            if old != new:
                yield Change(name % {"number": piece["number"]}, words(old, new))


def _figure(piece: FrozenEvidence) -> str:
    figure = piece["figure"]
    parts = (figure["shown"], figure["period"], figure["place"]) if figure else ()
    return ", ".join(filter(None, parts))


def _calculations(frozen: Document) -> list[str]:
    return [f"{one['label']}: {one['shown']}" for one in frozen["sums"]]


def _asked(frozen: Document) -> list[str]:
    """Each request in a line, as far as readers see it."""
    return [
        " · ".join(
            part
            for part in (
                reply["whom"] or frozen["claimant"]["name"],
                reply["asked_on"] and _("asked %(day)s") % {"day": reply["asked_on"]},
                reply["how"],
                reply["due_on"] and _("until %(day)s") % {"day": reply["due_on"]},
                reply["replied_on"] and _("answered %(day)s") % {"day": reply["replied_on"]},
                reply["reply"],
                reply["not_asked_because"],
            )
            if part
        )
        for reply in frozen["replies"]
    ]


def _one_by_one(part: str, before: list[str], after: list[str]) -> Iterator[Change]:
    """Compare lines in the same position."""
    for old, new in zip_longest(before, after, fillvalue=""):
        if old != new:
            yield Change(part, words(old, new))


def _paragraphs(before: str, after: str) -> Iterator[tuple[str, str]]:
    old, new = (
        [one.strip() for one in re.split(r"\n\s*\n", text) if one.strip()]
        for text in (before, after)
    )
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        gone, come = old[i:j], new[k:m]
        for place in range(max(len(gone), len(come))):
            yield (
                gone[place] if place < len(gone) else "",
                come[place] if place < len(come) else "",
            )


def _numbers(frozen: Document) -> set[int]:
    return {piece["number"] for piece in frozen["evidence"]}
