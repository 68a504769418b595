"""Who writes in a review, and in which states."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from reviews.exceptions import NotWritable
from reviews.replies import actions as reply_actions
from reviews.review import actions as review_actions
from reviews.review.actions import StaleDraft
from reviews.review.models import Draft, DraftSave
from reviews.triage import actions as triage_actions
from reviews.workflow import moves
from reviews.workflow.claim_changes import reword_claim
from tests import given

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "reach", [given.queued, given.submitted, given.approved, given.published]
)
def test_nothing_is_written_outside_evidence_and_verdict(reach):
    review = reach()
    editor = given.editor()

    with pytest.raises(NotWritable):
        review_actions.save_draft(
            review, version=1, rating=None, conclusion="x", body="", by=editor
        )
    with pytest.raises(NotWritable):
        given.evidence(review, by=editor)
    with pytest.raises(NotWritable):
        reword_claim(review, text="Another wording", claimant="X Y", said_on=None, by=editor)
    with pytest.raises(NotWritable):
        reply_actions.note_reply(review, not_asked_because="No time.", by=editor)


def test_a_checker_who_does_not_hold_it_writes_nothing():
    with pytest.raises(PermissionDenied):
        given.write(given.weighed(), by=given.checker())


def test_a_stale_draft_is_refused_with_the_other_text_and_both_are_kept():
    holder = given.checker()
    review = given.weighed(by=holder)
    draft = {"rating": None, "body": "", "by": holder}
    review_actions.save_draft(review, version=1, conclusion="One tab.", session="a", **draft)

    with pytest.raises(StaleDraft) as refused:
        review_actions.save_draft(
            review, version=1, conclusion="Another.", session="b", **draft
        )

    assert refused.value.draft.conclusion == "One tab."
    assert Draft.objects.get(pk=review.pk).conclusion == "One tab."


def test_the_same_save_sent_twice_is_one():
    holder = given.checker()
    review = given.weighed(by=holder)
    save = {"version": 1, "rating": None, "conclusion": "Once.", "body": ""}

    for _ in range(2):
        review_actions.save_draft(review, **save, session="tab", counter=1, by=holder)

    assert DraftSave.objects.filter(draft=review.pk).count() == 1


def test_an_unknown_grade_is_refused():
    holder = given.checker()

    with pytest.raises(ValidationError, match="no rating"):
        given.write(given.weighed(by=holder), by=holder, rating="pants-on-fire")


def test_rewording_makes_an_author_and_leaves_the_statement_verbatim():
    editor = given.editor()
    statement = given.statement()
    quote = statement.quote
    review = triage_actions.accept_statement(
        statement, text="The police got less money", by=given.checker()
    )
    review = moves.take(review, by=given.checker())

    review = reword_claim(
        review, text="Police money fell", claimant="Mara Brook", said_on=None, by=editor
    )

    statement.refresh_from_db()
    assert (review.claim.text, statement.quote) == ("Police money fell", quote)
    assert review.authors.get().user == editor
