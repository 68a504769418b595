"""The sources of a check and the calculations with their figures, as its page shows them."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from readers.check.public_copies import Copy
from readers.check.source_status import SourceStatus
from reviews.evidence.web_annotation import text_fragment
from reviews.revisions.document import (
    FrozenArchiveLink,
    FrozenCalculation,
    FrozenConversation,
    FrozenEvidence,
    FrozenFigure,
    FrozenSnapshot,
    FrozenTerm,
)


@dataclass(frozen=True, slots=True)
class SourceFigure:
    """The number in a source, as it is written there ("£64.6bn"), and what it is about."""

    shown: str
    about: str


@dataclass(frozen=True, slots=True)
class ArchiveAddress:
    """The same page in somebody else's archive."""

    url: str
    host: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Talk:
    """The call or interview that the words come from; with whom only if on the record."""

    medium: str
    held_at: datetime
    with_whom: str


@dataclass(frozen=True, slots=True)
class CalculationTerm:
    """A figure in a calculation, with its source and what it is about."""

    number: int
    name: str
    about: str
    figure: str


@dataclass(frozen=True, slots=True)
class CheckCalculation:
    """A calculation: its figures, its result, and its formula as (text, number of a source)."""

    label: str
    terms: list[CalculationTerm]
    parts: list[tuple[str, int | None]]
    result: str


@dataclass(frozen=True, slots=True)
class ShownSource:
    """A piece of evidence as readers may see it; if confidential, number and description only.

    `plain_url` is the page's address, `live_url` the same opened at the passage.
    """

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
    plain_url: str = ""
    live_url: str = ""
    media_type: str = ""
    snapshot: int | None = None
    stance: str = ""
    interest: str = ""
    figure: SourceFigure | None = None
    is_typed: bool = False
    archived: tuple[ArchiveAddress, ...] = ()
    talk: Talk | None = None
    live: SourceStatus | None = None
    copy: Copy | None = None

    @property
    def is_confidential(self) -> bool:
        return bool(self.described_as)

    @property
    def fingerprint(self) -> str:
        """The SHA-256 short enough to compare by eye."""
        return f"{self.sha256[:4]} {self.sha256[4:8]} … {self.sha256[-4:]}"


def source(piece: FrozenEvidence, live: SourceStatus | None, copy: Copy | None) -> ShownSource:
    if piece["confidential"]:
        return ShownSource(
            piece["number"], described_as=piece["described_as"] or _("Not described.")
        )
    page = piece["snapshot"]
    shown = _shown_page(page) if page else ShownSource(piece["number"])
    return replace(
        shown,
        number=piece["number"],
        primary=piece["primary"],
        origin=piece["origin"],
        passage=one_line(piece["passage"]),
        before=piece["before"],
        after=piece["after"],
        live_url=_live_url(piece, page) if page else "",
        stance=piece["stance"],
        interest=piece["interest"],
        figure=_figure(piece["figure"]),
        is_typed=piece["typed"],
        archived=tuple(_archived(copy) for copy in piece["archived"]),
        talk=_talk(piece["conversation"]),
        live=live,
        copy=copy,
    )


def _shown_page(page: FrozenSnapshot) -> ShownSource:
    """What readers see of the archived page itself."""
    return ShownSource(
        0,
        publisher=page["publisher"],
        title=page["title"],
        published_on=day(page["published_on"]),
        kept_at=datetime.fromisoformat(page["kept_at"]),
        by_hand=page["by_hand"],
        sha256=page["sha256"],
        plain_url=address(page["url"]),
        media_type=page["media_type"],
        snapshot=page["id"],
    )


def _live_url(piece: FrozenEvidence, page: FrozenSnapshot) -> str:
    """The live page's address, opened at the passage if the browser can do that."""
    url, where = address(page["url"]), piece["selector"]
    is_text = page["media_type"] in {"text/html", "application/xhtml+xml", "text/plain"}
    if not url or not where or not is_text:
        return url
    sides = (where["prefix"], where["suffix"])
    return url + text_fragment(piece["passage"], *sides, has_fragment="#" in url)


def _figure(figure: FrozenFigure | None) -> SourceFigure | None:
    return SourceFigure(figure["shown"], _about(figure)) if figure else None


def _about(figure: FrozenFigure | FrozenTerm) -> str:
    return ", ".join(part for part in (figure["period"], figure["place"]) if part)


def _archived(copy: FrozenArchiveLink) -> ArchiveAddress:
    url = address(copy["url"])
    at = copy["archived_at"]
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return ArchiveAddress(url, host, datetime.fromisoformat(at) if at else None)


def _talk(talk: FrozenConversation | None) -> Talk | None:
    if talk is None:
        return None
    named = ", ".join(part for part in (talk["with_whom"], talk["role"]) if part)
    return Talk(talk["medium"], datetime.fromisoformat(talk["held_at"]), named)


def check_calculation(one: FrozenCalculation, sources: list[ShownSource]) -> CheckCalculation:
    names = {source.number: source.publisher or source.title for source in sources}
    terms = [
        CalculationTerm(
            term["number"], names.get(term["number"], ""), _about(term), term["figure"]
        )
        for term in one["terms"]
    ]
    parts = [(part["text"], part["number"]) for part in one["parts"]]
    return CheckCalculation(one["label"], terms, parts, one["result"])


def address(url: str) -> str:
    """The address if it is on the web, else empty: no other scheme becomes a link."""
    return url if url.startswith(("http://", "https://")) else ""


def day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def one_line(text: str) -> str:
    return " ".join(text.split())
