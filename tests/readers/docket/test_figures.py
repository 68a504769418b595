"""The figures of a month: how much came in, from where, and how long things took."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from claims.claims.models import Claim
from claims.tips import actions as tip_actions
from readers.docket import page as docket_page
from readers.docket import statistics
from reviews.publication.withheld import Withheld
from reviews.tips import actions as answer_actions
from reviews.tips import reports
from reviews.triage import actions as triage_actions
from reviews.withholding import actions as withholding_actions
from tests import given
from tests.readers import stories
from tests.readers.docket.pages import declined, page

pytestmark = pytest.mark.django_db


def test_the_figures_add_up_to_what_people_took_in(month):
    declined("opinion")
    given.queued(), given.submitted(), given.dropped(), given.reopened()
    stories.retracted()
    stories.checked_anew(stories.retracted())
    triage_actions.accept_statement(
        given.statement(), text="Funding was cut by a half", by=given.checker()
    )
    given.tip()
    answer_actions.answer_tip(given.tip(), answer="Yes, it is so.", by=given.checker())
    tip_actions.close_as_spam(given.tip(), by=given.checker())

    figures = docket_page.figures(month)

    received = figures.pop("received")
    assert figures == {
        "waiting": 1,
        "work": 3,
        "published": 2,
        "retracted": 1,
        "declined": 3,
    }
    assert sum(figures.values()) == received


def test_what_software_proposed_is_not_received(client, month):
    given.statement()

    assert docket_page.figures(month)["received"] == 0
    assert "Software also proposed" in page(client)


def test_a_tip_that_was_read_is_counted_by_what_was_decided_on_it(month):
    tip = given.tip(given.ARTICLE)
    article = given.read(tip_actions.submit_tip_as_article(tip, by=given.checker()))
    before = docket_page.figures(month)

    statement = article.statements.order_by("-worth")[0]
    triage_actions.accept_statement(
        statement, text="Police funding was cut", by=given.checker()
    )
    after = docket_page.figures(month)

    assert (before["waiting"], before["work"]) == (1, 0)
    assert (after["waiting"], after["work"]) == (0, 1)


def test_a_tip_in_which_nothing_can_be_checked_is_declined(month, client):
    tip = given.tip("Good morning.")
    article = given.read(tip_actions.submit_tip_as_article(tip, by=given.checker()))

    assert not article.statements.exists()
    assert docket_page.figures(month)["declined"] == 1
    assert "Nothing in it can be checked." in page(client)


def test_where_claims_came_from_adds_up(month):
    given.queued()
    given.tip()
    declined()
    tip = given.read(
        tip_actions.submit_tip_as_article(given.tip(given.ARTICLE), by=given.checker())
    )
    given.accepted(tip.statements.order_by("-worth")[0])
    private = given.statement(publisher="", published_on=None)
    given.accepted(private)

    told = docket_page.context(month, "", "", timezone.now(), Withheld())

    assert dict(told["origins"]) == {
        "Tips by readers": 2,
        "Noted by our own checkers": 1,
        "Published texts that we read": 1,
        "Mails and files, private": 1,
    }
    assert sum(dict(told["origins"]).values()) == told["figures"]["received"]


def test_the_time_to_an_answer_is_that_of_tips_and_not_of_reports(month):
    reports.answer_report(given.report(), answer="It is there.", by=given.editor())
    told = {one.what for one in statistics.medians(month.first, month.next.first)}
    assert "Answer to a tip" not in told

    tip_actions.answer_tip(given.tip(), answer="It is there.", by=given.checker())
    told = {one.what for one in statistics.medians(month.first, month.next.first)}
    assert "Answer to a tip" in told


def test_how_long_a_check_took_is_told_without_those_that_are_withheld(month):
    check = stories.published()
    Claim.objects.filter(pk=check.claim_id).update(filed_at=F("filed_at") - timedelta(hours=50))

    def told():
        medians = statistics.medians(month.first, month.next.first)
        return {one.what: one.took for one in medians}

    assert told()["From taking a claim in to its check"] == "2 days 2 h"
    withholding_actions.withhold(check, what="check", reason="A threat.", by=given.editor())
    assert "From taking a claim in to its check" not in told()


def test_times_are_told_as_the_two_largest_units():
    told = {
        timedelta(seconds=20): "under a minute",
        timedelta(minutes=45): "45 min",
        timedelta(hours=5, minutes=20, seconds=59): "5 h 20 min",
        timedelta(days=2, hours=4, minutes=59): "2 days 4 h",
        timedelta(days=1): "1 day",
    }

    assert {time: statistics.duration(time) for time in told} == told
