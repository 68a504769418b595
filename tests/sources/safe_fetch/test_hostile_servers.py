"""The hostile table, rows 45 to 55: servers that answer badly, slowly or without end."""

import gzip
import socket
import ssl
import struct
import time
import zlib

import pytest
import trustme

from sources.safe_fetch import CannotFetch, deadlines, safe_fetch
from tests.sources.safe_fetch.hostile_servers import (
    PAGE,
    Stranger,
    answer,
    policy,
    says_what_to_do,
    server_context,
)

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def fetch(script, *, reads=True, **limits):
    with Stranger(script, reads=reads) as site:
        return safe_fetch(
            f"http://ok.test:{site.port}/", policy(("ok.test", site.port), **limits)
        )


def failure_of(script, *, reads=True, **limits):
    with pytest.raises(CannotFetch) as caught:
        fetch(script, reads=reads, **limits)
    assert says_what_to_do(caught.value)
    return caught.value


def forever(piece, *, start=HEAD + b"\r\n", every=0.0):
    """A script that sends `piece` until nobody listens or the test ends."""

    def script(connection, _request, stranger):
        connection.sendall(start)
        while not stranger.closing.wait(every):
            connection.sendall(piece)

    return script


def silent(connection, _request, stranger):
    stranger.closing.wait(30)


def test_a_page_comes_with_its_facts():
    page = answer(headers=[b'ETag: "1"', b"Last-Modified: Tue, 03 Mar 2026 14:02:00 GMT"])

    fetched = fetch(page)

    assert fetched.body == fetched.raw == PAGE
    assert (fetched.status, fetched.media_type, fetched.charset) == (200, "text/html", "utf-8")
    assert fetched.headers["etag"] == '"1"'
    assert fetched.headers["last-modified"].endswith("GMT")
    assert fetched.marks == ()
    assert not fetched.is_truncated
    assert fetched.ip == "127.0.0.1"
    assert fetched.started_at <= fetched.finished_at
    assert fetched.certificate is None


def test_a_packed_page_is_kept_both_ways():
    packed = gzip.compress(PAGE)

    fetched = fetch(answer(packed, headers=[b"Content-Encoding: gzip"]))

    assert fetched.raw == packed
    assert fetched.body == PAGE


def test_a_page_in_chunks_is_joined():
    chunks = b"5\r\nWords\r\n3\r\n of\r\n0\r\n\r\n"

    fetched = fetch(HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + chunks)

    assert fetched.body == b"Words of"


def test_a_packed_page_of_many_steps_is_whole():
    page = b"".join(b"<p>%d</p>" % (n * 7919 % 1_000_003) for n in range(200_000))

    fetched = fetch(answer(gzip.compress(page), headers=[b"Content-Encoding: gzip"]))

    assert fetched.body == page
    assert not fetched.is_truncated


def test_case_45_a_bomb_is_known_by_its_ratio_long_before_the_limit():
    eight = gzip.compress(bytes(8 * 1024 * 1024))

    failure = failure_of(answer(eight, headers=[b"Content-Encoding: gzip"]))

    assert failure.kind == "too_large"
    assert "100 times" in failure.detail


@pytest.mark.parametrize("coding", [b"br", b"zstd", b"compress", b"br, gzip", b"no-such"])
def test_case_46_packings_that_were_not_asked_for(coding):
    failure = failure_of(answer(b"\x0b" * 102, headers=[b"Content-Encoding: " + coding]))

    assert failure.kind == "bad_encoding"
    assert not failure.retriable


@pytest.mark.parametrize("bits", [zlib.MAX_WBITS, -zlib.MAX_WBITS])
def test_case_47_deflate_is_kept_as_it_came(bits):
    packer = zlib.compressobj(wbits=bits)
    packed = packer.compress(PAGE) + packer.flush()

    fetched = fetch(answer(packed, headers=[b"Content-Encoding: deflate"]))

    assert fetched.raw == packed
    assert fetched.is_truncated
    assert fetched.media_type == "application/octet-stream"


@pytest.mark.parametrize("cut", [True, False], ids=["cut", "corrupt"])
def test_case_47_a_broken_gzip_is_kept_as_far_as_it_goes(cut):
    page = b"".join(b"%d words, " % (n * 7919 % 10_007) for n in range(2000))
    packed = gzip.compress(page)
    packed = packed[:500] if cut else packed[:500] + b"\xff" * 40 + packed[540:]

    fetched = fetch(answer(packed, headers=[b"Content-Encoding: gzip"]))

    assert fetched.raw == packed
    assert fetched.is_truncated
    assert len(fetched.body) > 100
    assert page.startswith(fetched.body[:100])


def test_case_48_an_endless_body_ends_at_the_limit():
    started = time.monotonic()

    failure = failure_of(forever(b"x" * 65536))

    assert failure.kind == "too_large"
    assert time.monotonic() - started < 5


def test_case_48_a_paper_may_be_larger_than_a_page():
    eleven = 11 * 1024 * 1024

    paper = fetch(answer(b"%PDF-1.7\n" + bytes(eleven)))
    page = failure_of(answer(b"x" * eleven))
    promised = failure_of(HEAD + b"Content-Length: 900000000\r\n\r\n")

    assert paper.media_type == "application/pdf"
    assert page.kind == promised.kind == "too_large"


@pytest.mark.parametrize(
    "limits", [{"capture_seconds": 1.5}, {"slowest_after": 1.0}], ids=["whole capture", "speed"]
)
def test_case_49_a_dripping_body(limits):
    started = time.monotonic()

    failure = failure_of(forever(b"x", every=0.3), **limits)

    assert failure.kind == "timeout"
    assert failure.retriable
    assert time.monotonic() - started < 3


@pytest.mark.parametrize(
    "script",
    [
        forever(b"X-Filler: x\r\n", start=HEAD, every=0.1),
        forever(b"HTTP/1.1 103 Early Hints\r\n\r\n", start=b"", every=0.1),
    ],
    ids=["headers", "1xx"],
)
def test_case_50_a_head_that_never_ends(script):
    started = time.monotonic()

    failure = failure_of(script, capture_seconds=1.0)

    assert failure.kind == "timeout"
    assert time.monotonic() - started < 2.5


def test_case_50_a_flood_of_early_answers_is_stopped_by_its_size():
    assert failure_of(forever(b"HTTP/1.1 103 Early\r\n\r\n" * 99, start=b"")).kind == "protocol"


@pytest.mark.parametrize(
    "script",
    [
        pytest.param(HEAD + b"X: " + b"x" * 2_000_000 + b"\r\n\r\n", id="case-51 2 MB header"),
        pytest.param(HEAD + b"X: x\r\n" * 10_000 + b"\r\n", id="case-51 10,000 headers"),
        pytest.param(HEAD + b"X: x\r\n" * 101 + b"\r\n", id="case-51 101 headers"),
        pytest.param(HEAD + b"X: a\rSet-Cookie: b\r\n\r\n", id="case-51 bare CR"),
        pytest.param(HEAD + b"X y\r\n\r\n", id="case-51 no colon"),
        pytest.param(
            HEAD + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nx", id="case-52 two lengths"
        ),
        pytest.param(HEAD + b"Content-Length: -1\r\n\r\nx", id="case-52 negative"),
        pytest.param(
            HEAD + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            id="case-52 chunked too",
        ),
        pytest.param(
            HEAD + b"Content-Length: 9\r\n\r\n", id="case-52 nothing of what was promised"
        ),
        pytest.param(
            HEAD + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", id="case-52 coded"
        ),
        pytest.param(
            HEAD + b"Transfer-Encoding: chunked\r\n\r\nFFFFFFFF\r\nx", id="case-53 size lie"
        ),
        pytest.param(HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n", id="case-53 no size"),
        pytest.param(
            HEAD + b"Transfer-Encoding: chunked\r\n\r\n1;" + b"x" * 1_000_000 + b"\r\nx\r\n",
            id="case-53 1 MB extension",
        ),
        pytest.param(b"<html>HTTP/0.9", id="case-54 HTTP/0.9"),
        pytest.param(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", id="case-54 HTTP/2 preface"),
        pytest.param(b"\x00\x00\x12\x04\x00\x00\x00\x00\x00", id="case-54 HTTP/2 settings"),
        pytest.param(b"\x15\x03\x01\x00\x02\x02\x46", id="case-54 TLS alert"),
        pytest.param(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n", id="upgrade"),
        pytest.param(b"", id="nothing"),
    ],
)
def test_answers_that_are_no_http(script):
    failure = failure_of(script)

    assert failure.kind == "protocol"
    assert failure.detail.endswith(".")


def test_case_54_a_server_that_speaks_first_and_then_waits_is_not_waited_for():
    def banner(connection, _request, stranger):
        connection.sendall(b"SSH-2.0-OpenSSH_9.9\r\n")
        stranger.closing.wait(30)

    started = time.monotonic()

    assert failure_of(banner, reads=False).kind == "protocol"
    assert time.monotonic() - started < 2


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(HEAD + b"Content-Length: 900\r\n\r\n" + PAGE, id="promised more"),
        pytest.param(HEAD + b"Content-Length: 20\r\n\r\n" + PAGE, id="promised less"),
    ],
)
def test_case_52_a_wrong_length_marks_the_page(page):
    fetched = fetch(page)

    assert fetched.is_truncated
    assert PAGE.startswith(fetched.body)


def test_case_55_a_server_that_never_answers():
    failure = failure_of(silent, gap_seconds=0.5)

    assert failure.kind == "timeout"
    assert failure.retriable


def test_case_55_a_connection_that_is_reset_in_the_middle():
    def reset(connection, _request, stranger):
        connection.sendall(HEAD + b"Content-Length: 900\r\n\r\n" + PAGE)
        stranger.closing.wait(0.2)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.close()

    failure = failure_of(reset)

    assert failure.kind == "protocol"
    assert failure.retriable


def test_case_55_a_port_where_nobody_listens():
    with Stranger() as site:
        port = site.port

    with pytest.raises(CannotFetch) as caught:
        safe_fetch(f"http://ok.test:{port}/", policy(("ok.test", port)))

    assert caught.value.kind == "protocol"
    assert caught.value.retriable


@pytest.mark.parametrize("tls", [False, True], ids=["http", "https"])
def test_the_watchdog_wakes_a_read_that_nothing_else_would(monkeypatch, tls):
    """With every time-out of the socket's own switched off, the other thread still ends it."""
    monkeypatch.setattr(deadlines.Deadline, "at_most", lambda *_: 60.0)
    authority = trustme.CA()
    context = server_context(authority.issue_cert("ok.test")) if tls else None
    trust = ssl.create_default_context()
    authority.configure_trust(trust)
    started = time.monotonic()

    with Stranger(silent, tls=context) as site, pytest.raises(CannotFetch) as caught:
        safe_fetch(
            f"{'https' if tls else 'http'}://ok.test:{site.port}/",
            policy(("ok.test", site.port), trust=trust, capture_seconds=1.0, dns_seconds=2),
        )

    assert caught.value.kind == "timeout"
    assert time.monotonic() - started < 3


def test_a_tls_handshake_that_stalls_is_a_timeout():
    def stall(connection, _request, stranger):
        stranger.closing.wait(30)

    with Stranger(stall, reads=False) as site, pytest.raises(CannotFetch) as caught:
        safe_fetch(
            f"https://ok.test:{site.port}/",
            policy(("ok.test", site.port), connect_seconds=0.5),
        )

    assert caught.value.kind == "timeout"
