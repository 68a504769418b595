"""One request and one response over one connection: HTTP/1.1 by h11, under our limits."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from http import HTTPStatus

import h11

from sources.safe_fetch.connect import Connection
from sources.safe_fetch.errors import BY_HAND, CannotFetch
from sources.safe_fetch.limits import Policy
from sources.safe_fetch.url_parser import Target

ACCEPT = (
    "text/html,application/xhtml+xml,application/pdf;q=0.9,text/plain;q=0.9,"
    "application/json;q=0.8,application/xml;q=0.8,*/*;q=0.5"
)
NOT_HTTP = f"The answer of the site isn't valid HTTP. {BY_HAND}"


@dataclass(frozen=True, slots=True)
class ResponseHead:
    """Status and headers of a response; names in lower case, in the order received."""

    status: int
    fields: tuple[tuple[str, str], ...]

    def all(self, name: str) -> list[str]:
        return [value for field, value in self.fields if field == name]

    def get(self, name: str) -> str:
        """All values of a header joined by commas, as RFC 9110, 5.3 specifies; "" if none."""
        return ", ".join(self.all(name))


class Exchange:
    """Requests one page. `is_short` and `has_more` are known once the body was read.

    `is_short`: the server closed the connection before the Content-Length that it had promised.
    `has_more`: it sent bytes past it. `sent` is the request as it was written, `received` the
    head of the response as it came, byte for byte, including its blank line; earlier 1xx
    responses are left out.
    """

    def __init__(self, line: Connection, policy: Policy) -> None:
        self._line = line
        self._policy = policy
        self._http = h11.Connection(h11.CLIENT, max_incomplete_event_size=policy.head_bytes)
        self._seen = 0
        self._start = b""
        self._promised: int | None = None
        self.sent = b""
        self.received = b""
        self.is_short = False
        self.has_more = False

    def ask(self, target: Target, conditions: Sequence[tuple[str, str]] = ()) -> ResponseHead:
        """Send the request and read the head. No cookies, credentials or referrer, ever."""
        request = h11.Request(
            method="GET",
            target=target.path,
            headers=[
                ("Host", target.netloc),
                ("User-Agent", self._policy.user_agent),
                ("Accept", ACCEPT),
                ("Accept-Encoding", "gzip"),
                ("Connection", "close"),
                *conditions,
            ],
        )
        head = self._http.send(request) or b""
        self.sent = head + (self._http.send(h11.EndOfMessage()) or b"")
        self._line.write(self.sent)
        return self._read_head()

    def body(self) -> Iterator[bytes]:
        """The body as it comes, chunks of the transfer joined. Raises CannotFetch."""
        received = 0
        while True:
            try:
                event = self._http.next_event()
            except h11.RemoteProtocolError as error:
                if self._promised is not None and 0 < received < self._promised:
                    self.is_short = True
                    return
                raise CannotFetch("protocol", NOT_HTTP) from error
            if event is h11.NEED_DATA:
                self._http.receive_data(self._line.read())
            elif isinstance(event, h11.Data):
                received += len(event.data)
                yield bytes(event.data)
            else:
                self.has_more = bool(self._http.trailing_data[0])
                return

    def _read_head(self) -> ResponseHead:
        while True:
            try:
                event = self._http.next_event()
            except h11.RemoteProtocolError as error:
                raise self._odd_head() from error
            if event is h11.NEED_DATA:
                received = self._read_for_head()
                self.received += received
                self._http.receive_data(received)
            elif isinstance(event, h11.Response):
                self.received = self.received[: -len(self._ahead()) or None]
                return self._accept(event)
            elif not isinstance(event, h11.InformationalResponse):
                raise self._odd_head()
            elif event.status_code == HTTPStatus.SWITCHING_PROTOCOLS:
                raise CannotFetch("protocol", NOT_HTTP)
            else:
                self.received = self._ahead()

    def _ahead(self) -> bytes:
        """The received bytes that belong to what comes next."""
        return self._http.trailing_data[0]

    def _read_for_head(self) -> bytes:
        received = self._line.read()
        if not received:
            if not self._seen:
                raise CannotFetch(
                    "protocol",
                    "The site closed the connection without answering. Try again later.",
                    retriable=True,
                )
            raise self._odd_head()
        self._seen += len(received)
        self._start = (self._start + received[:16])[:16]
        # Anything else might never end its line, and we would keep waiting for it.
        if not b"HTTP/".startswith(self._start[:5]):
            raise CannotFetch("protocol", NOT_HTTP)
        if self._seen > 4 * self._policy.head_bytes:  # endless 1xx answers
            raise self._odd_head()
        return received

    def _odd_head(self) -> CannotFetch:
        if re.match(rb"HTTP/1\.[01] 30[12378]", self._start):
            return CannotFetch(
                "redirects", f"The site redirects to an address that cannot be read. {BY_HAND}"
            )
        return CannotFetch("protocol", NOT_HTTP)

    def _accept(self, response: h11.Response) -> ResponseHead:
        fields = tuple((_text(name), _text(value)) for name, value in response.headers)
        size = sum(len(name) + len(value) + 4 for name, value in response.headers)
        head = ResponseHead(response.status_code, fields)
        if size > self._policy.head_bytes or len(fields) > self._policy.head_lines:
            raise self._odd_head()
        lengths = head.all("content-length")
        if head.all("transfer-encoding") and lengths:  # two framings: smuggling, RFC 9112 6.3
            raise CannotFetch("protocol", NOT_HTTP)
        self._promised = int(lengths[0]) if lengths else None
        return head


def _text(raw: bytes) -> str:
    """Header bytes as text: UTF-8 as sites write Locations, else Latin-1, which never fails."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("latin-1")
