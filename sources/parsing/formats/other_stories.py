"""Take out of a page's tree what isn't its story: comments, teasers, bare links to others.

Method: structure, as it is the same in any language. A teaser is a block with one headline that
links to another page of the site, and little text (Bar-Yossef and Rajagopalan, "Template
detection via data mining and its applications", WWW 2002, call such blocks pagelets); a bare
link is a block whose words are all one link (link density: Kohlschütter, Fankhauser and Nejdl,
"Boilerplate detection using shallow text features", WSDM 2010). Comments are recognised by the
names of their elements.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from lxml.html import HtmlElement

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
BLOCKS = frozenset({"p", "li", "div", "section", "dd", *HEADINGS} - {"h1"})
WHOLE = frozenset({"html", "body", "main"})
MOST_HEADINGS = 400
MOST_LINKS = 4_000
MOST_LOOKED_AT = 300
"""Elements of one block that are looked at; a larger one is no teaser."""
HIGHEST = 8
TEASER = 700
"""Characters of a teaser at most."""
LONGEST_LINK = 200
MOST_LISTS = 400
FEWEST_ITEMS, MOST_ITEMS = 3, 60
LINKED_SHARE = 0.4
"""Of the characters of a list, so many are links if its items are headlines."""
FEWEST_WORDS = 4
FEWEST_TEASERS = 5
SHORTEST_STORY = 250
"""Characters of a story at least; below, a page without its teasers has none."""
STOPPED = re.compile(r"[.!?…][\"'”’»“)\]]*$")
ARTICLE = re.compile(r'"@type"\s*:\s*\[?\s*"\w*(?:Article|Posting)"')
COMMENTS = re.compile(
    r"(?:.{0,40}[-_])?(?:comments|comentarios|kommentare|commentaires|commenti"
    r"|(?:comment|comentario|kommentar|commentaire)s?[-_]?"
    r"(?:list|text|thread|section|area|body|item|content|container|wrapper|box))"
    r"|disqus_thread|fb-comments|livefyre.{0,20}",
    re.IGNORECASE,
)


@dataclass(slots=True)
class OtherStories:
    """How many teasers had text besides their headline, and how many characters all had.

    `is_about_a_story` says whether the rest of the page seems to be one.

    `listed` are items of lists of headlines. They stay in the tree, since parsers measure lists
    to tell a page's story from its menus.
    """

    count: int = 0
    characters: int = 0
    is_about_a_story: bool = False
    listed: set[str] = field(default_factory=set)

    def make_a_front_page(self, story: str) -> bool:
        """Whether the page has teasers and no story; `story` is its text without them."""
        if self.count < FEWEST_TEASERS or len(story) > self.characters:
            return False
        return len(story) < SHORTEST_STORY or not self.is_about_a_story

    def without_listed(self, text: str) -> str:
        """Return the text of a page without the lines that are headlines of such a list."""
        return "\n".join(
            line
            for line in text.split("\n")
            if " ".join(line.split()).removeprefix("- ") not in self.listed
        )


def take_out_comments(tree: "HtmlElement") -> None:
    """Remove what readers wrote below the story."""
    for thread in list(_comments(tree)):
        _remove(thread)


def take_out_other_stories(tree: "HtmlElement", address: str) -> OtherStories:
    """Remove teasers and bare links; return what teasers there were.

    `address` is the page's own, as far as it is known.
    """
    own = _Own(tree, address)
    teasers = OtherStories()
    for heading in list(_linked_headings(tree, own)):
        if heading.getroottree().getroot() is not tree.getroottree().getroot():
            continue
        block = _block_of(heading)
        length = len(_words(block))
        teasers.count += length > len(_words(heading))
        teasers.characters += length
        _remove(block)
    for link in list(_bare_links(tree, own)):
        _remove(link)
    for listed in _link_lists(tree, own):
        teasers.listed |= {_words(item) for item in listed}
    teasers.is_about_a_story = _is_about_a_story(tree)
    return teasers


def _is_about_a_story(tree: "HtmlElement") -> bool:
    """Whether a page declares an article, or has a headline besides the site's name.

    `og:type` is not asked: many sites call every page an article.
    """
    declared = "".join(tree.xpath("//script[@type='application/ld+json']/text()"))
    site = str(tree.xpath("string(//meta[@property='og:site_name']/@content)")).lower()
    headlines = [_words(one) for one in tree.iter("h1")]
    return ARTICLE.search(declared) is not None or any(
        len(one.split()) >= FEWEST_WORDS and one.lower() not in site for one in headlines
    )


class _Own:
    """What a page says of itself: its addresses and its title."""

    def __init__(self, tree: "HtmlElement", address: str) -> None:
        declared = tree.xpath(
            "//link[@rel='canonical']/@href | //meta[@property='og:url']/@content"
        )
        addresses = [urlsplit(one) for one in (address, *map(str, declared[:4])) if one]
        self.paths = {one.path.rstrip("/") for one in addresses}
        self.hosts = {_site(one.hostname or "") for one in addresses if one.hostname}
        self.title = _words(tree.find(".//title"))

    def is_elsewhere(self, href: str) -> bool:
        """Whether an address is of another page of the same site, as far as is known."""
        try:
            target = urlsplit(href.strip())
            host = target.hostname
        except ValueError:
            return False
        if target.scheme not in {"", "http", "https"} or not target.path.strip("/"):
            return False
        if host and self.hosts and _site(host) not in self.hosts:
            return False
        return target.path.rstrip("/") not in self.paths


def _site(host: str) -> str:
    """The last two labels of a host, which most sites share among their parts."""
    return ".".join(host.lower().split(".")[-2:])


def _comments(tree: "HtmlElement") -> Iterator["HtmlElement"]:
    for element in tree.iter("div", "section", "ul", "ol", "aside", "article"):
        names = f"{element.get('class', '')[:500]} {element.get('id', '')[:100]}".split()
        if any(COMMENTS.fullmatch(name) for name in names) and not _has_headline(element):
            yield element


def _has_headline(element: "HtmlElement") -> bool:
    return next(element.iter("h1"), None) is not None


def _linked_headings(tree: "HtmlElement", own: _Own) -> Iterator["HtmlElement"]:
    """Yield headings of which most is a link to another page, unless they repeat the title."""
    for number, heading in enumerate(tree.iter("h2", "h3", "h4", "h5", "h6")):
        if number == MOST_HEADINGS:
            return
        words = _words(heading)
        linked = [
            link for link in _links_of(heading) if own.is_elsewhere(link.get("href") or "")
        ]
        if (
            words
            and sum(len(_words(link)) for link in linked) >= len(words) / 2
            and words not in own.title
        ):
            yield heading


def _links_of(heading: "HtmlElement") -> list["HtmlElement"]:
    around = next(heading.iterancestors("a"), None)
    return [around] if around is not None else list(heading.iter("a"))


def _block_of(heading: "HtmlElement") -> "HtmlElement":
    """The largest block around a headline that has no other one, and little text."""
    block = heading
    for height, parent in enumerate(heading.iterancestors()):
        if height == HIGHEST or parent.tag in WHOLE or not _is_teaser(parent):
            break
        block = parent
    return block


def _is_teaser(element: "HtmlElement") -> bool:
    headings = 0
    for number, inside in enumerate(element.iter()):
        if number == MOST_LOOKED_AT:
            return False
        headings += inside.tag in HEADINGS
        if headings > 1:
            return False
    return len(_words(element)) <= TEASER


def _bare_links(tree: "HtmlElement", own: _Own) -> Iterator["HtmlElement"]:
    """Yield blocks that are nothing but a link to another page, and no sentence."""
    for number, link in enumerate(tree.iter("a")):
        if number == MOST_LINKS:
            return
        words = _words(link)
        if (
            len(words.split()) >= FEWEST_WORDS
            and len(words) <= LONGEST_LINK
            and not STOPPED.search(words)
            and own.is_elsewhere(link.get("href") or "")
        ):
            block = next(
                (one for one in link.iterancestors() if one.tag in BLOCKS | WHOLE), None
            )
            if block is not None and block.tag in BLOCKS and _words(block) == words:
                yield block


def _link_lists(tree: "HtmlElement", own: _Own) -> Iterator["HtmlElement"]:
    """Yield lists whose items are headlines: each links to another page, and is no sentence."""
    for number, listed in enumerate(tree.iter("ul", "ol")):
        if number == MOST_LISTS:
            return
        items = [_words(item) for item in list(listed)[:MOST_ITEMS] if item.tag == "li"]
        linked = [
            len(_words(link))
            for link in islice(listed.iter("a"), MOST_ITEMS)
            if own.is_elsewhere(link.get("href") or "")
        ]
        if (
            len(items) >= FEWEST_ITEMS
            and len(linked) >= len(items)
            and all(len(item) <= LONGEST_LINK and not item.endswith(".") for item in items)
            and sum(linked) >= LINKED_SHARE * sum(map(len, items))
        ):
            yield listed


def _words(element: "HtmlElement | None") -> str:
    if element is None:
        return ""
    return " ".join("".join(element.itertext()).split())


def _remove(element: "HtmlElement") -> None:
    """Remove an element, but not the text after it."""
    if element.getparent() is not None:
        element.drop_tree()
