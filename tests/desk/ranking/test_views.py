"""The page of the ranking, as an editor and a checker see it."""

import pytest
from django.test import Client

from claims.preferences.models import RankingPreference
from claims.statements import actions
from tests import given

pytestmark = pytest.mark.django_db
PAGE = "/desk/ranking/"


def as_(person):
    client = Client()
    client.force_login(person)
    return client


def shown(client, status=200):
    answer = client.get(PAGE)
    assert answer.status_code == status
    return answer.content.decode()


def test_before_any_decision_it_says_what_figures_need():
    page = shown(as_(given.checker()))

    assert "they need 10 decisions" in page
    assert "Editors raise and lower." in page


def test_an_editor_leans_and_leaves_off():
    client = as_(given.editor())

    client.post(PAGE, {"kind": "word", "text": "rents", "amount": "2"})
    page = shown(client)
    leaning = RankingPreference.objects.get()
    client.post(f"/desk/leanings/{leaning.pk}/drop/")

    assert "<strong>rents</strong>" in page
    assert "raised a lot" in page
    assert not RankingPreference.objects.exists()


def test_what_is_refused_stays_in_the_form():
    client = as_(given.editor())
    given_before = {"kind": "word", "text": "rents", "amount": "1"}
    client.post(PAGE, given_before)

    answer = client.post(PAGE, given_before)

    assert answer.status_code == 422
    assert "already has a preference" in answer.content.decode()
    assert 'value="rents"' in answer.content.decode()


def test_a_checker_cannot_lean():
    answer = as_(given.checker()).post(PAGE, {"kind": "word", "text": "rents", "amount": "1"})

    assert answer.status_code == 403
    assert not RankingPreference.objects.exists()


def test_an_outsider_sees_nothing():
    shown(as_(given.outsider()), 403)


def test_what_went_against_the_ranking_is_listed_with_why():
    statement = given.statement()
    actions.decline_statement(statement, reason="too-small", by=given.checker())

    page = shown(as_(given.checker()))

    assert statement.quote[:30] in page
    assert "declined as matters too little" in page
