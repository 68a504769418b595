"""Decisions on statements, one by one and together."""

import json
from datetime import date

import pytest

from claims.claimants.models import Claimant
from claims.claims import actions as claim_actions
from claims.claims.models import Claim
from claims.statements import actions as statement_actions
from claims.statements.models import Statement
from reviews.triage import actions as triage_actions
from reviews.workflow import moves
from tests import given
from tests.desk.conftest import TEXT
from tests.desk.requests import HTMX, url
from tests.desk.triage.pages import of_police

pytestmark = pytest.mark.django_db

BY_SCRIPT = {"triage": "1"}


def told(response):
    return json.loads(response["Desk-Did"])


def test_accepting_makes_a_claim_and_answers_with_what_differs(client, checker, statement):
    response = client.post(
        url("statement_accept", statement.pk),
        {**BY_SCRIPT, "text": "Police funding fell by 40 percent", "claimant": "Mara Brook"},
        **HTMX,
    )

    page = response.content.decode()
    statement.refresh_from_db()
    assert statement.claim.text == "Police funding fell by 40 percent"
    assert statement.claim.reviews.get().state == "queued"
    assert f'id="d{statement.pk}"' in page
    assert f"{statement.pk}a" in page, "how all statements stand"
    assert "data-card" not in page, "the card that is open by now stays"
    assert told(response)["undo"] == url("statement_undo", statement.pk)


def test_a_spelling_is_remembered_only_when_a_person_says_so(client, checker, statement):
    mara = claim_actions.get_or_create_claimant("Mayor Mara Brook of Northfield")
    body = {"text": "Police funding fell", "claimant": mara.name}

    client.post(url("statement_accept", statement.pk), body)
    assert Claimant.objects.get(pk=mara.pk).aliases == []
    triage_actions.undo_triage(statement, by=checker)
    client.post(url("statement_accept", statement.pk), {**body, "remember": "on"})

    assert Claimant.objects.get(pk=mara.pk).aliases == [statement.speaker]


def test_without_script_a_decision_leads_to_the_next_statement(client, statement):
    response = client.post(
        url("statement_decline", statement.pk), {"reason": "vague"}, follow=True
    )

    board = response.context["board"]
    assert board.active != statement
    assert board.triaged == [statement]
    assert "declined: too vague to check." in response.content.decode()


def test_declining_needs_a_reason(client, statement):
    response = client.post(url("statement_decline", statement.pk), BY_SCRIPT, **HTMX)

    assert response.status_code == 422
    assert "Choose a reason" in response.content.decode()
    assert "<html" not in response.content.decode()
    statement.refresh_from_db()
    assert statement.state == Statement.State.PROPOSED


def test_joining_makes_one_more_appearance(client, statement):
    claim = given.claim()

    client.post(url("statement_join", statement.pk), {"claim": claim.pk}, **HTMX)

    assert list(claim.appearances.all()) == [statement]


def test_a_known_claim_to_join_is_not_in_quotation_marks(client, checker):
    """It is our wording: the marks would make it the words of its claimant."""
    known = given.claim(text="Police funding was cut, by 40 percent, in one year")

    choices = client.get(url("near_claims"), {"q": "funding"}).content.decode()

    assert known.text in choices
    assert "“" not in choices


def test_what_differs_in_a_figure_is_never_the_first_to_join(client, article):
    statement = of_police(article)
    other = given.claim(text="Police funding was cut by 4 percent in a single year")
    same = given.claim(text="Police funding was cut, by 40 percent, in one year")

    page = client.get(url("article", article.pk), {"statement": statement.pk})

    near = page.context["board"].card.near

    assert near == [same, other]
    assert [one.different for one in near] == ["", "different figure: 4 there, 40 here"]
    assert ("funding", True) in [(words, shared) for words, shared in near[0].runs]
    assert "".join(words for words, _ in near[0].runs) == same.text


def test_the_second_of_two_hears_who_was_first(client, statement):
    statement_actions.decline_statement(
        statement, reason="opinion", by=given.checker(name="Sam Hale")
    )

    response = client.post(
        url("statement_accept", statement.pk), {"text": "Funding fell by a lot"}, **HTMX
    )

    assert response.status_code == 409
    assert "Sam Hale declined this statement already." in response.content.decode()
    assert not Claim.objects.exists()


def test_undo_answers_with_the_row_and_opens_it(client, checker, article):
    second = article.statements.to_triage()[1]
    statement_actions.decline_statement(second, reason="opinion", by=checker)

    response = client.post(url("statement_undo", second.pk), BY_SCRIPT, **HTMX)

    second.refresh_from_db()
    assert second.state == Statement.State.PROPOSED
    assert f'id="s{second.pk}"' in response.content.decode()
    assert told(response)["opens"] == second.pk


def test_what_somebody_else_decided_has_no_undo_and_says_who_may(client, article, statement):
    statement_actions.decline_statement(statement, reason="opinion", by=given.checker())
    page = url("article", article.pk)

    words = client.get(page).content.decode()
    refused = client.post(url("statement_undo", statement.pk), **HTMX)

    assert "only they or an editor can undo this" in words
    assert url("statement_undo", statement.pk) not in words
    assert refused.status_code == 403


def test_undo_asked_from_another_page_leads_back_to_the_statement(client, checker, statement):
    statement_actions.decline_statement(statement, reason="opinion", by=checker)

    response = client.post(url("statement_undo", statement.pk), **HTMX)

    address = f"{url('article', statement.article_id)}?statement={statement.pk}"
    assert response["HX-Redirect"] == address


def test_undo_is_too_late_once_the_claim_was_taken(client, checker, statement):
    review = triage_actions.accept_statement(
        statement, text="Police funding fell by a lot", by=checker
    )
    moves.take(review, by=checker)

    assert client.post(url("statement_undo", statement.pk), **HTMX).status_code == 409


def test_words_that_were_missed_become_a_statement(client, article):
    start = TEXT.index("Hugo Lund")

    response = client.post(
        url("mark_statement", article.pk),
        {**BY_SCRIPT, "start": start, "end": start + 9, "speaker": "Hugo Lund"},
        **HTMX,
    )

    made = article.statements.latest("number")
    assert (made.quote, made.found_by) == ("Hugo Lund", Statement.FoundBy.PERSON)
    assert told(response)["opens"] == made.pk


def test_missed_words_may_be_typed_as_they_stand(client, article):
    given_words = {"words": "told the council", "speaker": ""}
    response = client.post(url("mark_statement", article.pk), given_words)
    made = article.statements.latest("number")
    absent = client.post(url("mark_statement", article.pk), {"words": "never said"})

    assert made.quote == "told the council"
    assert f"statement={made.pk}" in response["Location"]
    assert absent.status_code == 422


def test_a_statement_is_split_where_the_person_cut_and_joined_again(client, statement):
    middle = statement.start + statement.quote.index(" ")
    spans = f"{statement.start}-{middle} {middle}-{statement.end}"

    response = client.post(
        url("statement_split", statement.pk), {**BY_SCRIPT, "spans": spans}, **HTMX
    )

    first, second = statement.pieces.order_by("start")
    page = response.content.decode()
    assert told(response)["opens"] == first.pk
    assert f'id="s{first.pk}"' in page
    assert f'id="s{second.pk}"' in page
    assert f'id="d{statement.pk}"' in page
    board = client.get(url("article", statement.article_id)).context["board"]
    assert statement not in board.statements

    client.post(url("statement_rejoin", second.pk), {**BY_SCRIPT}, **HTMX)
    statement.refresh_from_db()
    assert statement.state == Statement.State.PROPOSED


def test_a_cut_that_cannot_be_read_is_refused(client, statement):
    response = client.post(url("statement_split", statement.pk), {"spans": "1-x"}, **HTMX)

    assert response.status_code == 422
    assert not statement.pieces.exists()


def test_the_speaker_is_corrected_and_the_statement_stays_open(client, statement):
    response = client.post(
        url("statement_correct", statement.pk),
        {**BY_SCRIPT, "claimant": "Hugo Lund", "said_on": "2026-03-02", "text": "ignored"},
        **HTMX,
    )

    statement.refresh_from_db()
    assert (statement.speaker, statement.said_on) == ("Hugo Lund", date(2026, 3, 2))
    assert statement.state == Statement.State.PROPOSED
    assert told(response) == {
        "words": f"Speaker and date of statement {statement.number} corrected.",
        "opens": statement.pk,
    }


def test_those_picked_are_declined_in_one_go_and_one_undo_takes_all_back(client, article):
    pks = [str(one.pk) for one in article.statements.to_triage()]

    response = client.post(
        url("decline_all", article.pk),
        {**BY_SCRIPT, "ids": " ".join(pks), "reason": "vague"},
        **HTMX,
    )

    assert told(response)["words"] == f"{len(pks)} statements declined."
    assert not article.statements.to_triage().exists()
    did = told(response)
    client.post(did["undo"], {**did["fields"], **BY_SCRIPT}, **HTMX)
    assert article.statements.to_triage().count() == len(pks)


def test_those_picked_without_script_come_as_boxes(client, article):
    pks = [one.pk for one in article.statements.to_triage()]

    response = client.post(url("accept_all", article.pk), {"ids": pks}, follow=True)

    assert f"{len(pks)} statements accepted." in response.content.decode()
    assert Claim.objects.count() == len(pks)


def test_statements_of_another_article_are_not_decided_with_these(client, article):
    other = given.statement()

    client.post(url("decline_all", article.pk), {"ids": [other.pk], "reason": "vague"}, **HTMX)

    other.refresh_from_db()
    assert other.state == Statement.State.PROPOSED
