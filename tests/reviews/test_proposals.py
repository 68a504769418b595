"""Proposals: finders look by themselves, a person takes or refuses, and nothing is believed."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from history.models import Event
from jobs.models import JobState
from reviews import actions, finders, finding
from reviews.models import Evidence, Proposal, Search
from reviews.refusals import NotWritable
from tests import given

pytestmark = pytest.mark.django_db


def run(review, finder):
    """What the worker does when it is rung for this finder's row."""
    leased = Search.objects.lease(Search.objects.get(review=review, finder=finder).pk)
    facts = finding.prepare(leased)
    if facts is not None:
        finding.run(leased, facts)
    leased.refresh_from_db()
    return leased


def test_a_new_review_has_a_row_for_each_finder_that_is_on(settings):
    settings.SEARCH_URL = "http://127.0.0.1:1"

    review = given.queued()

    rows = Search.objects.filter(review=review)
    assert {row.finder for row in rows} == {"desk", "links", "web-search"}
    assert {row.state for row in rows} == {JobState.WAITING}


def test_this_desk_s_evidence_on_a_like_claim_is_proposed_with_its_place():
    given.published(review=given.queued(text="Police spending fell by 40 percent in 2026"))
    review = given.taken(
        review=given.queued(text="Police spending fell by 45 percent in 2026")
    )

    search = run(review, "desk")

    assert (search.state, search.found) == (JobState.DONE, 2)
    check, passage = sorted(review.proposals.all(), key=lambda one: bool(one.passage))
    assert "/checks/" in check.url
    assert check.about["rating"] == "Half true"
    assert passage.passage == given.PASSAGE
    assert passage.snapshot.content.text[passage.start :].startswith(given.PASSAGE)
