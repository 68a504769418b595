"""Recognise files that are made for programs: feeds and other data, not texts."""

import json
import re

HEAD = 4096
LONGEST_JSON = 5_000_000
JSON_FEED = b"jsonfeed.org/version"
JSON_ITEMS = re.compile(rb'"items"\s*:\s*\[')
ROOT = re.compile(
    rb"(?:\s|<\?[^>]{0,400}>|<!--.{0,2000}?-->|<!DOCTYPE[^>]{0,400}>){0,20}"
    rb"<(?:rss|feed|rdf:RDF|atom:feed)\b",
    re.DOTALL,
)
IS_A_FEED = (
    "This is a feed, a list of entries for feed readers, and not an article. Subscribe to its"
    " address on the page Feeds, or submit the address of one entry."
)


def is_feed(body: bytes) -> bool:
    """Return whether the bytes are a feed: RSS, Atom, RDF, or JSON Feed by its version."""
    start = body[:HEAD].removeprefix(b"\xef\xbb\xbf")
    if ROOT.match(start):
        return True
    return start.lstrip().startswith(b"{") and (
        JSON_FEED in body.replace(b"\\/", b"/") and JSON_ITEMS.search(body) is not None
    )


def is_json(body: bytes) -> bool:
    """Return whether the bytes are one JSON object or list, as programs exchange them."""
    if len(body) > LONGEST_JSON:
        return False
    try:
        return isinstance(json.loads(body), dict | list)
    except (ValueError, RecursionError):
        return False
