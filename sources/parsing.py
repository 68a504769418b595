"""From kept bytes to words: what a page says, and how it is shown.

Foreign bytes are only read in a child process (`parse_child`) with limits of its own. A child
that is killed costs marks, never the kept page.
"""

import html
import json
import re
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sources.door import CannotFetch, sniffing, unpacked
from sources.parse_child import MOST_CHARACTERS, MOST_OUTPUT, MOST_PAGES

CHILD = Path(__file__).with_name("parse_child.py")
MOST_MARKUP = 10_000_000  # characters of HTML that are looked at
HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
EARLIEST = date(1990, 1, 1)
FALL_BACK_FACTOR = 3  # another parser's text this many times longer: ours lacks something


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one child: CPU and wall-clock seconds, address space in MB."""

    cpu: int
    wall: int
    megabytes: int


HTML_LIMITS = Limits(cpu=6, wall=9, megabytes=1024)
PDFIUM_LIMITS = Limits(cpu=10, wall=14, megabytes=400)
PYPDF_LIMITS = Limits(cpu=10, wall=14, megabytes=400)


class Unreadable(Exception):
    """These bytes are no text of any kind we read. `detail` says what to do next."""

    kind = "unreadable"

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """What was read. Strings are empty where the page does not say.

    `text` is everything visible, in reading order, blocks on lines of their own: passages are
    anchored in it, and any words selected in `html` are in it but for white space.
    `article_text` is the main text alone (paragraphs on lines), to make an article from.
    `html` is safe to show in a sandboxed frame: text-carrying tags only. `pages` are the
    offsets in `text` at which the pages of a PDF begin, else empty. `language` is a BCP 47
    tag as the page declares it, `canonical_url` the address it calls its own if that is not
    `url`. `marks`: text_empty, text_incomplete (a parser gave up, or another one found far
    more), pdf_failed, truncated (cut at three million characters).
    """

    text: str
    article_text: str
    html: str
    title: str = ""
    publisher: str = ""
    published_on: date | None = None
    language: str = ""
    canonical_url: str = ""
    marks: tuple[str, ...] = ()
    pages: tuple[int, ...] = ()


def parse(body: bytes, media_type: str, charset: str | None = None, url: str = "") -> Parsed:
    """Read a kept page; `body` may be as it was transferred, in gzip.

    `media_type` as sniffed (`sources.door.sniffing.media_type`); `charset` a label from the
    header, or None. Raises Unreadable for what is no text: images, archives, programs.
    """
    try:
        body = body if media_type == "application/gzip" else unpacked(body)
    except CannotFetch as failure:
        raise Unreadable(failure.detail) from failure
    if media_type in HTML_TYPES:
        return _parse_html(body, charset, url)
    if media_type == "application/pdf":
        return _parse_pdf(body)
    if sniffing.is_text(media_type):
        return _parse_text(body, charset)
    raise Unreadable(
        f"The file is of a kind that cannot be read as text ({media_type}). Put in a web page, "
        "a PDF or a plain text."
    )


def decode(body: bytes, charset: str | None) -> str:
    """The text as kept: line ends to LF, NUL removed, bad bytes replaced. Never raises."""
    text = body.decode(sniffing.charset(body, charset), errors="replace")
    return _kept(text.removeprefix("\ufeff"))


def _parse_text(body: bytes, charset: str | None) -> Parsed:
    whole = decode(body, charset)
    text = whole[:MOST_CHARACTERS]
    marks = ["truncated"] * (len(text) < len(whole)) + ["text_empty"] * (not text.strip())
    shown = f"<pre>{html.escape(text)}</pre>"
    return Parsed(text=text, article_text=text, html=shown, marks=tuple(marks))


def _parse_html(body: bytes, charset: str | None, url: str) -> Parsed:
    markup = decode(body, charset)
    is_cut = len(markup) > MOST_MARKUP
    records, is_whole = _run("html", markup[:MOST_MARKUP].encode(), url, HTML_LIMITS)
    steps = {record["step"]: record for record in records}
    bare, shown, article, plain = (
        steps.get(step, {}) for step in ("bare", "shown", "article", "plain")
    )
    text = _string(shown, "text") or _string(bare, "text")
    article_text = _string(article, "text")
    main = _string(plain, "text")
    is_incomplete = not is_whole or _count(plain, "all") > FALL_BACK_FACTOR * len(text)
    if len(main) > FALL_BACK_FACTOR * len(article_text):
        is_incomplete = is_incomplete or bool(article_text)
        article_text = main
    marks = ["truncated"] * (is_cut or len(text) == MOST_CHARACTERS)
    marks += ["text_incomplete"] * is_incomplete + ["text_empty"] * (not text.strip())
    return Parsed(
        text=text,
        article_text=article_text or text,
        html=_string(shown, "html") or _paragraphs(text),
        title=(_string(article, "title") or _string(bare, "title"))[:500],
        publisher=_publisher(_string(article, "publisher"), url),
        published_on=_day(_string(article, "published_on")),
        language=_string(bare, "language")[:12],
        canonical_url=_canonical(_string(article, "canonical_url"), url),
        marks=tuple(marks),
    )


def _parse_pdf(body: bytes) -> Parsed:
    records, is_whole = _run("pdf", body, "", PDFIUM_LIMITS)
    if not any(_string(record, "text").strip() for record in records):
        others, others_whole = _run("pdf-plainly", body, "", PYPDF_LIMITS)
        if others_whole or not is_whole:
            records, is_whole = others, others_whole
    pages = [_string(page, "text").strip() for page in records if page["step"] == "page"]
    document: dict[str, Any] = next((r for r in records if r["step"] == "document"), {})
    offsets, text = _join(pages)
    is_empty = not text.strip()  # a scan, perhaps
    has_more = _count(document, "pages") > MOST_PAGES
    marks = ["pdf_failed"] * (is_empty and not is_whole) + ["text_empty"] * is_empty
    marks += ["text_incomplete"] * (not is_empty and (not is_whole or has_more))
    return Parsed(
        text="" if is_empty else text,
        article_text="" if is_empty else text,
        html="".join(
            f'<section data-page="{number}">{_paragraphs(page)}</section>'
            for number, page in enumerate(pages, start=1)
        ),
        title=_string(document, "title")[:500].strip(),
        marks=tuple(marks),
        pages=() if is_empty else offsets,
    )


def _join(pages: list[str]) -> tuple[tuple[int, ...], str]:
    """Pages one after the other with an empty line between, and where each begins."""
    offsets, position = [], 0
    for page in pages:
        offsets.append(position)
        position += len(page) + 2
    return tuple(offsets), "\n\n".join(pages)


def _run(mode: str, body: bytes, url: str, limits: Limits) -> tuple[list[dict[str, Any]], bool]:
    """The records the child wrote, and whether it came to its end."""
    command = [sys.executable, "-I", str(CHILD), mode]
    command += [str(limits.cpu), str(limits.wall), str(limits.megabytes)]
    with subprocess.Popen(  # noqa: S603 (our own program, no word of the page among them)
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": "/nonexistent"},
        cwd="/",
        start_new_session=True,
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        watchdog = threading.Timer(limits.wall + 1, child.kill)
        feeder = threading.Thread(target=_feed, args=(child, url, body), daemon=True)
        watchdog.start()
        feeder.start()
        try:
            output = child.stdout.read(MOST_OUTPUT + 1)
            if len(output) > MOST_OUTPUT:
                child.kill()
            child.wait()
        finally:
            child.kill()
            watchdog.cancel()
            feeder.join()
    is_whole = len(output) <= MOST_OUTPUT and child.returncode == 0
    return _records(output), is_whole


def _records(output: bytes) -> list[dict[str, Any]]:
    """The records up to the first that is none; a line without its end was cut by a kill."""
    records = []
    for line in output.split(b"\n")[:-1]:
        try:
            record = json.loads(line)
        except ValueError:
            break
        if not isinstance(record, dict) or "step" not in record:
            break
        records.append(record)
    return records


def _feed(child: "subprocess.Popen[bytes]", url: str, body: bytes) -> None:
    assert child.stdin is not None
    with suppress(BrokenPipeError), child.stdin as stdin:
        stdin.write(json.dumps({"url": url}).encode() + b"\n")
        stdin.write(body)


def _string(record: dict[str, Any], name: str) -> str:
    found = record.get(name)
    return _kept(found) if isinstance(found, str) else ""


def _count(record: dict[str, Any], name: str) -> int:
    found = record.get(name)
    return found if isinstance(found, int) else 0


def _kept(text: str) -> str:
    """What PostgreSQL can keep: no NUL, no halves of surrogate pairs; line ends are LF."""
    text = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    return text.encode("utf-8", "replace").decode()


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{html.escape(line)}</p>" for line in text.split("\n") if line.strip())


def _day(written: str) -> date | None:
    """A believable ISO date, or None."""
    try:
        day = date.fromisoformat(written[:10])
    except ValueError:
        return None
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)
    return day if EARLIEST <= day <= tomorrow else None


def _publisher(named: str, url: str) -> str:
    """The publisher's name where the page gives one; the parser falls back on the host."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return "" if named.lower().removeprefix("www.") == host else named[:200]


def _canonical(declared: str, url: str) -> str:
    """The address the page calls its own, where that is another one."""
    is_address = re.fullmatch(r"https?://[^\s<>\"\\]{1,2000}", declared) is not None
    return declared if is_address and declared != url else ""
