"""The page of a review: every state, what is missing, history, and its cost."""

import json
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from history.models import Event
from reviews.calculations import actions as calculation_actions
from reviews.evidence import actions as evidence_actions
from reviews.replies import actions as reply_actions
from reviews.review.table import State
from reviews.triage import actions as triage_actions
from reviews.watch import checks as watch_checks
from tests import given
from tests.desk.review.pages import address, signed_in, text_of

pytestmark = pytest.mark.django_db

BUDGET = "https://city.example.org/budget"
NEWS = "The budget is being revised.\n"
STATES = {
    State.QUEUED: given.queued,
    State.EVIDENCE: given.taken,
    State.VERDICT: given.drafted,
    State.SUBMITTED: given.submitted,
    State.APPROVED: given.approved,
    State.PUBLISHED: given.published,
    State.RETRACTED: given.retracted,
    State.DROPPED: given.dropped,
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("reader", [given.checker, given.editor])
def test_the_page_opens_in_every_state_for_everybody_of_the_desk(state, reader):
    review = STATES[state]()

    response = signed_in(reader()).get(address("review", review.pk))

    assert response.status_code == 200
    assert review.claim.text in text_of(response)


@pytest.mark.parametrize(
    "name", ["review", "ledger", "needed", "draft", "draft_saves", "approval"]
)
def test_no_page_of_a_review_is_for_outsiders(name):
    review = given.submitted()

    outsider = signed_in(given.outsider()).get(address(name, review.pk))
    nobody = Client().get(address(name, review.pk))

    assert outsider.status_code == 403
    assert nobody.status_code == 302


def test_the_statement_is_marked_in_its_article():
    checker = given.checker()
    review = triage_actions.accept_statement(
        given.statement(), text="Police funding fell.", by=checker
    )

    page = text_of(signed_in(checker).get(address("review", review.pk)))

    assert "is-active" in page
    assert "told the council on Tuesday" in page


def test_what_is_missing_is_listed_with_where_to_mend_it_and_the_button_says_why():
    checker = given.checker()
    review = given.taken(by=checker)

    page = text_of(signed_in(checker).get(address("review", review.pk)))

    assert '<a href="#evidence">No evidence yet: at least one passage is needed.</a>' in page
    assert 'aria-describedby="why-blocked"' in page


def test_the_history_tells_in_words_who_did_what():
    checker = given.checker()
    review = given.weighed(by=checker)

    page = text_of(signed_in(checker).get(address("review", review.pk)))

    assert "added evidence [1], refutes" in page
    assert Event.objects.of(review.claim.chain).count() >= 4


def queries_of(client, path, django_assert_max_num_queries):
    with django_assert_max_num_queries(200) as counted:
        assert client.get(path).status_code == 200
    return len(counted.captured_queries)


def test_the_page_costs_the_same_for_one_piece_of_evidence_and_for_ten(
    django_assert_max_num_queries,
):
    checker = given.checker()
    review = given.taken(by=checker)
    client = signed_in(checker)
    given.evidence(review, by=checker)
    evidence_actions.add_source(review, url="https://example.org/", by=checker)
    path = address("review", review.pk)
    client.get(path)
    one = queries_of(client, path, django_assert_max_num_queries)

    for number in range(9):
        given.evidence(review, by=checker)
        evidence_actions.add_source(review, url=f"https://example.org/{number}", by=checker)
    ten = queries_of(client, path, django_assert_max_num_queries)

    assert ten == one


def with_all_that_is_known(review, *, by):
    """A piece with figure, archive, interest and a look, of a page of its own; and a reply."""
    page = given.kept_page(f"{given.PAGE}{review.evidence.count()}", by=by, url=BUDGET)
    given.archived(page, by=by)
    figure = {"figure": Decimal("90.2"), "figure_unit": "million crowns"}
    piece = given.evidence(review, by=by, snapshot=page, interest="A party to this.", **figure)
    later = given.kept_page(f"{NEWS}{review.evidence.count()}", by=by, url=BUDGET)
    watch_checks.check_copy(piece, snapshot=later, by=by)
    evidence_actions.add_source(review, snapshot=later, by=by)
    reply_actions.note_reply(
        review, asked_on=date(2026, 3, 4), asked_by=by, answer=later, by=by
    )
    return piece


def test_what_is_known_of_pieces_costs_the_same_for_one_and_for_many(
    django_assert_max_num_queries,
):
    checker = given.checker()
    review = given.taken(by=checker)
    client = signed_in(checker)
    piece = with_all_that_is_known(review, by=checker)
    calculation_actions.add_calculation(review, label="Half", expression="[1] / 2", by=checker)
    pages = [
        address("review", review.pk),
        f"{address('archived_page', piece.snapshot_id)}?review={review.pk}",
        f"{address('archived_page', piece.snapshot_id)}?review={review.pk}&show=about",
        address("compare", piece.pk),
        address("evidence_describe", piece.pk),
    ]
    client.get(pages[0])
    one = [queries_of(client, path, django_assert_max_num_queries) for path in pages]

    for number in (2, 3):
        with_all_that_is_known(review, by=checker)
        given.evidence(review, by=checker, snapshot=piece.snapshot)
        given.archived(piece.snapshot, by=given.checker())
        calculation_actions.add_calculation(
            review, label=f"{number}", expression="[1] / 2", by=checker
        )
    many = [queries_of(client, path, django_assert_max_num_queries) for path in pages]

    assert many == one


def test_toasts_reach_the_page_as_data_and_not_as_a_list():
    checker = given.checker()
    review = given.queued()
    client = signed_in(checker)
    client.post(address("move", review.pk, "take"))

    page = text_of(client.get(address("review", review.pk)))
    toasts = page.partition('id="toasts-now" type="application/json">')[2].partition("<")[0]

    assert json.loads(toasts)[0]["words"] == "It’s yours."
