"""The triage page of an article: what it shows and fetches."""

import json
from datetime import date

import pytest

from claims.claims import actions as claim_actions
from claims.statements import actions as statement_actions
from claims.statements.models import Statement
from tests import given
from tests.desk.requests import queries, url
from tests.desk.triage.pages import of_police

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


def test_the_page_asks_cheaply_what_others_decided(client, statement):
    address = url("article_changes", statement.article_id)
    first = client.get(address)
    knows = first["Desk-Knows"]
    assert client.get(address, {"knows": knows}).status_code == 204

    statement_actions.decline_statement(
        statement, reason="opinion", by=given.checker(name="Sam Hale")
    )
    news = client.get(address, {"knows": knows})
    parts = client.get(url("article_parts", statement.article_id), {"of": statement.pk})

    assert f"{statement.pk}d" in news.content.decode().split(".")
    assert "Sam Hale" in parts.content.decode()
    assert f'id="d{statement.pk}"' in parts.content.decode()


def test_two_at_one_article_see_each_other(client, article):
    address = url("article_changes", article.pk)
    client.get(address, {"at": "2"})
    client.force_login(given.checker(name="Sam Hale"))

    assert json.loads(client.get(address)["Desk-Here"]) == [["Jo Reed", 2]]


def test_cards_come_ahead_and_only_of_what_waits(client, checker, article):
    first, second, *_ = article.statements.to_triage()
    statement_actions.decline_statement(first, reason="opinion", by=checker)

    page = client.get(
        url("article_cards", article.pk), {"of": f"{first.pk},{second.pk},x"}
    ).content.decode()

    assert f'id="s{second.pk}"' in page
    assert f'id="s{first.pk}"' not in page


def test_a_claimant_of_a_near_name_is_asked_for_not_taken(client, article):
    statement = of_police(article)
    mara = claim_actions.get_or_create_claimant("Mara Brooke", role="mayor of Northfield")

    response = client.get(url("article", article.pk), {"statement": statement.pk})

    assert response.context["board"].card.meant == [mara]
    page = " ".join(response.content.decode().split())
    assert "Did you mean" in page
    assert f'data-means="{mara.name}"' in page
    assert f'name="claimant" value="{statement.speaker}"' in page


def test_a_speaker_whom_nobody_names_is_said_to_be_unresolved(client, checker, statement):
    statement_actions.correct_statement(statement, speaker="", said_on=None, by=checker)
    Statement.objects.filter(pk=statement.pk).update(kind="indirect", worth=1)

    assert "unresolved" in client.get(url("article", statement.article_id)).content.decode()


def test_an_article_in_which_nothing_was_said_tells_why(client, checker):
    article = given.article(
        "Kaupunki sijaitsee joen rannalla, ja siellä oli ennen suuri satama.\n", by=checker
    )

    page = client.get(url("article", article.pk)).content.decode()

    assert "No statement was found" in page
    assert "Its language is not one that is read here" in page


def test_the_triage_page_costs_the_same_for_few_and_for_many_statements(client, checker):
    few = given.article("Rents rose by 4 percent, said Hugo Lund.\n", by=checker)
    many = given.article(
        "".join(
            f"Rents rose by {n} percent in {2000 + n}, said Hugo Lund.\n" for n in range(12)
        ),
        by=checker,
    )
    for article in (few, many):
        statement_actions.decline_statement(
            article.statements.first(), reason="opinion", by=checker
        )
        statement_actions.mark_statement(
            article, start=0, end=5, speaker="Hugo Lund", by=checker
        )
    assert many.statements.count() > few.statements.count() + 5

    assert queries(client, url("article", many.pk)) == queries(client, url("article", few.pk))
