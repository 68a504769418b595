"""The sources of a review by API: listed, added, replaced and removed."""

import pytest

from tests import given
from tests.calling import Caller, is_problem

pytestmark = pytest.mark.django_db


@pytest.fixture
def caller():
    return Caller(given.checker())


@pytest.fixture
def review(caller):
    return given.taken(by=caller.person)


def test_an_address_becomes_a_source_that_a_worker_fetches(caller, review):
    path = f"reviews/{review.pk}/sources/"

    made = caller.post(path, {"url": "https://example.org/budget"})

    assert made.status_code == 201, made.content
    assert made.json()["snapshot"] is None
    assert made.json()["capture"]["state"] == "waiting"
    assert made.json()["added_by"] == caller.person.username
    assert caller.get(path).json()["results"] == [made.json()]


def test_an_archived_page_becomes_a_source_at_once(caller, review):
    page = given.kept_page(by=caller.person)

    made = caller.post(f"reviews/{review.pk}/sources/", {"snapshot": page.pk})

    assert made.json()["snapshot"]["id"] == page.pk
    assert made.json()["capture"] is None


def test_a_source_takes_the_place_of_one_that_failed(caller, review):
    path = f"reviews/{review.pk}/sources/"
    failed = caller.post(path, {"url": "https://example.org/gone"}).json()

    made = caller.post(path, {"url": "https://example.org/here", "instead": failed["id"]})

    assert [one["id"] for one in caller.get(path).json()["results"]] == [made.json()["id"]]


def test_a_source_of_another_review_is_not_replaced(caller, review):
    other = given.taken(by=caller.person)
    theirs = caller.post(f"reviews/{other.pk}/sources/", {"url": "https://example.org/"}).json()
    body = {"url": "https://example.org/here", "instead": theirs["id"]}

    assert is_problem(caller.post(f"reviews/{review.pk}/sources/", body), 404)
    assert not review.sources.exists()


def test_a_removed_source_is_gone_and_history_says_so(caller, review):
    url = "https://example.org/budget"
    made = caller.post(f"reviews/{review.pk}/sources/", {"url": url}).json()

    answer = caller.delete(f"sources/{made['id']}/")

    assert answer.status_code == 204
    assert not review.sources.exists()
    newest = caller.get(f"reviews/{review.pk}/").json()["events"][0]
    assert (newest["kind"], newest["told"]["url"]) == ("remove-source", url)


def test_sources_are_added_by_who_may_write_in_the_review(review):
    stranger = Caller(given.checker())
    path = f"reviews/{review.pk}/sources/"

    assert is_problem(stranger.post(path, {"url": "https://example.org/"}), 403)
    assert stranger.get(path).status_code == 200


@pytest.mark.parametrize("body", [{}, {"url": "https://example.org/", "snapshot": 1}])
def test_a_source_has_one_page(caller, review, body):
    assert is_problem(caller.post(f"reviews/{review.pk}/sources/", body), 422)
