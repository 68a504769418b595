"""The second door: it asks whom the operator named, as much as was agreed; no more."""

import json
import time

import pytest

from sources.service_client import Service, ServiceFailed, is_shallow
from tests.sources.safe_fetch.hostile_servers import Stranger, answer, by_path, moved

JSON = [b"Content-Type: application/json"]


def at(stranger, path="", **more):
    return Service("the helper", f"http://127.0.0.1:{stranger.port}{path}", **more)


def failed(service, kind, *, retriable=None):
    with pytest.raises(ServiceFailed) as refused:
        service.post("/x", {})
    assert refused.value.kind == kind, refused.value
    assert refused.value.detail.endswith(".")
    if retriable is not None:
        assert refused.value.retriable == retriable
    return refused.value


def test_json_goes_and_json_comes():
    with Stranger(by_path(**{"v1/ask": answer(b'{"a": [1]}', headers=JSON)})) as there:
        service = at(there, "/v1/", headers={"Authorization": "Bearer k"})

        assert service.post("/ask", {"q": "é"}) == {"a": [1]}
        assert service.get("/ask", {"q": "a b"}) == {"a": [1]}

    posted, asked = (hit.decode() for hit in there.hits)
    assert posted.startswith("POST /v1/ask HTTP/1.1")
    assert "Authorization: Bearer k" in posted
    assert f"Host: 127.0.0.1:{there.port}" in posted
    assert asked.startswith("GET /v1/ask?q=a")


def test_a_redirect_is_not_followed_wherever_it_leads():
    with (
        Stranger() as elsewhere,
        Stranger(moved(f"http://127.0.0.1:{elsewhere.port}/")) as there,
    ):
        failed(at(there), "redirects", retriable=False)

    assert elsewhere.hits == []


@pytest.mark.parametrize("base", ["", "localhost:1", "ftp://a/", "http://", "http://u:p@host/"])
def test_an_address_that_is_none_is_refused_before_anything_is_asked(base):
    failed(Service("the helper", base), "bad_url", retriable=False)


def test_nobody_there_may_heal():
    with Stranger() as there:
        port = there.port

    failed(Service("the helper", f"http://127.0.0.1:{port}"), "protocol", retriable=True)


@pytest.mark.parametrize(
    ("status", "kind", "retriable"),
    [
        (b"400 Bad Request", "refused", False),
        (b"401 Unauthorized", "refused", False),
        (b"429 Too Many Requests", "server_error", True),
        (b"500 Internal Server Error", "server_error", True),
        (b"503 Service Unavailable", "server_error", True),
        (b"204 No Content", "refused", False),
    ],
)
def test_a_refusal_says_whether_it_may_work_later(status, kind, retriable):
    headers = [*JSON, b"Retry-After: 7"]
    with Stranger(answer(b"{}", status=status, headers=headers)) as there:
        error = failed(at(there), kind, retriable=retriable)

    assert error.status == int(status[:3])
    assert error.wait == 7


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"\xff\xfe{}", b'{"a":', b"[" * 100_000, b"9" * 5000]
)
def test_what_is_no_json_is_said_to_be_none(body):
    with Stranger(answer(body, headers=JSON)) as there:
        failed(at(there), "unreadable")


def test_a_nest_is_refused():
    nest = b"[" * 60 + b"]" * 60
    with Stranger(answer(nest, headers=JSON)) as there:
        failed(at(there), "unreadable", retriable=False)

    assert is_shallow(json.loads(b"[" * 30 + b"]" * 30))


def test_no_more_is_read_than_was_agreed():
    def endless(connection, _request, stranger):
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while not stranger.closing.is_set():
            connection.sendall(b"[" * 65536)

    with Stranger(endless) as there:
        failed(at(there, most_bytes=100_000), "too_large", retriable=False)


def test_a_packed_answer_is_not_unpacked():
    headers = [*JSON, b"Content-Encoding: gzip"]
    with Stranger(answer(b"\x1f\x8b", headers=headers)) as there:
        failed(at(there), "protocol")


@pytest.mark.parametrize("head", [b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 200 OK\r\nX: "])
def test_a_drip_ends_with_the_time_that_was_agreed(head):
    def drip(connection, _request, stranger):
        connection.sendall(head)
        while not stranger.closing.wait(0.05):
            connection.sendall(b"x")

    with Stranger(drip) as there:
        began = time.monotonic()
        failed(at(there, seconds=0.6), "timeout", retriable=True)

    assert time.monotonic() - began < 5


def test_cookies_are_not_sent_back_and_proxies_of_the_environment_not_used(monkeypatch):
    with (
        Stranger() as proxy,
        Stranger(answer(b"{}", headers=[*JSON, b"Set-Cookie: a=1"])) as there,
    ):
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        service = at(there)
        service.post("/x", {})
        service.post("/x", {})

    assert proxy.hits == []
    assert b"cookie" not in there.hits[1].lower()


def test_a_key_is_never_in_what_is_said_or_shown():
    with Stranger(answer(b"k3y", status=b"500 No", headers=JSON)) as there:
        service = at(there, headers={"Authorization": "Bearer k3y"})
        error = failed(service, "server_error")

    assert "k3y" not in f"{error} {error.detail} {service!r}"
