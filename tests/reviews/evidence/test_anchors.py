"""The words of evidence, found on its page or not."""

import pytest
from django.core.exceptions import ValidationError

from reviews.evidence import actions as evidence_actions
from reviews.evidence.models import Evidence
from reviews.workflow import maintenance
from sources.snapshots import actions as snapshot_actions
from sources.snapshots import parse_job
from sources.snapshots.models import Content
from tests import given

pytestmark = pytest.mark.django_db


def test_the_page_s_own_words_are_stored_not_the_words_as_typed():
    holder = given.checker()
    review = given.taken(by=holder)

    piece = given.evidence(
        review, by=holder, quote="Police   spending falls\nfrom 90.2 million crowns"
    )

    assert piece.anchored is True
    assert piece.passage == "Police spending falls from 90.2 million crowns"


def test_near_words_that_are_longer_than_a_quote_may_be_are_not_taken():
    by = given.checker()
    sentences = [f"In year {n} the council spent {n} pounds on roads." for n in range(110)]
    page = given.kept_page(" ".join(sentences).replace("pounds", "pound sterling"), by=by)
    quote = " ".join(sentences)[:4999]
    piece = given.evidence(given.taken(by=by), by=by, snapshot=page, quote=quote)
    assert len(piece.near_passage) > 5000

    with pytest.raises(ValidationError, match="5000"):
        evidence_actions.take_near(piece, by=by)


def test_near_words_are_offered_and_taken_by_a_person():
    holder = given.checker()
    review = given.taken(by=holder)
    piece = given.evidence(
        review, by=holder, quote="Police spending fell from 90.2 million crown in 2025"
    )
    assert piece.anchored is False
    assert piece.near_percent >= 80

    piece = evidence_actions.take_near(piece, by=holder)

    assert piece.anchored is True
    assert "falls from 90.2 million crowns" in piece.passage


def test_evidence_needs_a_page():
    holder = given.checker()

    with pytest.raises(ValidationError, match="needs a page"):
        evidence_actions.attach_evidence(
            given.taken(by=holder), quote="words of nothing", stance="context", by=holder
        )


def test_confidential_evidence_says_how_readers_are_told():
    holder = given.checker()

    with pytest.raises(ValidationError, match="confidential"):
        given.evidence(given.taken(by=holder), by=holder, is_confidential=True)


def test_words_given_before_the_page_came_are_found_when_it_is_there():
    holder = given.checker()
    review = given.taken(by=holder)
    snapshot = snapshot_actions.archive_by_hand(
        given.PAGE.encode(), media_type="text/plain", by=holder
    )
    piece = given.evidence(review, by=holder, snapshot=snapshot)
    assert piece.anchored is None
    parse_job.parse_content(Content.objects.lease(snapshot.pk))

    assert maintenance.anchor_due() == 1

    assert Evidence.objects.get(pk=piece.pk).anchored is True
