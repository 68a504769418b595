"""The result of a safe fetch: bytes, and the facts about where they came from."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

PLAIN_VALUE = re.compile(r"[\x21-\x7e]([\x20-\x7e]{0,298}[\x21-\x7e])?")


@dataclass(frozen=True, slots=True)
class Hop:
    """One address that answered: the requested URL, the HTTP status, the IP we connected to.

    `request` and `head` are the heads that went over the wire, byte for byte, each with its
    blank line; `asked_at` is when the connection was opened, UTC.
    """

    url: str
    status: int
    ip: str
    request: bytes
    head: bytes
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class Certificate:
    """The leaf certificate that the server presented, verified against host name and roots."""

    sha256: str
    issuer: str
    not_after: datetime


@dataclass(frozen=True, slots=True)
class Validators:
    """The validators of an earlier response, by which a site can say that nothing changed.

    RFC 9110, 13.1: sent back as If-None-Match and If-Modified-Since. Anything but a plain
    header value is left out: a site cannot write lines of our request.
    """

    etag: str = ""
    last_modified: str = ""

    def conditions(self) -> list[tuple[str, str]]:
        """The headers of a conditional request; none without validators."""
        given = (("If-None-Match", self.etag), ("If-Modified-Since", self.last_modified))
        return [(name, value) for name, value in given if PLAIN_VALUE.fullmatch(value)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A page as one server sent it to us at one time.

    `raw` is the body after transfer decoding (chunks joined), `body` the same after content
    decoding (gzip); they are one object if nothing was compressed. `headers` holds only
    content-type, content-encoding, etag and last-modified. `media_type` is sniffed from the
    bytes, `declared_type` is what the server said (lower case, no parameters, "" if nothing).
    `charset` is a Python codec name for text, else None. `marks` are facts to store with the
    page: truncated, undecoded, downgraded (https led to http), type_mismatch. `refresh` is the
    target of a Refresh header or meta element, noted and never followed. Times are UTC.
    `status` is 304, and the body empty, only if `safe_fetch` got validators of an earlier
    response.
    """

    requested_url: str
    final_url: str
    hops: tuple[Hop, ...]
    status: int
    headers: Mapping[str, str]
    media_type: str
    declared_type: str
    charset: str | None
    raw: bytes
    body: bytes
    marks: tuple[str, ...]
    refresh: str | None
    ip: str
    certificate: Certificate | None
    started_at: datetime
    finished_at: datetime

    @property
    def is_unchanged(self) -> bool:
        return self.status == HTTPStatus.NOT_MODIFIED

    @property
    def is_truncated(self) -> bool:
        return "truncated" in self.marks
