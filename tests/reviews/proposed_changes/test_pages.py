"""Proposed changes on pages: the inbox, the page, the claim."""

import pytest

from claims.claimants.models import Claimant
from desk.inbox import alerts
from tests import given
from tests.desk.requests import url
from tests.reviews.proposed_changes.given_changes import OPEN, licence, proposed

pytestmark = pytest.mark.django_db


def test_the_inbox_of_an_editor_has_the_change_with_one_button(client, page):
    change, editor = proposed(page), given.editor()
    client.force_login(editor)

    shown = client.get(url("inbox")).content.decode()
    client.post(url("change_confirm", change.pk))

    assert "who may have the archived copy" in shown.lower()
    assert "CC BY 4.0" in shown
    assert url("change_confirm", change.pk) in shown
    assert f'href="{url("change", change.pk)}"' in shown
    assert licence(page) == "CC BY 4.0"


def test_changes_to_confirm_are_in_no_checkers_inbox(client, page):
    change, checker = proposed(page), given.checker()
    client.force_login(checker)

    assert url("change_confirm", change.pk) not in client.get(url("inbox")).content.decode()
    assert (alerts.count(checker), alerts.count(given.editor())) == (0, 1)


def test_a_form_of_a_kept_page_says_that_the_change_waits_and_shows_it(client, page):
    by = given.checker()
    client.force_login(by)

    answer = client.post(
        url("set_page_public", page.pk), {"is_public": "on", **OPEN}, follow=True
    )

    shown = answer.content.decode()
    assert "as soon as an editor confirms it" in shown
    assert "Take it back" in shown
    assert "CC BY 4.0" in shown


def test_the_page_of_a_claim_shows_what_waits_of_its_claimant(client, piece, mara):
    client.force_login(given.checker())
    claim = piece.review.claim_id

    typed = {"claim": claim, "kind": "", "role": "", "same_as": "", "aliases": "The Liar"}
    answer = client.post(url("describe_claimant", mara.pk), typed, follow=True)

    assert "proposes a change" in answer.content.decode()
    assert Claimant.objects.get(pk=mara.pk).aliases == []


def test_a_change_has_a_page_where_it_is_decided_on_without_the_inbox(client, page):
    change, editor = proposed(page), given.editor()
    client.force_login(editor)

    shown = client.get(url("change", change.pk)).content.decode()
    client.post(url("change_refuse", change.pk), {"note": "It is not open."})
    after = client.get(url("change", change.pk)).content.decode()

    assert url("change_confirm", change.pk) in shown
    assert url("archived_page", page.pk) in shown
    assert "It is not open." in after
    assert url("change_confirm", change.pk) not in after
