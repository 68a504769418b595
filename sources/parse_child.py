"""Reads foreign bytes in a process of its own, which may be killed at any time.

Run as `python -I parse_child.py MODE CPU_SECONDS WALL_SECONDS MEMORY_MB`; stdin is a line of
JSON ({"url": …}) and then the bytes; stdout is one JSON record a line, written as soon as a
step is done, so that what was ready before a kill is kept. Only `parsing` starts this.
"""

import html
import io
import json
import os
import re
import resource
import signal
import sys
from collections.abc import Callable, Iterator

MOST_CHARACTERS = 3_000_000  # of each text; what is longer is cut and marked
MOST_OUTPUT = 48_000_000  # bytes of all records
MOST_PAGES = 3_000
CANNOT_OPEN = 3  # exit status: not a document of this kind, or locked

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
HEAD = 256 * 1024  # characters in which title and language are looked for

Record = dict[str, object]


def limit(cpu: int, wall: int, megabytes: int) -> None:
    """Bound this process before it touches a foreign byte; native code cannot escape these."""
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.alarm(wall)  # its default action kills, even if our parent is gone


def visible_text(markup: str) -> str:
    """The words of some HTML in reading order: blocks on lines of their own, cells by tabs.

    One linear pass that no markup can make slow, exact for sanitised HTML and good enough as
    the last resort for any other. White space runs become one space, but for line ends in pre.
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
    """Four steps: bare (last resort, head), shown (sanitised), article, plain (to compare)."""
    markup = body.decode("utf-8")
    yield {"step": "bare", "text": visible_text(markup), **_head(markup[:HEAD])}
    yield _sanitise(markup)
    yield _article(markup, url)
    yield _plain(markup)


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


def _sanitise(markup: str) -> Record:
    """Tags that only carry text, no links, images, styles, scripts or forms."""
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
    is_short = len(shown) <= MOST_CHARACTERS  # markup cannot be cut where one likes
    return {"step": "shown", "html": shown if is_short else "", "text": visible_text(shown)}


def _article(markup: str, url: str) -> Record:
    """Main text and metadata by trafilatura (Barbaresi 2021)."""
    import trafilatura  # noqa: PLC0415
    from trafilatura.settings import Document  # noqa: PLC0415

    found = trafilatura.bare_extraction(
        markup,
        url=url or None,
        include_comments=False,
        with_metadata=True,
        # Only dates that the page declares or prints with its text: never a copyright year.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if not isinstance(found, Document):
        return {"step": "article", "text": ""}
    return {
        "step": "article",
        "text": found.text or "",
        "title": found.title or "",
        "publisher": found.sitename or "",
        "published_on": found.date or "",
        "canonical_url": found.url or "",
    }


def _plain(markup: str) -> Record:
    """What another parser finds: main text, and how much text there is in all."""
    from resiliparse.extract.html2text import extract_plain_text  # noqa: PLC0415

    return {
        "step": "plain",
        "text": extract_plain_text(markup, main_content=True, list_bullets=False),
        "all": len(extract_plain_text(markup, list_bullets=False, alt_texts=False)),
    }


def read_pdf(body: bytes, _url: str) -> Iterator[Record]:
    """Text by PDFium, page by page."""
    import pypdfium2  # noqa: PLC0415

    try:
        document = pypdfium2.PdfDocument(body)
        count = len(document)
    except pypdfium2.PdfiumError:
        sys.exit(CANNOT_OPEN)
    yield {"step": "document", "pages": count, "title": document.get_metadata_value("Title")}
    for number in range(min(count, MOST_PAGES)):
        try:
            page = document[number]
            text = page.get_textpage().get_text_range()
            page.close()
        except pypdfium2.PdfiumError:
            text = ""
        # PDFium puts U+FFFE, in some fonts U+0002, for a hyphen at a line's end.
        yield {"step": "page", "text": re.sub("[\ufffe\x02](\r?\n)?", "", text)}


def read_pdf_plainly(body: bytes, _url: str) -> Iterator[Record]:
    """Text by pypdf, when PDFium was killed or found nothing."""
    import pypdf  # noqa: PLC0415

    try:
        document = pypdf.PdfReader(io.BytesIO(body))
        if document.is_encrypted and not document.decrypt(""):
            sys.exit(CANNOT_OPEN)
        count = len(document.pages)
        title = (document.metadata and document.metadata.title) or ""
    except (pypdf.errors.PyPdfError, ValueError, KeyError, RecursionError, AttributeError):
        sys.exit(CANNOT_OPEN)
    yield {"step": "document", "pages": count, "title": title}
    for number in range(min(count, MOST_PAGES)):
        yield {"step": "page", "text": document.pages[number].extract_text()}


MODES: dict[str, Callable[[bytes, str], Iterator[Record]]] = {
    "html": read_html,
    "pdf": read_pdf,
    "pdf-plainly": read_pdf_plainly,
}


def main(mode: str, cpu: str, wall: str, megabytes: str) -> None:
    limit(int(cpu), int(wall), int(megabytes))
    asked = json.loads(sys.stdin.buffer.readline())
    body = sys.stdin.buffer.read()
    left = MOST_OUTPUT
    for record in MODES[mode](body, asked["url"]):
        for name, value in record.items():
            if isinstance(value, str):
                record[name] = value[:MOST_CHARACTERS]
        line = json.dumps(record, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
        left -= len(line)
        if left < 0:
            sys.exit(1)
        sys.stdout.buffer.write(line)
        sys.stdout.buffer.flush()
    os._exit(0)  # no time for the parsers' own farewells


if __name__ == "__main__":
    main(*sys.argv[1:])
