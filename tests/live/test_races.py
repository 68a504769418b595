"""Several people at the same instant: threads, real commits."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from accounts import actions as accounts
from accounts.models import Token, User
from history.models import Event
from history.record import record
from reviews.archived_pages import erasure
from reviews.evidence.models import Evidence
from reviews.exceptions import IllegalMove
from reviews.publication.models import Publication
from reviews.review import actions as review_actions
from reviews.review.actions import StaleDraft
from reviews.review.models import DraftSave, Review
from reviews.revisions.models import Approval
from reviews.triage import actions as triage_actions
from reviews.workflow import moves, publication_moves
from tests import given

pytestmark = pytest.mark.usefixtures("live_db")


def at_once(*calls):
    """What each call returned or raised, all started at the same moment."""
    together = Barrier(len(calls))

    def run(call):
        try:
            together.wait(10)
            return call()
        except Exception as error:  # noqa: BLE001 - the refusal is what is asked for
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(run, calls))


def test_two_editors_approving_at_once_give_one_approval():
    review = given.submitted()
    editors = [given.editor(), given.editor()]

    answers = at_once(
        *(lambda by=by: moves.approve(review, revision=1, by=by) for by in editors)
    )

    assert {type(answer) for answer in answers} == {Review, IllegalMove}
    assert Approval.objects.filter(revision__review=review).count() == 1


def test_two_editors_publishing_at_once_give_one_publication():
    review = given.approved()
    editors = [given.editor(), given.editor()]

    at_once(*(lambda by=by: publication_moves.publish(review, by=by) for by in editors))

    assert Publication.objects.filter(claim=review.claim).count() == 1


def test_checkers_taking_at_once_never_get_the_same_review():
    for _ in range(10):
        given.queued()
    people = [given.checker() for _ in range(8)]

    taken = at_once(*(lambda by=by: moves.take_next(by=by) for by in people))

    assert len({review.pk for review in taken}) == len(people)


def test_when_one_review_waits_one_of_two_checkers_gets_it():
    while moves.take_next(by=given.checker()):
        pass
    given.queued()
    people = [given.checker(), given.checker()]

    taken = at_once(*(lambda by=by: moves.take_next(by=by) for by in people))

    assert sum(review is not None for review in taken) == 1


def test_of_many_saves_from_one_version_exactly_one_is_kept():
    holder = given.checker()
    review = given.weighed(by=holder)
    save = {"version": 1, "rating": None, "body": "", "by": holder}

    answers = at_once(
        *(
            lambda n=n: review_actions.save_draft(
                review, conclusion=f"Text {n}", session=f"tab{n}", **save
            )
            for n in range(12)
        )
    )

    assert sum(isinstance(answer, StaleDraft) for answer in answers) == 11
    assert DraftSave.objects.filter(draft=review.pk).count() == 1


def test_many_writers_of_one_chain_leave_no_hole():
    system = given.checker()
    chain = f"user:{system.pk}"
    before = Event.objects.filter(chain=chain).count()

    at_once(*(lambda n=n: record(chain, "note", by=system, n=n) for n in range(16)))

    seqs = list(Event.objects.filter(chain=chain).order_by("seq").values_list("seq", flat=True))
    assert seqs == list(range(1, before + 17))


def test_two_people_deciding_on_one_statement_make_one_claim():
    statement = given.statement()
    people = [given.checker(), given.checker()]

    at_once(
        *(
            lambda by=by: triage_actions.accept_statement(
                statement, text="Police funding was cut", by=by
            )
            for by in people
        )
    )

    assert Review.objects.filter(claim__appearances=statement).count() == 1


def test_words_taken_from_a_page_while_it_is_erased_never_outlive_it():
    by, admin = given.checker(), given.admin()
    for number in range(3):
        page = given.kept_page(f"Ann Lee left in 20{number}0 over the accounts.", by=by)
        quote = f"Ann Lee left in 20{number}0"
        reviews = [given.taken(by=by) for _ in range(3)]

        answers = at_once(
            lambda page=page: erasure.erase_page(page, why="By law.", by=admin),
            *(
                lambda one=one, page=page, quote=quote: given.evidence(
                    one, by=by, snapshot=page, quote=quote
                )
                for one in reviews
            ),
        )

        unasked = {type(one) for one in answers} - {list, Evidence, ValidationError}
        assert not unasked
        if isinstance(answers[0], list):
            assert not Evidence.objects.filter(quote=quote).exists()
        else:
            assert Evidence.objects.filter(quote=quote).exists()


@pytest.mark.parametrize("ends", ["change_password", "deactivate"])
def test_a_token_asked_for_while_its_owner_s_access_ends_is_never_left(ends):
    admin = given.admin()
    for _ in range(5):
        person = given.checker()
        as_the_request_began = User.objects.get(pk=person.pk)
        more = {"password": "another-horse-77"} if ends == "change_password" else {}

        at_once(
            partial(accounts.make_token, name="script", by=as_the_request_began),
            partial(getattr(accounts, ends), person, by=admin, **more),
        )

        assert User.objects.get(pk=person.pk).sessions_ended == 1
        assert not Token.objects.filter(user=person).exists()
