"""What a page shows of a revision. Pure: it uses the document alone."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypedDict

from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import THE_DESK
from claims.claims.facts import ListedFact, listed
from readers.check.public_copies import Copy
from readers.check.source_status import SourceStatus
from readers.check.sources import (
    CheckCalculation,
    ShownSource,
    address,
    check_calculation,
    day,
    one_line,
    source,
)
from reviews.review import markdown
from reviews.revisions.document import (
    Document,
    FirstAppearance,
    FrozenClaim,
    FrozenRating,
    FrozenReply,
    FrozenStandard,
)
from reviews.revisions.headlines import DIRECT, NARRATION, Headline, headline

LONG_CLAIM = 140
"""Longer claims are set in smaller type."""

_HEADING = re.compile(r"#{1,2}\s+(?P<title>.+?)\s*#*\s*$")
_SENTENCE_END = re.compile(r"(?<=[^\s.]{3}[.!?])[\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9])")
"""Between sentences. The word before the full stop in "Mr. Lund" is too short for an end."""
_FENCE = re.compile(r"\s{0,3}(```|~~~)")


@dataclass(frozen=True, slots=True)
class Grade:
    """A rating as it was in the scale of that day."""

    slug: str
    label: str
    meaning: str
    ordinal: int | None
    scale: int


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the body under a heading of its own; `anchor` is its place on the page."""

    anchor: str
    title: str
    html: SafeString


@dataclass(frozen=True, slots=True)
class Asked:
    """One request to the claimant, or the reason why there was none."""

    asked_on: date | None
    how: str
    due_on: date | None
    reply: str
    replied_on: date | None
    not_asked_because: str
    whom: str = ""
    file_sha256: str = ""
    has_time: bool = False
    """Whether they still had time to answer when the text was submitted."""

    @property
    def is_answered(self) -> bool:
        return bool(self.reply or self.replied_on or self.file_sha256)


@dataclass(frozen=True, slots=True)
class QuotedWords:
    """The first appearance: the words as found, with the words around them."""

    quote: str
    before: str
    after: str
    is_direct: bool
    is_claimants_own: bool
    publisher: str
    title: str
    on: date | None
    url: str


@dataclass(frozen=True, slots=True)
class WordingComparison:
    """The recording or document that a checker compared the words with, and when."""

    source: str
    on: date | None


@dataclass(frozen=True, slots=True)
class CheckContent:
    """Everything that a revision shows to readers."""

    claim: str
    headline: Headline
    claimant: str
    claimant_slug: str
    role: str
    same_as: str
    where: str
    reported_by: str
    compared: WordingComparison | None
    said_on: date | None
    why: str
    facts: list[ListedFact]
    topics: list[str]
    rating: Grade | None
    conclusion: str
    sections: list[Section]
    sources: list[ShownSource]
    asked: list[Asked]
    said: QuotedWords | None
    seen_again: int
    authors: Sequence[str]
    standard: FrozenStandard | None = None
    evidence_count: int = field(default=0)
    calculations: list[CheckCalculation] = field(default_factory=list)

    @property
    def is_long(self) -> bool:
        return len(str(self.headline)) > LONG_CLAIM

    @property
    def is_by_desk(self) -> bool:
        """Whether no author is named."""
        return list(self.authors) == [THE_DESK]

    @property
    def checked_by(self) -> str:
        """ "Jo Reed, Ada Okoro and the desk"."""
        *others, last = self.authors or [""]
        if not others:
            return last
        return _("%(others)s and %(last)s") % {"others": ", ".join(others), "last": last}


def check(
    frozen: Document,
    live: Mapping[int, SourceStatus] | None = None,
    copies: Mapping[int, Copy] | None = None,
    *,
    authors: Sequence[str] = (),
    submitted_on: date | None = None,
) -> CheckContent:
    """The content of the page, without anything that readers may not see, such as notes.

    `live` is the present state of the sources' pages by number, `copies` our copies that
    readers may have, `authors` the present by-lines (`authors.bylines`) if the page shows them,
    `submitted_on` the day on which the text was finished, if it shows whom we asked.
    """
    live, copies = live or {}, copies or {}
    sources = [
        source(piece, live.get(piece["number"]), copies.get(piece["number"]))
        for piece in frozen["evidence"]
    ]
    return CheckContent(
        **_claim(frozen),
        rating=_grade(frozen["rating"]),
        conclusion=frozen["conclusion"],
        sections=sections(frozen["body"], [source.number for source in sources]),
        sources=sources,
        asked=[_asked(reply, submitted_on) for reply in frozen["replies"]],
        authors=authors,
        standard=frozen.get("standard"),
        evidence_count=len(sources),
        calculations=[
            check_calculation(one, sources) for one in frozen["sums"] if one["result"]
        ],
    )


class ShownClaim(TypedDict):
    """The claim, who said it, and where it was first said."""

    claim: str
    headline: Headline
    claimant: str
    claimant_slug: str
    role: str
    same_as: str
    where: str
    reported_by: str
    compared: WordingComparison | None
    said_on: date | None
    why: str
    facts: list[ListedFact]
    topics: list[str]
    said: QuotedWords | None
    seen_again: int


def _claim(frozen: Document) -> ShownClaim:
    claim, claimant = frozen["claim"], frozen["claimant"]
    said = _said(frozen["said"]) if frozen["said"] else None
    return {
        "claim": claim["text"],
        "headline": headline(frozen),
        "claimant": claimant["name"],
        "claimant_slug": claimant["slug"],
        "role": claimant["role"],
        "same_as": address(claimant["same_as"]),
        "where": claim["said_where"],
        "reported_by": _reported_by(claim, said),
        "compared": _compared(claim),
        "said_on": day(claim["said_on"]),
        "why": claim["why"],
        "facts": listed(claim),
        "topics": list(claim["topics"]),
        "said": said,
        "seen_again": max(0, frozen["appearances"] - 1),
    }


def sections(body: str, numbers: list[int], *, untitled: str = "") -> list[Section]:
    """A text split at its main headings; `untitled` is the title of the text before them."""
    parts: list[tuple[str, list[str]]] = [(untitled or _("What we found"), [])]
    fenced = False
    for line in body.split("\n"):
        fenced ^= bool(_FENCE.match(line))
        heading = None if fenced else _HEADING.match(line)
        if heading:
            parts.append((re.sub(r"[*_`]", "", heading["title"]), []))
        else:
            # A lower heading goes one level below the title of its section, not two.
            deeper = not fenced and line.startswith("###")
            parts[-1][1].append(line[1:] if deeper else line)
    found = [(title, "\n".join(lines).strip()) for title, lines in parts]
    return [
        Section(
            f"part-{place}-{slugify(title)[:40]}".rstrip("-") if place else "found",
            title,
            markdown.render_body(text, numbers),
        )
        for place, (title, text) in enumerate(found)
        if text or place
    ]


def grade(frozen: Document) -> Grade | None:
    """The rating alone, for lists and comparisons."""
    return _grade(frozen["rating"])


def _grade(rating: FrozenRating | None) -> Grade | None:
    if rating is None:
        return None
    return Grade(
        slug=rating["slug"],
        label=rating["label"],
        meaning=rating["meaning"],
        ordinal=rating["ordinal"],
        scale=rating["scale"],
    )


def _reported_by(claim: FrozenClaim, said: QuotedWords | None) -> str:
    """Who reported that this was said.

    Empty if the words were compared with a recording, or if the publisher itself wrote them.
    """
    if claim.get("compared") or (said and said.is_claimants_own):
        return ""
    return (said.publisher if said else "") or _("the desk")


def _compared(claim: FrozenClaim) -> WordingComparison | None:
    compared = claim.get("compared")
    return WordingComparison(compared["with"], day(compared["on"])) if compared else None


def _said(said: FirstAppearance) -> QuotedWords:
    quote = one_line(said["quote"])
    *_, before = _SENTENCE_END.split(said["before"])
    after = said["after"]
    if ends := _SENTENCE_END.search(quote[-4:] + after):
        after = (quote[-4:] + after)[4 : ends.end()].rstrip()
    return QuotedWords(
        quote=quote,
        before=before,
        after=after,
        is_direct=said["kind"] == DIRECT,
        is_claimants_own=said["kind"] == NARRATION,
        publisher=said["publisher"],
        title=said["title"],
        on=day(said["date"]),
        url=address(said["url"]),
    )


def _asked(reply: FrozenReply, submitted_on: date | None) -> Asked:
    due_on, answer = day(reply["due_on"]), reply["answer"]
    return Asked(
        asked_on=day(reply["asked_on"]),
        how=reply["how"],
        due_on=due_on,
        reply=reply["reply"],
        replied_on=day(reply["replied_on"]),
        not_asked_because=reply["not_asked_because"],
        whom=reply["whom"],
        file_sha256=answer["sha256"] if answer else "",
        has_time=bool(due_on and submitted_on and submitted_on <= due_on),
    )
