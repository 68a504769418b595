"""Whatever stands in an address or a form of the desk, the answer is never an error of ours."""

import pytest
from django.test import Client
from django.urls import reverse

from readers.row_ids import key_in
from tests import given
from tests.desk.requests import url

pytestmark = pytest.mark.django_db

ENDLESS = "9" * 5000
"""More digits than Python agrees to read as a number."""


@pytest.fixture
def editor():
    client = Client(raise_request_exception=False)
    client.force_login(given.editor())
    return client


@pytest.mark.parametrize(
    ("written", "key"),
    [
        *(("5", 5), ("0", 0), ("9" * 18, 10**18 - 1)),
        *((odd, None) for odd in ("", None, "-1", "1.5", "²", "٣", " 1", "9" * 19, ENDLESS)),
    ],
)
def test_a_key_is_a_number_that_a_row_could_have(written, key):
    assert key_in(written) == key


@pytest.mark.parametrize(
    ("page", "name"),
    [
        *(("claims", "q"), ("claims", "before"), ("queue", "q"), ("queue", "topic")),
        *(("queue", "after"), ("archived_pages", "q"), ("archived_pages", "before")),
        *(("near_claims", "q"), ("near_claims", "text"), ("near_claimants", "name")),
        *(("articles", "before"), ("tips", "before"), ("plan", "review"), ("palette", "q")),
        *(("upload_page", "review"), ("new_conversation", "review"), ("new_article", "text")),
    ],
)
@pytest.mark.parametrize("odd", ["\x00", ENDLESS, "²"])
def test_no_parameter_of_a_list_makes_it_fail(editor, page, name, odd):
    assert editor.get(url(page), {name: odd}).status_code < 500


@pytest.mark.parametrize("name", ["since", "have"])
def test_no_parameter_makes_the_approval_fail(editor, name):
    address = url("approval", given.submitted().pk)

    assert editor.get(address, {name: ENDLESS}).status_code == 200


def test_a_null_character_in_a_form_is_told_to_who_sent_it(editor):
    address = url("move", given.queued().pk, "assign")

    answer = editor.post(address, {"to": "jo\x00"})

    assert answer.status_code == 422
    assert "Null characters are not allowed." in answer.content.decode()


def test_null_characters_are_left_out_of_a_note(editor):
    review = given.queued()

    editor.post(url("move", review.pk, "drop"), {"reason": "Nobody\x00 said it."})

    review.refresh_from_db()
    assert review.drop_reason == "Nobody said it."


@pytest.mark.parametrize("revision", [ENDLESS, "²", "-1", "\x00", ""])
def test_a_version_that_is_no_number_is_not_there(editor, revision):
    review = given.submitted().pk

    seen = editor.post(url("seen", review), {"revision": revision})
    approved = editor.post(url("move", review, "approve"), {"revision": revision})

    assert (seen.status_code, approved.status_code) == (404, 422)


def test_a_figure_that_is_no_number_is_not_filled_in(editor):
    by = given.checker()
    piece = given.evidence(given.taken(by=by), by=by)

    answer = editor.post(url("evidence_describe", piece.pk), {"use": ENDLESS})

    assert answer.status_code < 500


def test_ids_of_a_batch_that_are_no_numbers_are_none(editor):
    address = url("accept_all", given.article().pk)

    assert editor.post(address, {"ids": f"1 {ENDLESS}"}).status_code == 422


@pytest.mark.parametrize("name", ["review", "proposal", "page", "piece"])
def test_no_parameter_makes_an_archived_page_fail(editor, name):
    address = url("archived_page", given.kept_page().pk)

    assert editor.get(address, {name: ENDLESS}).status_code < 500


def test_readers_lists_take_any_key(client):
    for page in ("home", "docket", "corrections", "feed_claimreview"):
        address = reverse(f"readers:{page}")
        assert client.get(address, {"before": ENDLESS, "show": "work"}).status_code < 500
