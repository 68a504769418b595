"""The headline of a page, without the name of its site.

Method: a page names its headline up to four times: for the browser's tab (`title`, mostly with
the site's name), for other sites (Open Graph), for search engines (schema.org) and for its
readers (`h1`). Each is freed of the site's name; what most of them say is the headline, and in
a tie the page's word to other sites. Where tab and readers agree against that word, it is often
the same on all pages of the site.
"""

import html
import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from lxml.html import HtmlElement

LONGEST = 500
MOST_HEADINGS = 20
SEPARATOR = re.compile(r"\s+(?:[|»«·•–—\-/>:]|::|&raquo;)\s+|\s*\|\s*")
HARD = re.compile(r"[|»«·•]|::")
"""Separators that no headline has inside."""
FEWEST_WORDS = 3
MOST_NAME_WORDS = 4
JSON_HEADLINE = re.compile(r'"headline"\s*:\s*"((?:[^"\\]|\\.){1,500})"')
ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
SAYS_ARTICLE = re.compile(r'"@type"\s*:\s*\[?\s*"\w*(?:Article|Posting)"')


def headline(tree: "HtmlElement", url: str) -> str:
    """Return the headline of a page, or "" if it names none."""
    site = _site_names(tree, url)
    readers = [
        words
        for heading in list(tree.iter("h1"))[:MOST_HEADINGS]
        if (words := _plain("".join(heading.itertext())))
    ]
    tab = _without_site(_plain(str(tree.xpath("string(//title)"))), site, readers)
    to_others = _first_meta(tree, "og:title") or _first_meta(tree, "twitter:title")
    shared = _without_site(to_others, site, readers)
    declared = _without_site(_declared(tree), site, readers)
    known = {_key(one) for one in (tab, shared, declared)} - {""}
    shown = next((one for one in readers if _key(one) in known), "")
    if not shown and len(readers) == 1:
        only, length = readers[0], len(readers[0].split())
        if not shared and length > 1 and _key(only) in _key(tab):
            return only[:LONGEST]  # the tab has a word more before or after it
        shown = _without_site(only, site, []) if length >= FEWEST_WORDS else ""
    return _agreed([shared, tab, shown, declared])[:LONGEST]


def _agreed(said: list[str]) -> str:
    """What most of them say; in a tie, what comes first."""
    keys = [_key(one) for one in said]
    best = max(range(len(said)), key=lambda n: (keys.count(keys[n]) if keys[n] else 0, -n))
    return said[best]


def _site_names(tree: "HtmlElement", url: str) -> set[str]:
    """What the site is called, as keys: by itself, and by its address."""
    named = tree.xpath(
        "//meta[@property='og:site_name']/@content | //meta[@name='application-name']/@content"
    )
    names = {_key(str(one)) for one in named[:5]}
    addresses = tree.xpath(
        "//link[@rel='canonical']/@href | //meta[@property='og:url']/@content"
    )
    for address in [url, *map(str, addresses[:4])]:
        try:
            host = urlsplit(address).hostname or ""
        except ValueError:
            continue
        labels = host.removeprefix("www.").split(".")
        names |= {_key(host.removeprefix("www.")), _key("".join(labels[:-1]))}
        names |= {_key(label) for label in labels[:-1] if len(label) > FEWEST_WORDS}
    return names - {""}


def _without_site(said: str, site: set[str], readers: list[str]) -> str:
    """Remove the site's name and its sections from the beginning and the end."""
    for shown in readers:
        if len(shown.split()) >= FEWEST_WORDS and _key(shown) in _pieces_of(said):
            return shown
    pieces = SEPARATOR.split(said)
    marks = SEPARATOR.findall(said)
    while len(pieces) > 1 and _is_name(pieces[-1], marks[-1], pieces[:-1], site):
        pieces.pop()
        marks.pop()
    while len(pieces) > 1 and (_key(pieces[0]) in site or _is_rubric(pieces, marks[0])):
        pieces.pop(0)
        marks.pop(0)
    joined = pieces[0] + "".join(m + p for m, p in zip(marks, pieces[1:], strict=True))
    return _without_name_before_colon(joined, site)


def _pieces_of(said: str) -> set[str]:
    """Keys of all runs of pieces of what is said, from the first on or up to the last."""
    pieces = SEPARATOR.split(said)
    first = {_key(" ".join(pieces[:end])) for end in range(1, len(pieces))}
    return first | {_key(" ".join(pieces[start:])) for start in range(1, len(pieces))}


def _is_name(piece: str, mark: str, before: list[str], site: set[str]) -> bool:
    """Whether the last piece is the site's name, or looks like one after a real headline."""
    key = _key(piece)
    if not key or key in site or any(_is_alike(key, name) for name in site):
        return True
    words = piece.split()
    if sum(len(one.split()) for one in before) < FEWEST_WORDS or len(words) > MOST_NAME_WORDS:
        return False
    if HARD.search(mark):
        return True
    is_name = all(word[:1].isupper() or not word[:1].isalpha() for word in words)
    return is_name and ":" not in mark and not any(one.isdigit() for one in words)


def _is_rubric(pieces: list[str], mark: str) -> bool:
    """Whether the first piece is a site or a rubric before a headline: "Opinion | …"."""
    first, rest = pieces[0].split(), " ".join(pieces[1:]).split()
    return HARD.search(mark) is not None and len(first) < FEWEST_WORDS < len(rest)


def _is_alike(key: str, name: str) -> bool:
    """Whether one is most of the other: "The Gazette" and "Gazette Online"."""
    shorter, longer = sorted((key, name), key=len)
    return shorter in longer and 2 * len(shorter) >= len(longer)


def _without_name_before_colon(said: str, site: set[str]) -> str:
    name, colon, rest = said.partition(": ")
    return rest if colon and rest.split() and _key(name) in site else said


def _first_meta(tree: "HtmlElement", name: str) -> str:
    found = tree.xpath(f"//meta[@property='{name}' or @name='{name}']/@content")
    return _plain(str(found[0])) if found else ""


def _declared(tree: "HtmlElement") -> str:
    """The headline in the first JSON-LD that declares an article."""
    for script in tree.xpath("//script[@type='application/ld+json']/text()")[:20]:
        if SAYS_ARTICLE.search(script) and (match := JSON_HEADLINE.search(script)):
            return _plain(ESCAPED.sub(_character, match[1]).replace("\\", ""))
    return ""


def _character(match: re.Match[str]) -> str:
    return chr(int(match[1], 16))


def _plain(said: str) -> str:
    return " ".join(html.unescape(said).split())[: 2 * LONGEST]


def _key(said: str) -> str:
    """Letters and digits alone, so that spelling with other marks is the same."""
    return re.sub(r"[\W_]+", "", said.lower())
