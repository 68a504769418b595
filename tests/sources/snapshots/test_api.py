"""Kept pages and captures by API."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sources.captures.models import Capture
from sources.snapshots import erasure, parse_job
from sources.snapshots.models import Content, Snapshot
from tests import given
from tests.calling import Caller, is_problem

pytestmark = pytest.mark.django_db

PAGE = b"<!doctype html><title>Budget 2026</title><p>Police spending falls to 86.6 million.</p>"


def test_a_page_saved_by_hand_is_kept_as_it_is_and_read_later():
    caller = Caller(given.checker())

    made = caller.upload(
        "snapshots/",
        file=SimpleUploadedFile("budget.html", PAGE),
        url="https://northfield.example/budget",
        title="The budget",
    )

    assert made.status_code == 201
    told = made.json()
    assert told["sha256"] == hashlib.sha256(PAGE).hexdigest()
    assert (told["state"], told["text"]) == ("waiting", None)
    assert (told["title"], told["url"]) == ("The budget", "https://northfield.example/budget")
    snapshot = Snapshot.objects.get(pk=told["id"])
    assert (snapshot.body(), snapshot.kept_by, snapshot.by_hand) == (PAGE, caller.person, True)

    parse_job.parse_content(Content.objects.lease(snapshot.pk))

    after = caller.get(f"snapshots/{snapshot.pk}/").json()
    assert after["state"] == "done"
    assert "Police spending falls to 86.6 million." in after["text"]


def test_what_a_file_is_shows_in_its_bytes():
    file = SimpleUploadedFile("page.html", b"%PDF-1.7 and so on", content_type="text/html")

    told = Caller(given.checker()).upload("snapshots/", file=file).json()

    assert told["media_type"] == "application/pdf"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Choose the file"),
        ({"file": SimpleUploadedFile("a.html", b"")}, "empty"),
        ({"file": "not a file"}, "file:"),
        ({"file": SimpleUploadedFile("a.html", PAGE), "url": "nowhere"}, "url:"),
    ],
)
def test_what_cannot_be_kept_is_422(fields, words):
    assert is_problem(Caller(given.checker()).upload("snapshots/", **fields), 422, words)
    assert not Snapshot.objects.exists()


def test_json_is_no_file():
    assert is_problem(Caller(given.checker()).post("snapshots/", {"file": "x"}), 415)


def test_kept_pages_are_listed_newest_first_and_page_by_page():
    by = given.checker()
    first, second, third = (given.kept_page(f"Page {n}.\n", by=by) for n in range(3))
    desk = Caller(by)

    answer = desk.get("snapshots/", page_size=2).json()
    rest = desk.client.get(answer["next"]).json()

    assert [row["id"] for row in answer["results"]] == [third.pk, second.pk]
    assert [row["id"] for row in rest["results"]] == [first.pk]
    assert rest["next"] is None
    row = answer["results"][0]
    assert (row["sha256"], row["kept_by"]) == (third.sha256, by.username)
    assert row["erased"] is None
    assert "text" not in row


def test_a_kept_page_is_found_by_its_title_or_a_part_of_its_address():
    by = given.checker()
    page = given.kept_page(by=by, url="https://city.example.org/budget")
    given.kept_page("Another.\n", by=by, url="https://other.example.org/")
    page.content.title = "Northfield adopts"
    page.content.save()
    desk = Caller(by)

    for words in ("NORTHFIELD", "city.example"):
        assert [row["id"] for row in desk.get("snapshots/", q=words).json()["results"]] == [
            page.pk
        ]
    assert desk.get("snapshots/", q="100%").json()["results"] == []


def test_a_kept_page_is_found_by_exactly_its_address():
    by = given.checker()
    page = given.kept_page(by=by, url="https://city.example.org/budget")
    given.kept_page("Another.\n", by=by, url="https://city.example.org/budget/2026")
    desk = Caller(by)

    found = desk.get("snapshots/", url="https://city.example.org/budget").json()["results"]

    assert [row["id"] for row in found] == [page.pk]
    assert desk.get("snapshots/", url="city.example.org/budget").json()["results"] == []


def test_an_erased_page_is_listed_with_its_tombstone():
    page = given.kept_page(by=given.checker())
    admin = given.admin()
    erasure.erase(page, why="Court order 12/2026", by=admin)

    (row,) = Caller(given.checker()).get("snapshots/").json()["results"]

    assert row["erased"]["why"] == "Court order 12/2026"
    assert row["erased"]["by"] == admin.username


def test_a_long_list_asks_the_database_no_more_than_a_short_one(django_assert_max_num_queries):
    by = given.checker()
    for number in range(12):
        given.kept_page(f"Page {number}.\n", by=by)
    desk = Caller(by)
    desk.get("snapshots/")

    with django_assert_max_num_queries(4):
        assert len(desk.get("snapshots/").json()["results"]) == 12


def test_the_bytes_of_a_kept_page_are_a_download_that_no_browser_opens():
    page = given.kept_page("<script>alert(1)</script>", media_type="text/html")

    answer = Caller(given.checker()).get(f"snapshots/{page.pk}/raw/")

    assert b"".join(answer.streaming_content) == b"<script>alert(1)</script>"
    assert answer.headers["Content-Type"] == "application/octet-stream"
    name = f"kept-{page.pk}-{page.sha256[:8]}.html"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")


def test_bytes_that_were_erased_are_410_with_the_reason():
    page = given.kept_page()
    erasure.erase(page, why="Court order 12/2026", by=given.admin())
    desk = Caller(given.checker())

    assert is_problem(desk.get(f"snapshots/{page.pk}/raw/"), 410, "Court order 12/2026")
    assert is_problem(desk.get("snapshots/987654/raw/"), 404)


def test_an_address_is_kept_without_a_review():
    desk = Caller(given.checker())

    asked = desk.post("captures/", {"url": " https://city.example.org/budget "})

    assert asked.status_code == 201
    told = asked.json()
    assert (told["state"], told["url"]) == ("waiting", "https://city.example.org/budget")
    assert told["snapshot"] is None
    capture = Capture.objects.due().get(pk=told["id"])
    assert (capture.asked_by, capture.host) == (desk.person, "city.example.org")
    assert not capture.is_automatic
    assert desk.client.get(asked.headers["Location"]).json() == told


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({}, "url:"),
        ({"url": " "}, "url:"),
        ({"url": "nowhere"}, "url:"),
        ({"url": "https://example.org/" + "a" * 2048}, "url:"),
    ],
)
def test_what_is_no_address_is_not_kept(body, words):
    assert is_problem(Caller(given.checker()).post("captures/", body), 422, words)
    assert not Capture.objects.exists()


def _failed_capture(by):
    piece = given.evidence(given.taken(by=by), by=by, url="https://example.org/budget")
    Capture.objects.filter(pk=piece.capture_id).update(
        state="failed", failure="timeout", detail="The site took too long.", attempts=3
    )
    return piece.capture


def test_a_failed_capture_says_why_and_is_tried_again():
    caller = Caller(given.checker())
    capture = _failed_capture(caller.person)

    told = caller.get(f"captures/{capture.pk}/").json()
    again = caller.post(f"captures/{capture.pk}/retry/")

    assert (told["state"], told["kind"]) == ("failed", "timeout")
    assert told["detail"] == "The site took too long."
    assert again.status_code == 200
    assert again.json()["state"] == "waiting"
    assert Capture.objects.due().filter(pk=capture.pk).exists()


def test_only_a_failed_capture_is_tried_again():
    caller = Caller(given.checker())
    capture = _failed_capture(caller.person)
    caller.post(f"captures/{capture.pk}/retry/")

    assert is_problem(
        caller.post(f"captures/{capture.pk}/retry/"), 422, "Only a failed capture"
    )
