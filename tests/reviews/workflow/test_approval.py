"""Approvals: by whom, of which version, sent back and withdrawn."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from reviews.exceptions import Stale
from reviews.review.table import State
from reviews.revisions.models import Approval, Revision
from reviews.workflow import moves, publication_moves
from tests import given

pytestmark = pytest.mark.django_db


def test_nobody_approves_what_they_wrote_in():
    author = given.editor()
    review = given.submitted(by=author)

    with pytest.raises(PermissionDenied, match="somebody else"):
        moves.approve(review, revision=1, by=author)


def test_whoever_added_one_piece_of_evidence_is_an_author():
    holder, helper = given.checker(), given.editor()
    review = given.drafted(by=holder)
    given.evidence(review, by=helper)
    review = moves.submit(review, by=holder)

    with pytest.raises(PermissionDenied, match="somebody else"):
        moves.approve(review, revision=1, by=helper)


def test_taking_assigning_and_sending_back_make_nobody_an_author():
    editor, holder = given.editor(), given.checker()
    review = moves.release(given.taken(by=editor), by=editor)
    review = moves.assign(review, to=holder, by=editor)
    given.evidence(review, by=holder)
    given.write(moves.weigh(review, by=holder), by=holder)
    review = moves.submit(review, by=holder)
    moves.send_back(review, note="Which year?", by=editor)
    review = moves.submit(review, by=holder)

    assert moves.approve(review, revision=2, by=editor).state == State.APPROVED


def test_a_stale_revision_is_refused():
    holder = given.checker()
    review = given.submitted(by=holder)
    review = moves.submit(moves.recall(review, by=holder), by=holder)

    with pytest.raises(Stale, match="Version 1 is not the one that waits"):
        moves.approve(review, revision=1, by=given.editor())


def test_sending_back_needs_a_note_and_the_holder_keeps_the_review():
    holder = given.checker()
    review = given.submitted(by=holder)

    with pytest.raises(ValidationError):
        moves.send_back(review, note="  ", by=given.editor())
    review = moves.send_back(review, note="Which year?", by=given.editor())

    assert (review.holder, review.sent_back) == (holder, "Which year?")


def test_a_revision_freezes_what_was_there_then():
    holder = given.checker()
    review = given.submitted(by=holder)
    before = Revision.objects.newest_of(review).content
    review = moves.recall(review, by=holder)

    given.write(review, by=holder, conclusion="Another conclusion.")

    assert review.revisions.get(number=1).content == before


def test_revoking_withdraws_the_approval_and_clears_a_set_time():
    review = given.approved()
    publication_moves.publish(review, at=timezone.now() + timedelta(days=1), by=given.editor())

    review = moves.revoke(review, note="Wait for the reply.", by=given.editor())

    assert review.publish_at is None
    assert Revision.objects.newest_of(review).approval is None
    assert Approval.objects.get().withdrawn_at is not None
