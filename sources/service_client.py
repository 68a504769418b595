"""Call the services that the operator names in the environment, such as a search engine.

A service's scheme, host and port come from the environment, never from a page, a row or a user.
Requests have no redirects, cookies or proxies, and limits of bytes and time; the response is
data, parsed here and never trusted. Unlike `safe_fetch`, private addresses are allowed: the
service may run on this machine. docs/adr/0033 says why this is not an `httpx.Client`.
"""

import json
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import httpcore
import httpx

from sources.safe_fetch.connect import trusted_roots

MOST_BYTES = 2 * 1024 * 1024
DEEPEST = 40
RETRY_AFTER_MOST = 3600
PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})


class ServiceFailed(Exception):
    """A service gave no usable response.

    `kind` is bad_url, dns, tls, timeout, too_large, protocol, redirects, refused, server_error
    or unreadable; `detail` is a sentence; `retriable` says whether it may work later; `wait` is
    the seconds that the service asked for, at most an hour; `status` is the HTTP status, if one
    came.
    """

    def __init__(
        self,
        kind: str,
        detail: str,
        *,
        retriable: bool = False,
        wait: int | None = None,
        status: int | None = None,
    ) -> None:
        super().__init__(f"{kind}: {detail}")
        self.kind = kind
        self.detail = detail
        self.retriable = retriable
        self.wait = wait
        self.status = status


@dataclass(frozen=True, slots=True)
class Service:
    """One service: its base address, and the limits of time and size of a response.

    `name` is what sentences call it ("the second reader"). `seconds` limits the wall-clock time
    of one whole exchange. `headers` may hold a key; it is sent to this host only and never
    shown.
    """

    name: str
    base: str
    seconds: float = 60.0
    most_bytes: int = MOST_BYTES
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)

    def post(self, path: str, body: object) -> Any:
        """Post this JSON and return the JSON of the response. Raises ServiceFailed."""
        return self._ask("POST", self._address(path), json.dumps(body).encode())

    def get(self, path: str, query: Mapping[str, str] | None = None) -> Any:
        """Get the JSON at a path below the base. Raises ServiceFailed."""
        return self._ask("GET", self._address(path).copy_merge_params(dict(query or {})))

    def _ask(self, method: str, url: httpx.URL, content: bytes = b"") -> Any:
        headers = {"Host": url.netloc.decode(), **HEADERS, **self.headers}
        if content:
            headers |= {
                "Content-Type": "application/json",
                "Content-Length": str(len(content)),
            }
        clock = _Clock(self.seconds)
        try:
            with (
                httpcore.ConnectionPool(
                    ssl_context=trusted_roots(), network_backend=clock
                ) as pool,
                pool.stream(
                    method,
                    str(url),
                    headers=[
                        (name.encode(), value.encode()) for name, value in headers.items()
                    ],
                    content=content,
                    extensions={"timeout": {"connect": CONNECT_SECONDS}},
                ) as answer,
            ):
                self._refuse(answer)
                return self._parsed(self._body(answer))
        except httpcore.TimeoutException as error:
            raise ServiceFailed(
                "timeout",
                f"{self._Name} did not answer within {self.seconds:g} seconds.",
                retriable=True,
            ) from error
        except (httpcore.NetworkError, httpcore.ProtocolError) as error:
            is_tls = "SSL" in str(error) or "CERTIFICATE" in str(error)
            raise ServiceFailed(
                "tls" if is_tls else "protocol",
                f"{self._Name} has no valid certificate."
                if is_tls
                else f"{self._Name} cannot be reached, or closed the connection.",
                retriable=not is_tls,
            ) from error

    @property
    def _Name(self) -> str:  # noqa: N802 - as a sentence begins
        return self.name[:1].upper() + self.name[1:]

    def _address(self, path: str) -> httpx.URL:
        """The URL of a path below the base, with the operator's scheme, host and port."""
        try:
            base = httpx.URL(self.base)
        except (httpx.InvalidURL, ValueError) as error:
            raise ServiceFailed("bad_url", f"The address of {self.name} is invalid.") from error
        if base.scheme not in {"http", "https"} or not base.host or base.userinfo:
            raise ServiceFailed(
                "bad_url",
                f"The address of {self.name} must be http(s)://host, without a password.",
            )
        return base.copy_with(path=base.path.rstrip("/") + path)

    def _refuse(self, answer: httpcore.Response) -> None:
        status = answer.status
        if status == HTTPStatus.OK:
            return
        if status in range(300, 400):
            raise ServiceFailed(
                "redirects",
                f"{self._Name} redirects to another address, which is not followed.",
                status=status,
            )
        passes = status in PASSING
        raise ServiceFailed(
            "server_error" if passes else "refused",
            f"{self._Name} answered with status {status}.",
            retriable=passes,
            wait=_wait(_header(answer, b"retry-after")),
            status=status,
        )

    def _body(self, answer: httpcore.Response) -> bytes:
        """The body as it was sent: we accept no encoding, so nothing is decoded."""
        if _header(answer, b"content-encoding").lower() not in {"", "identity"}:
            raise ServiceFailed("protocol", f"{self._Name} compressed its response.")
        received = bytearray()
        for chunk in answer.iter_stream():
            received += chunk
            if len(received) > self.most_bytes:
                raise ServiceFailed(
                    "too_large", f"{self._Name} sent more than {self.most_bytes:,} bytes."
                )
        return bytes(received)

    def _parsed(self, raw: bytes) -> Any:
        try:
            found = json.loads(raw.decode())
        except (ValueError, RecursionError) as error:
            raise ServiceFailed(
                "unreadable",
                f"{self._Name} sent something that isn't JSON.",
                retriable=True,
            ) from error
        if not is_shallow(found):
            raise ServiceFailed("unreadable", f"{self._Name} sent JSON nested too deeply.")
        return found


HEADERS = {"Accept": "application/json", "Accept-Encoding": "identity", "Connection": "close"}
CONNECT_SECONDS = 5.0


class _Clock(httpcore.NetworkBackend):
    """Opens connections on which every wait ends at the deadline of the exchange."""

    def __init__(self, seconds: float) -> None:
        self._ends = time.monotonic() + seconds
        self._plain = httpcore.SyncBackend()

    def left(self, most: float | None) -> float:
        left = self._ends - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout
        return left if most is None else min(left, most)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Any = None,
    ) -> httpcore.NetworkStream:
        line = self._plain.connect_tcp(
            host, port, self.left(timeout), local_address, socket_options
        )
        return _Clocked(line, self)


class _Clocked(httpcore.NetworkStream):
    def __init__(self, line: httpcore.NetworkStream, clock: _Clock) -> None:
        self._line = line
        self._clock = clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._line.read(max_bytes, self._clock.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._line.write(buffer, self._clock.left(timeout))

    def close(self) -> None:
        self._line.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        secured = self._line.start_tls(ssl_context, server_hostname, self._clock.left(timeout))
        return _Clocked(secured, self._clock)

    def get_extra_info(self, info: str) -> Any:
        return self._line.get_extra_info(info)


def _header(answer: httpcore.Response, name: bytes) -> str:
    values = [value for field, value in answer.headers if field.lower() == name]
    return values[0].decode("latin-1").strip() if values else ""


def is_shallow(found: object, *, deepest: int = DEEPEST) -> bool:
    """Whether JSON is nested at most this deep; walked without recursion."""
    level = [found]
    for _ in range(deepest):
        level = [
            inner
            for one in level
            if isinstance(one, dict | list)
            for inner in (one.values() if isinstance(one, dict) else one)
        ]
        if not level:
            return True
    return False


def _wait(retry_after: str) -> int | None:
    seconds = retry_after
    return (
        min(int(seconds), RETRY_AFTER_MOST) if seconds.isascii() and seconds.isdigit() else None
    )
