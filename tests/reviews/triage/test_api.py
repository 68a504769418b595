"""Splitting, correcting and deciding on many statements by API."""

import pytest

from claims.claims import actions as claim_actions
from claims.claims.models import Claim
from claims.statements import actions as statement_actions
from claims.statements.models import Statement
from history.models import Event
from reviews.triage import actions
from tests import given
from tests.calling import Caller, is_problem

pytestmark = pytest.mark.django_db

TEXT = "“Rents rose by 40 percent, and crime fell by half,” said Mara Brook.\n"


@pytest.fixture
def caller():
    return Caller(given.checker(name="Jo Reed"))


@pytest.fixture
def compound():
    return given.article(TEXT).statements.get(quote__contains="Rents rose")


def test_a_statement_is_split_at_the_spans_given(caller, compound):
    cut = TEXT.index("crime")
    spans = [[compound.start, cut - 4], [cut, compound.end]]

    made = caller.post(f"statements/{compound.pk}/split/", {"spans": spans})

    assert made.status_code == 201
    assert [one["quote"] for one in made.json()] == [
        "Rents rose by 40 percent",
        TEXT[cut : compound.end].rstrip(","),
    ]
    assert all(TEXT[one["start"] : one["end"]] == one["quote"] for one in made.json())
    again = caller.post(f"statements/{compound.pk}/split/", {"spans": spans})
    assert is_problem(again, 409)


def test_without_spans_the_reader_cuts(caller, compound):
    made = caller.post(f"statements/{compound.pk}/split/", {})

    assert made.status_code == 201
    assert len(made.json()) == 2


@pytest.mark.parametrize(
    "spans", [[[0, 4]], [[0, 4], [2, 9]], [[0], [1]], "0-4", [[4, 0], [5, 9]]]
)
def test_cuts_that_make_no_parts_are_422(caller, compound, spans):
    assert is_problem(caller.post(f"statements/{compound.pk}/split/", {"spans": spans}), 422)


def test_the_parts_are_joined_again(caller, compound):
    piece = caller.post(f"statements/{compound.pk}/split/", {}).json()[0]

    whole = caller.post(f"statements/{piece['id']}/rejoin/", {})

    assert (whole.status_code, whole.json()["id"]) == (200, compound.pk)
    assert whole.json()["state"] == "proposed"
    assert is_problem(caller.post(f"statements/{compound.pk}/rejoin/", {}), 409)


def test_speaker_and_date_are_corrected_apart(caller, compound):
    speaker = caller.post(f"statements/{compound.pk}/correct/", {"speaker": "Hugo Lund"})
    said_on = caller.post(f"statements/{compound.pk}/correct/", {"said_on": "2026-03-02"})

    assert speaker.json()["speaker"] == "Hugo Lund"
    assert (said_on.json()["speaker"], said_on.json()["said_on"]) == ("Hugo Lund", "2026-03-02")
    assert said_on.json()["quote"] == compound.quote


def test_nobody_named_is_null(caller, compound):
    corrected = caller.post(f"statements/{compound.pk}/correct/", {"speaker": None})

    assert corrected.json()["speaker"] is None


def test_many_are_declined_in_one_batch_and_taken_back(caller):
    article = given.article()
    first, *rest = article.statements.to_triage()
    statement_actions.decline_statement(
        first, reason="opinion", by=given.checker(name="Sam Hale")
    )
    body = {"ids": [one.pk for one in [first, *rest]], "reason": "vague"}

    answer = caller.post("statements/decline/", body).json()

    assert answer["done"] == [one.pk for one in rest]
    assert answer["left"] == [
        {"id": first.pk, "detail": "Sam Hale declined this statement already."}
    ]
    newest = Event.objects.of(f"article:{article.pk}").first()
    assert newest.payload["batch"] == answer["batch"]
    undone = caller.post("statements/undo/", {"ids": answer["done"]}).json()
    assert undone["done"] == answer["done"]
    assert article.statements.to_triage().count() == len(rest)


def test_many_are_accepted_with_the_wordings_proposed(caller):
    pks = list(given.article().statements.to_triage().values_list("pk", flat=True))

    answer = caller.post("statements/accept/", {"ids": pks}).json()

    assert answer["done"] == pks
    assert Claim.objects.filter(appearances__in=pks).count() == len(pks)


@pytest.mark.parametrize("body", [{}, {"ids": []}, {"ids": "12"}, {"ids": list(range(1, 300))}])
def test_a_batch_names_its_statements(caller, body):
    assert is_problem(caller.post("statements/accept/", body), 422)


def test_a_spelling_is_remembered_on_request(caller, compound):
    mara = claim_actions.get_or_create_claimant("Mara Lind Brook")
    body = {"text": "Rents rose by 40 percent", "claimant": mara.pk, "remember": True}

    caller.post(f"statements/{compound.pk}/accept/", body)

    mara.refresh_from_db()
    assert mara.aliases == [compound.speaker]


def test_claims_are_listed_by_the_type_of_what_was_said(caller):
    article = given.article("“We will abolish the fuel tax by 2028,” said Mara Brook.\n")
    promise = article.statements.get()
    assert promise.claim_type == "promise"
    claim = actions.accept_statement(
        promise, text="The fuel tax ends by 2028", by=given.checker()
    ).claim
    given.claim()

    found = caller.get("claims/?claim_type=promise").json()["results"]

    assert [one["id"] for one in found] == [claim.pk]
    assert is_problem(caller.get("claims/?claim_type=rumour"), 422)


def test_promises_are_listed_with_their_time(client):
    client.force_login(given.checker())
    article = given.article(
        "“We will abolish the fuel tax by 2028,” said Mara Brook.\n"
        "“I promise a new bridge,” said Hugo Lund.\n"
    )
    declined = article.statements.get(quote__contains="bridge")

    page = client.get("/desk/promises/").content.decode()
    statement_actions.decline_statement(declined, reason="vague", by=given.checker())
    rest = client.get("/desk/promises/?q=brook").content.decode()

    assert "by 2028" in page
    assert "no time was said" in page
    assert "bridge" not in rest
    assert "fuel tax" in rest
    assert Statement.objects.promises().count() == 1
