"""Sources of a review, and the words that become evidence."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from reviews.evidence import actions as evidence_actions
from sources.captures.models import Capture
from tests import given
from tests.desk.review.pages import address, signed_in, text_of

pytestmark = pytest.mark.django_db


def test_a_pasted_address_is_asked_for_and_shown_on_its_way():
    checker = given.checker()
    review = given.taken(by=checker)
    client = signed_in(checker)

    client.post(address("source_add", review.pk), {"url": "https://example.org/budget"})
    page = text_of(client.get(address("review", review.pk)))

    assert Capture.objects.get().url == "https://example.org/budget"
    assert "page on its way" in page
    assert address("ledger", review.pk) in page


def test_the_ledger_answers_only_when_it_looks_different():
    checker = given.checker()
    review = given.taken(by=checker)
    client = signed_in(checker)
    source = evidence_actions.add_source(review, url="https://example.org/budget", by=checker)
    first = client.get(address("ledger", review.pk))
    mark = text_of(first).partition('data-mark="')[2].partition('"')[0]

    same = client.get(address("ledger", review.pk), {"mark": mark})
    Capture.objects.lease(source.capture_id).failed("not_found", "There is no such page.")
    changed = client.get(address("ledger", review.pk), {"mark": mark})

    assert same.status_code == 204
    assert changed.status_code == 200
    assert "There is no such page." in text_of(changed)
    assert "Try again" in text_of(changed)


def test_a_file_saved_by_hand_stands_beside_the_review():
    checker = given.checker()
    review = given.taken(by=checker)
    file = SimpleUploadedFile("budget.pdf", given.PAGE.encode(), content_type="application/pdf")

    response = signed_in(checker).post(address("source_add", review.pk), {"file": file})

    assert response.status_code == 302
    source = review.sources.get()
    assert source.snapshot.by_hand
    assert source.snapshot.media_type == "text/plain"  # as the bytes look, not as was said


def test_an_address_that_is_none_comes_back_with_what_was_typed():
    checker = given.checker()
    review = given.taken(by=checker)

    response = signed_in(checker).post(address("source_add", review.pk), {"url": "not a link"})

    assert response.status_code == 422
    assert "not a link" in text_of(response)
    assert "Nothing you typed is lost" in text_of(response)


def test_selected_words_become_evidence_and_undo_withdraws_them():
    checker = given.checker()
    review = given.taken(by=checker)
    page = given.kept_page(by=checker)
    client = signed_in(checker)

    response = client.post(
        address("evidence_add", review.pk),
        {"snapshot": page.pk, "quote": given.PASSAGE, "near": 30, "stance": "refutes"},
    )
    piece = review.evidence.get()
    after = text_of(client.get(address("review", review.pk)))

    assert response.url.endswith("#evidence-1")
    assert piece.anchored
    assert address("evidence_withdraw", piece.pk) in after


def test_near_words_are_shown_beside_those_given_and_taken_by_a_person():
    checker = given.checker()
    review = given.taken(by=checker)
    near = "Police spending falls from 90.2 million crowns in 2025 to 86.6 millions in 2026"
    piece = given.evidence(review, by=checker, quote=near)
    client = signed_in(checker)
    before = text_of(client.get(address("review", review.pk)))

    client.post(address("evidence_take_near", piece.pk))
    piece.refresh_from_db()

    assert "close match" in before
    assert "show both" in before
    assert piece.anchored
