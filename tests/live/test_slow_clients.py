"""Clients that send or take slowly hold no thread: everybody else is answered."""

import http.client
import json
import socket
import time
import urllib.request
from contextlib import ExitStack, contextmanager

import pytest

from factcheck import rsgi
from factcheck.embedded import commands

PAGES = ("/", "/healthz", "/api/checks/")
SECONDS = 2


@pytest.fixture(scope="module")
def site(desk, static_files):
    (desk.var / "static").symlink_to(static_files)
    desk.start("web")
    for page in PAGES:
        desk.status(page)  # the first answer of a process takes longer
    return desk


@contextmanager
def connected(site, request):
    """A connection on which these bytes were sent."""
    with socket.create_connection(("127.0.0.1", site.port), timeout=30) as connection:
        connection.sendall(request.replace("\n", "\r\n").encode())
        yield connection


def answer(connection):
    """Everything that the server sends until it closes the connection."""
    parts = []
    while part := connection.recv(65536):
        parts.append(part)
    head, _, body = b"".join(parts).partition(b"\r\n\r\n")
    return int(head.split()[1]), head.decode().lower(), body


def post(length, *headers, path="/api/tips/"):
    more = "".join(f"{header}\n" for header in headers)
    return (
        f"POST {path} HTTP/1.1\nHost: localhost\nContent-Type: application/json\n"
        f"Content-Length: {length}\n{more}\n"
    )


def assert_everybody_else_is_served(site):
    for page in PAGES:
        began = time.monotonic()
        assert site.status(page) in {200, 503}, page  # 503: no worker runs here
        assert time.monotonic() - began < SECONDS, page


def test_silent_bodies_and_slow_headers_do_not_stop_the_site(site):
    with ExitStack() as open_connections:
        bodies = [
            open_connections.enter_context(connected(site, post(1_000_000) + '{"te'))
            for _ in range(64)
        ]
        heads = [
            open_connections.enter_context(connected(site, "GET / HTTP/1.1\nHost: loc"))
            for _ in range(400)
        ]
        heads += [open_connections.enter_context(connected(site, "")) for _ in range(100)]

        assert_everybody_else_is_served(site)

        for connection in heads[:400]:
            connection.sendall(b"alhost\r\nX-Slow: a")
        assert_everybody_else_is_served(site)

        for connection in bodies:
            status, head, body = answer(connection)
            assert status == 408
            assert "connection: close" in head
            assert json.loads(body)["detail"].startswith("The request stopped arriving.")
        for connection in heads:
            assert connection.recv(65536) == b""


def test_a_second_version_of_http_opens_no_way_around_the_deadlines(site):
    with connected(site, "PRI * HTTP/2.0\n\nSM\n\n") as connection:
        assert connection.recv(65536) == b""


def test_a_body_in_chunks_is_refused_with_a_sentence(site):
    chunked = (
        "POST /api/tips/ HTTP/1.1\nHost: localhost\nTransfer-Encoding: chunked\n\n2\n{}\n0\n\n"
    )

    with connected(site, chunked) as connection:
        status, _, body = answer(connection)

    assert status == 411
    assert "Content-Length" in json.loads(body)["detail"]


def test_a_body_that_breaks_off_reaches_nobody(site):
    with connected(site, post(100, "Connection: close") + '{"text": "half a tip') as connection:
        connection.shutdown(socket.SHUT_WR)
        status, _, body = answer(connection)

    assert status == 400
    assert "100 bytes, but 20 arrived" in json.loads(body)["detail"]


def test_a_whole_body_is_read_and_the_connection_goes_on(site):
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=30)
    details = []
    for text in ("", " "):
        connection.request("POST", "/api/tips/", json.dumps({"text": text}))
        with connection.getresponse() as response:
            details.append((response.status, json.load(response)["title"]))
    connection.close()

    assert details == [(415, "Unsupported type of content")] * 2


@pytest.fixture
def long_answer(site):
    """A file among the static ones that is streamed: its path on disk, and its address."""
    folder = (site.var / "static").resolve()
    large = max(folder.rglob("*.js"), key=lambda file: file.stat().st_size)
    assert large.stat().st_size > rsgi.SENT_AT_ONCE
    return large, f"/static/{large.relative_to(folder)}"


def test_who_takes_a_long_answer_slowly_holds_no_thread(site, long_answer):
    asking = f"GET {long_answer[1]} HTTP/1.1\nHost: localhost\n\n"
    with ExitStack() as open_connections:
        for _ in range(4 * commands.web_threads()):
            open_connections.enter_context(connected(site, asking))

        assert_everybody_else_is_served(site)


def test_a_long_answer_arrives_whole(site, long_answer):
    with urllib.request.urlopen(site.url + long_answer[1]) as sent:
        assert sent.read() == long_answer[0].read_bytes()
