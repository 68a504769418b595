"""Archived bytes at the desk: framed where nothing runs, or downloaded."""

import pytest
from django.test import Client
from django.urls import reverse

from sources.snapshots import actions as snapshot_actions
from sources.snapshots.models import Content
from tests import given
from tests.desk.review.pages import address, signed_in, text_of

pytestmark = pytest.mark.django_db

HOSTILE = (
    "<html><head><title>Page</title></head><body onload='steal()'>"
    "<script>steal()</script><p style='position:fixed'>Police spending falls.</p>"
    "<img src='https://tracker.example/x.gif'><a href='https://example.org/'>link</a>"
    "<form action='https://example.org/'><input name='password'></form></body></html>"
)


def test_a_kept_page_is_shown_where_nothing_of_it_runs():
    checker = given.checker()
    page = given.kept_page(HOSTILE, by=checker, media_type="text/html")
    client = signed_in(checker)

    frame = client.get(reverse("desk:page_frame", args=[page.pk]))
    around = text_of(client.get(address("archived_page", page.pk)))

    policy = frame["Content-Security-Policy"]
    assert policy == (
        "sandbox allow-same-origin; default-src 'none'; img-src 'self' data:; style-src 'self';"
        " base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    )
    assert "X-Frame-Options" not in frame
    for bad in ("steal", "onload", "style=", "tracker", "<form", "<input", "https://example"):
        assert bad not in text_of(frame)
    assert "Police spending falls." in text_of(frame)
    assert 'sandbox="allow-same-origin"' in around


def test_raw_bytes_are_only_ever_a_download():
    checker = given.checker()
    page = given.kept_page(HOSTILE, by=checker, media_type="text/html")

    response = signed_in(checker).get(reverse("desk:page_bytes", args=[page.pk]))

    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Type"] == "application/octet-stream"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert b"".join(response.streaming_content) == HOSTILE.encode()


def test_kept_pages_are_for_the_desk():
    page = given.kept_page()

    for name in ("page_frame", "page_bytes"):
        response = Client().get(reverse(f"desk:{name}", args=[page.pk]))
        assert response.status_code == 302


def test_a_page_whose_words_cannot_be_read_says_so_and_keeps_its_bytes():
    checker = given.checker()
    page = snapshot_actions.archive_by_hand(b"A scan", media_type="text/plain", by=checker)
    Content.objects.filter(pk=page.pk).update(state="failed", detail="It is a picture.")

    shown = text_of(signed_in(checker).get(address("archived_page", page.pk)))

    assert "It is a picture." in shown
