"""Strangers to visit in tests: servers on loopback that answer as told, and a resolver.

Every server listens on an ephemeral port in threads of its own, notes what it was asked, and
stops by itself when its `with` block ends.
"""

import re
import socket
import ssl
import threading
import warnings
from contextlib import contextmanager, suppress

from sources.safe_fetch import Policy

PAGE = b"<!doctype html><title>A page</title><p>Words of a page."


def answer(body=PAGE, *, status=b"200 OK", headers=(), length=True):
    """A whole HTTP answer as bytes."""
    lines = [b"HTTP/1.1 " + status, *headers]
    if not any(line.lower().startswith(b"content-type") for line in headers):
        lines.append(b"Content-Type: text/html; charset=utf-8")
    if length:
        lines.append(b"Content-Length: %d" % len(body))
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def moved(location, status=b"302 Found", headers=()):
    if isinstance(location, str):
        location = location.encode()
    return answer(b"", status=status, headers=[b"Location: " + location, *headers])


class Stranger:
    """One listening server. `script` is bytes, or a function of (connection, request, self)."""

    def __init__(self, script=None, *, host="127.0.0.1", port=0, tls=None, reads=True):
        self.script = answer() if script is None else script
        self.hits = []
        self.closing = threading.Event()
        self._tls = tls
        self._reads = reads
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._listener = socket.create_server((host, port), family=family)
        self._listener.settimeout(0.1)
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.closing.set()
        self._listener.close()

    def _accept(self):
        while not self.closing.is_set():
            try:
                connection, _ = self._listener.accept()
            except TimeoutError:
                continue
            except OSError:
                return
            self.hits.append(b"")
            place = len(self.hits) - 1
            threading.Thread(target=self._serve, args=(connection, place), daemon=True).start()

    def _serve(self, connection, place):
        connection.settimeout(30)
        with suppress(OSError), connection:
            if self._tls is not None:
                connection = self._tls.wrap_socket(connection, server_side=True)
            request = b""
            while self._reads and b"\r\n\r\n" not in request:
                received = connection.recv(65536)
                if not received:
                    break
                request += received
                self.hits[place] = request
            if callable(self.script):
                self.script(connection, request, self)
            else:
                connection.sendall(self.script)
            with suppress(OSError):
                connection.shutdown(socket.SHUT_WR)
            connection.close()


def by_path(**answers):
    """A script that answers by the path's first word; `index` is the root."""

    def script(connection, request, _stranger):
        path = request.split(b" ")[1].decode("latin-1").strip("/").partition("?")[0]
        found = answers.get(path or "index")
        connection.sendall(answer(b"", status=b"404 Not Found") if found is None else found)

    return script


class Names:
    """A resolver that knows what it was told, and counts what it was asked.

    A list is the answer; a list of lists answers one after the other; an exception is raised.
    """

    def __init__(self, **known):
        self.known = {name.replace("_", "."): found for name, found in known.items()}
        self.asked = []

    def __call__(self, host, port):
        self.asked.append(host)
        found = self.known.get(host)
        if isinstance(found, Exception):
            raise found
        if callable(found):
            return found()
        if found and isinstance(found[0], list):
            return found[min(self.asked.count(host), len(found)) - 1]
        if found is None:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return found


def says_what_to_do(failure):
    """Whether a refusal is a sentence and then what a person can do about it."""
    steps = r"[.,:] (Check|Copy|Look|Save|Take|Try|Use|Write)\b.*\.$"
    return re.search(steps, failure.detail) is not None


def policy(*opened, names=None, ports=(), trust=None, **limits):
    """A policy that opens (name, port) pairs on 127.0.0.1, for tests alone."""
    names = names or Names()
    for host, _ in opened:
        names.known.setdefault(host, ["127.0.0.1"])
    return Policy(
        resolver=names,
        ports=frozenset({80, 443, *ports}),
        extra_allowed=frozenset((host, "127.0.0.1", port) for host, port in opened),
        trust=trust,
        **limits,
    )


def server_context(certificate, *, at_most=None):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    if at_most is not None:
        context.set_ciphers("ALL:@SECLEVEL=0")
        with warnings.catch_warnings():  # setting an old version is deprecated, and the point
            warnings.simplefilter("ignore", DeprecationWarning)
            context.minimum_version = at_most
            context.maximum_version = at_most
    return context


@contextmanager
def forbidden():
    """A server on 127.0.0.1 and [::1], same port, that nobody may reach: see `hits`."""
    with Stranger() as four:
        try:
            six = Stranger(host="::1", port=four.port)
        except OSError:  # no IPv6 here
            yield four
            return
        six.hits = four.hits
        with six:
            yield four
