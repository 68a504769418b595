"""Whose turn it is, and the next review to take."""

from datetime import date

import pytest

from desk.inbox import rows
from reviews.workflow import maintenance, moves
from tests import given
from tests.desk.requests import HTMX, queries, url

pytestmark = pytest.mark.django_db


def test_your_turn_says_why_you(client):
    jo, ada = given.checker(name="Jo Reed"), given.editor(name="Ada Okoro")
    given.submitted(by=jo)
    back = moves.send_back(given.submitted(by=jo), note="Which year?", by=ada)

    assert [row.why for row in rows.your_turn(ada)] == [
        "Jo Reed asked you to approve version 1"
    ]
    assert [(row.review, row.why) for row in rows.your_turn(jo)] == [
        (back, "Ada Okoro sent it back: “Which year?”")
    ]
    assert [row.whose for row in rows.waiting_on_others(jo)] == ["an editor, approval"]


def test_what_waits_opens_on_the_page_on_which_it_is_done(client):
    jo, ada, lin = given.checker(), given.editor(), given.editor()
    submitted = given.submitted(by=jo)
    approved = given.approved(editor_=lin)
    retracted = moves.ask_retract(given.published(), note="A forgery.", by=lin)
    client.force_login(ada)
    page = client.get(url("inbox")).content.decode()

    for review, name in (
        (submitted, "approval"),
        (approved, "approval"),
        (retracted, "retraction"),
    ):
        address = url(name, review.pk)
        assert f'href="{address}" data-preview-open' in page.replace('btn btn-primary" ', "")
        assert address in client.get(url("palette"), **HTMX).content.decode()


def test_an_author_is_not_asked_to_approve():
    ada = given.editor()
    given.submitted(by=ada)

    assert rows.your_turn(ada) == []
    assert len(rows.waiting_on_others(ada)) == 1


def test_what_is_parked_waits_on_others_until_its_day():
    jo = given.checker()
    review = given.taken(by=jo)
    maintenance.park_review(review, waiting_for="reply", until=None, by=jo)

    assert rows.your_turn(jo) == []
    assert [row.whose for row in rows.waiting_on_others(jo)] == ["Mara Brook, reply"]

    maintenance.park_review(review, waiting_for="reply", until=date(2026, 3, 1), by=jo)

    assert [row.review for row in rows.your_turn(jo)] == [review]


def test_editors_see_what_waits_to_be_published_or_retracted():
    ada, lin = given.editor(name="Ada Okoro"), given.editor(name="Lin Tamm")
    given.approved(editor_=ada)
    moves.ask_retract(given.published(), note="It was forged.", by=ada)

    assert {row.why for row in rows.your_turn(lin)} == {
        "Ada Okoro approved it: publish it",
        "Ada Okoro asks to retract it",
    }
    assert len(rows.your_turn(ada)) == 1


def test_unassigned_stands_in_the_order_of_take_next(client, checker):
    given.queued(priority=20)
    first = given.queued(priority=90)
    given.queued(priority=50)

    listed = rows.unassigned()

    assert [review.priority for review in listed] == [90, 50, 20]
    assert moves.take_next(by=checker) == first


def test_the_inbox_costs_the_same_for_one_row_and_for_ten(client):
    ada = given.editor()
    client.force_login(ada)
    jo = given.checker()

    def more():
        given.submitted(by=jo)
        given.taken(by=ada)
        given.submitted(by=ada)
        given.queued()
        given.published()

    more()
    before = queries(client, url("inbox"))
    for _ in range(3):
        more()

    assert queries(client, url("inbox")) == before


def test_an_empty_desk_asks_for_a_text(client, checker):
    page = client.get(url("inbox")).content.decode()

    assert "Start with something that was said" in page
    assert 'name="text"' in page


def test_nothing_for_you_says_what_else_waits(client, checker):
    given.queued(by=checker)

    page = client.get(url("inbox")).content.decode()

    assert "Nothing is waiting for you." in page
    assert "1 claim waits for a checker" in page


def test_take_next_opens_the_review_it_gave(client, checker):
    review = given.queued()

    response = client.post(url("take_next"))

    assert response["Location"] == url("review", review.pk)
    assert given.fresh(review).holder == checker


def test_take_next_says_so_when_nothing_waits(client, checker):
    page = client.post(url("take_next"), follow=True).content.decode()

    assert "Nothing is waiting in the queue" in page
