"""Proposals used, dismissed and restored, by action and by API."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from claims.claimants import actions as claimant_actions
from history.models import Event
from jobs.models import JobState
from reviews.evidence.models import Evidence
from reviews.exceptions import NotWritable
from reviews.finders.models import Proposal, Search
from reviews.proposals import actions as proposal_actions
from reviews.proposals.suggestions import suggestions_of
from tests import given
from tests.calling import Caller, is_problem
from tests.reviews.finders.service_stubs import (
    Answering,
    entity,
    entity_search,
)
from tests.reviews.proposals.found_pages import BUDGET, held, kept_proposal

pytestmark = pytest.mark.django_db


def test_a_sentence_becomes_evidence_with_the_stance_that_a_person_gives(web):
    proposal, by = kept_proposal(web)

    taken = proposal_actions.take_proposal(proposal, stance="refutes", by=by)

    piece = Evidence.objects.get(pk=taken.about["evidence"])
    assert (piece.stance, piece.passage, piece.anchored) == ("refutes", given.PASSAGE, True)
    assert suggestions_of(proposal.review).all == []
    assert Event.objects.of(proposal.review.claim.chain)[0].kind == "take-proposal"


def test_without_a_stance_its_page_stands_beside_the_review(web):
    proposal, by = kept_proposal(web)

    taken = proposal_actions.take_proposal(proposal, by=by)

    assert proposal.review.sources.get(pk=taken.about["source"]).page == proposal.snapshot
    assert not proposal.review.evidence.exists()


def test_undo_takes_back_what_taking_made(web):
    proposal, by = kept_proposal(web)
    proposal_actions.take_proposal(proposal, stance="refutes", by=by)

    back = proposal_actions.undo_proposal(proposal, by=by)

    assert back.state == Proposal.State.PROPOSED
    assert not proposal.review.evidence.standing().exists()
    assert (
        proposal_actions.undo_proposal(proposal_actions.take_proposal(back, by=by), by=by).state
        == "proposed"
    )
    assert not proposal.review.sources.exists()


def test_what_was_refused_is_never_proposed_again(web):
    proposal, by = kept_proposal(web)

    proposal_actions.dismiss_proposal(proposal, by=by)
    web(proposal.review, (BUDGET, "Budget", ""))

    shown = suggestions_of(proposal.review)
    assert (shown.all, len(shown.dismissed)) == ([], 1)
    assert not proposal.review.authors.filter(user=by).exists()


def test_no_stance_can_be_given_to_a_page_that_is_not_there(web):
    review, by = held()
    web(review, (BUDGET, "Budget", "Police"))

    with pytest.raises(ValidationError, match="select the words"):
        proposal_actions.take_proposal(review.proposals.get(), stance="refutes", by=by)

    assert review.proposals.get().state == Proposal.State.PROPOSED


def test_who_a_claimant_is_is_noted_once_a_person_says_so(settings):
    review, by = held()

    def says(_path, asked):
        searching = asked["action"] == "wbsearchentities"
        return entity_search("Q42") if searching else entity("Q42", website="")

    with Answering(says) as there:
        settings.WIKIDATA_URL = there.url
        proposal_actions.search_again(review, finder="wikidata", by=by)
        given.looked(review, "wikidata")
    proposal = review.proposals.get()
    claimant = review.claim.claimant
    claimant_actions.describe_claimant(claimant, same_as="", by=by)

    proposal_actions.take_proposal(proposal, by=by)
    claimant.refresh_from_db()
    assert claimant.same_as == "https://www.wikidata.org/wiki/Q42"

    proposal_actions.undo_proposal(proposal, by=by)
    claimant.refresh_from_db()
    assert claimant.same_as == ""


@pytest.mark.parametrize(
    "act",
    [
        proposal_actions.take_proposal,
        proposal_actions.dismiss_proposal,
        proposal_actions.undo_proposal,
    ],
)
def test_only_who_may_write_in_the_review_decides(act):
    proposal = given.proposal()

    with pytest.raises(PermissionDenied):
        act(proposal, by=given.checker())
    assert act(proposal, by=given.editor()).pk == proposal.pk


def test_nobody_looks_again_for_a_closed_review_or_with_a_finder_that_is_not_set_up():
    with pytest.raises(NotWritable):
        proposal_actions.search_again(given.dropped(), by=given.checker())
    with pytest.raises(ValidationError, match="SEARCH_URL"):
        proposal_actions.search_again(given.queued(), finder="web-search", by=given.checker())
    with pytest.raises(ValidationError, match="no finder"):
        proposal_actions.search_again(given.queued(), finder="crystal-ball", by=given.checker())


def test_looking_again_begins_anew_and_leaves_one_at_work_alone():
    review, by = held()
    given.looked(review, "desk")
    running = Search.objects.lease(Search.objects.get(review=review, finder="links").pk)

    proposal_actions.search_again(review, by=by)

    assert Search.objects.get(review=review, finder="desk").state == JobState.WAITING
    running.refresh_from_db()
    assert running.state == JobState.RUNNING


def test_a_proposal_is_taken_refused_and_put_back_by_api(web):
    proposal, by = kept_proposal(web)
    caller = Caller(by)

    taken = caller.post(f"proposals/{proposal.pk}/take/", {"stance": "refutes"}).json()
    back = caller.post(f"proposals/{proposal.pk}/undo/").json()
    refused = caller.post(f"proposals/{proposal.pk}/dismiss/").json()

    assert (taken["state"], taken["found_by"]) == ("taken", ["web-search"])
    assert Evidence.objects.get(pk=taken["about"]["evidence"]).withdrawn_at
    assert (back["state"], refused["state"]) == ("proposed", "dismissed")
    told = caller.get(f"reviews/{proposal.review_id}/proposals/").json()
    assert [one["state"] for one in told["proposals"]] == ["dismissed"]
    assert {one["finder"]: one["state"] for one in told["finders"]}["wikipedia"] == "off"


def test_finders_look_again_by_api_unless_they_are_not_set_up(web):
    proposal, by = kept_proposal(web)
    caller, address = Caller(by), f"reviews/{proposal.review_id}/find/"

    told = caller.post(address, {"finder": "web-search"}).json()

    assert {one["finder"]: one["state"] for one in told["finders"]}["web-search"] == "waiting"
    is_problem(caller.post(address, {"finder": "wikidata"}), 422)
