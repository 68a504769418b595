"""Read a feed: its bytes are parsed in a child process, and the result is bounded here."""

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime

from sources.parsing.parsed import ChildRecord, believable_day, string
from sources.parsing.parser import Limits, Unreadable, decode, run_child

FEED_LIMITS = Limits(cpu=6, wall=9, megabytes=512)
DECLARED = re.compile(rb"\s*(\xef\xbb\xbf)?<\?xml[^>]{0,200}\bencoding\s*=")
ADDRESS = re.compile(r"https?://[^\s<>\"\\]{1,2040}", re.IGNORECASE)
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
LONGEST_NAME, LONGEST_TITLE, LONGEST_MARK = 500, 500, 64
NO_FEED = "There is no feed at this address, and the page there links to none."


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """One entry of a feed. Strings are empty if the feed does not give them.

    `name` (at most 500 characters) is the permanent identity of the entry: its id, else its
    address, else a hash of its words; never empty. `url` is absolute, http or https. `text` is
    the longest text that the feed gives. `changed` is when the feed says that the entry last
    changed, as written: compare it, don't parse it.
    """

    name: str
    url: str
    title: str
    text: str
    published_on: date | None
    changed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A feed's entries in order, each name once; or a page's feeds, as (url, title)."""

    title: str = ""
    items: tuple[FeedItem, ...] = ()
    offered: tuple[tuple[str, str], ...] = ()


def read(body: bytes, *, url: str, charset: str | None = None) -> Read:
    """Read the bytes that came from `url`: a feed, or a page that links to feeds.

    Raises `Unreadable` for anything else. A child that is killed by its limits costs the
    entries after that, not those before.
    """
    if not DECLARED.match(body):
        body = decode(body, charset).encode()
    records, _is_whole = run_child("feed", body, url, FEED_LIMITS)
    offered = tuple(
        (address, string(record, "title")[:LONGEST_TITLE])
        for record in records
        if record["step"] == "offer" and (address := _address(string(record, "url")))
    )
    feed = next((record for record in records if record["step"] == "feed"), None)
    if feed is None and not offered:
        raise Unreadable(NO_FEED)
    items = {
        item.name: item
        for record in reversed(records)
        if record["step"] == "item" and (item := _item(record))
    }
    return Read(
        title=string(feed or {}, "title")[:300],
        items=tuple(reversed(items.values())),
        offered=offered,
    )


def _item(record: ChildRecord) -> FeedItem | None:
    url, title = _address(string(record, "url")), string(record, "title")
    text = string(record, "text").strip()
    name = string(record, "id").strip() or url
    if not name and (title or text):
        name = _hashed(f"{title}\n{text}")
    if not name or not (url or text):
        return None
    if len(name) > LONGEST_NAME:
        name = _hashed(name)
    published = string(record, "published")
    changed = string(record, "changed") or published
    return FeedItem(
        name=name,
        url=url,
        title=title[:LONGEST_TITLE],
        text=text,
        published_on=day(published) or day(changed) or day(string(record, "day")),
        changed=changed.strip()[:LONGEST_MARK],
    )


def _hashed(words: str) -> str:
    return f"sha256:{hashlib.sha256(words.encode()).hexdigest()}"


def day(written: str) -> date | None:
    """The day as written where it was written, by RFC 822 (RSS) or RFC 3339 (Atom, JSON).

    None if it is malformed, before 1990 or after tomorrow.
    """
    written = written.strip()
    if ISO_DAY.match(written):
        return believable_day(written)
    try:
        return believable_day(parsedate_to_datetime(written).date().isoformat())
    except (ValueError, TypeError, OverflowError):
        return None


def _address(url: str) -> str:
    return url if ADDRESS.fullmatch(url) else ""
