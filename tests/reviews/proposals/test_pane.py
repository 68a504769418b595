"""The pane of suggestions on the page of a review."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reviews.proposals.suggestions import suggestions_of
from reviews.review.models import Review
from tests import given
from tests.reviews.proposals.found_pages import held, kept_proposal

pytestmark = pytest.mark.django_db


def test_the_pane_shows_sentence_reasons_and_keys_to_who_may_write(desk, web):
    proposal, by = kept_proposal(web)

    page = desk(by).get(reverse("desk:review", args=[proposal.review_id])).content.decode()

    assert "Suggested: Web search" in page
    assert "<mark>Police</mark> <mark>spending</mark>" in page
    assert 'data-key="y"' in page
    assert "not set up" not in page  # an editor's business
    reader = desk(given.editor()).get(reverse("desk:review", args=[proposal.review_id]))
    assert "not set up</span> <code>WIKIPEDIA_URL</code>" in reader.content.decode()


def test_whoever_may_not_write_sees_suggestions_without_buttons(desk, web):
    proposal, _ = kept_proposal(web)

    page = desk(given.checker()).get(reverse("desk:review", args=[proposal.review_id]))

    assert "Suggested: Web search" in page.content.decode()
    assert 'data-key="y"' not in page.content.decode()


def test_the_pane_asks_for_itself_only_while_something_changes(desk):
    review, by = held()
    client, address = desk(by), reverse("desk:proposals", args=[review.pk])

    at_work = client.get(address).content.decode()
    for finder in ("desk", "links"):
        given.looked(review, finder)
    done = client.get(address)

    assert "every 2s" in at_work
    assert "every 2s" not in done.content.decode()
    mark = suggestions_of(review).mark
    assert client.get(f"{address}?mark={mark}").status_code == 204


def test_taking_leads_to_the_page_with_the_sentence_or_to_the_evidence(desk, web):
    proposal, by = kept_proposal(web)
    client = desk(by)

    there = client.post(reverse("desk:proposal_take", args=[proposal.pk]))
    client.post(reverse("desk:proposal_undo", args=[proposal.pk]))
    at_once = client.post(
        reverse("desk:proposal_take", args=[proposal.pk]), {"stance": "supports"}
    )

    assert there["Location"].endswith(f"?review={proposal.review_id}&proposal={proposal.pk}")
    assert at_once["Location"].endswith("#evidence-1")


def test_refusing_by_htmx_answers_with_the_pane_and_an_undo(desk, web):
    proposal, by = kept_proposal(web)

    answer = desk(by).post(
        reverse("desk:proposal_dismiss", args=[proposal.pk]), headers={"HX-Request": "true"}
    )

    assert "1 refused" in answer.content.decode()
    assert reverse("desk:proposal_undo", args=[proposal.pk]) in answer["HX-Trigger"]


def test_many_proposals_cost_the_pane_as_much_as_one(web):
    def cost(n):
        review, _ = held()
        web(review, *[(f"https://site{k}.example.org/a", "Police", "") for k in range(n)])
        fresh = Review.objects.get(pk=review.pk)
        with CaptureQueriesContext(connection) as asked:
            list(suggestions_of(fresh).all)
        return len(asked)

    assert cost(1) == cost(8)
