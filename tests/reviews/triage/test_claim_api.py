"""Claims by API: filed, found, shown, queued again."""

from datetime import date

import pytest

from claims.claimants.models import Claimant
from claims.claims.models import Claim
from reviews.triage import actions as triage_actions
from tests import given
from tests.calling import Caller, is_problem

pytestmark = pytest.mark.django_db

WORDING = "Police funding was cut by 40 percent in a single year"


def test_a_claim_without_an_article_is_filed():
    caller = Caller(given.checker())
    body = {
        "text": WORDING,
        "claimant": {"name": "Mara Brook"},
        "said_on": "2026-03-03",
        "where": "Radio Northfield",
        "topics": ["Police"],
        "why": "A reader asked.",
    }

    made = caller.post("claims/", body)

    assert made.status_code == 201
    claim = Claim.objects.get(pk=made.json()["claim"]["id"])
    assert (claim.said_where, claim.said_on) == ("Radio Northfield", date(2026, 3, 3))
    assert claim.filed_by == caller.person
    assert made.json()["review"]["state"] == "queued"


@pytest.mark.parametrize("left_out", ["text", "claimant"])
def test_a_claim_needs_wording_and_claimant(left_out):
    body = {"text": WORDING, "claimant": {"name": "Mara Brook"}}
    del body[left_out]

    assert is_problem(Caller(given.checker()).post("claims/", body), 422, f"{left_out}:")
    assert not Claimant.objects.exists()


def test_claims_are_found_by_words_with_state_and_holder():
    review = given.taken(review=given.queued(text="The bridge was closed for nine months"))
    given.queued(text="Rents rose by ten percent")
    caller = Caller(given.checker())

    found = caller.get("claims/", q="bridges closed").json()["results"]

    assert [claim["id"] for claim in found] == [review.claim_id]
    assert found[0]["review"] == {
        "id": review.pk,
        "state": "evidence",
        "holder": review.holder.username,
    }
    assert caller.get("claims/", q="lighthouse").json()["results"] == []
    assert len(caller.get("claims/", q="").json()["results"]) == 2


def test_a_claim_shows_where_it_was_said():
    statement = given.statement()
    claim = triage_actions.accept_statement(statement, text=WORDING, by=given.checker()).claim

    told = Caller(given.checker()).get(f"claims/{claim.pk}/").json()

    assert [one["quote"] for one in told["appearances"]] == [statement.quote]
    assert told["appearances"][0]["article"] == statement.article_id


def test_a_dropped_claim_is_queued_anew():
    dropped = given.dropped()

    made = Caller(given.checker()).post(f"claims/{dropped.claim_id}/queue/")

    assert made.status_code == 201
    assert made.json()["review"]["id"] != dropped.pk
    assert made.json()["review"]["state"] == "queued"


@pytest.mark.parametrize("state", ["queued", "published"])
def test_a_claim_in_work_or_public_is_not_queued_again(state):
    claim = getattr(given, state)().claim

    assert is_problem(Caller(given.checker()).post(f"claims/{claim.pk}/queue/"), 409)
