"""Archived bytes as they were received, for pages and API: only ever as a download."""

from typing import IO

from sources.safe_fetch import media_type
from sources.snapshots.models import Snapshot
from sources.snapshots.storage_errors import BytesGone, open_bytes
from sources.snapshots.warc import Gone

RAW_TYPE = "application/octet-stream"
"""A media type that no browser opens."""
RAW_POLICY = "sandbox; default-src 'none'; frame-ancestors 'none'"
ENDINGS = {
    "text/html": "html",
    "application/xhtml+xml": "xhtml",
    "application/pdf": "pdf",
    "text/plain": "txt",
    "text/csv": "csv",
    "application/json": "json",
    "application/xml": "xml",
    media_type.DOCX: "docx",
    media_type.XLSX: "xlsx",
    media_type.ODS: "ods",
    media_type.EML: "eml",
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/webp": "webp",
    "image/gif": "gif",
    "image/tiff": "tiff",
}


def open_raw(snapshot: Snapshot) -> IO[bytes]:
    """The bytes that the hash is over, open at their start. Raises Gone, StoreAway."""
    if snapshot.content.is_erased:
        raise Gone(f"These bytes were erased: {snapshot.content.erased_why}")
    try:
        return open_bytes(snapshot.sha256)
    except BytesGone as error:
        raise Gone(str(error)) from None


def raw_name(snapshot: Snapshot) -> str:
    """The name of the file: "kept-2-b24652ea.html"."""
    ending = ENDINGS.get(snapshot.media_type, "bin")
    return f"kept-{snapshot.pk}-{snapshot.sha256[:8]}.{ending}"
