"""Sorting the statements of an article: what a decision answers."""

import json
from datetime import date

import pytest

from claims import actions as claims
from claims.models import Claim, Statement
from reviews import actions
from tests import given
from tests.reviews.asking import HTMX, queries, url
from tests.reviews.conftest import TEXT

pytestmark = pytest.mark.django_db


def test_statements_are_marked_in_the_text_and_stand_most_worth_first(client, article):
    board = client.get(url("article", article.pk)).context["board"]

    assert [one.pk for one in board.ranked] == list(
        article.statements.to_triage().values_list("pk", flat=True)
    )
    assert len(board.ranked) > 1
    marked = "".join(
        run.text
        for block in board.blocks
        for line in block.lines
        for run in line
        if board.active in run.over
    )
    assert marked == board.active.quote


def test_a_script_in_the_text_is_only_text(client, article):
    page = client.get(url("article", article.pk)).content.decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page


def test_the_wording_is_filled_in(client, statement):
    card = client.get(url("article", statement.article_id)).context["board"].card

    assert card.statement == statement
    assert card.wording[0].isupper()
    assert not card.wording.endswith(".")
    assert card.said_on == date(2026, 3, 4)


def test_accepting_makes_a_claim_and_opens_the_next(client, checker, statement):
    rest = [one.pk for one in statement.article.statements.to_triage()][1:]

    response = client.post(
        url("statement_accept", statement.pk),
        {"text": "Police funding fell by 40 percent", "claimant": "Mara Brook"},
        **HTMX,
    )

    page = response.content.decode()
    statement.refresh_from_db()
    assert statement.claim.text == "Police funding fell by 40 percent"
    assert statement.claim.reviews.get().state == "queued"
    assert f'<li id="s{statement.pk}" hx-swap-oob="delete">' in page
    assert f'class="triage-card" id="s{rest[0]}"' in page
    assert f'class="triage-row" id="s{rest[1]}"' not in page, "the rest stays as it is"
    told = json.loads(response["HX-Trigger"])["desk:toast"]
    assert told["undo"] == url("statement_undo", statement.pk)


def test_without_script_a_decision_leads_to_the_next_statement(client, statement):
    response = client.post(
        url("statement_decline", statement.pk), {"reason": "vague"}, follow=True
    )

    board = response.context["board"]
    assert board.active != statement
    assert board.triaged == [statement]
    assert "declined: too vague to check." in response.content.decode()


def test_declining_needs_a_reason(client, statement):
    response = client.post(url("statement_decline", statement.pk), {}, **HTMX)

    assert response.status_code == 422
    assert "Choose a reason" in response.content.decode()
    assert "<html" not in response.content.decode()
    statement.refresh_from_db()
    assert statement.state == Statement.State.PROPOSED


def test_joining_makes_one_more_appearance(client, statement):
    claim = given.claim()

    client.post(url("statement_join", statement.pk), {"claim": claim.pk}, **HTMX)

    assert list(claim.appearances.all()) == [statement]


def test_the_second_of_two_hears_who_was_first(client, statement):
    claims.decline(statement, reason="opinion", by=given.checker(name="Sam Hale"))

    response = client.post(
        url("statement_accept", statement.pk), {"text": "Funding fell by a lot"}, **HTMX
    )

    assert response.status_code == 409
    assert "Sam Hale declined this statement already." in response.content.decode()
    assert not Claim.objects.exists()


def test_undo_puts_the_row_back_in_its_place(client, checker, article):
    second = article.statements.to_triage()[1]
    first = article.statements.to_triage()[0]
    claims.decline(second, reason="opinion", by=checker)

    page = client.post(
        url("statement_undo", second.pk), {"was": first.pk}, **HTMX
    ).content.decode()

    second.refresh_from_db()
    assert second.state == Statement.State.PROPOSED
    assert f'hx-swap-oob="afterend:#s{first.pk}"' in page
    assert f'<li id="d{second.pk}" hx-swap-oob="delete">' in page
    assert f'class="triage-card" id="s{second.pk}"' in page


def test_undo_asked_from_another_page_leads_back_to_the_statement(client, checker, statement):
    claims.decline(statement, reason="opinion", by=checker)

    response = client.post(url("statement_undo", statement.pk), **HTMX)

    address = f"{url('article', statement.article_id)}?statement={statement.pk}"
    assert response["HX-Redirect"] == address


def test_undo_is_too_late_once_the_claim_was_taken(client, checker, statement):
    review = actions.accept(statement, text="Police funding fell by a lot", by=checker)
    actions.take(review, by=checker)

    assert client.post(url("statement_undo", statement.pk), **HTMX).status_code == 409


def test_words_that_were_missed_become_a_statement(client, article):
    start = TEXT.index("Hugo Lund")

    client.post(
        url("mark_statement", article.pk),
        {"start": start, "end": start + 9, "words": "Hugo Lund", "speaker": "Hugo Lund"},
        **HTMX,
    )

    made = article.statements.latest("number")
    assert (made.quote, made.added_by is not None) == ("Hugo Lund", True)


def test_missed_words_may_be_typed_as_they_stand(client, article):
    given_words = {"words": "told the council", "speaker": ""}
    response = client.post(url("mark_statement", article.pk), given_words)
    made = article.statements.latest("number")
    absent = client.post(url("mark_statement", article.pk), {"words": "never said"})

    assert made.quote == "told the council"
    assert f"statement={made.pk}" in response["Location"]
    assert absent.status_code == 422


def test_two_people_see_each_others_decisions(client, statement):
    address = url("article_changes", statement.article_id)
    board = client.get(url("article", statement.article_id)).context["board"]
    states = board.states
    rest = board.ranked[1]

    assert client.get(address, {"states": states, "was": rest.pk}).status_code == 204

    claims.decline(statement, reason="opinion", by=given.checker(name="Sam Hale"))
    page = client.get(address, {"states": states, "was": rest.pk}, **HTMX).content.decode()

    assert f'<li id="s{statement.pk}" hx-swap-oob="delete">' in page
    assert "Sam Hale" in page
    assert 'class="triage-card"' not in page, "the card that somebody is typing in stays"


def test_the_triage_page_costs_the_same_for_few_and_for_many_statements(client, checker):
    few = given.article("Rents rose by 4 percent, said Hugo Lund.\n", by=checker)
    many = given.article(
        "".join(
            f"Rents rose by {n} percent in {2000 + n}, said Hugo Lund.\n" for n in range(12)
        ),
        by=checker,
    )
    for article in (few, many):
        claims.decline(article.statements.first(), reason="opinion", by=checker)
        claims.mark_statement(article, start=0, end=5, speaker="", by=checker)
    assert many.statements.count() > few.statements.count() + 5

    assert queries(client, url("article", many.pk)) == queries(client, url("article", few.pk))
