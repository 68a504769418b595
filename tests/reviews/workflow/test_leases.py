"""Taking, releasing and parking reviews, and leases that end."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from history.models import Event
from reviews.review.table import State
from reviews.workflow import maintenance, moves
from tests import given
from tests.reviews.workflow.given_moves import told

pytestmark = pytest.mark.django_db


def test_take_next_gives_the_most_important_and_then_the_oldest():
    low, high, later = (given.queued(priority=p) for p in (10, 90, 90))
    by = given.checker()

    got = [moves.take_next(by=by).pk for _ in range(3)]

    assert got == [high.pk, later.pk, low.pk]
    told()


def test_take_next_of_an_empty_queue_is_none():
    assert moves.take_next(by=given.checker()) is None


def test_take_next_is_for_people_of_the_desk():
    given.queued()

    with pytest.raises(PermissionDenied):
        moves.take_next(by=given.outsider())


def test_a_lapsed_take_on_which_nothing_was_written_goes_back_to_the_queue():
    review = given.lapsed(given.taken())

    maintenance.release_lapsed()

    review = given.fresh(review)
    assert (review.state, review.holder) == (State.QUEUED, None)
    last = Event.objects.of(review.claim.chain)[0]
    assert (last.kind, last.actor) == ("release", "system")


def test_a_lapsed_take_on_which_something_was_written_stays_and_is_idle():
    holder = given.checker()
    review = given.taken(by=holder)
    given.evidence(review, by=holder)
    given.lapsed(review)

    maintenance.release_lapsed()

    review = given.fresh(review)
    assert (review.state, review.holder) == (State.EVIDENCE, holder)
    assert review.idle_since is not None
    assert review.lease_until is None


def test_what_was_written_before_this_take_does_not_keep_it():
    first = given.checker()
    review = given.taken(by=first)
    given.evidence(review, by=first)
    review = moves.release(review, by=first)
    review = given.lapsed(moves.take(review, by=given.checker()))

    maintenance.release_lapsed()

    assert given.fresh(review).state == State.QUEUED


def test_an_assigned_review_has_no_lease():
    holder = given.checker()

    review = moves.assign(given.queued(), to=holder, by=given.editor())

    assert (review.holder, review.lease_until) == (holder, None)


def test_a_review_is_not_assigned_to_somebody_outside_the_desk():
    with pytest.raises(ValidationError, match="isn’t a checker"):
        moves.assign(given.queued(), to=given.outsider(), by=given.editor())


def test_release_keeps_draft_and_evidence():
    holder = given.checker()
    review = given.drafted(by=holder)

    review = moves.release(review, by=holder)

    assert review.draft.conclusion
    assert review.evidence.count() == 1


def test_writing_renews_the_lease():
    holder = given.checker()
    review = given.lapsed(given.taken(by=holder))

    given.evidence(review, by=holder)

    assert given.fresh(review).lease_until > timezone.now()


def test_a_holder_may_park_and_go_on():
    holder = given.checker()
    review = given.taken(by=holder)

    parked = maintenance.park_review(
        review, waiting_for="reply", until=date(2026, 12, 1), by=holder
    )
    assert (parked.parked_for, parked.parked_until) == ("reply", date(2026, 12, 1))

    assert (
        maintenance.park_review(review, waiting_for="", until=None, by=holder).parked_until
        is None
    )
