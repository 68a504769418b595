"""Publishing, correcting, and claims whose check is retracted or dropped."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from history.models import Event
from reviews.exceptions import AlreadyInWork, NotReady
from reviews.publication.models import Publication
from reviews.review.models import Review
from reviews.review.table import State
from reviews.triage import actions as triage_actions
from reviews.workflow import maintenance, moves, publication_moves
from tests import given
from tests.reviews.workflow.given_moves import live_in

pytestmark = pytest.mark.django_db


def test_publishing_at_a_time_waits_for_the_system_and_names_the_editor():
    editor = given.editor()
    review = given.approved()
    publication_moves.publish(review, at=timezone.now() + timedelta(hours=1), by=editor)
    assert maintenance.publish_due() == 0
    Review.objects.filter(pk=review.pk).update(publish_at=timezone.now() - timedelta(1))

    assert maintenance.publish_due() == 1

    event = Event.objects.of(review.claim.chain)[0]
    assert (event.actor, event.payload["set_by"]) == ("system", editor.public_id)
    assert Publication.objects.get().published_by == editor


def test_a_published_review_lets_go_of_its_holder():
    assert given.published().holder is None


def test_a_correction_replaces_the_version_and_keeps_the_old_one():
    holder = given.checker()
    review = given.reopened(to=holder)
    review = moves.weigh(review, by=holder)
    given.write(review, by=holder, conclusion="The fall was 4 percent.")
    review = moves.submit(review, by=holder)
    review = moves.approve(review, revision=2, by=given.editor())

    review = publication_moves.correct(
        review, kind="update", text="It said 5.", by=given.editor()
    )

    publication = Publication.objects.live_of(review)
    assert [version.revision.number for version in publication.versions.all()] == [1, 2]
    assert publication.corrections.get().text == "It said 5."
    assert publication.revision.frozen["conclusion"] == "The fall was 4 percent."


def test_a_correction_has_a_kind_and_a_text():
    review = live_in(State.APPROVED)

    with pytest.raises(ValidationError):
        publication_moves.correct(review, kind="retraction", text="Wrong.", by=given.editor())
    with pytest.raises(ValidationError):
        publication_moves.correct(review, kind="minor", text="", by=given.editor())


def test_publishing_a_reopened_check_is_a_correction():
    with pytest.raises(NotReady, match="live publication"):
        publication_moves.publish(live_in(State.APPROVED), by=given.editor())


def test_a_reopened_check_cannot_be_dropped():
    with pytest.raises(NotReady, match="live publication"):
        moves.drop(given.reopened(), reason="No time.", by=given.editor())


def test_a_dropped_claim_may_be_queued_anew_and_a_published_one_may_not():
    again = triage_actions.queue_claim(given.dropped().claim, by=given.checker())
    assert again.state == State.QUEUED

    with pytest.raises(AlreadyInWork, match="reopen"):
        triage_actions.queue_claim(given.published().claim, by=given.checker())
    with pytest.raises(AlreadyInWork, match="already being reviewed"):
        triage_actions.queue_claim(again.claim, by=given.checker())


def test_a_retracted_claim_gets_a_new_review_and_a_new_address():
    first = given.retracted()
    review = triage_actions.queue_claim(first.claim, by=given.checker())

    review = given.published(review=review)

    slugs = Publication.objects.filter(claim=first.claim).values_list("slug", flat=True)
    assert len(set(slugs)) == 2
