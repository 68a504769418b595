"""The question who said a statement, on the triage page; the question that it answers."""

import json

import pytest

from claims.articles.models import Article
from claims.statements import actions as statement_actions
from claims.statements import speakers
from claims.statements.models import Statement
from tests import given
from tests.desk.requests import HTMX, url

pytestmark = pytest.mark.django_db

BY_SCRIPT = {"triage": "1"}
QUESTION = "Who said it? Petra Vald or Mara Brook"


@pytest.fixture
def one(checker):
    """A statement that two women may have said."""
    return given.two_may_have_said_it()


def page_of(client, statement, **more):
    found = client.get(
        url("article", statement.article_id), {"statement": statement.pk, **more}
    )
    return found.content.decode()


def test_the_card_asks_and_chooses_nobody_beforehand(client, one):
    page = page_of(client, one)

    assert "Who said it?" in page
    assert "“She” fits each of them." in page
    first, second = page.index('value="Petra Vald"'), page.index('value="Mara Brook"')
    assert first < second
    assert 'data-waits aria-disabled="true"' in page
    assert "Accept waits: who said it, Petra Vald or Mara Brook?" in page
    assert '<input name="claimant" value=""' in page


def test_the_candidates_have_the_roles_that_tell_them_apart(client, one):
    Statement.objects.create(
        article=one.article,
        number=90,
        start=0,
        end=5,
        quote="Petra",
        speaker="Petra Vald",
        speaker_role="prime minister",
        kind="direct",
        claim_type="fact",
    )

    page = page_of(client, one)

    assert [each.role for each in _card(client, one).candidates] == ["prime minister", ""]
    assert ">prime minister</span>" in page


def _card(client, statement):
    found = client.get(url("article", statement.article_id), {"statement": statement.pk})
    return found.context["board"].card


def test_a_statement_with_a_speaker_asks_nothing(client, statement):
    page = page_of(client, statement)

    assert "Who said it?" not in page
    assert "data-waits" not in page


def test_a_row_names_those_who_may_have_said_it(client, one):
    page = client.get(url("article_parts", one.article_id), {"of": one.pk}).content.decode()

    assert "Petra Vald or Mara Brook?" in page


def test_choosing_answers_with_the_speaker_and_how_to_undo_it(client, one):
    response = client.post(
        url("statement_choose_speaker", one.pk), {**BY_SCRIPT, "speaker": "Mara Brook"}, **HTMX
    )

    page = response.content.decode()
    one.refresh_from_db()
    assert one.speaker == "Mara Brook"
    assert f'<dd id="said-by-{one.pk}">' in page
    assert "chosen by Jo Reed" in page
    assert json.loads(response["Desk-Did"])["undo"] == url("statement_undo_speaker", one.pk)


def test_undoing_a_choice_opens_the_question_again(client, checker, one):
    speakers.choose_speaker(one, speaker="Mara Brook", by=checker)

    response = client.post(url("statement_undo_speaker", one.pk), BY_SCRIPT, **HTMX)

    assert json.loads(response["Desk-Did"])["opens"] == one.pk
    assert "Who said it?" in page_of(client, one)


def test_without_script_a_choice_leads_back_to_the_statement(client, one):
    response = client.post(url("statement_choose_speaker", one.pk), {"speaker": "Mara Brook"})

    where = url("article", one.article_id)
    assert response["Location"] == f"{where}?statement={one.pk}#s{one.pk}"


def test_without_script_somebody_else_is_named_in_the_open_fields(client, one):
    assert '<details class="claim-facts" open>' in page_of(client, one, ask="speaker")
    assert '<details class="claim-facts" >' in page_of(client, one)


def test_a_form_without_a_choice_chooses_nobody(client, one):
    response = client.post(url("statement_choose_speaker", one.pk), BY_SCRIPT, **HTMX)

    assert response.status_code == 422
    assert "Choose who said it." in response.content.decode()


def test_none_of_them_is_said_on_the_card(client, one):
    client.post(url("statement_choose_speaker", one.pk), {"speaker": ""})

    page = page_of(client, one)
    assert "Jo Reed: it was none of those who may have said it" in page


def test_no_claim_is_made_by_the_page_before_somebody_chose(client, one):
    response = client.post(
        url("statement_accept", one.pk), {"text": "The force lost 71 officers"}
    )

    assert response.status_code == 422
    assert QUESTION in response.content.decode()
    one.refresh_from_db()
    assert one.state == "proposed"


def test_many_accepted_leave_what_two_may_have_said(client, one):
    response = client.post(
        url("accept_all", one.article_id), {**BY_SCRIPT, "ids": str(one.pk)}, **HTMX
    )

    assert json.loads(response["Desk-Did"])["left"] == [f"Statement {one.number}: {QUESTION}"]


def test_a_corrected_date_leaves_the_question_open(client, one):
    body = {**BY_SCRIPT, "claimant": "", "said_on": "2026-03-03"}

    client.post(url("statement_correct", one.pk), body, **HTMX)

    one.refresh_from_db()
    assert (str(one.said_on), len(one.open_candidates)) == ("2026-03-03", 2)


def test_a_declined_statement_is_not_asked_about(client, checker, one):
    statement_actions.decline_statement(one, reason="vague", by=checker)

    assert "Who said it?" not in page_of(client, one)


def test_the_question_that_it_answers_is_above_the_words(client, statement):
    Statement.objects.filter(pk=statement.pk).update(question="Was it cut?")

    page = page_of(client, statement)

    card = page.partition('class="triage-card')[2]
    assert "<span>Asked</span> Was it cut?" in " ".join(card.split())
    assert card.index("Was it cut?") < card.index('<p class="words">')


def test_the_page_says_where_reading_stopped_and_what_to_do(client, article):
    assert "was not read" not in client.get(url("article", article.pk)).content.decode()
    place = article.text.index("Rents have doubled")
    Article.objects.filter(pk=article.pk).update(unread_from=place)

    page = client.get(url("article", article.pk)).content.decode()

    assert "was not read: it took too much computing time." in " ".join(page.split())
    assert page.index('id="unread"') > page.index('id="b2"')
    assert page.index('id="unread"') < page.index('id="b3"')
