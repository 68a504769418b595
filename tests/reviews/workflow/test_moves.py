"""Every move of the table: where it leads, who may make it, and what history says."""

import itertools

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import User
from history.models import Event
from reviews.exceptions import IllegalMove, NotReady, Refused
from reviews.review import table as review_table
from reviews.review.table import MOVES, State
from reviews.revisions.models import Revision
from reviews.workflow import moves
from reviews.workflow.actions import action_of
from tests import given
from tests.reviews.workflow.given_moves import live_in, told

pytestmark = pytest.mark.django_db

REACH = {
    State.QUEUED: given.queued,
    State.EVIDENCE: given.taken,
    State.VERDICT: given.drafted,
    State.SUBMITTED: given.submitted,
    State.APPROVED: given.approved,
    State.PUBLISHED: given.published,
    State.RETRACTED: given.retracted,
    State.DROPPED: given.dropped,
}


BODIES = {
    "assign": lambda: {"to": given.checker()},
    "send-back": lambda: {"note": "Which year?"},
    "approve": lambda: {"revision": 1},
    "revoke": lambda: {"note": "Wait for the reply."},
    "correct": lambda: {"kind": "minor", "text": "A typing error."},
    "reopen": lambda: {"note": "A reader wrote."},
    "stand": lambda: {"note": "It was right."},
    "ask-retract": lambda: {"note": "Our lawyer rang.", "text": "The source was forged."},
    "retract": lambda: {"text": "The source was forged."},
    "drop": lambda: {"reason": "Nobody said it."},
}


def make(move, review, *, by, **body):
    body = body or BODIES.get(move.name, dict)()
    return action_of(move)(review, by=by, **body)


@pytest.mark.parametrize(
    ("state", "move"),
    [
        pytest.param(state, move, id=f"{state.value}-{move}")
        for state, move in itertools.product(State, MOVES)
        if state not in move.edges
    ],
)
def test_a_move_that_does_not_start_here_is_refused_and_changes_nothing(state, move):
    review = REACH[state]()
    events = Event.objects.count()

    with pytest.raises(IllegalMove):
        make(move, review, by=given.admin())

    assert given.fresh(review).state == state
    assert Event.objects.filter(chain=review.claim.chain).count() <= events


@pytest.mark.parametrize(
    ("state", "move"),
    [
        pytest.param(state, move, id=f"{state.value}-{move}")
        for state, move in itertools.product(State, MOVES)
        if state in move.edges
    ],
)
def test_a_checker_who_is_not_the_holder_may_only_take(state, move):
    review = REACH[state]()

    if move is review_table.TAKE:
        assert moves.take(review, by=given.checker()).state == State.EVIDENCE
    else:
        with pytest.raises(PermissionDenied):
            make(move, review, by=given.checker())


@pytest.mark.parametrize(
    ("source", "move"),
    [
        pytest.param(source, move, id=f"{move}-from-{source.value}")
        for move in MOVES
        for source in move.edges
    ],
)
def test_every_move_of_the_table_leads_where_it_says_and_is_told(source, move):
    needs_live = move.name in {"correct", "stand", "ask-retract", "retract", "reopen"}
    review = live_in(source) if needs_live else REACH[source]()
    if move is review_table.WEIGH:
        given.evidence(review, by=review.holder)
    if move is review_table.RETRACT:
        review = moves.ask_retract(review, note="Our lawyer rang.", by=given.editor())
    body = BODIES.get(move.name, dict)()
    if move is review_table.APPROVE:
        body = {"revision": Revision.objects.newest_of(review).number}
    by = review.holder if move.who is review_table.Who.HOLDER else given.editor()

    moved = action_of(move)(review, by=by, **body)

    assert moved.state == move.edges[source]
    last = Event.objects.of(review.claim.chain)[0]
    assert (last.kind, last.payload["to"]) == (move.name, moved.state)
    told()


def test_every_refusal_is_a_sentence():
    assert issubclass(NotReady, Refused)
    assert str(IllegalMove(review_table.APPROVE, "queued")) == (
        "You can’t approve a review that is queued."
    )


def test_the_system_user_cannot_sign_in():
    system = User.objects.system()

    assert not system.is_active
    assert not system.has_usable_password()
