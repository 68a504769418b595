"""Read a body under limits: raw bytes, decoded bytes, their ratio, and speed.

Decompression is bounded per step (zlib's max_length), so a bomb costs one step's memory.
"""

import time
import zlib
from contextlib import suppress
from dataclasses import dataclass

from sources.safe_fetch.errors import BY_HAND, CannotFetch
from sources.safe_fetch.http1 import Exchange, ResponseHead
from sources.safe_fetch.limits import DEFAULT, MIB, Policy

STEP = 64 * 1024
GZIP_MAGIC = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class DecodedBody:
    """`raw` as transferred, `decoded` after gzip; the same object if nothing was compressed."""

    raw: bytes
    decoded: bytes
    marks: tuple[str, ...]


class Gunzip:
    """A bounded gzip decoder that keeps what it could read of a damaged stream."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._zlib = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
        self._taken = 0
        self._after = b""  # what follows the end of the stream: its first two bytes
        self.decoded = bytearray()
        self.is_broken = False

    @property
    def is_complete(self) -> bool:
        return self._zlib.eof

    def feed(self, chunk: bytes) -> None:
        """Decode one more chunk. Raises CannotFetch: too_large, bad_encoding."""
        self._taken += len(chunk)
        if self._zlib.eof:
            self._after = (self._after + chunk[:2])[:2]
        while not self.is_broken and not self._zlib.eof:
            before = self._zlib.copy()
            try:
                piece = self._zlib.decompress(chunk, STEP)
            except zlib.error:
                self.is_broken = True
                self._salvage(before, chunk)
                break
            self.decoded += piece
            self._check_size()
            self._after = self._zlib.unused_data[:2]
            chunk = self._zlib.unconsumed_tail
            if not chunk and len(piece) < STEP:  # a full step may have left output inside
                break
        if self._after == GZIP_MAGIC:
            raise CannotFetch(
                "bad_encoding",
                f"The page came in two compressed parts, which cannot be read. {BY_HAND}",
            )

    def _salvage(self, before: "zlib._Decompress", chunk: bytes) -> None:
        """Read up to the fault byte by byte: zlib forgets what a failing call had read."""
        with suppress(zlib.error):
            for position in range(len(chunk)):
                self.decoded += before.decompress(chunk[position : position + 1], STEP)
        self._check_size()

    def _check_size(self) -> None:
        size = len(self.decoded)
        if size > self._policy.decoded_bytes:
            raise too_large(self._policy.decoded_bytes)
        if size > self._policy.ratio_from and size > self._taken * self._policy.ratio:
            raise CannotFetch(
                "too_large",
                f"The page unpacks to more than {self._policy.ratio} times its size, as only "
                "attacks do. Look for it at another address.",
            )


def decompressed(raw: bytes, policy: Policy = DEFAULT) -> bytes:
    """An archived page's own bytes, from those that were transferred.

    Gunzips bytes that begin like gzip, as far as possible. Raises CannotFetch for bytes that
    would not have been fetched: too_large, bad_encoding.
    """
    if not raw.startswith(GZIP_MAGIC):
        return raw
    gunzip = Gunzip(policy)
    gunzip.feed(raw)
    return bytes(gunzip.decoded)


def too_large(limit: int) -> CannotFetch:
    return CannotFetch(
        "too_large",
        f"The page is larger than {limit // MIB} MB, which is the limit. {BY_HAND}",
    )


def read_body(exchange: Exchange, head: ResponseHead, policy: Policy) -> DecodedBody:
    """The whole body, or its beginning if the policy cuts.

    Raises CannotFetch: too_large, bad_encoding, timeout, protocol.
    """
    coding = _coding(head)
    lengths = head.all("content-length")
    if lengths and int(lengths[0]) > policy.pdf_bytes and not policy.cuts:
        raise too_large(policy.pdf_bytes)
    gunzip = Gunzip(policy) if coding == "gzip" else None
    raw = bytearray()
    started = time.monotonic()
    for chunk in exchange.body():
        raw += chunk
        if policy.cuts:
            if cut := _beginning(raw, chunk, gunzip, policy):
                return cut
            continue
        if gunzip is not None:
            gunzip.feed(chunk)
        if len(raw) > policy.raw_bytes:
            _refuse_size(raw if gunzip is None else gunzip.decoded, len(raw), policy)
        _refuse_slowness(len(raw), time.monotonic() - started, policy)
    is_cut = exchange.is_short or exchange.has_more
    kept = bytes(raw)
    if coding == "deflate":  # two formats have this name; the bytes are stored, not guessed at
        return DecodedBody(kept, b"", ("truncated", "undecoded"))
    if gunzip is None:
        return DecodedBody(kept, kept, ("truncated",) if is_cut else ())
    if not kept.startswith(GZIP_MAGIC):  # declared as compressed, but it isn't
        return DecodedBody(kept, kept, ("undecoded",))
    is_cut = is_cut or not gunzip.is_complete
    return DecodedBody(kept, bytes(gunzip.decoded), ("truncated",) if is_cut else ())


def _beginning(
    raw: bytearray, chunk: bytes, gunzip: Gunzip | None, policy: Policy
) -> DecodedBody | None:
    """The first `raw_bytes`, decoded, once they are there; None before."""
    try:
        if gunzip is not None:
            gunzip.feed(chunk)
    except CannotFetch:
        if gunzip is None or len(gunzip.decoded) < policy.raw_bytes:
            raise
    decoded = raw if gunzip is None else gunzip.decoded
    if len(decoded) < policy.raw_bytes and len(raw) < policy.pdf_bytes:
        return None
    most = policy.raw_bytes
    return DecodedBody(bytes(raw[:most]), bytes(decoded[:most]), ("truncated",))


def _coding(head: ResponseHead) -> str:
    """The one content coding: "", "gzip" or "deflate". Raises CannotFetch(bad_encoding)."""
    named = [part.strip().lower() for part in head.get("content-encoding").split(",")]
    codings = [part for part in named if part not in ("", "identity")]
    if not codings:
        return ""
    coding = codings[0].removeprefix("x-")
    if len(codings) > 1 or coding not in ("gzip", "deflate"):
        raise CannotFetch(
            "bad_encoding",
            f"The page came compressed as “{', '.join(codings)[:40]}”, which isn't supported. "
            f"{BY_HAND}",
        )
    return coding


def _refuse_size(decoded: bytearray, size: int, policy: Policy) -> None:
    """The most bytes of a body: papers may be larger than pages."""
    limit = policy.pdf_bytes if decoded.startswith(b"%PDF-") else policy.raw_bytes
    if size > limit:
        raise too_large(limit)


def _refuse_slowness(size: int, seconds: float, policy: Policy) -> None:
    if seconds > policy.slowest_after and size < policy.slowest * seconds:
        raise CannotFetch("timeout", f"The site sends too slowly. Try again later. {BY_HAND}")
