"""Stored pages: what was published shows within a second, and the hot path asks nobody."""

import gzip

import brotli
import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from claims.tips import actions as tip_actions
from readers.models import StoredPage
from readers.pagecache import middleware, response
from readers.pagecache import store as pagecache_store
from reviews.publication.models import Publication
from reviews.watch import checks as watch_checks
from reviews.watch.shown_facts import settle_or_propose
from reviews.workflow import moves, publication_moves
from tests import given
from tests.readers import stories
from tests.readers.pagecache.web_process import Front
from tests.reviews.watch import watched_pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def address():
    return f"/checks/{stories.published().slug}/"


def test_a_page_that_is_fresh_costs_no_query_and_no_django(front, address):
    first = front.ask(address)

    with CaptureQueriesContext(connection) as queries:
        again = front.ask(address)

    assert again == first
    assert len(queries) == 0
    assert front.asked == 1


def test_looking_whether_it_holds_costs_one_query_and_no_django(front, address):
    first = front.ask(address)
    front.clock.later()

    with CaptureQueriesContext(connection) as queries:
        again = front.ask(address)

    assert again == first
    assert len(queries) == 1
    assert front.asked == 1


def test_another_process_reads_the_stored_bytes_in_one_query(front, address):
    first = front.ask(address)
    other = Front()

    with CaptureQueriesContext(connection) as queries:
        again = other.ask(address)

    assert again == first
    assert len(queries) == 1
    assert other.asked == 0


def test_a_correction_shows_within_a_second(front):
    checker, editor = given.checker(), given.editor()
    review = given.published(by=checker, editor_=editor)
    address = f"/checks/{Publication.objects.live_of(review).slug}/"
    before = front.ask(address)[2]
    review = moves.reopen(review, note="A figure.", to=checker, by=editor)
    review = moves.weigh(review, by=checker)
    given.write(review, by=checker, conclusion="It fell by 5 percent.")
    review = moves.approve(moves.submit(review, by=checker), revision=2, by=editor)
    front.clock.later()
    assert front.ask(address)[2] == before

    publication_moves.correct(review, kind="update", text="4 was 5.", by=editor)
    front.clock.later()

    assert b"It fell by 5 percent." in front.ask(address)[2]
    assert b"It fell by 5 percent." in Front().ask(address)[2]


def test_a_change_of_a_source_that_an_editor_settles_is_gone_within_a_second(front):
    editor, where = given.editor(), "https://city.example.org/budget"
    piece = watched_pages.published(where)
    address = f"/checks/{Publication.objects.live_of(piece.review).slug}/"
    copy = given.kept_page("The budget is being revised.\n", by=editor, url=where)
    watch = watch_checks.check_copy(piece, snapshot=copy, by=editor)
    assert b"no longer on it" in front.ask(address)[2]

    settle_or_propose(watch, by=editor)
    front.clock.later()

    assert b"no longer on it" not in front.ask(address)[2]


def test_a_retraction_shows_within_a_second_and_so_does_the_new_check(front):
    review = given.published()
    address = f"/checks/{Publication.objects.live_of(review).slug}/"
    front.ask(address)
    moves.ask_retract(review, note="A.", text="A forgery.", by=given.editor())
    publication_moves.retract(given.fresh(review), by=given.editor())
    front.clock.later()
    assert b"A forgery." in front.ask(address)[2]

    new = stories.checked_anew(Publication.objects.get(claim=review.claim_id))
    front.clock.later()

    assert new.slug.encode() in front.ask(address)[2]


def test_what_is_published_shows_on_home_within_a_second(front):
    front.ask("/")
    check = stories.published()
    front.clock.later()

    assert check.slug.encode() in front.ask("/")[2]


def test_an_address_without_a_check_is_published_the_moment_it_is(front):
    review = given.approved()
    address = "/checks/not-yet/"
    assert front.ask(address)[0] == 404

    publication_moves.publish(review, by=given.editor())
    slug = Publication.objects.get(claim=review.claim_id).slug

    assert front.ask(f"/checks/{slug}/")[0] == 200
    assert not StoredPage.objects.filter(path=address).exists()


def test_bytes_of_another_edition_are_made_anew(front, address, monkeypatch):
    front.ask(address)
    monkeypatch.setattr(pagecache_store, "edition", lambda: "a later release")
    front.clock.later()

    front.ask(address)

    assert front.asked == 2
    assert StoredPage.objects.get(path=address).stamp.startswith("a later release")


def test_bytes_that_were_rendered_before_a_change_are_stale_though_stored_after(front, address):
    front.ask(address)
    row = StoredPage.objects.get(path=address)
    StoredPage.objects.filter(path=address).update(stamp=row.stamp[:-1] + "x", body=b"old")

    assert Front().ask(address)[2] == front.ask(address)[2]


def test_the_database_being_away_leaves_readers_reading(front, address, monkeypatch):
    first = front.ask(address)

    def away(*_):
        raise OperationalError("no route")

    monkeypatch.setattr(pagecache_store, "read", away)
    front.clock.later()
    assert front.ask(address) == first
    monkeypatch.setattr(pagecache_store, "read", lambda *_: pytest.fail("asked again at once"))
    front.clock.later()

    assert front.ask(address) == first
    assert front.asked == 1


def test_a_reader_who_has_the_page_is_told_so(front, address):
    etag = front.ask(address)[1]["ETag"]

    status, headers, body = front.ask(address, HTTP_IF_NONE_MATCH=f'"x", W/{etag}')

    assert (status, body) == (304, b"")
    assert headers["ETag"] == etag
    assert headers["Cache-Control"] == "public, max-age=30, stale-while-revalidate=30"
    assert "Content-Type" not in headers
    assert front.ask(address, HTTP_IF_NONE_MATCH='"another"')[0] == 200


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("identity", None),
        ("", None),
    ],
)
def test_a_page_comes_in_the_coding_that_the_reader_takes(front, address, accepted, coding):
    plain = front.ask(address)[2]

    _, headers, body = front.ask(address, HTTP_ACCEPT_ENCODING=accepted)

    decode = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[coding]
    assert headers.get("Content-Encoding") == coding
    assert headers["Vary"] == "Accept-Encoding"
    assert int(headers["Content-Length"]) == len(body)
    assert decode(body) == plain


def test_each_coding_has_an_etag_of_its_own_and_any_of_them_gives_304(front, address):
    tags = {
        front.ask(address, HTTP_ACCEPT_ENCODING=coding)[1]["ETag"]
        for coding in ("br", "gzip", "identity")
    }

    assert len(tags) == 3
    assert {front.ask(address, HTTP_IF_NONE_MATCH=tag)[0] for tag in tags} == {304}


def test_head_tells_the_length_and_sends_nothing(front, address):
    _, got, body = front.ask(address)

    status, headers, nothing = front.ask(address, method="HEAD")

    assert (status, nothing) == (200, b"")
    assert headers == got
    assert int(headers["Content-Length"]) == len(body)


def test_a_cookie_neither_reaches_django_nor_comes_back(front, address):
    client_cookie = "sessionid=abc; csrftoken=def; theme=dark"

    with_cookie = front.ask(address, HTTP_COOKIE=client_cookie)

    assert "Set-Cookie" not in with_cookie[1]
    assert "Cookie" not in with_cookie[1]["Vary"]
    assert with_cookie == Front().ask(address)


def test_the_headers_are_those_of_django(front, address, client):
    ours, django = front.ask(address)[1], client.get(address).headers
    theirs = {
        name: value for name, value in django.items() if name.lower() not in response.OURS
    }

    assert "Content-Security-Policy" in theirs
    assert {name: ours[name] for name in theirs} == theirs


def test_a_tracking_query_is_the_same_page_and_a_search_is_not(front, address):
    front.ask(address)
    front.ask(address + "?utm_source=somewhere")
    assert front.asked == 1

    front.ask("/checks/?q=police")
    front.ask("/checks/?q=police")

    assert front.asked == 3


def test_a_search_is_answered_with_an_etag_too(front, address):
    etag = front.ask("/checks/?q=police")[1]["ETag"]

    assert front.ask("/checks/?q=police", HTTP_IF_NONE_MATCH=etag)[0] == 304


def test_the_desk_passes_untouched(front):
    status, headers, _ = front.ask("/desk/", HTTP_COOKIE="sessionid=abc")

    assert status == 302
    assert "/accounts/login/" in headers["Location"]
    assert "ETag" not in headers


def test_the_page_of_a_tip_is_kept_nowhere_and_shows_each_change_at_once(front):
    tip, secret = tip_actions.send_tip(text="Crime doubled.")
    address = f"/tip/{secret}/"

    _, headers, before = front.ask(address, HTTP_COOKIE="sessionid=abc")
    tip_actions.withdraw_tip(tip)
    _, _, after = front.ask(address)

    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in headers
    assert b"Crime doubled." in before
    assert b"Crime doubled." not in after
    assert front.ask(address, method="HEAD")[1]["Cache-Control"] == "no-store"
    assert front.ask("/tip/?text=Private+words")[1].get("Cache-Control") is None
    assert front.app._pages == {}


def test_what_is_not_there_is_not_kept(front):
    assert front.ask("/checks/nothing/")[0] == 404
    assert front.ask("/nowhere/")[0] == 404

    assert StoredPage.objects.count() == 0


def test_memory_has_a_limit(front, monkeypatch):
    paths = [f"/checks/{stories.published().slug}/" for _ in range(3)]
    size = len(front.ask(paths[0])[2])
    monkeypatch.setattr(middleware, "MEMORY", size * 2)

    for path in paths:
        front.ask(path)

    assert front.app._size <= size * 3
    assert paths[0] not in front.app._pages
    assert front.ask(paths[0])[0] == 200
