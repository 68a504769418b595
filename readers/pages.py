"""What a page tells of a revision: pure, from the frozen document alone (`freezing`)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.safestring import SafeString
from django.utils.text import slugify

from reviews import prose

Frozen = Mapping[str, Any]

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
class Source:
    """A piece of evidence as readers may see it. Confidential: number and description only."""

    number: int
    described_as: str = ""
    publisher: str = ""
    title: str = ""
    published_on: date | None = None
    primary: bool = False
    origin: str = ""
    passage: str = ""
    before: str = ""
    after: str = ""
    kept_at: datetime | None = None
    by_hand: bool = False
    sha256: str = ""
    live_url: str = ""
    media_type: str = ""
    snapshot: int | None = None

    @property
    def is_confidential(self) -> bool:
        return bool(self.described_as)

    @property
    def fingerprint(self) -> str:
        """The SHA-256 short enough to compare by eye."""
        return f"{self.sha256[:4]} {self.sha256[4:8]} … {self.sha256[-4:]}"


@dataclass(frozen=True, slots=True)
class Asked:
    """One time that the claimant was asked, or the reason why not."""

    asked_on: date | None
    how: str
    due_on: date | None
    reply: str
    replied_on: date | None
    not_asked_because: str


@dataclass(frozen=True, slots=True)
class Said:
    """The first appearance: the words as found, and around them."""

    quote: str
    before: str
    after: str
    publisher: str
    title: str
    on: date | None
    url: str


@dataclass(frozen=True, slots=True)
class Check:
    """All that a revision tells a reader."""

    claim: str
    claimant: str
    claimant_slug: str
    role: str
    same_as: str
    where: str
    said_on: date | None
    why: str
    topics: list[str]
    rating: Grade | None
    conclusion: str
    sections: list[Section]
    sources: list[Source]
    asked: list[Asked]
    said: Said | None
    seen_again: int
    authors: list[str]
    evidence_count: int = field(default=0)

    @property
    def is_long(self) -> bool:
        return len(self.claim) > LONG_CLAIM

    @property
    def checked_by(self) -> str:
        """ "Jo Reed, Ada Okoro and Lin Ferro"."""
        *others, last = self.authors or [""]
        return f"{', '.join(others)} and {last}" if others else last


def check(frozen: Frozen) -> Check:
    """The page's content. Nothing that readers may not see is in it: no note, no stance."""
    claim, claimant = frozen["claim"], frozen["claimant"]
    said = _said(frozen["said"]) if frozen["said"] else None
    sources = [_source(piece) for piece in frozen["evidence"]]
    return Check(
        claim=claim["text"],
        claimant=claimant["name"],
        claimant_slug=claimant["slug"],
        role=claimant["role"],
        same_as=_address(claimant["same_as"]),
        where=claim["said_where"] or (said.publisher if said else ""),
        said_on=_day(claim["said_on"]),
        why=claim["why"],
        topics=list(claim["topics"]),
        rating=_grade(frozen["rating"]),
        conclusion=frozen["conclusion"],
        sections=sections(frozen["body"], [source.number for source in sources]),
        sources=sources,
        asked=[_asked(reply) for reply in frozen["replies"]],
        said=said,
        seen_again=max(0, frozen["appearances"] - 1),
        authors=[frozen["author_names"].get(name) or name for name in frozen["authors"]],
        evidence_count=len(sources),
    )


def sections(body: str, numbers: list[int]) -> list[Section]:
    """The body cut at its own main headings; what comes before the first is "What we found"."""
    parts: list[tuple[str, list[str]]] = [("What we found", [])]
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
            prose.render(text, numbers),
        )
        for place, (title, text) in enumerate(found)
        if text or place
    ]


def grade(frozen: Frozen) -> Grade | None:
    """The rating alone, for lists and comparisons."""
    return _grade(frozen["rating"])


def _grade(rating: Mapping[str, Any] | None) -> Grade | None:
    if rating is None:
        return None
    return Grade(**{name: rating[name] for name in Grade.__slots__})


def _source(piece: Mapping[str, Any]) -> Source:
    if piece["confidential"]:
        return Source(piece["number"], described_as=piece["described_as"] or "Not described.")
    page = piece["snapshot"] or {}
    return Source(
        number=piece["number"],
        publisher=page.get("publisher", ""),
        title=page.get("title", ""),
        published_on=_day(page.get("published_on")),
        primary=piece["primary"],
        origin=piece["origin"],
        passage=_one_line(piece["passage"]),
        before=piece["before"],
        after=piece["after"],
        kept_at=datetime.fromisoformat(page["kept_at"]) if page else None,
        by_hand=page.get("by_hand", False),
        sha256=page.get("sha256", ""),
        live_url=_address(page.get("url", "")),
        media_type=page.get("media_type", ""),
        snapshot=page.get("id"),
    )


def _said(said: Mapping[str, Any]) -> Said:
    quote = _one_line(said["quote"])
    *_, before = _SENTENCE_END.split(said["before"])
    after = said["after"]
    if ends := _SENTENCE_END.search(quote[-4:] + after):
        after = (quote[-4:] + after)[4 : ends.end()].rstrip()
    return Said(
        quote=quote,
        before=before,
        after=after,
        publisher=said["publisher"],
        title=said["title"],
        on=_day(said["date"]),
        url=_address(said["url"]),
    )


def _asked(reply: Mapping[str, Any]) -> Asked:
    return Asked(
        asked_on=_day(reply["asked_on"]),
        how=reply["how"],
        due_on=_day(reply["due_on"]),
        reply=reply["reply"],
        replied_on=_day(reply["replied_on"]),
        not_asked_because=reply["not_asked_because"],
    )


def _address(url: str) -> str:
    """The address if a reader may be sent there: no scheme but the web's becomes a link."""
    return url if url.startswith(("http://", "https://")) else ""


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _one_line(text: str) -> str:
    return " ".join(text.split())
