"""The draft of a review by API: saved, stale, refused."""

import pytest

from tests import given
from tests.calling import Caller, is_problem

pytestmark = pytest.mark.django_db


def _draft(**changes):
    return {
        "version": 1,
        "rating": "half-true",
        "conclusion": "One grant fell; the budget did not.",
        "body": "See [1].",
        **changes,
    }


def test_a_draft_is_saved_and_its_version_counts_up():
    caller = Caller(given.checker())
    review = given.taken(by=caller.person)

    first = caller.put(f"reviews/{review.pk}/draft/", _draft())
    again = caller.put(f"reviews/{review.pk}/draft/", _draft(version=2, body="See [1].  \n"))

    assert (first.status_code, first.json()) == (200, _draft(version=2))
    assert again.json() == _draft(version=3, body="See [1].  \n")


def test_a_draft_made_from_an_older_version_is_409_with_the_other_text():
    caller = Caller(given.checker())
    review = given.taken(by=caller.person)
    caller.put(f"reviews/{review.pk}/draft/", _draft(body="The first text."))

    answer = caller.put(f"reviews/{review.pk}/draft/", _draft(body="Another text."))

    assert is_problem(answer, 409, "Both texts are kept")
    assert answer.json()["draft"] == {
        **_draft(version=2, body="The first text."),
        "saved_by": caller.person.username,
    }


@pytest.mark.parametrize("left_out", ["version", "rating", "conclusion", "body"])
def test_a_draft_is_sent_whole(left_out):
    caller = Caller(given.checker())
    review = given.taken(by=caller.person)
    body = _draft()
    del body[left_out]

    assert is_problem(caller.put(f"reviews/{review.pk}/draft/", body), 422, f"{left_out}:")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"rating": "pants-on-fire"}, "The scale has no rating “pants-on-fire”."),
        ({"conclusion": "x" * 301}, "conclusion:"),
        ({"body": "x" * 200_001}, "body:"),
        ({"version": "two"}, "version:"),
        ({"version": 0}, "version:"),
    ],
)
def test_what_a_draft_cannot_be_is_422(changes, words):
    caller = Caller(given.checker())
    review = given.taken(by=caller.person)

    answer = caller.put(f"reviews/{review.pk}/draft/", _draft(**changes))

    assert is_problem(answer, 422, words)
    assert given.fresh(review).draft.version == 1


def test_only_holder_and_editors_write_and_only_while_it_is_in_work():
    review = given.taken()
    submitted = given.submitted()

    stranger = Caller(given.checker()).put(f"reviews/{review.pk}/draft/", _draft())
    late = Caller(submitted.holder).put(f"reviews/{submitted.pk}/draft/", _draft(version=2))

    assert is_problem(stranger, 403, "Only its holder and editors")
    assert is_problem(late, 409, "submitted")
