"""Statements by API: accepted, joined, declined, undone."""

import pytest

from claims.claims.models import Claim
from claims.statements.models import Statement
from reviews.review.models import Review
from tests import given
from tests.calling import Caller, is_problem

pytestmark = pytest.mark.django_db

WORDING = "Police funding was cut by 40 percent in a single year"


def test_a_statement_is_accepted_as_a_claim_in_our_wording():
    caller = Caller(given.checker())
    statement = given.statement()
    body = {
        "text": WORDING,
        "claimant": {"name": "Mara Brook"},
        "said_on": "2026-03-03",
        "where": "the council",
        "topics": ["Police", "Budget"],
        "why": "It is repeated a lot.",
    }

    made = caller.post(f"statements/{statement.pk}/accept/", body)

    assert made.status_code == 201
    claim, review = made.json()["claim"], made.json()["review"]
    assert claim["text"] == WORDING
    assert claim["claimant"]["name"] == "Mara Brook"
    assert (claim["said_on"], claim["where"]) == ("2026-03-03", "the council")
    assert sorted(claim["topics"]) == ["Budget", "Police"]
    assert claim["why"] == "It is repeated a lot."
    assert claim["review"] == {"id": review["id"], "state": "queued", "holder": None}
    assert (review["state"], review["claim"]["id"]) == ("queued", claim["id"])
    statement.refresh_from_db()
    assert (statement.state, statement.claim_id) == ("accepted", claim["id"])


def test_without_a_claimant_it_is_the_speaker():
    statement = given.statement()
    assert statement.speaker

    made = Caller(given.checker()).post(f"statements/{statement.pk}/accept/", {"text": WORDING})

    assert made.json()["claim"]["claimant"]["name"] == statement.speaker


def test_without_a_claimant_what_the_article_itself_says_is_its_publishers():
    statement = _said_by_nobody()

    made = Caller(given.checker()).post(f"statements/{statement.pk}/accept/", {"text": WORDING})

    assert made.json()["claim"]["claimant"]["name"] == "Northfield Courier"


def test_a_claim_of_nobody_is_422():
    statement = _said_by_nobody(publisher="")

    answer = Caller(given.checker()).post(
        f"statements/{statement.pk}/accept/", {"text": WORDING}
    )

    assert is_problem(answer, 422, "claimant: Say who said it.")


def _said_by_nobody(**more):
    statement = given.statement(**more)
    Statement.objects.filter(pk=statement.pk).update(kind="narration", speaker=None)
    return statement


def test_a_claimant_is_named_by_id():
    known = given.claim().claimant
    statement = given.statement()

    made = Caller(given.checker()).post(
        f"statements/{statement.pk}/accept/", {"text": WORDING, "claimant": known.pk}
    )

    assert made.json()["claim"]["claimant"]["id"] == known.pk


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({}, "text:"),
        ({"text": ""}, "text:"),
        ({"text": "Was it cut?"}, "A question is not a claim"),
        ({"text": WORDING, "claimant": "Mara Brook"}, "claimant:"),
        ({"text": WORDING, "claimant": {}}, "name:"),
        ({"text": WORDING, "claimant": {"name": " "}}, "name:"),
        ({"text": WORDING, "claimant": {"name": "x" * 300}}, "name:"),
        ({"text": WORDING, "claimant": True}, "claimant:"),
        ({"text": WORDING, "claimant": 987654}, "There is no claimant 987654"),
        ({"text": WORDING, "claimant": 10**30}, "There is no claimant"),
        ({"text": WORDING, "said_on": "03/03/2026"}, "said_on:"),
        ({"text": WORDING, "topics": "Police"}, "topics:"),
        ({"text": WORDING + " x" * 300}, "text:"),
        ({"claim": 987654}, "claim:"),
        ({"claim": "x"}, "claim:"),
        ({"claim": 1, "text": WORDING}, ""),
    ],
)
def test_what_makes_no_claim_is_422_and_changes_nothing(body, words):
    statement = given.statement()

    answer = Caller(given.checker()).post(f"statements/{statement.pk}/accept/", body)

    assert is_problem(answer, 422, words)
    statement.refresh_from_db()
    assert statement.state == "proposed"
    assert not Claim.objects.exists()


def test_a_statement_is_joined_to_a_known_claim():
    review = given.taken()
    statement = given.statement()

    made = Caller(given.checker()).post(
        f"statements/{statement.pk}/accept/", {"claim": review.claim_id}
    )

    assert made.status_code == 201
    assert made.json()["claim"]["id"] == review.claim_id
    assert made.json()["review"]["id"] == review.pk
    assert made.json()["claim"]["review"]["holder"] == review.holder.username
    assert Review.objects.count() == 1


def test_a_statement_is_decided_on_once():
    caller = Caller(given.checker(name="Jo Reed"))
    statement = given.statement()
    caller.post(f"statements/{statement.pk}/decline/", {"reason": "opinion", "note": "A view."})

    answer = caller.post(f"statements/{statement.pk}/accept/", {"text": WORDING})

    assert is_problem(answer, 409, "Jo Reed declined this statement already.")
    shown = caller.get(f"articles/{statement.article_id}/").json()["statements"]
    declined = next(one for one in shown if one["id"] == statement.pk)
    assert declined["state"] == "declined"
    assert (declined["decline_reason"], declined["decline_note"]) == ("opinion", "A view.")


@pytest.mark.parametrize(
    "body", [{}, {"reason": "boring"}, {"reason": "opinion", "note": "x" * 501}]
)
def test_declining_needs_a_reason_of_the_list(body):
    statement = given.statement()

    answer = Caller(given.checker()).post(f"statements/{statement.pk}/decline/", body)

    assert is_problem(answer, 422)


def test_undo_puts_everything_back():
    caller = Caller(given.checker())
    statement = given.statement()
    made = caller.post(f"statements/{statement.pk}/accept/", {"text": WORDING}).json()

    undone = caller.post(f"statements/{statement.pk}/undo/")

    assert (undone.status_code, undone.json()["state"]) == (200, "proposed")
    assert is_problem(caller.get(f"reviews/{made['review']['id']}/"), 404)
    assert is_problem(caller.get(f"claims/{made['claim']['id']}/"), 404)


def test_undoing_what_somebody_else_decided_is_403_and_says_whom_to_ask():
    statement = given.statement()
    by = given.checker(name="Ada Okoro")
    Caller(by).post(f"statements/{statement.pk}/accept/", {"text": WORDING})
    undo = f"statements/{statement.pk}/undo/"

    assert is_problem(Caller(given.checker()).post(undo), 403, "Ada Okoro", "an editor")
    assert Caller(given.editor()).post(undo).status_code == 200


def test_undo_after_somebody_took_it_is_409():
    caller = Caller(given.checker())
    statement = given.statement()
    made = caller.post(f"statements/{statement.pk}/accept/", {"text": WORDING}).json()
    Caller(given.checker()).post(f"reviews/{made['review']['id']}/take/")

    assert is_problem(caller.post(f"statements/{statement.pk}/undo/"), 409)
