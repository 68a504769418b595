"""Proposed changes by API."""

import pytest

from tests import given
from tests.calling import Caller, is_problem
from tests.reviews.proposed_changes.given_changes import OPEN, proposed

pytestmark = pytest.mark.django_db

ROUTES = [
    ("snapshots/{page}/public/", OPEN),
    ("snapshots/{page}/describe/", {"description": "A leak.", "title": "Budget"}),
    ("claimants/{claimant}/describe/", {"aliases": ["The Liar"]}),
]


@pytest.mark.parametrize(("route", "body"), ROUTES)
def test_by_api_a_checker_gets_202_with_the_proposal_and_an_editor_200(page, mara, route, body):
    path = route.format(page=page.pk, claimant=mara.pk)

    waits = Caller(given.checker()).post(path, body)
    done = Caller(given.editor()).post(path, body)

    assert (waits.status_code, done.status_code) == (202, 200)
    assert waits.json()["state"] == "proposed"
    assert "proposed_by" not in done.json()


def test_by_api_the_publisher_of_a_shared_page_is_told_to_wait(page):
    by = given.checker()
    piece = given.evidence(given.taken(by=by), by=by, snapshot=page)

    answer = Caller(by).patch(f"evidence/{piece.pk}/", {"publisher": "A forger", "note": "So."})

    assert answer.status_code == 202
    assert answer.json()["note"] == "So."
    assert answer.json()["publisher"] != "A forger"
    assert answer.json()["proposed_change"]["after"] == {"publisher": "A forger"}


def test_by_api_changes_are_listed_and_decided_on(page):
    change, editor = proposed(page), Caller(given.editor())

    listed = editor.get("proposed-changes/", state="proposed").json()["results"]
    refused = Caller(given.checker()).post(f"proposed-changes/{change.pk}/confirm/")
    confirmed = editor.post(f"proposed-changes/{change.pk}/confirm/")
    again = editor.post(f"proposed-changes/{change.pk}/refuse/", {"note": "No."})

    assert [one["id"] for one in listed] == [change.pk]
    assert is_problem(refused, 403, "Only an editor")
    assert (confirmed.status_code, confirmed.json()["state"]) == (200, "confirmed")
    assert is_problem(again, 409, "already been confirmed")
