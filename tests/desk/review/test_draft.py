"""Saving the draft: by script, without script, and against another save."""

import pytest
from django.test import Client

from reviews.review.models import Draft
from reviews.workflow import moves
from tests import given
from tests.desk.review.pages import address, signed_in, text_of

pytestmark = pytest.mark.django_db

JSON = {"HTTP_ACCEPT": "application/json"}


def draft_of(review):
    return {"version": review.draft.version, "rating": "half-true", "conclusion": "It fell."}


def test_a_draft_is_saved_by_script_and_says_which_version_it_is():
    checker = given.checker()
    review = given.taken(by=checker)
    body = {**draft_of(review), "body": "One.\r\nTwo.", "session": "tab", "counter": 1}

    response = signed_in(checker).post(address("draft", review.pk), body, **JSON)

    assert response.status_code == 200
    assert response.json()["version"] == 2
    assert Draft.objects.get(pk=review.pk).body == "One.\nTwo."


def test_a_stale_save_gets_both_texts_and_overwrites_nothing():
    holder, editor = given.checker(), given.editor()
    review = given.taken(by=holder)
    mine = {**draft_of(review), "body": "Mine."}
    given.write(review, by=editor, body="Theirs.")

    response = signed_in(holder).post(address("draft", review.pk), mine, **JSON)

    assert response.status_code == 409
    assert response.json()["draft"]["body"] == "Theirs."
    assert Draft.objects.get(pk=review.pk).body == "Theirs."


def test_a_save_without_a_version_is_refused():
    checker = given.checker()
    review = given.taken(by=checker)

    response = signed_in(checker).post(address("draft", review.pk), {"body": "Mine."}, **JSON)

    assert response.status_code == 422


def test_without_script_a_stale_save_shows_both_texts_on_a_page():
    holder, editor = given.checker(), given.editor()
    review = given.taken(by=holder)
    mine = {**draft_of(review), "body": "My own words."}
    given.write(review, by=editor, body="Their words.")

    response = signed_in(holder).post(address("draft", review.pk), mine)
    page = text_of(response)

    assert response.status_code == 409
    assert "My own words." in page
    assert "Their words." in page


def test_a_signed_out_save_leads_to_sign_in_and_writes_nothing():
    review = given.taken()

    response = Client().post(address("draft", review.pk), draft_of(review), **JSON)

    assert response.status_code == 302
    assert Draft.objects.get(pk=review.pk).version == 1


def test_the_preview_binds_citations_to_the_evidence_that_is_there():
    checker = given.checker()
    review = given.weighed(by=checker)

    response = signed_in(checker).post(address("prose", review.pk), {"body": "It fell [1][7]."})

    assert 'href="#evidence-1"' in text_of(response)
    assert "is-loose" in text_of(response)


def test_the_note_of_a_review_sent_back_stands_on_the_draft():
    checker = given.checker()
    review = given.submitted(by=checker)
    moves.send_back(review, note="Which year?", by=given.editor())

    assert "Which year?" in text_of(signed_in(checker).get(address("review", review.pk)))
