"""What bytes are, by looking at them: media type, charset, and whether they ask to redirect.

The declared type is believed only to tell one kind of text from another.
"""

import codecs
import re

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SRT = "application/x-subrip"
VTT = "text/vtt"
SBV = "text/x-sbv"
"""YouTube's captions; the type has no registered name."""
CSV = "text/csv"
EML = "message/rfc822"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
SUBTITLES = frozenset({SRT, VTT, SBV})
WORKBOOKS = frozenset({XLSX, ODS})
PICTURES = frozenset({"image/png", "image/jpeg", "image/webp", "image/gif", "image/tiff"})

SAMPLE = 512
CHARSET_SAMPLE = 1024
REFRESH_SAMPLE = 64 * 1024
FEWEST_PAIRS = 8  # of bytes, to tell UTF-16 from a text with a stray zero

MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"RIFF", "application/octet-stream"),
    (b"PK\x03\x04", "application/zip"),
    (b"\x1f\x8b", "application/gzip"),
    (b"\x7fELF", "application/octet-stream"),
    (b"MZ", "application/octet-stream"),
    (b"\xd0\xcf\x11\xe0", "application/octet-stream"),
    (b"OggS", "application/octet-stream"),
    (b"ID3", "application/octet-stream"),
    (b"{\\rtf", "application/rtf"),
)
BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
HTML_START = re.compile(
    rb"\s*(<!--.{0,400}?-->\s*)*<(!doctype\s+html|html|head|body|title|meta|script|style|link|div"
    rb"|article|main|section|table|h[1-6]|p|a|b|br|font|iframe|!--)[\s>/]?",
    re.IGNORECASE | re.DOTALL,
)
TEXTUAL = {
    "text/html": "text/html",
    "application/xhtml+xml": "application/xhtml+xml",
    "text/plain": "text/plain",
    "text/csv": CSV,
    "text/tab-separated-values": CSV,
    "text/vtt": VTT,
    "application/x-subrip": SRT,
    "text/x-sbv": SBV,
    "message/rfc822": EML,
    "text/markdown": "text/plain",
    "application/json": "application/json",
    "application/ld+json": "application/json",
    "text/json": "application/json",
    "application/xml": "application/xml",
    "text/xml": "application/xml",
    "application/rss+xml": "application/xml",
    "application/atom+xml": "application/xml",
}
CONTROLS = bytes(set(range(32)) - {7, 8, 9, 10, 12, 13, 27})

# A label that names one of these is believed. Others (utf-7, punycode, unicode_escape…) are
# Python's own, or dangerous.
KNOWN_CODECS = re.compile(
    r"utf_8|utf_16|utf_16_le|utf_16_be|cp125\d|cp866|cp874|cp932|cp949|cp950|koi8_[ru]|iso8859_\d+"
    r"|gbk|gb2312|gb18030|big5|big5hkscs|euc_(jp|kr)|shift_jis|iso2022_jp|mac_roman|mac_cyrillic"
)
# WHATWG Encoding: what pages call Latin-1, ASCII or Latin-5 is the Windows superset.
SUPERSETS = {
    "iso8859_1": "cp1252",
    "ascii": "cp1252",
    "iso8859_9": "cp1254",
    "iso8859_11": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
SRT_START = re.compile(rb"(\d{1,6}\s*\n)?\s*(\d{1,4}:)?\d{1,2}:\d{1,2}[,.]\d{1,3}\s*-->")
SBV_START = re.compile(rb"\d{1,2}:\d{2}:\d{2}\.\d{1,3},\s?\d{1,2}:\d{2}:\d{2}\.\d{1,3}\s*\n")
TWO_TIMES = re.compile(rb"^[ \t]*\d{1,4}:\d{1,2}[:.,]\d.{0,60}\d:\d{1,2}[:.,]\d", re.MULTILINE)
VTT_START = re.compile(rb"WEBVTT(\s|$)")
EML_START = re.compile(
    rb"(?:return-path|received|delivered-to|x-[a-z-]{1,40}|mime-version|message-id): ?"
    rb"[^\n]{1,400}\n(?:[a-z-]{1,60}:|[ \t])",
    re.IGNORECASE,
)
TEXTS_BY_START = (
    (VTT_START, VTT),
    (SRT_START, SRT),
    (SBV_START, SBV),
    (EML_START, EML),
)
META_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([a-z0-9_:.-]{1,40})", re.IGNORECASE
)
XML_ENCODING = re.compile(
    rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([a-z0-9_:.-]{1,40})", re.IGNORECASE
)
META_REFRESH = re.compile(
    rb"<meta[^>]{0,200}?http-equiv\s*=\s*[\"']?refresh[\"']?[^>]{0,200}?content\s*=\s*[\"']?([^\"'>]{1,500})",
    re.IGNORECASE,
)


def media_type(body: bytes, declared: str = "") -> str:
    """The media type of the bytes, from their first 512.

    `declared` (lower case, no parameters) decides only between kinds of text. Anything that is
    neither known nor text is application/octet-stream.
    """
    sample = body[:SAMPLE]
    for start, kind in MAGIC:
        if sample.startswith(start):
            if kind == "application/zip":
                return _kind_of_archive(body)
            return "image/webp" if sample[8:12] == b"WEBP" else kind
    if sample[4:8] == b"ftyp":
        return "application/octet-stream"
    if utf16_without_bom(sample) is None and not sample.startswith(
        (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    ):
        controls = len(sample) - len(sample.translate(None, CONTROLS))
        if controls > len(sample) // 50 + 1:
            return "application/octet-stream"
    return _kind_of_text(sample, declared)


def _kind_of_archive(body: bytes) -> str:
    """The type of a zip that is a Word file or a workbook, by the names of its parts."""
    if body[30:38] == b"mimetype" and body[38 : 38 + len(ODS)] == ODS.encode():
        return ODS
    if b"word/document.xml" in body:
        return DOCX
    return XLSX if b"xl/workbook.xml" in body else "application/zip"


def _kind_of_text(sample: bytes, declared: str) -> str:
    start = sample.replace(b"\x00", b"").removeprefix(codecs.BOM_UTF8).lstrip()
    start = start.removeprefix(codecs.BOM_UTF16_LE).removeprefix(codecs.BOM_UTF16_BE)
    if start[:5].lower() == b"<?xml":
        is_page = b"http://www.w3.org/1999/xhtml" in start or b"<html" in start.lower()
        return "application/xhtml+xml" if is_page else "application/xml"
    for mark, kind in TEXTS_BY_START:
        if mark.match(start):
            return kind
    if declared.startswith("text/plain"):  # a text about HTML isn't a page
        return "text/plain"
    if declared == EML:
        return declared  # its body can look like anything
    if declared in SUBTITLES and (b"-->" in start or TWO_TIMES.search(start)):
        return declared
    if HTML_START.match(start):
        return "application/xhtml+xml" if declared == "application/xhtml+xml" else "text/html"
    if declared == "application/json" or TEXTUAL.get(declared) == "application/json":
        return "application/json"
    if start[:1] in (b"{", b"[") and declared not in TEXTUAL:
        return "application/json"
    found = TEXTUAL.get(declared, "text/plain")
    return "text/plain" if found in SUBTITLES else found


def is_text(kind: str) -> bool:
    return kind in TEXTUAL.values()


def charset(body: bytes, declared: str | None) -> str:
    """A Python codec that reads the bytes: BOM, header, meta, UTF-8 if it fits, Windows-1252.

    Always names a codec that exists; decode with errors="replace".
    """
    for mark, codec in BOMS:
        if body.startswith(mark):
            return codec
    if found := known_codec(declared):
        return found
    sample = body[:CHARSET_SAMPLE]
    if guess := utf16_without_bom(sample):
        return guess
    for pattern in (XML_ENCODING, META_CHARSET):
        match = pattern.search(sample)
        if match and (found := known_codec(match[1].decode("ascii"))):
            # A meta element that could be read as ASCII is not in UTF-16, whatever it says.
            return "utf-8" if found.startswith("utf_16") else found
    return "utf-8" if _is_utf8(body) else "cp1252"


def known_codec(label: str | None) -> str | None:
    """The codec that a charset label names, by WHATWG; None if it must not be used."""
    if not label:
        return None
    try:
        name = codecs.lookup(label.strip().strip("\"'")).name.replace("-", "_")
    except (LookupError, ValueError):  # ValueError: a NUL in the label
        return None
    name = SUPERSETS.get(name, name)
    if KNOWN_CODECS.fullmatch(name) is None:
        return None
    return "utf-8" if name == "utf_8" else name


def utf16_without_bom(sample: bytes) -> str | None:
    """UTF-16 by its zero bytes: mostly-Latin text has one in every second place."""
    even, odd = sample[0::2], sample[1::2]
    if len(odd) < FEWEST_PAIRS:
        return None
    if odd.count(0) > len(odd) * 0.4 and even.count(0) < len(even) * 0.1:
        return "utf_16_le"
    if even.count(0) > len(even) * 0.4 and odd.count(0) < len(odd) * 0.1:
        return "utf_16_be"
    return None


def _is_utf8(body: bytes) -> bool:
    """Whether all of it is UTF-8, except for a last character that a limit may have cut."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError as error:
        is_cut = error.reason == "unexpected end of data"
        return is_cut and not body[: error.start].isascii()
    return True


def refresh(header: str, body: bytes) -> str | None:
    """The target of a Refresh header or meta element, at most 500 characters, or None."""
    if header:
        return header[:500]
    match = META_REFRESH.search(body[:REFRESH_SAMPLE])
    return match[1].decode("utf-8", errors="replace") if match else None
