"""An editor's decision on exactly one version."""

from datetime import date

import pytest

from reviews.replies import actions as reply_actions
from reviews.review.table import State
from reviews.revisions.models import Seen
from reviews.workflow import moves
from tests import given
from tests.desk.review.pages import address, signed_in, text_of

pytestmark = pytest.mark.django_db


def test_an_editor_sees_what_changed_since_the_version_they_saw():
    checker, editor = given.checker(), given.editor()
    review = given.submitted(by=checker, body="It fell by 40 percent [1]. All else stays.")
    client = signed_in(editor)
    client.post(address("seen", review.pk), {"revision": 1})
    moves.recall(review, by=checker)
    given.write(review, by=checker, body="It fell by 4 percent [1]. All else stays.")
    moves.submit(given.fresh(review), by=checker)

    page = text_of(client.get(address("approval", review.pk)))

    assert Seen.objects.get().user == editor
    assert "<del>40</del><ins>4</ins>" in page
    assert "show 1 unchanged sentence" in page


def test_an_editor_reads_the_days_of_a_reply_as_the_desk_says_them():
    asked = given.asked(due_on=date(2026, 3, 9))
    by = asked.noted_by
    reply_actions.note_answer(asked, reply="No.", replied_on=date(2026, 3, 6), by=by)
    given.evidence(asked.review, by=by)
    moves.weigh(asked.review, by=by)
    given.write(asked.review, by=by)
    moves.submit(given.fresh(asked.review), by=by)

    page = text_of(signed_in(given.editor()).get(address("approval", asked.review_id)))

    assert f"asked 4 March 2026 by {by.name}, by e-mail" in page
    assert "replied 6 March 2026" in page
    assert "2026-03-0" not in page


def test_an_author_is_told_in_words_why_they_cannot_approve():
    editor = given.editor()
    review = given.submitted(by=editor)

    page = text_of(signed_in(editor).get(address("approval", review.pk)))

    assert "You wrote in this version, so somebody else must approve it." in page


def test_a_version_that_was_overtaken_is_not_approved():
    checker, editor = given.checker(), given.editor()
    review = given.submitted(by=checker)
    client = signed_in(editor)
    moves.recall(review, by=checker)
    given.write(review, by=checker, body="Other words [1].")
    moves.submit(given.fresh(review), by=checker)

    watched = client.get(address("approval", review.pk), {"have": "1-submitted"})
    response = client.post(address("move", review.pk, "approve"), {"revision": 1})

    assert "Version 2 has come in." in text_of(watched)
    assert response.status_code == 409
    assert given.fresh(review).state == State.SUBMITTED


def test_an_approved_version_is_published_only_when_the_box_is_ticked():
    editor = given.editor()
    review = given.approved(editor_=editor)
    client = signed_in(editor)

    unasked = client.post(address("move", review.pk, "publish"))
    asked = client.post(address("move", review.pk, "publish"), {"sure": "1"})

    assert unasked.status_code == 422
    assert "is approved" in text_of(unasked)  # the same page, with the sentence by the tick
    assert 'aria-describedby="unsure"' in text_of(unasked)
    assert "Tick the box to confirm. Readers will see it." in text_of(unasked)
    assert asked.status_code == 302
    assert given.fresh(review).state == State.PUBLISHED
