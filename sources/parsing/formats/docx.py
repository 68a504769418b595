"""Word files (DOCX): their text, with tables and notes, without tracked deletions."""

import io
import re
import zipfile
from collections.abc import Iterator

from sources.parsing.formats import CannotParse, Record
from sources.parsing.formats.html import sanitise

MOST_PARTS = 3_000
MOST_UNPACKED = 150_000_000  # bytes of all parts
PICTURES = "word/media/"
XML_PARTS = (".xml", ".rels")
BROKEN = "The Word file is damaged. Open it in a word processor, save it again and upload that."
LOCKED = "The Word file has a password. Save a copy without one and upload that."
BOMB = "The Word file unpacks to more than any document needs. Nothing of it was read."
NOTE_MARK = re.compile(
    r'<sup><a href="#[^"]{0,80}note-[^"]{0,80}"[^>]{0,200}>[^<]{0,10}</a></sup>'
)
NOTE_BACK = re.compile(r'\s?<a href="#[^"]{0,80}note-ref-[^"]{0,80}">↑</a>')
CELL = re.compile(r"(<t[dh][^>]{0,60}>)<p>(.*?)</p>(?=</t[dh]>)", re.DOTALL)
PROPERTIES = {
    "title": "{http://purl.org/dc/elements/1.1/}title",
    "author": "{http://purl.org/dc/elements/1.1/}creator",
    "language": "{http://purl.org/dc/elements/1.1/}language",
    "published_on": "{http://purl.org/dc/terms/}modified",
}


def read_docx(body: bytes, _url: str) -> Iterator[Record]:
    """Two steps: document (as the file says, number of pictures), shown (HTML and its text).

    By mammoth, which reads what a person would see: inserted words and not deleted ones, foot-
    and endnotes after the text, no comments, no headers. Nothing outside the file is opened.
    Raises Refused for a damaged or locked file, and for one that unpacks to too much.
    """
    import mammoth  # noqa: PLC0415 - loaded under the limits

    properties, pictures = _checked(body)
    yield {"step": "document", **_said_of_itself(properties), "pictures": pictures}
    try:
        found = mammoth.convert_to_html(
            io.BytesIO(body),
            convert_image=mammoth.images.img_element(lambda _image: {}),
            external_file_access=False,
        )
    except RecursionError:
        raise CannotParse(BOMB) from None
    except Exception:  # noqa: BLE001 - the library may raise anything on a broken file
        raise CannotParse(BROKEN) from None
    markup = NOTE_BACK.sub("", NOTE_MARK.sub("", found.value))
    yield sanitise(CELL.sub(r"\1\2", markup))


def _checked(body: bytes) -> tuple[bytes, int]:
    """The core properties, and how many pictures there are.

    Refuses a file that unpacks to an unbearable size, or has a DTD in it.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(p.file_size for p in parts) > MOST_UNPACKED:
                raise CannotParse(BOMB)
            if any(part.flag_bits & 1 for part in parts):
                raise CannotParse(LOCKED)
            properties = b""
            pictures = sum(part.filename.startswith(PICTURES) for part in parts)
            for part in parts:
                if not part.filename.endswith(XML_PARTS):
                    continue
                content = archive.read(part)
                if b"<!DOCTYPE" in content.replace(b"\x00", b"")[:4096]:
                    raise CannotParse(BROKEN)  # the format forbids it: entities are an attack
                if part.filename == "docProps/core.xml":
                    properties = content
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, EOFError):
        raise CannotParse(BROKEN) from None
    return properties, pictures


def _said_of_itself(properties: bytes) -> dict[str, str]:
    """Title, author, language and the day it was last saved; each empty if not given."""
    from lxml import etree  # noqa: PLC0415

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(properties, parser)
    except etree.XMLSyntaxError:
        return dict.fromkeys(PROPERTIES, "")
    return {
        name: " ".join((root.findtext(tag) or "").split()) for name, tag in PROPERTIES.items()
    }
