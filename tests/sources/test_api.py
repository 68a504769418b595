"""Kept pages and captures by API."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sources import fetching
from sources.models import Capture, Content, Snapshot
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

    fetching.parse(Content.objects.lease(snapshot.pk))

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
