"""The hostile table, rows 56 and 62: what a response claims to be, and what its status says."""

import ssl

import pytest
import trustme

from sources.safe_fetch import CannotFetch, safe_fetch
from tests.sources.safe_fetch.hostile_servers import (
    PAGE,
    Stranger,
    answer,
    moved,
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


@pytest.mark.parametrize(
    ("declared", "body", "sniffed"),
    [
        ("text/html", b"%PDF-1.7\n%\xe2\xe3", "application/pdf"),
        ("text/html", b"PK\x03\x04\x14\x00\x00\x00", "application/zip"),
        ("text/html", b"\x89PNG\r\n\x1a\n\x00\x00", "image/png"),
        ("text/html", b"\x7fELF\x02\x01\x01\x00", "application/octet-stream"),
        ("text/html", bytes(range(256)), "application/octet-stream"),
        ("image/png", b"<html><script>alert(1)</script>", "text/html"),
        ("application/pdf", b"<!DOCTYPE html><p>Sign in", "text/html"),
    ],
)
def test_case_56_types_are_sniffed_and_lies_are_noted(declared, body, sniffed):
    fetched = fetch(answer(body, headers=[b"Content-Type: " + declared.encode()]))

    assert fetched.media_type == sniffed
    assert fetched.declared_type == declared
    assert "type_mismatch" in fetched.marks
    assert fetched.body == body


@pytest.mark.parametrize(
    ("declared", "body", "sniffed"),
    [
        ("text/html; charset=utf-8", b"just words", "text/html"),
        ("text/plain", b"<p>about HTML", "text/plain"),
        ("application/json", b' {"a": 1}', "application/json"),
        ("application/ld+json", b' {"a": 1}', "application/json"),
        ("application/rss+xml", b"<?xml version='1.0'?><rss>", "application/xml"),
        ("application/xhtml+xml", b"<?xml version='1.0'?><html>", "application/xhtml+xml"),
        ("text/html", "<p>UTF-16".encode("utf-16"), "text/html"),
        ("image/jpeg", b"\xff\xd8\xff\xe0", "image/jpeg"),
    ],
)
def test_case_56_honest_types_are_taken_at_their_word(declared, body, sniffed):
    fetched = fetch(answer(body, headers=[b"Content-Type: " + declared.encode()]))

    assert fetched.media_type == sniffed
    assert "type_mismatch" not in fetched.marks


@pytest.mark.parametrize(
    ("status", "kind", "retriable"),
    [
        (b"401 Unauthorized", "site_refused", False),
        (b"403 Forbidden", "site_refused", False),
        (b"418 Teapot", "site_refused", False),
        (b"451 Legal", "site_refused", False),
        (b"404 Not Found", "not_found", False),
        (b"410 Gone", "not_found", False),
        (b"408 Request Timeout", "timeout", True),
        (b"500 Oops", "server_error", True),
        (b"503 Busy", "server_error", True),
        (b"304 Not Modified", "redirects", False),
        (b"300 Multiple Choices", "redirects", False),
    ],
)
def test_case_62_what_a_status_means_to_a_newsroom(status, kind, retriable):
    failure = failure_of(answer(PAGE, status=status))

    assert failure.kind == kind
    assert failure.retriable is retriable
    assert [hop.status for hop in failure.hops] == [int(status[:3])]


@pytest.mark.parametrize(
    ("asked", "given"), [(b"120", 120), (b"86400", 3600), (b"soon", None), (b"-1", None)]
)
def test_case_62_a_site_may_ask_us_to_wait_an_hour_at_most(asked, given):
    failure = failure_of(answer(b"", status=b"429 Slow", headers=[b"Retry-After: " + asked]))

    assert failure.kind == "site_refused"
    assert failure.retriable
    assert failure.retry_after == given


def test_from_https_to_http_is_followed_and_noted():
    authority = trustme.CA()
    trust = ssl.create_default_context()
    authority.configure_trust(trust)
    with Stranger() as plain:
        there = moved(f"http://plain.test:{plain.port}/")
        with Stranger(there, tls=server_context(authority.issue_cert("ok.test"))) as site:
            rules = policy(("ok.test", site.port), ("plain.test", plain.port), trust=trust)
            fetched = safe_fetch(f"https://ok.test:{site.port}/", rules)

    assert "downgraded" in fetched.marks
    assert [hop.status for hop in fetched.hops] == [302, 200]
