"""Web pages: their visible text, HTML that is safe to show, and the article."""

import html
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sources.parsing.formats import MOST_CHARACTERS, Record, other_stories
from sources.parsing.formats.access_walls import wall
from sources.parsing.formats.headlines import headline
from sources.parsing.formats.links import BASE, links
from sources.parsing.formats.publication_days import declared_days

if TYPE_CHECKING:
    from lxml.html import HtmlElement
    from trafilatura.settings import Document

# ruff: noqa: SIM905 (names of elements read better in a row)
BLOCKS = frozenset(
    "address article aside blockquote body br caption center dd details div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p "
    "pre section summary table tbody tfoot thead tr ul".split()
)
CELLS = frozenset({"td", "th"})
INLINE = frozenset(
    "a abbr b bdi bdo cite code col colgroup del dfn em i ins kbd mark q rp rt ruby s samp "
    "small span strong sub sup time tt u var wbr".split()
)
FOREIGN = frozenset({"svg", "math"})  # <svg/> closes itself, <script/> does not
UNSEEN = FOREIGN | frozenset(
    "script style noscript template iframe object audio video canvas select textarea datalist "
    "title".split()
)
NOT_SHOWN = frozenset({"body", "center", "fieldset", "form", "html", "legend"})
SHOWN_TAGS = (BLOCKS | CELLS | INLINE) - NOT_SHOWN
SHOWN_ATTRIBUTES = {
    "*": {"lang", "dir"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "ol": {"start"},
    "li": {"value"},
}
TAG_NAME = re.compile(r"/?([a-zA-Z][a-zA-Z0-9]*)")
BLANK_LINES = re.compile(r"[ \t]*\n(?:[ \t]*\n)+[ \t]*(?!- )")
WRAPPED = re.compile(r"(?<=\S)(?:[ \t]+\n[ \t]*|\n[ \t]+)(?=[^\s-])")
NO_NAMES = frozenset({"", "admin", "administrator", "username", "user", "author", "staff"})
HEAD = 256 * 1024  # characters in which title and language are looked for


def visible_text(markup: str) -> str:
    """The words of some HTML in reading order: blocks on lines of their own, cells by tabs.

    One linear pass that no markup can slow down, exact for sanitised HTML and good enough as
    the last resort for any other. Runs of white space become one space, except for line ends in
    pre.
    """
    parts: list[str] = []
    unseen = ""
    pre = 0
    for number, piece in enumerate(_without_comments(markup).split("<")):
        tag, closed, text = piece.partition(">") if number else ("", ">", piece)
        match = TAG_NAME.match(tag)
        if number and (match is None or not closed) and not tag.startswith(("!", "?")):
            text, tag = f"<{piece}", ""  # a stray < is text
        name = match[1].lower() if match and tag else ""
        if unseen:
            if not (tag.startswith("/") and name == unseen):
                continue
            unseen = ""
        elif name in UNSEEN and not (
            tag.startswith("/") or (name in FOREIGN and tag.endswith("/"))
        ):
            unseen = name
            continue
        elif name in BLOCKS:
            parts.append("\n")
            if name == "pre":
                pre = max(0, pre + (-1 if tag.startswith("/") else 1))
        elif name in CELLS and tag.startswith("/"):
            parts.append("\t")
        text = html.unescape(text)
        parts.append(re.sub(r"[ \t\r\f]+" if pre else r"[ \t\n\r\f]+", " ", text))
    joined = re.sub(r"[ \t]*\t[ \t]*", "\t", "".join(parts))
    return re.sub(r"[ \t]*\n[ \t\n]*", "\n", re.sub(r" {2,}", " ", joined)).strip(" \t\n")


def _without_comments(markup: str) -> str:
    first, *rest = markup.split("<!--")
    return first + "".join(piece.partition("-->")[2] for piece in rest)


def read_html(body: bytes, url: str) -> Iterator[Record]:
    """Six steps: bare (last resort, head), shown (sanitised), links, article, plain, wall.

    `plain` is another parser's text, to compare; `wall` is what blocks the way to the page,
    if anything.
    """
    markup = body.decode("utf-8")
    seen = visible_text(markup)
    yield {"step": "bare", "text": seen, **_head(markup[:HEAD])}
    yield sanitise(markup)
    yield {"step": "links", "links": links(markup, url)}
    article, own_markup = _article(markup, url)
    yield dict(article)
    yield _plain(markup, own_markup)
    yield {"step": "wall", "kind": wall(markup, seen, str(article["text"]))}


def _head(markup: str) -> Record:
    title = re.search(r"<title[^>]{0,200}>([^<]{1,2000})", markup, re.IGNORECASE)
    language = re.search(
        r"<html[^>]{0,500}?\blang\s*=\s*[\"']?([a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})?)\b",
        markup,
        re.IGNORECASE,
    )
    return {
        "title": " ".join(html.unescape(title[1]).split()) if title else "",
        "language": language[1] if language else "",
    }


def sanitise(markup: str) -> Record:
    """The HTML with only tags that carry text: no links, images, styles, scripts or forms."""
    import nh3  # noqa: PLC0415, and all below: parsers are loaded under the limits, when used

    def plain_value(_tag: str, _attribute: str, value: str) -> str | None:
        return value if re.fullmatch(r"[a-zA-Z0-9-]{1,20}", value) else None

    shown = nh3.clean(
        markup,
        tags=set(SHOWN_TAGS),
        clean_content_tags=set(UNSEEN),
        attributes=SHOWN_ATTRIBUTES,
        attribute_filter=plain_value,
        link_rel=None,
        url_schemes=set(),
    )
    is_short = len(shown) <= MOST_CHARACTERS  # markup cannot be cut at any place
    return {"step": "shown", "html": shown if is_short else "", "text": visible_text(shown)}


def _article(markup: str, url: str) -> tuple[Record, str]:
    """Main text and metadata of the page's own story, and the markup without the others.

    By trafilatura (Barbaresi 2021). `stories` is how many stories a page has that has only
    teasers, and no story of its own.
    """
    import trafilatura  # noqa: PLC0415
    from lxml import html as lxml_html  # noqa: PLC0415

    tree = trafilatura.load_html(markup)
    if tree is None:
        return {"step": "article", "text": ""}, markup
    other_stories.take_out_comments(tree)
    title, days, author = headline(tree, url), declared_days(tree), _author(tree, url)
    teasers = other_stories.take_out_other_stories(tree, url)
    own_markup = lxml_html.tostring(tree, encoding="unicode")
    found = _extracted(tree, url)
    story = (found and found.text) or ""
    is_front_page = teasers.make_a_front_page(story)
    if is_front_page or len(story) < other_stories.SHORTEST_STORY:
        found, own_markup = _extracted(markup, url) or found, markup
    if found is None:
        return {"step": "article", "text": ""}, markup
    base = BASE.search(markup[:HEAD])  # where links start from is not what a page calls itself
    article: Record = {
        "step": "article",
        "text": teasers.without_listed(_unwrapped(found.text or "")),
        "title": title or found.title or "",
        "author": _names(author or found.author or "", found.sitename or ""),
        "publisher": found.sitename or "",
        "published_on": days.best(found.date or ""),
        "canonical_url": "" if base and found.url == base[1] else found.url or "",
        "stories": teasers.count if is_front_page else 0,
    }
    return article, own_markup


def _unwrapped(text: str) -> str:
    """The text without the line ends of the source inside its paragraphs.

    The parser keeps some of them, with the blanks around them; between paragraphs it has none.
    """
    return WRAPPED.sub(" ", BLANK_LINES.sub("\n", text))


def _author(tree: "HtmlElement", url: str) -> str:
    """The author by trafilatura, before teasers go: a byline may be in a block with one."""
    import trafilatura  # noqa: PLC0415

    return trafilatura.extract_metadata(tree, default_url=url or None).author or ""


def _names(author: str, site: str) -> str:
    """The authors' names, each once, without the site's and what templates write for none."""
    names = {name.casefold(): name for name in reversed(author.split("; "))}
    none = NO_NAMES | {site.casefold()}
    return "; ".join(name for key, name in reversed(names.items()) if key not in none)


def _extracted(page: "str | HtmlElement", url: str) -> "Document | None":
    import trafilatura  # noqa: PLC0415
    from trafilatura.settings import Document  # noqa: PLC0415

    found = trafilatura.bare_extraction(
        page,
        url=url or None,
        include_comments=False,
        with_metadata=True,
        # Only dates that the page declares or prints with its text: never a copyright year.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    return found if isinstance(found, Document) else None


def _plain(markup: str, own_markup: str) -> Record:
    """What another parser finds: the story's text, and how much text the page has in all."""
    from resiliparse.extract.html2text import extract_plain_text  # noqa: PLC0415

    return {
        "step": "plain",
        "text": extract_plain_text(own_markup, main_content=True, list_bullets=False),
        "all": len(extract_plain_text(markup, list_bullets=False, alt_texts=False)),
    }
