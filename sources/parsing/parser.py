"""From archived bytes to words: what a page or file says, and how it is shown.

Foreign bytes are read only in a child process (`parser_process`) with its own limits. A child
that is killed costs marks, never the archived page.
"""

import html

from sources.parsing.charsets import decode, doubts
from sources.parsing.child_process import Limits, run_child
from sources.parsing.data_files import IS_A_FEED, is_feed
from sources.parsing.files import (
    Attached,
    attachments,
    parse_docx,
    parse_list,
    parse_mail,
    parse_picture,
    parse_subtitles,
    parse_workbook,
)
from sources.parsing.formats import MOST_CHARACTERS
from sources.parsing.pages import parse_html, parse_pdf, shown_pages
from sources.parsing.parsed import EARLIEST, Parsed, Unreadable
from sources.parsing.parser_version import parser_version
from sources.safe_fetch import CannotFetch, decompressed
from sources.safe_fetch import media_type as safe_fetch_media_type

__all__ = [
    "EARLIEST",
    "HTML_TYPES",
    "Attached",
    "Limits",
    "Parsed",
    "Unreadable",
    "attachments",
    "decode",
    "doubts",
    "parse",
    "parser_version",
    "run_child",
    "shown_pages",
]

SUBTITLES = {
    safe_fetch_media_type.SRT: "srt",
    safe_fetch_media_type.VTT: "vtt",
    safe_fetch_media_type.SBV: "sbv",
}
HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})


def parse(body: bytes, media_type: str, charset: str | None = None, url: str = "") -> Parsed:
    """Parse an archived page; `body` may be gzipped, as it was transferred.

    `media_type` is the sniffed one (`safe_fetch.media_type`); `charset` a label from the
    header, or None. Raises Unreadable for anything that can be neither read nor shown
    (archives, programs), and for a file that its parser refuses.
    """
    try:
        body = body if media_type == "application/gzip" else decompressed(body)
    except CannotFetch as failure:
        raise Unreadable(failure.detail) from failure
    if media_type in HTML_TYPES:
        return parse_html(decode(body, charset), url)
    if media_type == "application/pdf":
        return parse_pdf(body)
    if media_type == safe_fetch_media_type.DOCX:
        return parse_docx(body)
    if media_type in safe_fetch_media_type.WORKBOOKS:
        return parse_workbook(body)
    if media_type in safe_fetch_media_type.PICTURES:
        return parse_picture(body)
    if media_type == safe_fetch_media_type.EML:
        return parse_mail(body)
    if kind := SUBTITLES.get(media_type):
        return parse_subtitles(decode(body, charset), kind)
    if media_type == safe_fetch_media_type.CSV:
        return parse_list(decode(body, charset))
    if safe_fetch_media_type.is_text(media_type):
        return _parse_text(body, charset)
    raise Unreadable(
        f"The file is of a kind that cannot be read as text ({media_type}). Upload a web page, "
        "a PDF, a Word file or a plain text."
    )


def _parse_text(body: bytes, charset: str | None) -> Parsed:
    whole = decode(body, charset)
    text = whole[:MOST_CHARACTERS]
    is_a_feed = is_feed(body)
    marks = ["truncated"] * (len(text) < len(whole)) + ["text_empty"] * (not text.strip())
    return Parsed(
        text=text,
        article_text=text,
        html=f"<pre>{html.escape(text)}</pre>",
        marks=(*marks, *["feed"] * is_a_feed),
        notes=(IS_A_FEED,) * is_a_feed,
    )
