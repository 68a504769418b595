"""Parking a review and renewing its lease by API."""

from datetime import timedelta

import pytest
from django.utils import timezone

from reviews.review.models import Review
from tests import given
from tests.calling import Caller, is_problem

pytestmark = pytest.mark.django_db


@pytest.fixture
def caller():
    return Caller(given.checker())


@pytest.fixture
def review(caller):
    return given.taken(by=caller.person)


def test_a_review_is_parked_until_a_day_and_taken_up_again(caller, review):
    path = f"reviews/{review.pk}/park/"

    parked = caller.post(path, {"waiting_for": "reply", "until": "2026-03-09"}).json()
    ended = caller.post(path, {"waiting_for": ""}).json()

    assert (parked["parked_for"], parked["parked_until"]) == ("reply", "2026-03-09")
    assert (ended["parked_for"], ended["parked_until"]) == ("", None)
    assert ended["events"][0]["kind"] == "park"


@pytest.mark.parametrize(
    "body", [{}, {"waiting_for": "rain"}, {"waiting_for": 3, "until": "x"}]
)
def test_a_review_is_parked_for_one_of_three_reasons(caller, review, body):
    assert is_problem(caller.post(f"reviews/{review.pk}/park/", body), 422)


def test_only_the_holder_and_editors_park(review):
    body = {"waiting_for": "data"}

    assert is_problem(Caller(given.checker()).post(f"reviews/{review.pk}/park/", body), 403)
    assert Caller(given.editor()).post(f"reviews/{review.pk}/park/", body).status_code == 200


def test_a_review_that_is_submitted_is_not_parked(caller):
    review = given.submitted(by=caller.person)

    assert is_problem(caller.post(f"reviews/{review.pk}/park/", {"waiting_for": "data"}), 409)


def test_the_lease_is_renewed_by_the_holder_alone(caller, review):
    ends = timezone.now() + timedelta(minutes=1)
    Review.objects.filter(pk=review.pk).update(lease_until=ends)
    path = f"reviews/{review.pk}/renew-lease/"

    Caller(given.checker()).post(path)
    assert given.fresh(review).lease_until == ends

    assert caller.post(path).status_code == 200
    assert given.fresh(review).lease_until > ends
