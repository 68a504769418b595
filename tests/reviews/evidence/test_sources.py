"""Pages beside a review: asked for, put in by hand, replaced where they could not be kept."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from reviews.evidence import actions
from reviews.exceptions import NotWritable
from sources.captures.models import Capture
from tests import given

pytestmark = pytest.mark.django_db


def failed(capture):
    """The capture as a worker leaves it that met a closed door."""
    leased = Capture.objects.lease(capture.pk)
    leased.failed("site_refused", "The site asked for a password (401).")
    return leased


def test_an_address_is_asked_for_at_once_and_makes_nobody_an_author():
    checker = given.checker()
    review = given.taken(by=checker)

    source = actions.add_source(review, url="https://example.org/budget", by=checker)

    assert source.page_state == "waiting"
    assert source.capture.asked_by == checker
    assert not review.authors.exists()
    assert given.fresh(review).written_at is not None


def test_a_source_needs_a_page():
    checker = given.checker()
    review = given.taken(by=checker)

    with pytest.raises(ValidationError):
        actions.add_source(review, by=checker)


def test_only_those_who_may_write_add_sources():
    review = given.taken()

    with pytest.raises(PermissionDenied):
        actions.add_source(review, url="https://example.org/", by=given.checker())


def test_a_frozen_review_takes_no_sources():
    checker = given.checker()
    review = given.submitted(by=checker)

    with pytest.raises(NotWritable):
        actions.add_source(review, url="https://example.org/", by=checker)


def test_a_page_that_could_not_be_kept_gives_way_to_another():
    checker = given.checker()
    review = given.taken(by=checker)
    first = actions.add_source(review, url="https://example.org/", by=checker)
    failed(first.capture)

    second = actions.add_source(review, snapshot=given.kept_page(), instead=first, by=checker)

    assert list(review.sources.all()) == [second]
    assert second.page_state == "kept"


def test_a_removed_source_leaves_evidence_and_kept_page():
    checker = given.checker()
    review = given.taken(by=checker)
    page = given.kept_page(by=checker)
    source = actions.add_source(review, snapshot=page, by=checker)
    piece = given.evidence(review, by=checker, snapshot=page)

    actions.remove_source(source, by=checker)

    assert not review.sources.exists()
    assert review.evidence.get() == piece


def test_words_are_looked_for_on_the_page_given_instead():
    checker = given.checker()
    review = given.taken(by=checker)
    piece = given.evidence(review, by=checker, url="https://example.org/budget")
    failed(piece.capture)

    piece = actions.give_page(piece, snapshot=given.kept_page(), by=checker)

    assert piece.anchored
    assert piece.passage == given.PASSAGE


def test_a_piece_that_has_its_page_keeps_it():
    checker = given.checker()
    review = given.taken(by=checker)
    piece = given.evidence(review, by=checker)

    with pytest.raises(ValidationError):
        actions.give_page(piece, snapshot=given.kept_page(), by=checker)


def test_a_withdrawn_piece_comes_back_under_its_number():
    checker = given.checker()
    review = given.taken(by=checker)
    piece = actions.withdraw_evidence(
        given.evidence(review, by=checker), note="Wrong year.", by=checker
    )

    actions.restore_evidence(piece, by=checker)

    assert review.evidence.standing().get().number == piece.number
