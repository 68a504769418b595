"""What a feed says: its bytes are read in a child process, what comes back is bounded here."""

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime
from typing import Any

from sources.parsing.parsed import believable_day, string
from sources.parsing.parser import Limits, Unreadable, decode, run_child

FEED_LIMITS = Limits(cpu=6, wall=9, megabytes=512)
DECLARED = re.compile(rb"\s*(\xef\xbb\xbf)?<\?xml[^>]{0,200}\bencoding\s*=")
ADDRESS = re.compile(r"https?://[^\s<>\"\\]{1,2040}", re.IGNORECASE)
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
LONGEST_NAME, LONGEST_TITLE, LONGEST_MARK = 500, 500, 64
NO_FEED = "There is no feed at this address, and the page there names none."


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """One entry. Strings are empty where the feed does not say.

    `name` (at most 500 characters) is what the feed calls it for ever: its id, else its
    address, else a hash of its words; never empty. `url` is absolute, http or https. `text`
    is the longest text that the feed gives of it. `changed` is when the feed says that it
    changed last, as written; to compare, not to read.
    """

    name: str
    url: str
    title: str
    text: str
    published_on: date | None
    changed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A feed in its own order, each name once; or what a page offers: (url, title) of feeds."""

    title: str = ""
    items: tuple[FeedItem, ...] = ()
    offered: tuple[tuple[str, str], ...] = ()


def read(body: bytes, *, url: str, charset: str | None = None) -> Read:
    """Read what came from `url`. Raises `Unreadable` where it is no feed and names none.

    A child that is killed by its limits costs the entries after that, not those before.
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


def _item(record: dict[str, Any]) -> FeedItem | None:
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
    """The day where it was written, by RFC 822 (RSS) or RFC 3339 (Atom, JSON); None if odd.

    A day before 1990 or after tomorrow is not believed.
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
