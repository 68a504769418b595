"""A page as bytes, and the HTTP answer with it: encodings, strong ETag, 304, HEAD."""

import gzip
import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from wsgiref.types import WSGIEnvironment

import brotli

Headers = list[tuple[str, str]]

OURS = {"content-length", "content-encoding", "etag", "cache-control", "vary"}
"""Headers of Django's answer that this layer replaces by its own."""
_SMALL = 200
"""Smaller pages aren't compressed: it would cost more than it saves."""


@dataclass(frozen=True, slots=True)
class CachedPage:
    """An answer ready to be sent. `headers` are Django's, without those that are made here.

    `gzip` and `brotli` are empty where the page is sent as it is. `cached` is its
    Cache-Control; it is empty for an answer that is not kept, and `headers` are then all of
    Django's.
    """

    status: int
    headers: Headers
    body: bytes
    gzip: bytes = b""
    brotli: bytes = b""
    etag: str = ""
    cached: str = ""

    @property
    def size(self) -> int:
        return len(self.body) + len(self.gzip) + len(self.brotli)


def page_of(
    status: str, headers: Headers, body: bytes, *, cached: str, known: CachedPage | None = None
) -> CachedPage:
    """Make a page of a WSGI answer. Only a plain 200 without a cookie can be kept."""
    code = int(status.split(" ", 1)[0])
    names = {name.lower() for name, _ in headers}
    if code != HTTPStatus.OK or "set-cookie" in names:
        return CachedPage(code, headers, body)
    etag = hashlib.sha256(body).hexdigest()[:32]
    kept = [(name, value) for name, value in headers if name.lower() not in OURS]
    if known and known.etag == etag and known.headers == kept:
        return known
    small = len(body) < _SMALL
    return CachedPage(
        status=code,
        headers=kept,
        body=body,
        gzip=b"" if small else gzip.compress(body, 9, mtime=0),
        brotli=b"" if small else brotli.compress(body, quality=9),
        etag=etag,
        cached=cached,
    )


def answer(
    page: CachedPage, environ: WSGIEnvironment, start_response: Callable[..., Any]
) -> Iterable[bytes]:
    """Send a page in an encoding that the request accepts."""
    is_head = environ["REQUEST_METHOD"] == "HEAD"
    if not page.cached:
        start_response(_line(page.status), page.headers)
        return [b"" if is_head else page.body]
    coding, body = _negotiated(page, environ.get("HTTP_ACCEPT_ENCODING", ""))
    ours = [
        ("ETag", f'"{page.etag}{coding and "-" + coding}"'),
        ("Cache-Control", page.cached),
        ("Vary", "Accept-Encoding"),
    ]
    if _has(environ.get("HTTP_IF_NONE_MATCH", ""), page.etag):
        start_response(_line(HTTPStatus.NOT_MODIFIED), ours)
        return [b""]
    if coding:
        ours.append(("Content-Encoding", coding))
    start_response(
        _line(page.status), [*page.headers, *ours, ("Content-Length", str(len(body)))]
    )
    return [b"" if is_head else body]


def _line(status: int) -> str:
    return f"{status} {HTTPStatus(status).phrase}"


def _negotiated(page: CachedPage, accepted: str) -> tuple[str, bytes]:
    """Brotli, else gzip, else nothing, by what the reader accepts (RFC 9110, 12.5.3)."""
    takes = {}
    for part in accepted.lower().split(","):
        coding, _, weight = part.partition(";")
        takes[coding.strip()] = not re.fullmatch(r"\s*q\s*=\s*0(\.0*)?\s*", weight)
    for coding, body in (("br", page.brotli), ("gzip", page.gzip)):
        if body and takes.get(coding, False):
            return coding, body
    return "", page.body


def _has(if_none_match: str, etag: str) -> bool:
    """Whether the reader already has these bytes, in any encoding."""
    if if_none_match.strip() == "*":
        return True
    tags = re.findall(r'(?:W/)?"([^"]*)"', if_none_match)
    return any(tag.partition("-")[0] == etag for tag in tags)
