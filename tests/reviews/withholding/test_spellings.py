"""With a name its other spellings are withheld in the same act, and come back with it."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.db import Error

from reviews.claimants.actions import describe_claimant_or_propose
from reviews.publication.models.withholdings import Withholding
from reviews.triage import actions as triage_actions
from reviews.withholding import actions as withholding_actions
from reviews.workflow import moves, publication_moves
from tests import given
from tests.calling import Caller, is_problem
from tests.desk.requests import url
from tests.readers import stories

pytestmark = pytest.mark.django_db


@pytest.fixture
def check():
    """A check of what Zephyr Quillon said, who is also called Zeph Quillon."""
    checker, editor = given.checker(), given.editor()
    review = triage_actions.file_claim(
        text="The city paid Quillon 3 million crowns", claimant="Zephyr Quillon", by=checker
    )
    describe_claimant_or_propose(review.claim.claimant, aliases=["Zeph Quillon"], by=checker)
    review = moves.take(review, by=checker)
    given.evidence(review, by=checker)
    review = moves.weigh(review, by=checker)
    given.write(review, by=checker, body="Zeph Quillon told us, and Quillon wrote [1].")
    review = moves.approve(moves.submit(review, by=checker), revision=1, by=editor)
    return stories.publication_of(publication_moves.publish(review, by=editor))


def withheld(check, **more):
    about = {"what": "name", "words": "Zephyr Quillon", "reason": "A threat."}
    return withholding_actions.withhold(check, by=given.editor(), **about | more)


def test_a_names_other_spellings_and_surname_are_offered(check):
    offered = withholding_actions.other_spellings("Zephyr Quillon")

    assert [(one.words, one.is_known) for one in offered] == [
        ("Zeph Quillon", True),
        ("Quillon", False),
    ]
    assert [one.checks for one in offered] == [0, 1]


def test_every_spelling_is_taken_from_readers_and_comes_back_with_the_name(client, check):
    row = withheld(check, spellings=["Quillon", "Zeph Quillon", "Zephyr Quillon", ""])
    check.refresh_from_db()
    page = client.get(f"/checks/{check.slug}/")
    by_name = client.get("/api/checks/?q=quillon").json()["results"]

    assert row.spellings == ["Zeph Quillon", "Quillon"]
    assert "quillon" not in page.content.decode().lower()
    assert "quillon" not in check.slug
    assert by_name == []
    withholding_actions.confirm_withholding(row, by=given.editor())
    withholding_actions.lift_withholding(row, by=given.editor())
    assert "Zeph Quillon told us" in client.get(f"/checks/{check.slug}/").content.decode()


def test_a_spelling_is_long_enough_to_be_one(check):
    with pytest.raises(ValidationError, match="at least 3 letters"):
        withheld(check, spellings=["Z."])


def test_what_is_withheld_with_a_name_does_not_change(check):
    row = withheld(check)

    with pytest.raises(Error, match="does not change"):
        Withholding.objects.filter(pk=row.pk).update(spellings=["Brook"])


def test_spellings_by_page_are_ticked_among_those_offered_or_typed(client, check):
    client.force_login(given.editor())
    found = client.get(
        url("withhold_found", check.review_id), {"words": "Zephyr Quillon", "what": "name"}
    ).content.decode()
    form = {"what": "name", "words": "Zephyr Quillon", "reason": "A threat."}

    client.post(
        url("withhold", check.review_id),
        {**form, "spellings": ["Zeph Quillon"], "more_spellings": "Quillon\n\nZ. Quillon"},
    )

    ticked = re.compile(r'<input[^>]*value="([^"]*)"\s+form="withhold"( checked)?\s*>')

    assert dict(ticked.findall(found)) == {"Zeph Quillon": " checked", "Quillon": ""}
    assert Withholding.objects.get().spellings == ["Zeph Quillon", "Z. Quillon", "Quillon"]


def test_spellings_by_api_are_offered_and_taken(check):
    caller = Caller(given.editor())
    body = {"what": "name", "words": "Zephyr Quillon", "reason": "r", "spellings": ["Quillon"]}

    offered = caller.get("withholdings/spellings/", words="Zephyr Quillon").json()
    made = caller.post(f"reviews/{check.review_id}/withhold/", body)

    assert [one["words"] for one in offered["spellings"]] == ["Zeph Quillon", "Quillon"]
    assert made.json()["spellings"] == ["Quillon"]
    assert is_problem(caller.get("withholdings/spellings/"), 422)
