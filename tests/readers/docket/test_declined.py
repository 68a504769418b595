"""What the docket says of things that the desk declined."""

import re
from html import unescape

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from claims.claims import actions as claim_actions
from claims.claims import privacy as claim_privacy
from claims.statements import actions as statement_actions
from claims.statements import privacy as statement_privacy
from readers.docket import page as docket_page
from reviews.tips import actions as answer_actions
from reviews.triage import actions as triage_actions
from tests import given
from tests.readers.docket.pages import declined, page

pytestmark = pytest.mark.django_db


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
