"""Stored pages are sent only if this desk wrote them, whoever else can write to the table."""

import gzip
import logging

import brotli
import pytest
from django.test import Client, override_settings

from history import incidents
from history.models import Event
from readers.models import StoredPage
from readers.pagecache import mac as pagecache_mac
from readers.pagecache.response import CachedPage
from reviews.publication.models.publications import Publication
from reviews.workflow import moves, publication_moves
from tests import given
from tests.readers.pagecache.web_process import Front

pytestmark = pytest.mark.django_db

WARNING = "Somebody wrote to the database without going through the desk."
FORGED = b"<h1>True after all</h1>"


@pytest.fixture
def address():
    return f"/checks/{Publication.objects.live_of(given.published()).slug}/"


def forge(address, **columns):
    assert StoredPage.objects.filter(path=address).update(**columns) == 1


COLUMNS = [
    pytest.param({"body": FORGED}, id="body"),
    pytest.param({"gzip": gzip.compress(FORGED)}, id="gzip"),
    pytest.param({"brotli": brotli.compress(FORGED)}, id="brotli"),
    pytest.param({"headers": [["Location", "https://elsewhere.example.org/"]]}, id="headers"),
    pytest.param({"etag": "0" * 32}, id="etag"),
    pytest.param({"body": FORGED, "mac": ""}, id="without a code"),
    pytest.param({"body": FORGED, "mac": "0" * 64}, id="with another code"),
]


@pytest.mark.parametrize("columns", COLUMNS)
@pytest.mark.parametrize("accepted", ["", "gzip", "br"])
def test_readers_are_never_sent_a_forged_page(front, address, columns, accepted):
    right = front.ask(address, HTTP_ACCEPT_ENCODING=accepted)
    forge(address, **columns)

    shown = Front().ask(address, HTTP_ACCEPT_ENCODING=accepted)

    assert shown == right


def test_a_forged_page_is_replaced_by_the_right_one(front, address):
    right = front.ask(address)
    forge(address, body=FORGED)
    Front().ask(address)
    third = Front()

    assert third.ask(address) == right
    assert third.asked == 0


def test_a_page_of_another_address_is_not_taken_for_this_one(front, address):
    other = f"/checks/{Publication.objects.live_of(given.published()).slug}/"
    right, _ = front.ask(address), front.ask(other)
    columns = ("body", "gzip", "brotli", "etag", "headers", "mac")
    forge(address, **StoredPage.objects.filter(path=other).values(*columns).get())

    assert Front().ask(address) == right


def test_a_page_from_before_a_correction_does_not_come_back(front):
    checker, editor = given.checker(), given.editor()
    review = given.published(by=checker, editor_=editor)
    address = f"/checks/{Publication.objects.live_of(review).slug}/"
    front.ask(address)
    before = StoredPage.objects.filter(path=address).values().get()
    words = "The source was a forgery."
    review = moves.ask_retract(review, note="See the mail.", text=words, by=editor)
    publication_moves.retract(review, by=given.editor())
    right = Front().ask(address)
    now = StoredPage.objects.get(path=address).stamp
    forge(address, **{**before, "stamp": now})

    assert Front().ask(address) == right


def test_a_forged_page_is_reported_once_in_log_and_history(front, address, caplog):
    front.ask(address)
    forge(address, body=FORGED)

    with caplog.at_level(logging.ERROR):
        Front().ask(address)
        Front().ask(address)

    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert address in caplog.text
    told = Event.objects.of("site").filter(kind=incidents.FORGED_PAGE)
    assert [event.payload["path"] for event in told] == [address]


def test_people_of_the_desk_see_on_the_page_of_jobs_which_page_was_forged(
    front,
    address,
):
    front.ask(address)
    forge(address, body=FORGED)
    Front().ask(address)

    page = page_of_jobs()

    assert WARNING in page
    assert address in page


def test_the_page_of_jobs_says_nothing_where_nothing_was_forged():
    assert WARNING not in page_of_jobs()


def page_of_jobs():
    browser = Client()
    browser.force_login(given.checker())
    return browser.get("/desk/jobs/").content.decode()


PAGE = CachedPage(
    200, [("Content-Type", "text/html")], b"body", b"zipped", b"packed", "etag", ""
)


def test_while_the_key_is_changed_pages_under_the_old_one_are_good():
    with override_settings(SECRET_KEY="the old one"):
        mac = pagecache_mac.of("/checks/a/", "stamp", PAGE)

    with override_settings(SECRET_KEY="the new one", SECRET_KEY_FALLBACKS=["the old one"]):
        assert pagecache_mac.is_authentic(mac, "/checks/a/", "stamp", PAGE)
    with override_settings(SECRET_KEY="the new one", SECRET_KEY_FALLBACKS=[]):
        assert not pagecache_mac.is_authentic(mac, "/checks/a/", "stamp", PAGE)


def test_bytes_do_not_move_from_one_part_to_the_next():
    mac = pagecache_mac.of("/checks/a/", "stamp", PAGE)
    moved = CachedPage(200, PAGE.headers, b"bodyz", b"ipped", b"packed", "etag", "")

    assert not pagecache_mac.is_authentic(mac, "/checks/a/", "stamp", moved)
    assert not pagecache_mac.is_authentic(mac, "/checks/a", "/stamp", PAGE)
