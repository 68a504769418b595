"""What the docket says of claims in work."""

import re
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from claims.claims import actions as claim_actions
from claims.claims import privacy as claim_privacy
from readers.docket import page as docket_page
from reviews.triage import actions as triage_actions
from tests import given
from tests.readers.docket.pages import page

pytestmark = pytest.mark.django_db


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


def test_all_in_work_pages_on(client, monkeypatch):
    monkeypatch.setattr(docket_page, "MANY", 2)
    reviews = [given.queued() for _ in range(3)]

    first = client.get("/docket/?show=work")
    more = first.context["more"]
    second = client.get(f"/docket/?show=work&before={more}")

    assert more == str(reviews[1].pk)
    assert [len(one.context["work"]) for one in (first, second)] == [2, 1]
