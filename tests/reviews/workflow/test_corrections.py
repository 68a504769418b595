"""A correction in two steps: sent by one editor, confirmed by another."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from desk.inbox import rows
from history.models import Event
from reviews.exceptions import IllegalMove, NotReady, NotWritable, Stale
from reviews.publication.models import Correction, Publication
from reviews.publication.models.corrections import ProposedCorrection
from reviews.review.actions import StaleDraft
from reviews.review.models import Review
from reviews.revisions.models import Revision
from reviews.workflow import corrections, moves
from tests import given
from tests.reviews.workflow.given_corrections import MENDED, WORDS, proposed_correction

pytestmark = pytest.mark.django_db


def _kinds(review):
    return [event.kind for event in reversed(Event.objects.of(review.claim.chain))]


def test_a_correction_is_prepared_in_one_step_by_the_moves_of_the_table():
    review = given.published()
    before = len(_kinds(review))

    review = proposed_correction(review)

    assert review.state == "submitted"
    assert _kinds(review)[before:] == ["reopen", "write", "weigh", "submit", "ask-correct"]
    assert Revision.objects.newest_of(review).frozen["conclusion"] == MENDED
    assert (
        ProposedCorrection.waiting_for(review).kind,
        ProposedCorrection.waiting_for(review).text,
    ) == ("substantial", WORDS)
    assert Publication.objects.get().revision.frozen["conclusion"] != MENDED


def test_what_is_left_out_stays_as_readers_see_it():
    review = given.published(body="The budget says so [1].")
    review = proposed_correction(review)

    frozen, public = (
        Revision.objects.newest_of(review).frozen,
        Publication.objects.get().revision.frozen,
    )

    assert frozen["body"] == public["body"]
    assert frozen["rating"] == public["rating"]
    assert frozen["claim"]["text"] == public["claim"]["text"]


def test_another_editor_approves_and_publishes_it_by_one_confirmation():
    review = proposed_correction()
    other = given.editor()

    review = corrections.confirm_correction(review, revision=2, by=other)

    assert review.state == "published"
    assert _kinds(review)[-2:] == ["approve", "correct"]
    assert Publication.objects.get().revision.frozen["conclusion"] == MENDED
    correction = Correction.objects.get()
    assert (correction.kind, correction.text, correction.corrected_by) == (
        "substantial",
        WORDS,
        other,
    )
    assert ProposedCorrection.waiting_for(review) is None


def test_whoever_confirms_may_choose_other_words_and_another_kind():
    review = proposed_correction()

    corrections.confirm_correction(
        review, revision=2, kind="update", text="It is 5 percent.", by=given.editor()
    )

    correction = Correction.objects.get()
    assert (correction.kind, correction.text) == ("update", "It is 5 percent.")


def test_whoever_wrote_the_correction_does_not_confirm_it():
    editor = given.editor()
    review = proposed_correction(by=editor)

    with pytest.raises(PermissionDenied, match="somebody else must approve it"):
        corrections.confirm_correction(review, revision=2, by=editor)


def test_a_confirmation_names_exactly_the_revision_that_waits():
    review, other = proposed_correction(), given.editor()

    with pytest.raises(Stale):
        corrections.confirm_correction(review, revision=1, by=other)
    approved = moves.approve(review, revision=2, by=other)
    with pytest.raises(Stale):
        corrections.confirm_correction(approved, revision=1, by=other)

    assert corrections.confirm_correction(approved, revision=2, by=other).state == "published"


def test_a_confirmation_that_cannot_publish_does_not_approve_either():
    review = proposed_correction()

    with pytest.raises(ValidationError, match="more than minor"):
        corrections.confirm_correction(review, revision=2, kind="minor", by=given.editor())

    assert given.fresh(review).state == "submitted"
    assert Revision.objects.newest_of(review).approval is None


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"body": "The figures are in [7]."}, NotReady),
        ({"kind": "minor"}, ValidationError),
        ({"kind": ""}, ValidationError),
        ({"text": " "}, ValidationError),
        ({"rating": "no-such-grade"}, ValidationError),
        ({"conclusion": "x" * 301}, ValidationError),
        ({"conclusion": None}, ValidationError),  # nothing differs
        ({"version": 1}, StaleDraft),
    ],
)
def test_a_correction_that_is_refused_leaves_everything_as_it_was(change, refusal):
    review = given.published()
    before, draft = len(_kinds(review)), review.draft.version

    with pytest.raises(refusal):
        proposed_correction(review, **change)

    review = given.fresh(review)
    assert (review.state, review.draft.version, len(_kinds(review))) == (
        "published",
        draft,
        before,
    )
    assert review.revisions.count() == 1


def test_a_second_correction_does_not_overtake_the_one_that_waits():
    review = proposed_correction()

    with pytest.raises(NotWritable):
        proposed_correction(review)


def test_a_claim_without_a_published_check_has_nothing_to_correct():
    with pytest.raises(NotReady, match="no live publication"):
        proposed_correction(given.drafted())


def test_a_checker_does_not_reopen_a_published_check_by_correcting_it():
    with pytest.raises(PermissionDenied):
        proposed_correction(by=given.checker())


def test_a_checker_who_was_given_a_reopened_check_sends_the_correction():
    checker = given.checker()
    review = given.reopened(to=checker)

    review = proposed_correction(review, by=checker)

    assert (review.state, ProposedCorrection.waiting_for(review).asked_by) == (
        "submitted",
        checker,
    )


def test_the_claim_s_wording_is_corrected_with_the_rest():
    review = proposed_correction(claim="Police money was cut by 40 percent")

    assert (
        Revision.objects.newest_of(review).frozen["claim"]["text"]
        == "Police money was cut by 40 percent"
    )
    assert "reword" in _kinds(review)


def test_only_an_editor_who_wrote_nothing_in_it_is_asked():
    author = given.editor()
    review = given.published(by=author)

    for person in (author, given.checker()):
        with pytest.raises(ValidationError):
            proposed_correction(review, to=person)
    asked = given.editor()
    assert (
        ProposedCorrection.waiting_for(proposed_correction(review, to=asked)).asked_of == asked
    )


def test_whoever_sent_it_takes_it_back_until_it_is_confirmed_and_sends_it_again():
    editor = given.editor()
    review = proposed_correction(by=editor, note="For Lin.")

    review = moves.recall(review, by=editor)
    assert ProposedCorrection.waiting_for(review) is None
    with pytest.raises(IllegalMove):
        corrections.confirm_correction(review, revision=2, by=given.editor())
    review = proposed_correction(review, by=editor, conclusion="It fell by 6 percent.")

    assert ProposedCorrection.waiting_for(review).revision.number == 3
    assert corrections.confirm_correction(review, revision=3, by=given.editor())


def test_a_correction_that_is_let_go_leaves_what_readers_see_and_waits_for_nobody():
    editor, other = given.editor(), given.editor()
    review = moves.stand(proposed_correction(by=editor), note="It was right.", by=editor)

    assert ProposedCorrection.waiting_for(review) is None
    assert Review.objects.turn_of(other).filter(pk=review.pk).count() == 0
    assert not Correction.objects.exists()


def test_a_correction_that_was_let_go_does_not_come_back_with_the_next_one():
    editor = given.editor()
    review = moves.stand(proposed_correction(by=editor), note="It was right.", by=editor)

    review = proposed_correction(
        review, by=editor, conclusion=None, body="The budget has figures [1]."
    )

    public = Publication.objects.get().revision.frozen
    assert Revision.objects.newest_of(review).frozen["conclusion"] == public["conclusion"]


def test_the_other_editor_s_inbox_asks_and_leads_to_the_confirmation(client):
    asker, asked, third = (given.editor(name=name) for name in ("Ada", "Lin", "Eva"))
    review = proposed_correction(by=asker, to=asked)

    (row,) = rows.your_turn(asked)
    (other,) = rows.your_turn(third)

    assert row.why == "Ada asks you to confirm a correction"
    assert other.why == "Ada asks Lin to confirm a correction"
    assert row.href == f"/desk/reviews/{review.pk}/correction/"
    client.force_login(asked)
    assert row.href in client.get("/desk/").content.decode()


def test_the_cost_of_the_inbox_does_not_grow_with_corrections():
    other = given.editor()
    proposed_correction()
    with CaptureQueriesContext(connection) as one:
        rows.your_turn(other)
    for _ in range(3):
        proposed_correction()
    with CaptureQueriesContext(connection) as four:
        rows.your_turn(other)

    assert len(one) == len(four)
