"""What was seen before is asked for by its marks, and an answer that nothing changed is one."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from sources.safe_fetch import CannotFetch, Validators, safe_fetch
from tests.sources.safe_fetch.hostile_servers import Stranger, answer, by_path, moved, policy

UNCHANGED = b'HTTP/1.1 304 Not Modified\r\nETag: "2"\r\n\r\n'
SEEN = Validators(etag='"2"', last_modified="Tue, 03 Mar 2026 14:02:00 GMT")


def fetch(site, path="/", **more):
    return safe_fetch(
        f"http://ok.test:{site.port}{path}", policy(("ok.test", site.port)), **more
    )


def test_the_marks_of_the_last_answer_are_sent_back():
    with Stranger(UNCHANGED) as site:
        fetched = fetch(site, seen=SEEN)

    assert fetched.is_unchanged
    assert fetched.body == b""
    assert b'\r\nIf-None-Match: "2"\r\n' in site.hits[0]
    assert b"\r\nIf-Modified-Since: Tue, 03 Mar 2026 14:02:00 GMT\r\n" in site.hits[0]


def test_the_marks_go_along_with_a_redirect():
    with Stranger(by_path(old=moved("/new"), new=UNCHANGED)) as site:
        fetched = fetch(site, "/old", seen=SEEN)

    assert fetched.is_unchanged
    assert [hop.status for hop in fetched.hops] == [302, 304]


def test_an_answer_that_nothing_changed_is_odd_where_nothing_was_seen():
    with Stranger(UNCHANGED) as site, pytest.raises(CannotFetch) as caught:
        fetch(site)

    assert caught.value.kind == "redirects"
    assert b"If-" not in site.hits[0]


@pytest.mark.parametrize("mark", ['"a"\r\nCookie: b', '"ä"', "", " ", "x" * 301])
def test_a_mark_that_is_no_plain_value_is_not_sent(mark):
    with Stranger(answer()) as site:
        assert not fetch(site, seen=Validators(etag=mark)).is_unchanged

    assert b"If-" not in site.hits[0]


@pytest.mark.parametrize(
    ("after", "least", "most"), [(90, 85, 90), (90_000, 3600, 3600), (-90, 1, 1)]
)
def test_a_site_may_say_when_to_come_again_by_date(after, least, most):
    until = format_datetime(datetime.now(UTC) + timedelta(seconds=after), usegmt=True)
    busy = answer(b"", status=b"503 Busy", headers=[b"Retry-After: " + until.encode()])

    with Stranger(busy) as site, pytest.raises(CannotFetch) as caught:
        fetch(site)

    assert least <= caught.value.retry_after <= most


@pytest.mark.parametrize("words", [b"soon", b"-5", b"Tue, 99 Mar 2026 14:02:00 GMT", b"\xff"])
def test_a_time_that_cannot_be_read_is_none(words):
    busy = answer(b"", status=b"429 Slow", headers=[b"Retry-After: " + words])

    with Stranger(busy) as site, pytest.raises(CannotFetch) as caught:
        fetch(site)

    assert caught.value.retry_after is None
