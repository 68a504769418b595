"""The docket: figures that add up, reasons, and no words that are not to be shown."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from claims import actions as claims
from claims.models import Claim, Statement
from readers import docket
from readers.docket import Month
from reviews import actions
from tests import given
from tests.readers import stories

pytestmark = pytest.mark.django_db


@pytest.fixture
def month():
    return Month.of("", timezone.now())


def declined(reason, **more):
    checker = given.checker()
    statement = given.statement(by=checker)
    return claims.decline(statement, reason=reason, note="A secret note.", by=checker, **more)


def test_the_figures_add_up_to_all_that_was_received(month):
    declined("opinion")
    given.queued(), given.submitted(), given.dropped(), given.reopened()
    stories.retracted()
    stories.checked_anew(stories.retracted())
    actions.accept(given.statement(), text="Funding was cut by a half", by=given.checker())

    figures = docket.figures(month)

    received = figures.pop("received")
    assert figures | {"waiting": 0} == {
        "waiting": 0,
        "work": 3,
        "published": 2,
        "retracted": 1,
        "declined": 2,
    }
    assert sum(figures.values()) == received
    left = Statement.objects.exclude(state=Statement.State.ACCEPTED).count()
    assert received == left + Claim.objects.count()


def test_a_reason_stands_with_what_was_declined_and_no_note(client):
    statement = declined("too-small")

    html = client.get("/docket/").content.decode()

    assert "Matters too little" in html
    assert statement.quote[:20] in html
    assert "secret" not in html


def test_the_words_of_a_private_person_are_not_shown(client):
    statement = declined("private-person")

    html = client.get("/docket/").content.decode()

    assert "A statement about a private person" in html
    assert statement.quote[:20] not in html


def test_words_that_nobody_looked_at_are_not_shown(client):
    statement = given.statement()

    html = client.get("/docket/").content.decode()

    assert "looked at so far" in html
    assert statement.quote[:20] not in html


def test_a_dropped_claim_tells_its_reason(client):
    review = given.dropped()

    html = client.get("/docket/?show=declined").content.decode()

    assert review.claim.text in html
    assert "Nobody said it." in html


def test_a_claim_in_work_tells_its_stage_and_nobodys_name(client):
    checker = given.checker(name="Jo Reed")
    review = given.drafted(by=checker)

    html = client.get("/docket/?show=work").content.decode()

    assert review.claim.text in html
    assert "Weighing the evidence" in html
    assert "Jo Reed" not in html


def test_another_month_is_another_docket(client):
    review = given.queued()

    html = client.get("/docket/?month=2001-01").content.decode()

    assert review.claim.text not in html
    assert "received in January 2001" in html


@pytest.mark.parametrize(
    "typed", ["", "x", "2026-13", "0000-01", "9999-12", "2026-3-3", "９９９９-01"]
)
def test_a_month_that_is_none_is_this_one(typed):
    today = datetime(2026, 3, 24, tzinfo=UTC)

    assert Month.of(typed, today) == Month(2026, 3)


def test_months_follow_each_other_over_the_year():
    assert Month(2025, 12).next == Month(2026, 1)
    assert Month(2026, 1).previous == Month(2025, 12)
    assert Month(2026, 3).previous.next == Month(2026, 3)
    assert str(Month(2026, 3)) == "2026-03"


@pytest.mark.parametrize("typed", ["2099-12", "2000-01"])
def test_the_first_and_the_last_month_are_pages(client, typed):
    assert client.get(f"/docket/?month={typed}").status_code == 200
