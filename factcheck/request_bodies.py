"""Read request bodies with deadlines, before any thread is taken for the request.

A body that stops arriving costs a place in an event loop and at most `IN_MEMORY` bytes. The
part of a body beyond that waits in a temporary file, so that many large uploads do not fill the
memory.
"""

import asyncio
import io
import tempfile
from collections.abc import AsyncIterator
from http import HTTPStatus
from pathlib import Path
from typing import IO

FIRST_BYTE = 10.0
"""Seconds until the first byte must be here."""
SLOWEST = 1000
"""Bytes a second that must arrive after that, averaged over `WINDOW` seconds."""
WINDOW = 10.0
LARGEST = 128 * 1024**2
"""Bytes of the largest body that is read at all. Each address accepts less."""
IN_MEMORY = 128 * 1024
"""Bytes of one body that are kept in memory; longer bodies go to a file."""
BODIES_AT_ONCE = 1000
"""Bodies that one process reads or holds at the same time."""
BYTES_ON_DISK = 1024**3
"""Bytes of all bodies that one process keeps in temporary files at the same time."""
RETRY_AFTER = "30"


class BodyRefused(Exception):
    """The body cannot be read; the message says why and what to do."""

    def __init__(self, status: HTTPStatus, detail: str, *, retry_after: str = "") -> None:
        super().__init__(detail)
        self.status = status
        self.retry_after = retry_after


class BodyReader:
    """Reads the bodies of one process, and limits what they take together."""

    def __init__(
        self,
        folder: Path | None = None,
        *,
        bodies_at_once: int = BODIES_AT_ONCE,
        bytes_on_disk: int = BYTES_ON_DISK,
    ) -> None:
        self._folder = folder
        self._bodies_left = bodies_at_once
        self._bytes_left = bytes_on_disk

    async def read(self, chunks: AsyncIterator[bytes], length: int) -> "RequestBody":
        """Read a body of `length` bytes; the caller closes it. Raises BodyRefused."""
        if length > LARGEST:
            raise BodyRefused(
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
                f"The request is over {LARGEST // 1024**2} MB. Nothing of it was stored.",
            )
        body = RequestBody(self)
        try:
            await self._receive(chunks, body)
            await body.finish()
            if body.length != length:
                raise BodyRefused(
                    HTTPStatus.BAD_REQUEST,
                    f"The request announced {length} bytes, but {body.length} arrived."
                    " Nothing of it was stored; send it again.",
                )
        except BaseException:
            body.close()
            raise
        return body

    async def _receive(self, chunks: AsyncIterator[bytes], body: "RequestBody") -> None:
        """Fill `body`. Only waiting for the client counts against the client's time."""
        loop = asyncio.get_running_loop()
        patience = FIRST_BYTE
        while True:
            asked_at = loop.time()
            try:
                async with asyncio.timeout(patience):
                    chunk = await anext(chunks)
            except StopAsyncIteration:
                return
            except TimeoutError:
                raise BodyRefused(
                    HTTPStatus.REQUEST_TIMEOUT,
                    "The request stopped arriving. Nothing of it was stored; send it again.",
                ) from None
            if body.length == 0:
                patience = WINDOW
            else:
                waited = loop.time() - asked_at
                patience = min(patience - waited + len(chunk) / SLOWEST, WINDOW)
            await body.add(chunk)

    def take_place(self) -> None:
        """Count one more body. Raises BodyRefused if there are too many."""
        if self._bodies_left <= 0:
            raise _no_room()
        self._bodies_left -= 1

    def take_bytes(self, count: int) -> None:
        """Count bytes that go to disk. Raises BodyRefused if there are too many."""
        if count > self._bytes_left:
            raise _no_room()
        self._bytes_left -= count

    def give_back(self, bytes_on_disk: int) -> None:
        """Count a body that was closed."""
        self._bodies_left += 1
        self._bytes_left += bytes_on_disk

    def open_file(self) -> IO[bytes]:
        """A temporary file without a name, which disappears when this process ends."""
        return tempfile.TemporaryFile(dir=self._folder)


class RequestBody:
    """One request's body: in memory while it is short, else in a temporary file."""

    def __init__(self, reader: BodyReader) -> None:
        reader.take_place()
        self._reader = reader
        self._memory = bytearray()
        self._file: IO[bytes] | None = None
        self._on_disk = 0
        self._is_closed = False

    @property
    def length(self) -> int:
        return self._on_disk + len(self._memory)

    async def add(self, chunk: bytes) -> None:
        """Append bytes; bytes beyond `IN_MEMORY` go to the file."""
        self._memory += chunk
        if len(self._memory) > IN_MEMORY:
            await self._move_to_disk()

    async def finish(self) -> None:
        """Finish a body that has arrived completely."""
        if self._file is not None:
            await self._move_to_disk()

    async def _move_to_disk(self) -> None:
        # Counted in the event loop, written in a thread: a slow disk stops nobody else.
        count = len(self._memory)
        self._reader.take_bytes(count)
        self._on_disk += count
        block, self._memory = self._memory, bytearray()
        try:
            await asyncio.to_thread(self._write, block)
        except OSError as error:
            raise _no_room() from error

    def _write(self, block: bytearray) -> None:
        self._file = self._file or self._reader.open_file()
        self._file.write(block)
        self._file.flush()

    def stream(self) -> IO[bytes]:
        """The whole body, open at its start."""
        if self._file is None:
            return io.BytesIO(self._memory)
        self._file.seek(0)
        return self._file

    def close(self) -> None:
        """Forget the bytes and make room for others."""
        if self._is_closed:
            return
        self._is_closed = True
        if self._file is not None:
            self._file.close()
        self._reader.give_back(self._on_disk)


def _no_room() -> BodyRefused:
    return BodyRefused(
        HTTPStatus.SERVICE_UNAVAILABLE,
        "Too much is being sent at the moment. Nothing was stored; try again in half a minute.",
        retry_after=RETRY_AFTER,
    )
