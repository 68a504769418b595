"""The application that granian serves: an asynchronous layer around the WSGI application.

Granian's WSGI interface takes a thread as soon as the headers have arrived, and that thread
waits for the body as long as the client likes: sixteen silent clients stopped the site. Here an
event loop receives bodies, with deadlines, and sends long answers; threads only run Django. A
page that is fresh in memory (`readers.pagecache.middleware`) needs no thread at all.
"""

import asyncio
import io
import json
import logging
import resource
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import Any, TypeVar

from django.conf import settings
from django.db import close_old_connections

from factcheck.embedded import commands
from factcheck.request_bodies import BodyReader, BodyRefused, RequestBody
from factcheck.wsgi import (
    application as wsgi_application,
)  # sets Django up for the imports that follow

from factcheck.errors import problem_body  # isort: skip
from readers.pagecache.response import answer  # isort: skip
from readers.pagecache.middleware import StoredPages  # isort: skip

log = logging.getLogger(__name__)

Result = TypeVar("Result")
Environ = dict[str, Any]

SENT_AT_ONCE = 1024**2
"""Responses up to this size are handed to the server whole; longer ones are streamed."""
SENDING_SECONDS = 60.0
"""How long a client may take for one part of a streamed answer."""
MOST_FILES = 65536
"""Open files that a process may have if the system allows it: each connection is one."""


class Server:
    """An RSGI application around a WSGI application that runs in `threads` threads."""

    def __init__(self, application: StoredPages, *, threads: int) -> None:
        self._application = application
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="web")
        self._bodies = BodyReader(settings.VAR)

    def __rsgi_init__(self, _loop: asyncio.AbstractEventLoop) -> None:
        settings.VAR.mkdir(mode=0o700, parents=True, exist_ok=True)
        _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        soft = MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, MOST_FILES)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))

    def __rsgi_del__(self, _loop: asyncio.AbstractEventLoop) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        if page := self._application.from_memory(scope.method, scope.path, scope.query_string):
            start = StartResponse()
            parts = answer(page, _conditions(scope), start)
            protocol.response_bytes(start.status, start.headers, b"".join(parts))
            return
        try:
            body = await self._read_body(scope, protocol)
        except BodyRefused as refusal:
            _send_refusal(scope.path, protocol, refusal)
            return
        try:
            await self._respond(environ_of(scope, body), protocol)
        finally:
            if body:
                body.close()

    async def _read_body(self, scope: Any, protocol: Any) -> RequestBody | None:
        if "transfer-encoding" in scope.headers:
            # Granian ends a truncated body like one that is complete: only the length
            # tells them apart.
            raise BodyRefused(
                HTTPStatus.LENGTH_REQUIRED,
                "Send a Content-Length instead of chunks. Nothing was stored.",
            )
        length = int(scope.headers.get("content-length", "0"))  # checked by the server
        return await self._bodies.read(aiter(protocol), length) if length else None

    async def _respond(self, environ: Environ, protocol: Any) -> None:
        """Run the WSGI application in a thread, and send its response."""
        response = await self._in_thread(lambda: WSGIResponse(self._application, environ))
        try:
            if response.is_whole or environ["REQUEST_METHOD"] == "HEAD":
                protocol.response_bytes(response.status, response.headers, response.part)
                return
            transport = protocol.response_stream(response.status, response.headers)
            while response.part:
                async with asyncio.timeout(SENDING_SECONDS):
                    await transport.send_bytes(response.part)
                await self._in_thread(response.read_part)
        except TimeoutError:
            log.info("%s: the client stopped taking the answer.", environ["PATH_INFO"])
        finally:
            if not response.is_whole:
                await self._in_thread(response.close)

    async def _in_thread(self, function: Callable[[], Result]) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._threads, function)


class StartResponse:
    """WSGI's `start_response`, which stores what it was called with."""

    status = 500
    headers: list[tuple[str, str]] = []

    def __call__(
        self, status: str, headers: list[tuple[str, str]], _exc_info: object = None
    ) -> None:
        self.status = int(status.split(" ", 1)[0])
        self.headers = headers


class WSGIResponse:
    """The response of a WSGI application, read in parts. Every method may block."""

    def __init__(self, application: Callable[..., Any], environ: Environ) -> None:
        start = StartResponse()
        self._result = application(environ, start)
        self._chunks = iter(self._result)
        self.status, self.headers = start.status, start.headers
        self.is_whole = False
        self.part = b""
        try:
            self.read_part()
        except BaseException:
            self.close()
            raise
        if self.is_whole:
            self.close()
        else:
            # The rest may be read and closed by other threads; connections belong to this one.
            close_old_connections()

    def read_part(self) -> None:
        """Put the next megabyte or so into `part`; it is empty after the last one."""
        chunks: list[bytes] = []
        size = 0
        for chunk in self._chunks:
            chunks.append(chunk)
            size += len(chunk)
            if size > SENT_AT_ONCE:
                break
        else:
            self.is_whole = True
        self.part = b"".join(chunks)

    def close(self) -> None:
        if hasattr(self._result, "close"):
            self._result.close()


def environ_of(scope: Any, body: RequestBody | None) -> Environ:
    """The WSGI environment of an RSGI request.

    A header that comes twice is joined with a comma, as RFC 9110 (5.3) reads it. One with an
    underscore in its name is dropped, or `X_Forwarded_For` would pass for `X-Forwarded-For`.
    """
    server, _, port = scope.server.rpartition(":")
    environ: Environ = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": server,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": body.stream() if body else io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope.headers.items():
        if "_" in name:
            continue
        key = name.upper().replace("-", "_")
        if key not in ("CONTENT_TYPE", "CONTENT_LENGTH"):
            key = f"HTTP_{key}"
        separator = "; " if name == "cookie" else ","
        environ[key] = f"{environ[key]}{separator}{value}" if key in environ else value
    return environ


def _conditions(scope: Any) -> Environ:
    """The parts of a request that decide how a stored page is sent."""
    headers = scope.headers
    return {
        "REQUEST_METHOD": scope.method,
        "HTTP_ACCEPT_ENCODING": headers.get("accept-encoding", ""),
        "HTTP_IF_NONE_MATCH": headers.get("if-none-match", ""),
    }


def _send_refusal(path: str, protocol: Any, refusal: BodyRefused) -> None:
    """Say why nothing was read, and end the connection: the rest of the body may still come."""
    headers = [("Cache-Control", "no-store"), ("Connection", "close")]
    if refusal.retry_after:
        headers.append(("Retry-After", refusal.retry_after))
    if path.startswith("/api/"):
        headers.append(("Content-Type", "application/problem+json"))
        text = json.dumps(problem_body(refusal.status, str(refusal)))
    else:
        headers.append(("Content-Type", "text/plain; charset=utf-8"))
        text = f"{refusal}\n"
    protocol.response_str(refusal.status, headers, text)


application = Server(wsgi_application, threads=commands.web_threads())
