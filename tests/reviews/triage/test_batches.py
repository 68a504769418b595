"""Many statements decided in one go."""

import pytest

from claims.claims.models import Claim
from claims.statements import actions as statement_actions
from claims.statements.models import Statement
from history.models import Event
from reviews.triage import batches
from reviews.workflow import moves
from tests import given

pytestmark = pytest.mark.django_db

TEXT = (
    "Rents rose by 4 percent in 2024, Hugo Lund said.\n"
    "Crime fell by 9 percent in 2023, Mara Brook told the council.\n"
    "Taxes rose by 2 percent last year, Tobias Venn said.\n"
)


@pytest.fixture
def article():
    return given.article(TEXT)


def test_all_are_declined_for_one_reason_each_with_its_event(article):
    statements = list(article.statements.to_triage())

    batch = batches.decline_all(statements, reason="too-small", by=given.checker())

    assert batch.done == statements
    assert not article.statements.to_triage().exists()
    told = [one for one in Event.objects.of(f"article:{article.pk}") if one.kind == "decline"]
    assert len(told) == len(statements) > 2
    assert {one.payload["batch"] for one in told} == {batch.name}


def test_what_somebody_decided_first_is_left_and_said(article):
    first, *rest = article.statements.to_triage()
    statement_actions.decline_statement(
        first, reason="opinion", by=given.checker(name="Sam Hale")
    )

    batch = batches.decline_all([first, *rest], reason="vague", by=given.checker())

    assert batch.done == rest
    assert batch.left == [(first, "Sam Hale declined this statement already.")]
    first.refresh_from_db()
    assert first.decline_reason == "opinion"


def test_accepting_takes_the_proposed_wordings_and_leaves_who_is_not_named(article):
    unnamed, *rest = article.statements.to_triage()
    statement_actions.correct_statement(unnamed, speaker="", said_on=None, by=given.checker())
    Statement.objects.filter(pk=unnamed.pk).update(kind="indirect")
    unnamed.refresh_from_db()

    batch = batches.accept_all([unnamed, *rest], by=given.checker())

    assert batch.done == rest
    assert [one for one, _ in batch.left] == [unnamed]
    assert "No speaker is named" in batch.left[0][1]
    assert Claim.objects.count() == len(rest)
    claim = Claim.objects.get(appearances=rest[0])
    assert (claim.claimant.name, claim.reviews.get().state) == (rest[0].speaker, "queued")


def test_one_undo_leaves_what_somebody_else_decided_and_says_so(article):
    mine, theirs, *_ = article.statements.to_triage()
    by = given.checker()
    batches.decline_all([mine], reason="opinion", by=by)
    batches.decline_all([theirs], reason="opinion", by=given.checker(name="Ada Okoro"))

    batch = batches.undo_all([mine, theirs], by=by)

    assert batch.done == [mine]
    assert [str(why).split(".")[0] for _, why in batch.left] == ["Ada Okoro decided this"]


def test_one_undo_takes_back_all_but_what_was_built_on(article):
    by = given.checker()
    statements = list(article.statements.to_triage())
    batches.accept_all(statements, by=by)
    statements[0].refresh_from_db()
    moves.take(statements[0].claim.reviews.get(), by=by)

    batch = batches.undo_all(statements, by=by)

    assert batch.done == statements[1:]
    assert [one for one, _ in batch.left] == statements[:1]
    assert article.statements.to_triage().count() == len(statements) - 1
