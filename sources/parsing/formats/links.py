"""The links of a page, in their order, as addresses and words."""

import html
import re
from urllib.parse import urldefrag, urljoin, urlsplit

MOST_LINKS = 500
LONGEST_WORDS = 200
BASE = re.compile(r"<base[^>]{0,200}?\bhref\s*=\s*[\"']?([^\"'\s>]{1,2000})", re.IGNORECASE)
ANY = re.compile(r"<a\s", re.IGNORECASE)
LINK = re.compile(r'<a href="([^"]{1,4096})"[^>]{0,20}>([^<]*)</a>')
UNSEEN = {"script", "style", "noscript", "template", "iframe", "svg", "textarea", "select"}


def links(markup: str, url: str) -> list[dict[str, str]]:
    """`{"url", "text"}`: at most 500, absolute http(s) addresses, each with its first words.

    Links to the page itself, or to a place within it, are left out. So are relative addresses,
    unless the page's `url` is known.
    """
    import nh3  # noqa: PLC0415 - loaded under the limits

    if ANY.search(markup) is None:
        return []
    base = BASE.search(markup[: 256 * 1024])
    start = _joined(url, html.unescape(base[1])) if base else url
    only_links = nh3.clean(
        markup,
        tags={"a"},
        clean_content_tags=UNSEEN,
        attributes={"a": {"href"}},
        url_schemes={"http", "https"},
        link_rel=None,
    )
    found: dict[str, str] = {}
    for match in LINK.finditer(only_links):
        written = html.unescape(match[1])
        address = "" if written.startswith("#") else _joined(start, written)
        if not address or address == urldefrag(url)[0]:
            continue
        words = " ".join(html.unescape(match[2]).split())[:LONGEST_WORDS]
        if not found.get(address):
            found[address] = words
        if len(found) == MOST_LINKS:
            break
    return [{"url": address, "text": words} for address, words in found.items()]


def _joined(base: str, written: str) -> str:
    """The absolute address without its fragment; empty if there is none."""
    try:
        address = urldefrag(urljoin(base, written.strip()))[0]
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return ""
    is_address = parts.scheme in {"http", "https"} and host and len(address) <= 2048  # noqa: PLR2004
    return address if is_address and not re.search(r"[\s<>\"\\\x00-\x1f]", address) else ""
