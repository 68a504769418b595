"""The result of parsing a page, and the checks on each value that a child reports."""

import html
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypedDict
from urllib.parse import urlsplit

EARLIEST = date(1990, 1, 1)

ChildRecord = dict[str, Any]
"""One line of a child: any JSON object, as the child may be under a hostile page's control."""


class Link(TypedDict):
    """A link of a page: its absolute address and its first words."""

    url: str
    text: str


class Unreadable(Exception):
    """These bytes aren't text of any kind we can parse. `detail` says what to do next."""

    kind = "unreadable"

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """The result of parsing. Strings are empty if the page doesn't give them.

    `text` is everything visible, in reading order, blocks on lines of their own: passages are
    anchored in it, and any words selected in `html` are in it except for white space.
    `article_text` is the main text alone (paragraphs on lines), to make an article from. `html`
    is safe to show in a sandboxed frame: text-carrying tags only. `pages` are the offsets in
    `text` at which the pages of a PDF begin, else empty. `language` is a BCP 47 tag as the page
    declares it, `canonical_url` the address that it gives as its own, if that is not `url`.
    `marks`: text_empty, text_incomplete (a parser gave up, or another one found far more),
    pdf_failed, truncated (cut at three million characters), walled, several_stories (only the
    beginnings of several), form (labels and figures; see `form_text`), feed.

    `author` is the one that the page or file names. `links` are `{"url", "text"}` in their
    order, absolute; see `formats.links`. For a file of pages without any text, a scan or an
    image, `pages` are as many zeros.

    `times` are [position, seconds] and `listed` the statements of a list, both by position in
    `article_text`; see `formats.subtitles` and `formats.csv_statements`. `notes` are sentences
    about what could not be read.
    """

    text: str
    article_text: str
    html: str
    title: str = ""
    author: str = ""
    publisher: str = ""
    published_on: date | None = None
    language: str = ""
    canonical_url: str = ""
    marks: tuple[str, ...] = ()
    pages: tuple[int, ...] = ()
    times: tuple[tuple[int, int], ...] = ()
    listed: tuple[ChildRecord, ...] = ()
    links: tuple[Link, ...] = ()
    notes: tuple[str, ...] = ()


def refusal(records: list[ChildRecord]) -> str:
    """Why a child did not read the file, in a sentence; empty if it did."""
    return next((string(one, "why") for one in records if one["step"] == "refused"), "")


def string(record: ChildRecord, name: str) -> str:
    found = record.get(name)
    return kept(found) if isinstance(found, str) else ""


def count(record: ChildRecord, name: str) -> int:
    found = record.get(name)
    return found if isinstance(found, int) else 0


def strings(record: ChildRecord, name: str) -> tuple[str, ...]:
    found = record.get(name)
    return (
        tuple(kept(one) for one in found if isinstance(one, str))
        if isinstance(found, list)
        else ()
    )


def byline(record: ChildRecord) -> str:
    """Who wrote it, in one line of at most 200 characters."""
    return " ".join(string(record, "author").split())[:200].strip()


def leads(record: ChildRecord) -> tuple[Link, ...]:
    found = record.get("links")
    return (
        tuple(Link(url=string(one, "url"), text=string(one, "text")) for one in found)
        if isinstance(found, list)
        else ()
    )


def kept(text: str) -> str:
    """Text that PostgreSQL can store: no NUL, no lone surrogates; line ends are LF."""
    text = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    return text.encode("utf-8", "replace").decode()


def paragraphs(text: str) -> str:
    return "".join(f"<p>{html.escape(line)}</p>" for line in text.split("\n") if line.strip())


def believable_day(written: str) -> date | None:
    """A plausible ISO date, or None."""
    try:
        day = date.fromisoformat(written[:10])
    except ValueError:
        return None
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)
    return day if EARLIEST <= day <= tomorrow else None


def publisher(named: str, url: str) -> str:
    """The publisher's name if the page gives one; the parser falls back on the host."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return "" if named.lower().removeprefix("www.") == host else named[:200]


def canonical(declared: str, url: str) -> str:
    """The address that the page gives as its own, if it is another one."""
    is_address = re.fullmatch(r"https?://[^\s<>\"\\]{1,2000}", declared) is not None
    return declared if is_address and declared != url else ""
