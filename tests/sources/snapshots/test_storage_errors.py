"""A store that fails costs nobody anything; bytes that are gone are said to be gone."""

import itertools

import pytest
from django.core.cache import caches
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models.functions import Now
from django.test import Client
from django.urls import reverse

from jobs.stats import OUTAGES
from sources.snapshots import actions, page_images, parse_job
from sources.snapshots.models import Content, Snapshot
from sources.snapshots.storage_errors import StoreAway
from tests import given
from tests.calling import Caller, is_problem
from tests.sources.pictures import picture
from tests.sources.stores import (
    AwayStore,
    BrokenStore,
    FullStore,
    RefusingStore,
    UnmountedStore,
)

pytestmark = pytest.mark.django_db
NUMBERS = itertools.count(1)
UNREADABLE = [AwayStore, BrokenStore, UnmountedStore]
LOST = "The bytes of this page are gone."
SILENT = "The storage of archived pages cannot be read now."


@pytest.fixture
def client():
    client = Client()
    client.force_login(given.checker())
    return client


@pytest.fixture
def fails(monkeypatch):
    """Put a store that fails in the place of ours."""
    return lambda store: monkeypatch.setattr(default_storage, "_wrapped", store())


def kept():
    body = f"Page {next(NUMBERS)} of what a store may lose.".encode()
    return actions.archive_by_hand(body, media_type="text/plain", by=given.checker())


def lose(snapshot):
    default_storage.delete(snapshot.storage_name)
    return Snapshot.objects.with_content().get(pk=snapshot.pk)


def read(snapshot):
    Content.objects.filter(pk=snapshot.pk).update(run_after=Now())
    parse_job.parse_content(Content.objects.lease(snapshot.pk))
    return Content.objects.get(pk=snapshot.pk)


@pytest.mark.parametrize("store", UNREADABLE)
def test_a_reading_waits_for_its_store_without_an_attempt(store, monkeypatch):
    page = kept()
    with monkeypatch.context() as failing:
        failing.setattr(default_storage, "_wrapped", store())
        for _ in range(5):
            content = read(page)

    assert (content.state, content.failure, content.attempts) == ("waiting", "store_away", 0)
    assert "automatically" in content.detail
    assert Content.objects.lease(page.pk) is None, "it is asked for again in a minute"
    content = read(page)
    assert (content.state, content.failure, content.detail) == ("done", "", "")
    assert "what a store may lose" in content.text


def test_a_reading_whose_bytes_are_gone_fails_with_that_sentence():
    content = read(lose(kept()))

    assert (content.state, content.failure) == ("failed", "bytes_gone")
    assert LOST in content.detail
    assert "verify_snapshots" in content.detail


@pytest.mark.parametrize("store", UNREADABLE)
def test_whoever_reads_a_page_is_told_of_the_store_in_one_way(store, fails):
    page = kept()
    fails(store)

    with pytest.raises(StoreAway, match="cannot be read now"):
        page.body()


def test_a_download_of_lost_bytes_says_that_they_are_gone(client):
    page = lose(kept())

    answers = [
        client.get(f"/desk/archive/{page.pk}/raw/"),
        client.get(f"/desk/archive/{page.pk}/warc/"),
    ]

    assert [answer.status_code for answer in answers] == [410, 410]
    assert all(LOST in answer.content.decode() for answer in answers)
    told = Caller(given.checker()).get(f"snapshots/{page.pk}/warc/")
    assert is_problem(told, 404, LOST)


def test_the_viewer_shows_the_words_of_a_page_that_cannot_be_drawn_any_more(client):
    paper = given.parsed(
        actions.archive_by_hand(picture(), media_type="image/png", by=given.checker())
    )
    lose(paper)
    caches[page_images.REMEMBERED].clear()

    frame = client.get(reverse("desk:page_frame", args=[paper.pk]), {"as": "image"})
    image = client.get(reverse("desk:page_image", args=[paper.pk, 1]))

    assert (frame.status_code, image.status_code) == (200, 410)
    assert LOST in frame.content.decode()
    assert LOST in image.content.decode()


def test_a_store_that_is_away_is_503_for_people_and_programs(client, fails):
    page, caller = kept(), Caller(given.checker())
    fails(AwayStore)

    download = client.get(f"/desk/archive/{page.pk}/raw/")
    program = caller.get(f"snapshots/{page.pk}/warc/")

    assert download.status_code == 503
    assert SILENT in download.content.decode()
    assert is_problem(program, 503, SILENT)
    assert program["Retry-After"] == "60"


def conversation():
    return {
        "with_whom": "Ann Lee",
        "medium": "call",
        "terms": "on-record",
        "held_at": "2026-03-04T09:00:00Z",
        "notes": "The grant was counted twice.",
    }


@pytest.mark.parametrize("store", [FullStore, RefusingStore, UnmountedStore])
@pytest.mark.parametrize(
    "send",
    [
        lambda caller: caller.upload("snapshots/", file=SimpleUploadedFile("a.txt", b"A.")),
        lambda caller: caller.upload(
            "articles/", file=SimpleUploadedFile("a.html", b"<!doctype html><p>A page.</p>")
        ),
        lambda caller: caller.post("conversations/", conversation()),
    ],
    ids=["page", "article", "conversation"],
)
def test_a_store_that_takes_nothing_is_no_fault_of_what_a_program_sends(store, send, fails):
    caller = Caller(given.checker())
    fails(store)

    refused = send(caller)

    assert is_problem(refused, 503, "its storage is full or cannot be written")
    assert refused.json()["detail"].startswith("The desk cannot archive pages now")
    assert "fields" not in refused.json()
    assert refused["Retry-After"] == "60"
    assert not Snapshot.objects.exists()


def test_a_form_keeps_what_was_typed_and_says_so_beside_the_file(client, fails):
    fails(FullStore)

    page = client.post(
        reverse("desk:upload_page"),
        {"file": SimpleUploadedFile("a.txt", b"A."), "title": "Minutes of March"},
    )

    assert page.status_code == 422
    assert "Minutes of March" in page.content.decode()
    assert "its storage is full or cannot be written" in page.content.decode()


def test_all_that_is_waited_for_is_counted_where_people_look():
    assert set(OUTAGES) == {"disk_full", "store_away"}
