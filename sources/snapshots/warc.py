"""The record of a capture: what was requested and answered, in WARC/1.1 by warcio.

Two shapes. The **stored record** of a capture has every head byte for byte and, in place of the
page, a `revisit` record with the SHA-256 of its body, which is in the storage under that hash:
same bytes are stored once. The **whole file**, made when somebody downloads it, has the page
itself. ISO 28500:2017 names the fields; `docs/adr/0017-stored-captures.md` says what was
decided.
"""

import re
import zlib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from uuid import NAMESPACE_URL, uuid5

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.utils import Digester
from warcio.warcwriter import WARCWriter

from sources.safe_fetch import Fetched, Hop
from sources.snapshots.models import Snapshot
from sources.snapshots.storage_errors import BytesGone, open_bytes

SOFTWARE = f"factcheck/0.1 warcio/{version('warcio')}"
MEDIA_TYPE = "application/warc"
IN_MEMORY = 1 << 20
PROFILE = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
CONFORMS_TO = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"
TRANSFER = re.compile(rb"(?im)^transfer-encoding(?=[ \t]*:)")
RENAMED = rb"X-Archive-Orig-Transfer-Encoding"
"""Headers that no longer fit the body: it is stored after the chunks were joined."""
NO_BODY = re.compile(rb"(?im)^content-length[ \t]*:[ \t]*0+[ \t]*\r?$")
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
BODY_APART = "The body is stored separately, under the SHA-256 that the revisit record names."


class Gone(Exception):
    """There are no bytes: erased by law, or lost. The message says which."""


class Hex(Digester):  # type: ignore[misc]
    """SHA-256 in base 16, as rows and pages show it, instead of SHA-1 in base 32."""

    def __init__(self) -> None:
        super().__init__("sha256")

    def __str__(self) -> str:
        return f"sha256:{self.digester.hexdigest()}"


class PlainWarcWriter(WARCWriter):  # type: ignore[misc]
    """warcio's writer, with our digest; one gzip member a record."""

    def __init__(self, out: IO[bytes]) -> None:
        super().__init__(out, gzip=True, warc_version="1.1")

    @staticmethod
    def _create_digester() -> Hex:
        return Hex()


class Exact(StatusAndHeaders):  # type: ignore[misc]
    """A head as it went over the wire: warcio would write it again, in its own spelling."""

    def __init__(self, head: bytes) -> None:
        super().__init__(head.partition(b"\r\n")[0].decode("latin-1"), [])
        self._head = head

    def compute_headers_buffer(self, _header_filter: object = None) -> None:
        self.headers_buff = self._head


class File:
    """Records written one after the other, each named after the capture and its place in it.

    The same capture gives the same file, byte for byte.
    """

    def __init__(self, out: IO[bytes], exchange: str = "") -> None:
        self._writer = PlainWarcWriter(out)
        self._exchange = exchange
        self._count = 0
        self._info = ""

    def info(self, at: datetime, **more: str) -> None:
        """Write the first record: which software made the file, and how."""
        fields = {
            "software": SOFTWARE,
            "format": "WARC File Format 1.1",
            "conformsTo": CONFORMS_TO,
            **more,
        }
        self._info = self.add("warcinfo", "", at, BytesIO(_fields(fields)))

    def add(
        self,
        kind: str,
        url: str,
        at: datetime,
        payload: IO[bytes] | None = None,
        *,
        length: int | None = None,
        head: bytes = b"",
        media_type: str = "",
        **named: str,
    ) -> str:
        """Write a record and return its id. `named` are WARC fields, `WARC_IP_Address="…"`."""
        self._count += 1
        name = f"<urn:uuid:{uuid5(NAMESPACE_URL, f'{self._exchange}#{self._count}')}>"
        headers = {"WARC-Record-ID": name, "WARC-Date": _moment(at)}
        if self._info:
            headers["WARC-Warcinfo-ID"] = self._info
        headers |= {field.replace("_", "-"): value for field, value in named.items() if value}
        if payload is not None and length is None:
            length = payload.seek(0, 2)
            payload.seek(0)
        record = self._writer.create_warc_record(
            url,
            kind,
            payload=payload,
            length=length,
            warc_content_type=media_type,
            warc_headers_dict=headers,
            http_headers=Exact(head) if head else None,
        )
        self._writer.write_record(record)
        return name

    def copy(self, record: Any) -> None:
        """Write a record of another file as it is, including its name."""
        self._writer.write_record(record)

    def complete(self, revisit: Any, body: IO[bytes], length: int) -> None:
        """Write the response that a revisit record stands for, under the same name."""
        about = revisit.rec_headers
        for field in ("WARC-Profile", "WARC-Block-Digest", "Content-Length"):
            about.remove_header(field)
        about.replace_header("WARC-Type", "response")
        head = TRANSFER.sub(RENAMED, revisit.raw_stream.read())
        self._writer.write_record(
            self._writer.create_warc_record(
                about.get_header("WARC-Target-URI"),
                "response",
                payload=body,
                length=length,
                warc_headers=about,
                http_headers=Exact(head),
            )
        )


def kept_record(fetched: Fetched, sha256: str) -> bytes:
    """The record of a fetched page whose body is stored separately under `sha256`."""
    out = BytesIO()
    begun = _moment(fetched.started_at)
    file = File(out, f"{fetched.requested_url} {begun} {sha256}")
    file.info(fetched.started_at, description=BODY_APART)
    for hop in fetched.hops[:-1]:
        cut = "" if NO_BODY.search(hop.head) else "length"
        _ask(file, hop, _answer(file, "response", hop, WARC_Truncated=cut))
    last = fetched.hops[-1]
    name = _answer(
        file,
        "revisit",
        last,
        WARC_Profile=PROFILE,
        WARC_Payload_Digest=f"sha256:{sha256}",
        WARC_Identified_Payload_Type=fetched.media_type,
        WARC_Truncated="disconnect" if fetched.is_truncated else "",
    )
    _ask(file, last, name)
    facts = BytesIO(_fields(_facts(fetched)))
    file.add("metadata", last.url, fetched.finished_at, facts, WARC_Concurrent_To=name)
    return out.getvalue()


def _answer(file: File, kind: str, hop: Hop, **named: Any) -> str:
    return file.add(kind, hop.url, hop.asked_at, head=hop.head, WARC_IP_Address=hop.ip, **named)


def _ask(file: File, hop: Hop, answer: str) -> None:
    file.add(
        "request",
        hop.url,
        hop.asked_at,
        head=hop.request,
        WARC_IP_Address=hop.ip,
        WARC_Concurrent_To=answer,
    )


def _facts(fetched: Fetched) -> dict[str, str]:
    """The facts about the capture beyond its heads."""
    took = fetched.finished_at - fetched.started_at
    facts = {
        "requestedUrl": fetched.requested_url,
        "finalUrl": fetched.final_url,
        "fetchTimeMs": str(round(took.total_seconds() * 1000)),
        "hops": ", ".join(f"{hop.status} {hop.ip} {hop.url}" for hop in fetched.hops),
        "marks": ", ".join(fetched.marks),
        "charset": fetched.charset or "",
    }
    if shown := fetched.certificate:
        facts |= {
            "tlsCertificateSha256": shown.sha256,
            "tlsIssuer": shown.issuer,
            "tlsNotAfter": _moment(shown.not_after),
        }
    return facts


def _fields(named: Mapping[str, str]) -> bytes:
    """application/warc-fields, a line each: a stranger's words cannot start a line."""
    plain = {name: CONTROLS.sub(" ", value).strip() for name, value in named.items()}
    return "".join(f"{name}: {value}\r\n" for name, value in plain.items() if value).encode()


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def file_name(snapshot: Snapshot) -> str:
    return f"kept-{snapshot.pk}-{snapshot.sha256[:8]}.warc.gz"


def whole_file(snapshot: Snapshot) -> IO[bytes]:
    """A complete WARC file of an archived page, on disk if it is large, open at its start.

    Without a capture (an uploaded file), or without its record, the bytes are a `resource`
    record. Raises Gone, StoreAway.
    """
    if snapshot.content.is_erased:
        raise Gone(f"These bytes were erased: {snapshot.content.erased_why}")
    out: IO[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - who reads it closes it
    try:
        with open_bytes(snapshot.sha256) as body:
            if snapshot.warc_sha256:
                with open_bytes(snapshot.warc_sha256) as kept:
                    _complete(out, kept, body, snapshot.size)
            else:
                _by_itself(out, snapshot, body)
    except BytesGone as error:
        out.close()
        raise Gone(str(error)) from None
    except BaseException:
        out.close()
        raise
    out.seek(0)
    return out


def _complete(out: IO[bytes], kept: IO[bytes], body: IO[bytes], size: int) -> None:
    file = File(out)
    for record in records(kept):
        if record.rec_type == "revisit":
            file.complete(record, body, size)
        else:
            file.copy(record)


def _by_itself(out: IO[bytes], snapshot: Snapshot, body: IO[bytes]) -> None:
    at, name = snapshot.kept_at, f"urn:sha256:{snapshot.sha256}"
    file = File(out, f"{name} {_moment(at)}")
    file.info(at, description="No capture was recorded: the bytes are as they were uploaded.")
    resource = file.add(
        "resource",
        snapshot.address or name,
        at,
        body,
        length=snapshot.size,
        media_type=snapshot.media_type,
    )
    facts = {
        "title": snapshot.title,
        "putInByHand": "yes" if snapshot.by_hand else "",
        "keptBy": snapshot.kept_by.public_id,
    }
    file.add(
        "metadata",
        snapshot.address or name,
        at,
        BytesIO(_fields(facts)),
        WARC_Concurrent_To=resource,
    )


def records(file: IO[bytes]) -> Iterator[Any]:
    """warcio's records of a file, each block as bytes. Raises ArchiveLoadFailed."""
    return iter(ArchiveIterator(file, no_record_parse=True))


def what_is_wrong(file: IO[bytes], sha256: str) -> str:
    """What is wrong with a stored record of the body under `sha256`, in a few words."""
    named = []
    try:
        for record in ArchiveIterator(file, check_digests="raise"):
            if record.rec_type == "revisit":
                named.append(record.rec_headers.get_header("WARC-Payload-Digest"))
            while record.raw_stream.read(IN_MEMORY):
                pass
    except (ArchiveLoadFailed, EOFError, OSError, zlib.error) as error:
        return f"its WARC record cannot be read ({error})"
    if named != [f"sha256:{sha256}"]:
        return f"its WARC record is of another body: {', '.join(map(str, named)) or 'none'}"
    return ""
