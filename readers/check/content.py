"""What a page shows of a revision: pure, from its document alone."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.safestring import SafeString
from django.utils.text import slugify

from accounts.models import THE_DESK
from claims.claims.facts import ListedFact, listed
from readers.check.public_copies import Copy
from readers.check.source_status import Live
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
"""Characters from which a claim is set smaller."""

_HEADING = re.compile(r"#{1,2}\s+(?P<title>.+?)\s*#*\s*$")
_SENTENCE_END = re.compile(r"(?<=[^\s.]{3}[.!?])[\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9])")
"""Between sentences; "Mr. Lund" has too short a word before the full stop to be an end."""
_FENCE = re.compile(r"\s{0,3}(```|~~~)")


@dataclass(frozen=True, slots=True)
class Grade:
    """A rating as the scale had it on the day."""

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
    """One time that the claimant was asked, or the reason why not."""

    asked_on: date | None
    how: str
    due_on: date | None
    reply: str
    replied_on: date | None
    not_asked_because: str
    whom: str = ""
    file_sha256: str = ""
    has_time: bool = False
    """When the text was submitted, the day until which they had time was not over."""

    @property
    def is_answered(self) -> bool:
        return bool(self.reply or self.replied_on or self.file_sha256)


@dataclass(frozen=True, slots=True)
class Quotation:
    """The first appearance: the words as found, and around them."""

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
    """The recording or document with which a checker compared the words, and when."""

    source: str
    on: date | None


@dataclass(frozen=True, slots=True)
class CheckContent:
    """All that a revision tells a reader."""

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
    said: Quotation | None
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
        return f"{', '.join(others)} and {last}" if others else last


def check(
    frozen: Document,
    live: Mapping[int, Live] | None = None,
    copies: Mapping[int, Copy] | None = None,
    *,
    authors: Sequence[str] = (),
    submitted_on: date | None = None,
) -> CheckContent:
    """The page's content. Nothing that readers may not see is in it: no note, no message.

    `live`: how the pages of the sources stand now, by number; `copies`: what readers may have
    of ours; `authors`: the by-lines of today (`authors.bylines`), where the page names
    them; `submitted_on`: the day on which the text was finished, where it tells whom we asked.
    """
    claim, claimant = frozen["claim"], frozen["claimant"]
    said = _said(frozen["said"]) if frozen["said"] else None
    live, copies = live or {}, copies or {}
    sources = [
        source(piece, live.get(piece["number"]), copies.get(piece["number"]))
        for piece in frozen["evidence"]
    ]
    return CheckContent(
        claim=claim["text"],
        headline=headline(frozen),
        claimant=claimant["name"],
        claimant_slug=claimant["slug"],
        role=claimant["role"],
        same_as=address(claimant["same_as"]),
        where=claim["said_where"],
        reported_by=_reported_by(claim, said),
        compared=_compared(claim),
        said_on=day(claim["said_on"]),
        why=claim["why"],
        facts=listed(claim),
        topics=list(claim["topics"]),
        rating=_grade(frozen["rating"]),
        conclusion=frozen["conclusion"],
        sections=sections(frozen["body"], [source.number for source in sources]),
        sources=sources,
        asked=[_asked(reply, submitted_on) for reply in frozen["replies"]],
        said=said,
        seen_again=max(0, frozen["appearances"] - 1),
        authors=authors,
        standard=frozen.get("standard"),
        evidence_count=len(sources),
        calculations=[
            check_calculation(one, sources) for one in frozen["sums"] if one["result"]
        ],
    )


def sections(
    body: str, numbers: list[int], *, untitled: str = "What we found"
) -> list[Section]:
    """A text cut at its main headings; `untitled` is the head of what is before the first."""
    parts: list[tuple[str, list[str]]] = [(untitled, [])]
    fenced = False
    for line in body.split("\n"):
        fenced ^= bool(_FENCE.match(line))
        heading = None if fenced else _HEADING.match(line)
        if heading:
            parts.append((re.sub(r"[*_`]", "", heading["title"]), []))
        else:
            # A heading below them stands one step below the section's own, not two.
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


def _reported_by(claim: FrozenClaim, said: Quotation | None) -> str:
    """Whose word we have for it that this was said.

    Nobody's, where the words were compared, or are what the publisher itself wrote.
    """
    if claim.get("compared") or (said and said.is_claimants_own):
        return ""
    return (said.publisher if said else "") or "the desk"


def _compared(claim: FrozenClaim) -> WordingComparison | None:
    compared = claim.get("compared")
    return WordingComparison(compared["with"], day(compared["on"])) if compared else None


def _said(said: FirstAppearance) -> Quotation:
    quote = one_line(said["quote"])
    *_, before = _SENTENCE_END.split(said["before"])
    after = said["after"]
    if ends := _SENTENCE_END.search(quote[-4:] + after):
        after = (quote[-4:] + after)[4 : ends.end()].rstrip()
    return Quotation(
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
