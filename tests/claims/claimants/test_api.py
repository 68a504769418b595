"""The API of claimants: found by any of their spellings, and described."""

import pytest

from claims.claimants import actions as claimant_actions
from claims.claimants.models import Claimant
from claims.claims import actions as claim_actions
from history.models import Event
from tests import given
from tests.calling import Caller, is_problem

pytestmark = pytest.mark.django_db


def claimant(name: str = "Mara Brook", **facts) -> Claimant:
    made = claim_actions.get_or_create_claimant(name)
    return (
        claimant_actions.describe_claimant(made, by=given.checker(), **facts) if facts else made
    )


def test_a_claimant_is_found_by_name_other_spelling_or_role():
    mara = claimant(role="Mayor of Northfield", aliases=["M. Brook-Lind"])
    claimant("Anders Mole")
    caller = Caller(given.checker())

    for words in ("mara", "brook-lind", "northfield"):
        found = caller.get("claimants/", q=words).json()["results"]
        assert [one["id"] for one in found] == [mara.pk]


def test_what_is_left_out_of_a_description_stays_as_it_is():
    mara = claimant(role="Mayor of Northfield", aliases=["Mayor Brook"])

    answer = Caller(given.checker()).post(f"claimants/{mara.pk}/describe/", {"kind": "person"})

    assert answer.status_code == 200
    assert answer.json() == {
        "id": mara.pk,
        "name": "Mara Brook",
        "slug": "mara-brook",
        "kind": "person",
        "kind_guessed": False,
        "described_as": "",
        "role": "Mayor of Northfield",
        "same_as": "",
        "aliases": ["Mayor Brook"],
    }
    assert Caller(given.checker()).get(f"claimants/{mara.pk}/").json() == answer.json()


def test_a_description_is_history_with_what_was_there_before():
    mara = claimant(role="Councillor")
    checker = given.checker()

    Caller(checker).post(f"claimants/{mara.pk}/describe/", {"role": "Mayor", "aliases": []})

    event = Event.objects.of(f"claimant:{mara.pk}").first()
    assert event.actor == checker.public_id
    assert (event.payload["was"]["role"], event.payload["now"]["role"]) == (
        "Councillor",
        "Mayor",
    )


def test_a_spelling_of_somebody_else_is_refused():
    claimant("Anders Mole")
    mara = claimant()

    answer = Caller(given.checker()).post(
        f"claimants/{mara.pk}/describe/", {"aliases": ["Anders Mole"]}
    )

    assert is_problem(answer, 422, "“Anders Mole” is already a name of Anders Mole.")


@pytest.mark.parametrize(
    "facts", [{"kind": "robot"}, {"same_as": "not an address"}, {"aliases": "Mayor Brook"}]
)
def test_facts_that_are_none_are_refused(facts):
    answer = Caller(given.checker()).post(f"claimants/{claimant().pk}/describe/", facts)

    assert is_problem(answer, 422)


def test_no_claimant_no_description():
    assert is_problem(Caller(given.checker()).post("claimants/999999/describe/"), 404)
