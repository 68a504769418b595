"""The wording of a claim: who compared it with a recording or document, and what ends that."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from claims.claims import actions as claim_actions
from claims.claims.models import Claim
from history.models import Event
from reviews.claimants.actions import describe_claimant_or_propose
from reviews.revisions.models import Revision
from reviews.workflow import moves
from reviews.workflow.claim_changes import reword_claim
from tests import given
from tests.calling import Caller, is_problem

pytestmark = pytest.mark.django_db

RECORDING = "Recording of the council, 0:48:12"


@pytest.fixture
def holder():
    return given.checker()


@pytest.fixture
def review(holder):
    return given.taken(by=holder)


def reword(review, by, **more):
    claim = given.fresh(review).claim
    about = {"text": claim.text, "claimant": claim.claimant.name, "said_on": claim.said_on}
    return reword_claim(review, by=by, **about | more).claim


def test_a_comparison_says_with_what_by_whom_and_when(review, holder):
    claim = reword(review, holder, compared_with=f"  {RECORDING} ")

    assert (claim.compared_with, claim.compared_by) == (RECORDING, holder)
    assert claim.compared_at is not None
    (newest, *_) = Event.objects.of(claim.chain)
    assert (newest.kind, newest.payload["compared_with"]) == ("reword", RECORDING)


def test_another_wording_ends_the_comparison_unless_it_is_named_again(review, holder):
    editor = given.editor()
    reword(review, holder, compared_with=RECORDING)

    named_again = reword(review, editor, text="Crime rose", compared_with=RECORDING)
    assert (named_again.compared_with, named_again.compared_by) == (RECORDING, editor)

    left_out = reword(review, holder, text="Crime fell")
    assert (left_out.compared_with, left_out.compared_by) == ("", None)


def test_another_place_or_topic_leaves_the_comparison_as_it_was(review, holder):
    first = reword(review, holder, compared_with=RECORDING)

    again = reword(review, given.editor(), said_where="Town hall", topics=["Police"])

    assert (again.compared_by, again.compared_at) == (holder, first.compared_at)


def test_a_comparison_can_be_taken_back(review, holder):
    reword(review, holder, compared_with=RECORDING)

    assert reword(review, holder, compared_with="").compared_by is None


def test_nobody_else_says_that_words_were_compared(review):
    with pytest.raises(PermissionDenied):
        reword(review, given.checker(), compared_with=RECORDING)


def test_the_database_refuses_a_comparison_that_nobody_made(review):
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.filter(pk=review.claim_id).update(compared_with=RECORDING)


def test_a_revision_holds_the_comparison_without_a_name(holder):
    review = given.drafted(by=holder)
    reword(review, holder, compared_with=RECORDING)

    frozen = Revision.objects.newest_of(moves.submit(given.fresh(review), by=holder)).frozen

    assert frozen["claim"]["compared"].keys() == {"with", "on"}
    assert frozen["claim"]["compared"]["with"] == RECORDING


def test_a_claim_is_reworded_by_api(review, holder):
    called = Caller(holder).post(
        f"reviews/{review.pk}/reword/",
        {"text": "Crime rose", "claimant": {"name": "Hugo Lund"}, "compared_with": RECORDING},
    )

    assert called.status_code == 200, called.content
    claim = called.json()["claim"]
    assert (claim["text"], claim["claimant"]["name"]) == ("Crime rose", "Hugo Lund")
    assert (claim["compared_with"], claim["compared_by"]) == (RECORDING, holder.username)


def test_a_claim_that_is_out_of_hand_is_not_reworded_by_api(holder):
    review = given.submitted(by=holder)

    called = Caller(holder).post(
        f"reviews/{review.pk}/reword/", {"text": "Crime rose", "claimant": {"name": "A B"}}
    )

    assert called.status_code == 409


def test_the_event_has_every_fact_of_the_claim_before_and_after(review, holder):
    mara = review.claim.claimant

    claim = reword(
        review,
        holder,
        text="Crime rose",
        claimant="Jo Lind",
        said_where="Town hall",
        topics=["Police"],
        why="Many share it.",
    )

    (newest, *_) = (one for one in Event.objects.of(claim.chain) if one.kind == "reword")
    told, before = newest.payload, newest.payload["before"]
    assert (before["claimant"], before["claimant_id"]) == ("Mara Brook", mara.pk)
    assert (told["claimant"], told["claimant_id"]) == ("Jo Lind", claim.claimant_id)
    assert (before["said_where"], told["said_where"]) == ("", "Town hall")
    assert (before["topics"], told["topics"]) == ([], ["Police"])
    assert (before["why"], told["why"]) == (review.claim.why, "Many share it.")


def test_the_event_names_the_claimant_and_not_the_spelling_that_was_typed(review, holder):
    describe_claimant_or_propose(review.claim.claimant, aliases=["M. Brook"], by=holder)

    claim = reword(review, holder, text="Crime rose", claimant="M. Brook")

    assert Event.objects.of(claim.chain)[0].payload["claimant"] == "Mara Brook"


def test_a_claimant_is_given_by_id_or_by_name(review, holder):
    jo = claim_actions.get_or_create_claimant("Jo Lind")
    body = {"text": review.claim.text}

    by_id = Caller(holder).post(f"reviews/{review.pk}/reword/", body | {"claimant": jo.pk})
    by_name = Caller(holder).post(
        f"reviews/{review.pk}/reword/", body | {"claimant": {"name": "Mara Brook"}}
    )
    unknown = Caller(holder).post(f"reviews/{review.pk}/reword/", body | {"claimant": 0})

    assert by_id.json()["claim"]["claimant"]["id"] == jo.pk
    assert by_name.json()["claim"]["claimant"]["name"] == "Mara Brook"
    assert is_problem(unknown, 422, "There is no claimant 0.")
    assert reword(review, holder, claimant=jo).claimant == jo
