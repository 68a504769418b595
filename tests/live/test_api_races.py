"""Several people at the same instant, by API: one wins, the others are told so in sentences."""

import pytest
from django.db import connections, transaction

from claims.claimants.models import Claimant
from claims.claims.actions import get_or_create_claimant
from reviews.publication.models import Correction, Publication
from reviews.review.models import Review
from tests import given
from tests.calling import Caller
from tests.live.test_races import at_once
from tests.waiting import wait_until

pytestmark = pytest.mark.usefixtures("live_db")


def _statuses(*answers):
    return sorted(answer.status_code for answer in answers)


def test_two_who_name_the_same_new_claimant_both_get_them():
    callers = [Caller(given.checker()) for _ in range(4)]
    body = {"claimant": {"name": "Nobody Known Yet"}}

    made = at_once(
        *(
            lambda caller=caller, n=n: caller.post(
                "claims/", {**body, "text": f"Rents rose by {n} percent"}
            )
            for n, caller in enumerate(callers)
        )
    )

    assert _statuses(*made) == [201] * 4
    assert Claimant.objects.filter(name="Nobody Known Yet").count() == 1


def test_a_claimant_who_is_being_made_elsewhere_is_waited_for():
    def later():
        return get_or_create_claimant("Made In The Meantime")

    def first():
        with transaction.atomic():
            made = get_or_create_claimant("Made In The Meantime")
            wait_until(_somebody_waits_for_a_lock, what="the other one waits")
        return made

    answers = at_once(
        first, lambda: (wait_until(_is_being_made, what="it is made"), later())[1]
    )

    assert isinstance(answers[0], Claimant), answers[0]
    assert answers[0] == answers[1]


def _somebody_waits_for_a_lock():
    return _one("SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock')")


def _is_being_made():
    """Somebody holds a transaction open after an INSERT into claimants."""
    return _one(
        "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE mode = 'RowExclusiveLock'"
        " AND relation = 'claims_claimant'::regclass)"
    )


def _one(question):
    with connections["default"].cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]


def test_of_two_approvals_one_is_given_and_one_refused():
    review = given.submitted()
    editors = [Caller(given.editor()) for _ in range(2)]

    answers = at_once(
        *(
            lambda editor=editor: editor.post(f"reviews/{review.pk}/approve/", {"revision": 1})
            for editor in editors
        )
    )

    assert _statuses(*answers) == [200, 409]


def test_of_two_who_publish_the_same_words_both_get_an_address_or_are_told_to_repeat():
    editor = given.editor()
    text = "The harbour bridge was closed for nine months"
    reviews = [given.approved(review=given.queued(text=text), editor_=editor) for _ in range(3)]
    callers = [Caller(given.editor()) for _ in reviews]

    def publish(caller, review):
        return caller.post(f"reviews/{review.pk}/publish/")

    answers = at_once(
        *(
            lambda caller=caller, review=review: publish(caller, review)
            for caller, review in zip(callers, reviews, strict=True)
        )
    )
    for caller, review in zip(callers, reviews, strict=True):
        if given.fresh(review).state == "approved":
            assert publish(caller, review).status_code == 200

    assert {answer.status_code for answer in answers} <= {200, 409}
    slugs = Publication.objects.filter(review__in=reviews).values_list("slug", flat=True)
    assert len(set(slugs)) == 3


def test_of_many_takers_each_gets_another_review():
    for _ in range(6):
        given.queued()
    callers = [Caller(given.checker()) for _ in range(6)]

    taken = at_once(
        *(lambda caller=caller: caller.post("reviews/take-next/") for caller in callers)
    )

    assert _statuses(*taken) == [200] * 6
    assert len({answer.json()["id"] for answer in taken}) == 6
    assert Review.objects.filter(state="evidence").count() >= 6


def _propose(caller, review, conclusion):
    sent = {"kind": "substantial", "text": "We were wrong.", "conclusion": conclusion}
    return caller.post(f"reviews/{review.pk}/correction/", sent)


def test_of_two_corrections_at_once_one_is_sent_and_one_refused():
    review = given.published()
    editors = [Caller(given.editor()) for _ in range(2)]

    answers = at_once(
        *(
            lambda editor=editor, n=n: _propose(editor, review, f"The fall was {n} percent.")
            for n, editor in enumerate(editors)
        )
    )

    assert _statuses(*answers) == [200, 409]
    assert given.fresh(review).state == "submitted"
    assert review.revisions.count() == 2


def test_of_two_who_confirm_a_correction_one_publishes_it_once():
    review = given.published()
    _propose(Caller(given.editor()), review, "The fall was 5 percent.")
    editors = [Caller(given.editor()) for _ in range(2)]

    answers = at_once(
        *(
            lambda editor=editor: editor.post(
                f"reviews/{review.pk}/correction/confirm/", {"revision": 2}
            )
            for editor in editors
        )
    )

    assert _statuses(*answers) == [200, 409]
    assert Correction.objects.filter(publication__review=review).count() == 1


def test_of_a_confirmation_and_its_being_taken_back_one_happens_and_one_is_refused():
    review = given.published()
    asker, other = Caller(given.editor()), Caller(given.editor())
    _propose(asker, review, "The fall was 5 percent.")

    confirmed, taken_back = at_once(
        lambda: other.post(f"reviews/{review.pk}/correction/confirm/", {"revision": 2}),
        lambda: asker.post(f"reviews/{review.pk}/recall/"),
    )

    assert _statuses(confirmed, taken_back) == [200, 409]
    is_out = Correction.objects.filter(publication__review=review).exists()
    assert is_out == (confirmed.status_code == 200)


def test_words_for_readers_that_change_while_somebody_retracts_are_either_shown_or_refused():
    review = given.asked_to_retract()
    asker, other = Caller(given.editor()), Caller(given.editor())

    done, reworded = at_once(
        lambda: other.post(f"reviews/{review.pk}/retract/"),
        lambda: asker.put(f"reviews/{review.pk}/retraction/", {"text": "Other words."}),
    )

    assert done.status_code == 200
    shown = Publication.objects.get(review=review).retraction
    assert (reworded.status_code, shown) in {(200, "Other words."), (409, given.FORGED)}


def test_of_two_editors_who_decide_on_a_proposed_change_one_is_told_that_it_was_decided():
    change = given.proposed_change()
    one, other = Caller(given.editor()), Caller(given.editor())

    answers = at_once(
        lambda: one.post(f"proposed-changes/{change.pk}/confirm/"),
        lambda: other.post(f"proposed-changes/{change.pk}/refuse/"),
    )

    assert _statuses(*answers) == [200, 409]
    change.refresh_from_db()
    is_public = change.snapshot.content.is_public
    assert is_public == (change.state == "confirmed")


def test_a_change_proposed_by_two_at_once_is_one():
    page = given.proposed_change().snapshot
    body = {"is_public": True, "licence": "CC0 1.0"}
    callers = [Caller(given.checker()) for _ in range(3)]

    answers = at_once(
        *(
            lambda caller=one: caller.post(f"snapshots/{page.pk}/public/", body)
            for one in callers
        )
    )

    assert _statuses(*answers) == [202] * 3
    assert len({answer.json()["id"] for answer in answers}) == 1
