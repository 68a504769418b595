"""Corrections in two steps by API."""

import pytest

from tests import given
from tests.calling import Caller, is_problem
from tests.reviews.workflow.given_corrections import MENDED, WORDS, proposed_correction

pytestmark = pytest.mark.django_db


def test_by_api_a_correction_takes_two_requests():
    review = given.published()
    asker, other = Caller(given.editor()), Caller(given.editor())
    sent = {"kind": "substantial", "text": WORDS, "conclusion": MENDED, "note": "For you."}

    told = asker.post(
        f"reviews/{review.pk}/correction/", {**sent, "to": other.person.username}
    ).json()
    number = told["revision"]["number"]
    done = other.post(f"reviews/{review.pk}/correction/confirm/", {"revision": number})

    assert told["state"] == "submitted"
    assert told["not_minor"][0] == "The conclusion changes."
    assert told["proposed_correction"]["asked_of"] == other.person.username
    assert told["proposed_correction"]["note"] == "For you."
    assert (done.status_code, done.json()["state"]) == (200, "published")
    assert done.json()["proposed_correction"] is None
    public = Caller().get(f"checks/{told['publication']}/").json()
    assert public["conclusion"] == MENDED
    assert "For you." not in str(public)


def test_by_api_the_steps_of_the_table_confirm_it_too():
    review, other = proposed_correction(), Caller(given.editor())

    other.post(f"reviews/{review.pk}/approve/", {"revision": 2})
    done = other.post(f"reviews/{review.pk}/correct/", {"kind": "substantial", "text": WORDS})

    assert done.json()["state"] == "published"


def test_by_api_the_gate_refuses_with_what_is_missing_and_nothing_is_done():
    review = given.published()
    sent = {"kind": "update", "text": WORDS, "body": "See [7]."}

    answer = Caller(given.editor()).post(f"reviews/{review.pk}/correction/", sent)

    assert is_problem(answer, 422)
    assert "Citation [7] has no evidence." in answer.json()["missing"]
    assert given.fresh(review).state == "published"
