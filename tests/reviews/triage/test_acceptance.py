"""Accepting a statement, and undoing that."""

import pytest
from django.core.exceptions import PermissionDenied

from claims.claims.actions import join_statement
from claims.statements import actions as statement_actions
from claims.statements import splits
from claims.statements.actions import AlreadyTriaged
from history.models import Event
from reviews.exceptions import AlreadyInWork
from reviews.review.models import Review
from reviews.review.table import State
from reviews.triage import actions as triage_actions
from reviews.workflow import moves
from tests import given

pytestmark = pytest.mark.django_db


def test_accepting_makes_claim_and_review_by_the_speaker():
    review = triage_actions.accept_statement(
        given.statement(), text="Police funding was cut by 40 percent", by=given.checker()
    )

    assert (review.state, review.claim.claimant.name) == (State.QUEUED, "Mara Brook")
    assert review.claim.appearances.count() == 1


def test_a_statement_is_decided_once():
    statement = given.statement()
    triage_actions.accept_statement(
        statement, text="Police funding was cut", by=given.checker()
    )

    with pytest.raises(AlreadyTriaged, match="accepted this statement already"):
        triage_actions.accept_statement(
            statement, text="Police funding was cut", by=given.checker()
        )


def accepted(statement, *, by):
    triage_actions.accept_statement(statement, text="Police funding was cut", by=by)


def joined(statement, *, by):
    other = triage_actions.accept_statement(
        given.statement(), text="Police funding fell", by=by
    )
    join_statement(statement, claim=other.claim, by=by)


def declined(statement, *, by):
    statement_actions.decline_statement(statement, reason="opinion", by=by)


def split(statement, *, by):
    middle = (statement.start + statement.end) // 2
    splits.split_statement(
        statement, spans=[(statement.start, middle), (middle, statement.end)], by=by
    )


def test_undo_removes_what_accept_made_and_its_chain_keeps_the_events():
    by = given.checker()
    statement = given.statement()
    review = triage_actions.accept_statement(statement, text="Police funding was cut", by=by)
    chain = review.claim.chain

    statement = triage_actions.undo_triage(statement, by=by)

    assert statement.state == "proposed"
    assert not Review.objects.filter(pk=review.pk).exists()
    assert [event.kind for event in Event.objects.of(chain)] == ["undo", "queue", "accept"]


@pytest.mark.parametrize("decide", [accepted, joined, declined, split])
def test_nobody_but_an_editor_undoes_what_somebody_else_decided(decide):
    statement = given.statement()
    decide(statement, by=given.checker(name="Ada Okoro"))

    with pytest.raises(PermissionDenied, match="Ada Okoro decided this"):
        triage_actions.undo_triage(statement, by=given.checker())
    assert triage_actions.undo_triage(statement, by=given.editor()).state == "proposed"


def test_undo_is_refused_once_somebody_took_it():
    by = given.checker()
    statement = given.statement()
    moves.take(
        triage_actions.accept_statement(statement, text="Police funding was cut", by=by), by=by
    )

    with pytest.raises(AlreadyInWork):
        triage_actions.undo_triage(statement, by=by)


def test_undo_is_refused_once_another_statement_was_joined():
    by = given.checker()
    first, second = given.statement(), given.statement()
    review = triage_actions.accept_statement(first, text="Police funding was cut", by=by)
    join_statement(second, claim=review.claim, by=by)

    with pytest.raises(AlreadyInWork):
        triage_actions.undo_triage(first, by=by)
    assert triage_actions.undo_triage(second, by=by).state == "proposed"
