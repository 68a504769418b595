"""Feeds: RSS and Atom of any age by feedparser, JSON Feed 1 and 1.1, and pages that link one.

Records: one `feed` (title), then one `item` for each entry in the feed's order: id, url, title,
text, published and changed as the feed writes them, day as feedparser reads it. For a page
instead one `offer` (url, title) for each feed that its head links to.
"""

import html
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

from sources.parsing.formats import Record
from sources.parsing.formats.html import HEAD, visible_text

MOST_ITEMS = 500
"""How many entries of a feed are read at most; the poll takes fewer."""
MOST_OFFERS = 20
ROOT = re.compile(r"<\s*(?:\w+:)?(rss|feed|rdf|channel)\b", re.IGNORECASE)
PAGE = re.compile(r"<!doctype\s+html|<(html|head|body|title|link|meta)\b", re.IGNORECASE)
TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json"})
STRINGS = ("id", "url", "title", "text", "published", "changed", "day")


def read_feed(body: bytes, url: str) -> Iterator[Record]:
    """The records of a feed or page at `url`; `body` is XML as it came, or UTF-8."""
    start = body[:4096].decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
    if start.startswith("{"):
        yield from _read_json(body, url)
    elif not ROOT.search(start) and PAGE.search(start):
        yield from _read_page(body, url)
    else:
        yield from _read_xml(body, url)


def _read_xml(body: bytes, url: str) -> Iterator[Record]:
    import feedparser  # noqa: PLC0415 - loaded under the limits

    found = feedparser.parse(body)  # no address: feedparser would turn names into links
    if not found.version and not found.entries:
        return
    yield {"step": "feed", "title": _plain(_detail(found.feed, "title"), found.version)}
    for entry in found.entries[:MOST_ITEMS]:
        link = dict.get(entry, "link") or ""
        name = str(dict.get(entry, "id") or "")
        if dict.get(entry, "guidislink") and not name.startswith(("http:", "https:")):
            link = _linked(entry)  # most ids aren't addresses, even if the feed doesn't say so
        yield _item(
            id=name,
            url=urljoin(url, link) if link else "",
            title=_plain(_detail(entry, "title"), found.version),
            text=_fullest(entry),
            published=dict.get(entry, "published"),
            changed=dict.get(entry, "updated"),
            day=_day(entry),
        )


def _linked(entry: Any) -> str:
    """The address of an entry by its links alone."""
    links = dict.get(entry, "links") or []
    hrefs = (str(one.get("href") or "") for one in links if one.get("rel") == "alternate")
    return next(hrefs, "")


def _detail(entry: Any, name: str) -> tuple[str, str]:
    detail = dict.get(entry, f"{name}_detail") or {}
    return str(dict.get(entry, name) or ""), str(detail.get("type") or "")


def _plain(value: tuple[str, str], version: str) -> str:
    """A title as text. RSS does not say whether it is HTML, and mostly escapes it twice."""
    words, kind = value
    is_rss = version.startswith("rss")
    if "html" in kind or (is_rss and TAG.search(words)):
        words = visible_text(words)
    elif is_rss:
        words = html.unescape(words)
    return " ".join(words.split())


def _fullest(entry: Any) -> str:
    """The longest of an entry's contents and its summary, as text."""
    parts = [*(dict.get(entry, "content") or []), dict.get(entry, "summary_detail") or {}]
    texts = (
        visible_text(str(part.get("value") or ""))
        if "html" in str(part.get("type"))
        else str(part.get("value") or "").strip()
        for part in parts
    )
    return max(texts, key=len, default="")


def _day(entry: Any) -> str:
    """The day by feedparser, which reads many date formats; in UTC, if it knows the zone."""
    parsed = dict.get(entry, "published_parsed") or dict.get(entry, "updated_parsed")
    return "{:04}-{:02}-{:02}".format(*parsed[:3]) if parsed else ""


def _read_json(body: bytes, url: str) -> Iterator[Record]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return
    if not isinstance(found, dict) or not isinstance(found.get("items"), list):
        return
    yield {"step": "feed", "title": " ".join(_string(found, "title").split())}
    for item in found["items"][:MOST_ITEMS]:
        if not isinstance(item, dict):
            continue
        link = _string(item, "url") or _string(item, "external_url")
        markup = _string(item, "content_html")
        yield _item(
            id=item.get("id"),
            url=urljoin(url, link) if link else "",
            title=" ".join(_string(item, "title").split()),
            text=visible_text(markup) if markup else _string(item, "content_text"),
            published=item.get("date_published"),
            changed=item.get("date_modified"),
        )


def _string(found: dict[str, Any], name: str) -> str:
    value = found.get(name)
    return value if isinstance(value, str) else ""


def _item(**values: object) -> Record:
    told = {
        name: str(value) if isinstance(value, str | int) else ""
        for name, value in values.items()
    }
    return {"step": "item", **{name: told.get(name, "") for name in STRINGS}}


class _Head(HTMLParser):
    """Collects the feeds that a page's head links to: <link rel="alternate" type=… href=…>."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "link":
            return
        given = {name: value or "" for name, value in attrs}
        kind = given.get("type", "").partition(";")[0].strip().lower()
        if kind in FEED_TYPES and "alternate" in given.get("rel", "").lower().split():
            self.links.append((given.get("href", ""), given.get("title", "")))


def _read_page(body: bytes, url: str) -> Iterator[Record]:
    head = _Head()
    head.feed(body[: 4 * HEAD].decode("utf-8", "replace"))
    offered = {urljoin(url, href): title for href, title in head.links if href}
    for address, title in list(offered.items())[:MOST_OFFERS]:
        yield {"step": "offer", "url": address, "title": " ".join(title.split())}
