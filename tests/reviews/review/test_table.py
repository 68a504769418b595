"""The table by itself: no database. Every state, every move, every kind of person."""

import itertools

import pytest

from accounts.models import Role, User
from reviews.review import policies
from reviews.review import table as review_table
from reviews.review.models import Review
from reviews.review.table import CLOSED, MOVES, State, Who
from reviews.workflow.actions import action_of


def test_every_move_is_named_by_one_verb_and_has_an_action():
    assert [move.name for move in MOVES if not callable(action_of(move))] == []


def test_closed_reviews_are_left_by_reopen_and_retract_alone():
    leaving = {move.name for move in MOVES for state in move.edges if state in CLOSED}

    assert leaving == {"reopen", "ask-retract", "retract"}


def test_nothing_leads_out_of_retracted_or_dropped():
    ends = {State.RETRACTED, State.DROPPED}

    assert not any(ends & move.sources for move in MOVES)


def test_every_state_but_the_first_is_reached_by_some_move():
    reached = {target for move in MOVES for target in move.edges.values()}

    assert reached == set(State)


def test_only_approve_leads_to_approved_and_only_submit_to_submitted_from_verdict():
    assert [m.name for m in MOVES if m.edges.get(State.SUBMITTED) == State.APPROVED] == [
        "approve"
    ]
    assert [m.name for m in MOVES if m.edges.get(State.VERDICT) == State.SUBMITTED] == [
        "submit"
    ]


HOLDER, AUTHOR, ASKER, OTHER = 1, 2, 3, 4
PEOPLE = [HOLDER, AUTHOR, ASKER, OTHER]


def _allowed(who: Who, role: str, person: int) -> bool:
    """The table's last but one column, said a second time in the plainest way."""
    editor = role in {Role.EDITOR, Role.ADMIN}
    return {
        Who.CHECKER: role != "",
        Who.HOLDER: role != "" and person == HOLDER,
        Who.HOLDER_OR_EDITOR: role != "" and (person == HOLDER or editor),
        Who.EDITOR: editor,
        Who.OTHER_EDITOR: editor and person != AUTHOR,
        Who.SECOND_EDITOR: editor and person != ASKER,
    }[who]


@pytest.fixture
def review(monkeypatch):
    monkeypatch.setattr(Review, "newest_author_ids", [AUTHOR])
    return Review(holder_id=HOLDER, retract_asked_by_id=ASKER)


@pytest.mark.parametrize(
    ("move", "role", "person"),
    list(itertools.product(MOVES, ["", *Role.values], PEOPLE)),
    ids=lambda value: str(value) or "outsider",
)
def test_who_may_make_each_move(review, move, role, person):
    user = User(pk=person, role=role, username="somebody", is_active=True)

    assert policies.may(user, move, review) is _allowed(move.who, role, person)


@pytest.mark.parametrize("move", MOVES, ids=str)
def test_the_system_puts_back_and_publishes_and_nothing_else(review, move):
    system = User(pk=9, username="system", is_active=False)

    assert policies.may(system, move, review) is (move.name in {"release", "publish"})


@pytest.mark.parametrize("move", MOVES, ids=str)
def test_somebody_who_left_the_desk_may_make_no_move(review, move):
    gone = User(pk=HOLDER, role=Role.ADMIN, username="gone", is_active=False)

    assert not policies.may(gone, move, review)


def test_a_refusal_is_a_sentence(review):
    author = User(pk=AUTHOR, role=Role.EDITOR, username="ada", is_active=True)

    assert policies.why_not(author, review_table.APPROVE, review) == (
        "You wrote in this version, so somebody else must approve it."
    )
