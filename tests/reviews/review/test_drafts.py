"""A draft that is saved from more than one place."""

import pytest

from history.models import Event
from reviews.review import actions
from reviews.review.actions import StaleDraft
from reviews.review.models import DraftSave
from tests import given

pytestmark = pytest.mark.django_db


def save(review, by, *, version, body, session="tab", counter=1):
    return actions.save_draft(
        review,
        version=version,
        rating=None,
        conclusion="",
        body=body,
        session=session,
        counter=counter,
        by=by,
    )


def test_a_save_repeated_after_a_lost_answer_changes_nothing():
    checker = given.checker()
    review = given.taken(by=checker)
    first = save(review, checker, version=1, body="One.")

    again = save(review, checker, version=1, body="One.")

    assert again.version == first.version
    assert DraftSave.objects.filter(draft=first).count() == 1


def test_a_repeated_save_does_not_adopt_what_another_tab_saved_since():
    checker = given.checker()
    review = given.taken(by=checker)
    first = save(review, checker, version=1, body="One.")
    save(review, checker, version=first.version, body="Two.", session="other tab")

    with pytest.raises(StaleDraft) as refused:
        save(review, checker, version=1, body="One.")

    assert refused.value.draft.body == "Two."


def test_the_first_save_of_a_new_author_is_told_in_history_once():
    checker, editor = given.checker(), given.editor()
    review = given.taken(by=checker)

    first = save(review, checker, version=1, body="One.")
    second = save(review, checker, version=first.version, body="Two.", counter=2)
    save(review, editor, version=second.version, body="Three.", session="other tab")

    events = Event.objects.of(review.claim.chain).filter(kind="write").order_by("seq")
    assert [event.actor for event in events] == [checker.public_id, editor.public_id]
