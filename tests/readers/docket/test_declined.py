"""The docket: figures that add up, reasons, and no words that are not to be shown."""

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.claims import actions as claim_actions
from claims.claims import privacy as claim_privacy
from claims.claims.models import Claim
from claims.statements import actions as statement_actions
from claims.statements import privacy as statement_privacy
from claims.tips import actions as tip_actions
from readers.docket import page as docket_page
from readers.docket import statistics
from readers.docket.page import Month
from reviews.publication.withheld import Withheld
from reviews.tips import actions as answer_actions
from reviews.tips import reports
from reviews.triage import actions as triage_actions
from reviews.withholding import actions as withholding_actions
from tests import given
from tests.readers import stories

pytestmark = pytest.mark.django_db


@pytest.fixture
def month():
    return Month.of("", timezone.now())


def declined(reason="too-small", *, by=None, **more):
    checker = by or given.checker()
    statement = given.statement(by=checker, **more)
    return statement_actions.decline_statement(
        statement, reason=reason, note="A secret note.", by=checker
    )


def page(client, query=""):
    return client.get(f"/docket/{query}").content.decode()


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
    assert "Software proposed" in page(client)


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


def test_a_declined_statement_shows_its_reason_and_neither_words_nor_note(client):
    statement = declined("too-small")

    html = page(client)

    assert "Matters too little" in html
    assert statement.quote[:20] not in html
    assert "secret" not in html


def test_when_a_private_text_came_in_is_not_told(client):
    declined(publisher="", published_on=None)

    html = page(client, "?show=declined")

    assert "A private text" in html
    assert "Taken in" not in html


def test_its_topic_is_one_that_the_desk_knows(client):
    claim_actions.get_or_create_topics(["Police"])
    declined("too-small")

    assert '<h3 class="docket-topic">Police</h3>' in page(client)


def test_an_editor_releases_the_words_of_a_declined_statement(client):
    statement = declined("too-small")

    statement_privacy.release_words(statement, released=True, by=given.editor())
    shown = page(client)
    statement_privacy.release_words(statement, released=False, by=given.checker())

    assert statement.quote[:20] in shown
    assert "words released by an editor" in shown
    assert statement.quote[:20] not in page(client)


def test_a_checker_releases_no_words():
    with pytest.raises(PermissionDenied):
        statement_privacy.release_words(declined(), released=True, by=given.checker())


def test_words_about_a_private_person_are_released_by_nobody(client):
    statement = declined("private-person")

    with pytest.raises(ValidationError):
        statement_privacy.release_words(statement, released=True, by=given.editor())

    html = page(client)
    assert "Private life" in html
    assert statement.quote[:20] not in html


def test_a_decision_taken_back_takes_the_release_along():
    statement = statement_privacy.release_words(declined(), released=True, by=given.editor())

    again = statement_actions.decline_statement(
        triage_actions.undo_triage(statement, by=given.editor()),
        reason="opinion",
        by=given.checker(),
    )

    assert again.released_by is None


def test_a_dropped_claim_shows_its_reason_and_its_words_once_released(client):
    review = given.dropped()

    before = page(client, "?show=declined")
    claim_privacy.set_docket(review.claim, docket="shown", by=given.editor())
    after = page(client, "?show=declined")

    assert "Nobody said it." in before
    assert review.claim.text not in before
    assert review.claim.text in after


def test_the_setting_for_claims_in_work_shows_no_words_of_what_was_dropped(client, settings):
    settings.DOCKET_SHOWS_CLAIMS = True
    review = given.dropped()

    assert review.claim.text not in page(client, "?show=declined")


def test_a_claim_in_work_shows_topic_date_and_stage(client):
    checker = given.checker(name="Jo Reed")
    review = given.drafted(by=checker)

    html = page(client, "?show=work")

    assert "Weighing the evidence" in html
    assert "Said 3 March 2026" in html
    for hidden in (review.claim.text, "Mara Brook", "Jo Reed"):
        assert hidden not in html


@pytest.mark.parametrize(
    ("setting", "switch", "is_shown"),
    [
        (False, "", False),
        (False, "shown", True),
        (False, "withheld", False),
        (True, "", True),
        (True, "shown", True),
        (True, "withheld", False),
    ],
)
def test_words_of_a_claim_in_work_are_shown_by_setting_or_switch(
    client, settings, setting, switch, is_shown
):
    settings.DOCKET_SHOWS_CLAIMS = setting
    review = given.queued()
    claim_privacy.set_docket(review.claim, docket=switch, by=given.editor())

    html = page(client)

    assert (review.claim.text in html) == is_shown
    assert ("Mara Brook" in html) == is_shown


def test_a_checker_withholds_and_does_not_show():
    claim = given.claim()

    claim_privacy.set_docket(claim, docket="withheld", by=given.checker())

    for docket_ in ("shown", ""):
        with pytest.raises(PermissionDenied):
            claim_privacy.set_docket(claim, docket=docket_, by=given.checker())


def test_a_claim_from_private_texts_alone_is_shown_by_no_setting(client, settings):
    settings.DOCKET_SHOWS_CLAIMS = True
    review = given.accepted(given.statement(publisher="", published_on=None))

    with pytest.raises(ValidationError):
        claim_privacy.set_docket(review.claim, docket="shown", by=given.editor())

    html = page(client)
    assert review.claim.text not in html
    assert "Mara Brook" not in html


def test_of_a_claim_from_a_private_text_only_topic_and_day_are_told(client):
    triage_actions.accept_statement(
        given.statement(publisher="", published_on=None),
        text="Police funding was cut by 40 percent",
        claimant="Mara Brook",
        said_on=date(2026, 3, 3),
        topics=["Police"],
        by=given.checker(),
    )

    html = page(client, "?show=work")

    assert "Police</h3>" in html
    assert "3 March 2026" not in html
    assert re.findall(r'<time datetime="([^"]*)"', html) == [str(timezone.localdate())] * 2


def test_once_it_is_in_a_public_text_too_the_setting_holds(client, settings):
    settings.DOCKET_SHOWS_CLAIMS = True
    review = given.accepted(given.statement(publisher="", published_on=None))

    claim_actions.join_statement(given.statement(), claim=review.claim, by=given.checker())

    assert review.claim.text in page(client)


def test_all_declined_pages_on(client, monkeypatch, month):
    monkeypatch.setattr(docket_page, "MANY", 2)
    for _ in range(3):
        given.dropped(), declined()
        answer_actions.answer_tip(given.tip(), answer="Yes, it is so.", by=given.checker())

    address, pages = "/docket/?show=declined", []
    while address:
        answer = client.get(address)
        pages.append(answer.context["declined"])
        found = re.search(r'rel="next" href="([^"]*before=[^"]*)"', answer.content.decode())
        address = f"/docket/{unescape(found[1])}" if found else ""

    rows = [row for rows in pages for row in rows]
    assert [len(rows) for rows in pages] == [2, 2, 2, 2, 1]
    assert len({(row.topic, row.answered) for row in rows}) == 9
    assert [row.answered for row in rows] == sorted(
        (row.answered for row in rows), reverse=True
    )


def test_all_in_work_pages_on(client, monkeypatch):
    monkeypatch.setattr(docket_page, "MANY", 2)
    reviews = [given.queued() for _ in range(3)]

    first = client.get("/docket/?show=work")
    more = first.context["more"]
    second = client.get(f"/docket/?show=work&before={more}")

    assert more == str(reviews[1].pk)
    assert [len(one.context["work"]) for one in (first, second)] == [2, 1]


@pytest.mark.parametrize("before", ["x", "9999-99-99~s~1", "2026-01-01~s~1", "~~", "1e5"])
def test_a_place_that_is_none_is_the_first_page(client, before):
    declined()

    answer = client.get("/docket/", {"show": "declined", "before": before})

    assert len(answer.context["declined"]) == 1


def test_the_docket_costs_the_same_for_one_row_and_for_many(client):
    def queries():
        with CaptureQueriesContext(connection) as caught:
            page(client)
        return len(caught)

    given.queued(), declined(), given.dropped(), given.tip()
    few = queries()
    for _ in range(4):
        given.queued(), declined(), given.dropped(), given.tip()

    assert queries() == few


def test_months_end_where_the_desk_began(client):
    Claim.objects.filter(pk=given.claim().pk).update(filed_at=datetime(2026, 2, 10, tzinfo=UTC))

    first = page(client, "?month=2026-02")
    second = page(client, "?month=2026-03")

    assert "January 2026" not in first
    assert 'rel="next" href="?month=2026-03"' in first
    assert 'rel="prev" href="?month=2026-02"' in second
    assert "?month=2001-01" not in page(client, "?month=2001-02")


def test_times_are_told_as_the_two_largest_units():
    told = {
        timedelta(seconds=20): "under a minute",
        timedelta(minutes=45): "45 min",
        timedelta(hours=5, minutes=20, seconds=59): "5 h 20 min",
        timedelta(days=2, hours=4, minutes=59): "2 days 4 h",
        timedelta(days=1): "1 day",
    }

    assert {time: statistics.duration(time) for time in told} == told


def test_another_month_is_another_docket(client):
    review = given.queued()

    html = client.get("/docket/?month=2001-01").content.decode()

    assert review.claim.text not in html
    assert "What reached us in January 2001" in html


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
