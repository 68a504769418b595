"""What the gates of weighing and submitting miss."""

import pytest

from reviews.evidence import actions as evidence_actions
from reviews.exceptions import NotReady
from reviews.workflow import moves
from tests import given

pytestmark = pytest.mark.django_db


def test_weighing_needs_evidence():
    holder = given.checker()

    with pytest.raises(NotReady, match="No evidence yet"):
        moves.weigh(given.taken(by=holder), by=holder)


def test_weighing_waits_for_pages_on_their_way():
    holder = given.checker()
    review = given.taken(by=holder)
    given.evidence(review, by=holder, url="https://example.org/budget")

    with pytest.raises(NotReady, match="waiting for its page"):
        moves.weigh(review, by=holder)


def test_submit_says_all_that_is_missing_in_sentences():
    holder = given.checker()
    review = given.weighed(by=holder)
    given.write(review, by=holder, rating=None, conclusion="", body="See [1] and [7].")

    with pytest.raises(NotReady) as refused:
        moves.submit(review, by=holder)

    assert [str(one) for one in refused.value.missing] == [
        "No rating chosen yet.",
        "No conclusion yet: the sentence that decides.",
        "Citation [7] has no evidence.",
    ]


def test_a_passage_that_is_not_on_the_page_does_not_count():
    holder = given.checker()
    review = given.taken(by=holder)
    given.evidence(review, by=holder, quote="The mayor has never spoken of money at all.")
    moves.weigh(review, by=holder)
    given.write(review, by=holder, body="")

    with pytest.raises(NotReady, match="No passage yet that is found on an archived page"):
        moves.submit(review, by=holder)


def test_withdrawn_evidence_does_not_count_and_its_number_is_not_given_again():
    holder = given.checker()
    review = given.drafted(by=holder)
    piece = review.evidence.get()

    evidence_actions.withdraw_evidence(piece, note="The wrong year.", by=holder)

    with pytest.raises(NotReady):
        moves.submit(review, by=holder)
    assert given.evidence(review, by=holder).number == 2
