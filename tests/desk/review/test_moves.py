"""Moves by the buttons of a review."""

import pytest

from tests import given
from tests.desk.review.pages import address, signed_in, text_of

pytestmark = pytest.mark.django_db


def test_a_move_is_made_by_its_button_and_can_be_undone():
    checker = given.checker()
    review = given.queued()
    client = signed_in(checker)

    client.post(address("move", review.pk, "take"))
    page = text_of(client.get(address("review", review.pk)))

    assert given.fresh(review).holder == checker
    assert address("move", review.pk, "release") in page


@pytest.mark.parametrize(
    ("move", "body", "sentence"),
    [
        ("assign", {}, "Choose who gets it."),
        ("assign", {"to": "nobody-here"}, "Nobody here is called nobody-here."),
        ("drop", {"reason": " "}, "Say why"),
        ("approve", {}, "Name the revision that you read"),
        ("publish", {}, "Tick the box to confirm. Readers will see it."),
        ("publish", {"at": "tomorrow"}, "Give a day and a time"),
    ],
)
def test_a_move_that_lacks_something_is_refused_in_words(move, body, sentence):
    review = given.queued()

    response = signed_in(given.editor()).post(address("move", review.pk, move), body)

    assert response.status_code == 422
    assert sentence in text_of(response)


def test_a_move_that_is_none_is_not_found():
    review = given.queued()

    assert (
        signed_in(given.editor()).post(address("move", review.pk, "vanish")).status_code == 404
    )
