"""PDF files: their text, page by page."""

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sources.parsing.formats import MOST_PAGES, CannotParse, Record

if TYPE_CHECKING:
    import pypdfium2

MOST_ANNOTATIONS = 1_000
LOCKED = "The PDF has a password. Save a copy without one and upload that."
BROKEN = "The PDF is damaged: none of its pages can be opened. Save it again or paste its text."


def read_pdf(body: bytes, _url: str) -> Iterator[Record]:
    """Two kinds of steps: document (pages, title, author, made: as the file gives them), page.

    Text by PDFium. A page's `fields` are those to fill in.
    """
    import pypdfium2  # noqa: PLC0415

    document = opened(body)
    count = len(document)
    told = document.get_metadata_dict()
    yield {
        "step": "document",
        "pages": count,
        "title": told.get("Title", ""),
        "author": told.get("Author", ""),
        "made": _day(told.get("CreationDate", "")),
    }
    for number in range(min(count, MOST_PAGES)):
        fields = 0
        try:
            page = document[number]
            text = page.get_textpage().get_text_range()
            fields = _fields(page)
            page.close()
        except pypdfium2.PdfiumError:
            text = ""
        # PDFium puts U+FFFE, in some fonts U+0002, for a hyphen at a line's end.
        words = re.sub("[\ufffe\x02](\r?\n)?", "", text)
        yield {"step": "page", "text": words, "fields": fields}


def _fields(page: "pypdfium2.PdfPage") -> int:
    """How many fields a page has to fill in."""
    from pypdfium2 import raw  # noqa: PLC0415

    count = 0
    for number in range(min(raw.FPDFPage_GetAnnotCount(page), MOST_ANNOTATIONS)):
        if annotation := raw.FPDFPage_GetAnnot(page, number):
            count += raw.FPDFAnnot_GetSubtype(annotation) == raw.FPDF_ANNOT_WIDGET
            raw.FPDFPage_CloseAnnot(annotation)
    return count


def opened(body: bytes) -> "pypdfium2.PdfDocument":
    """The document; raises Refused if it is locked or damaged."""
    import pypdfium2  # noqa: PLC0415

    try:
        document = pypdfium2.PdfDocument(body)
        len(document)
    except pypdfium2.PdfiumError as error:
        raise CannotParse(LOCKED if "password" in str(error).lower() else BROKEN) from None
    return document


def _day(written: str) -> str:
    """The ISO date of a PDF date, `D:20260303…`; empty if it isn't one."""
    match = re.match(r"D:(\d{4})(\d{2})(\d{2})", written)
    return "-".join(match.groups()) if match else ""


def read_pdf_plainly(body: bytes, _url: str) -> Iterator[Record]:
    """The text by pypdf, if PDFium was killed or found nothing."""
    import pypdf  # noqa: PLC0415

    try:
        document = pypdf.PdfReader(io.BytesIO(body))
        if document.is_encrypted and not document.decrypt(""):
            raise CannotParse(LOCKED)
        count = len(document.pages)
        title = (document.metadata and document.metadata.title) or ""
    except (pypdf.errors.PyPdfError, ValueError, KeyError, RecursionError, AttributeError):
        raise CannotParse(BROKEN) from None
    yield {"step": "document", "pages": count, "title": title}
    for number in range(min(count, MOST_PAGES)):
        yield {"step": "page", "text": document.pages[number].extract_text()}
