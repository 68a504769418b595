"""Proposed changes confirmed, refused and overtaken."""

import pytest
from django.core.exceptions import PermissionDenied

from history.models import Event
from reviews.archived_pages import erasure
from reviews.archived_pages.actions import (
    describe_page_or_propose,
    set_public_or_propose,
)
from reviews.exceptions import AlreadyDecided, StaleChange
from reviews.proposed_changes import actions as proposed_change_actions
from tests import given
from tests.reviews.proposed_changes.given_changes import kinds, licence, proposed

pytestmark = pytest.mark.django_db


def test_an_editor_confirms_and_readers_see_it(page, piece):
    editor = given.editor()

    change = proposed_change_actions.confirm_change(proposed(page), by=editor)

    assert (change.state, change.decided_by) == ("confirmed", editor)
    assert licence(page) == "CC BY 4.0"
    assert kinds(piece.review.claim.chain)[:2] == ["confirm-change", "propose-change"]


def test_an_editor_refuses_with_a_note_and_nothing_changes(page, piece):
    change = proposed_change_actions.refuse_change(
        proposed(page), note="It is not open.", by=given.editor()
    )

    assert (change.state, change.note) == ("refused", "It is not open.")
    assert licence(page) == ""
    assert kinds(piece.review.claim.chain)[0] == "refuse-change"


def test_only_editors_confirm_and_whoever_proposed_may_take_it_back(page):
    by = given.checker()
    change = proposed(page, by=by)

    for decide in (
        proposed_change_actions.confirm_change,
        proposed_change_actions.refuse_change,
    ):
        with pytest.raises(PermissionDenied):
            decide(change, by=given.checker())
    with pytest.raises(PermissionDenied):
        proposed_change_actions.confirm_change(change, by=by)

    assert proposed_change_actions.refuse_change(change, by=by).state == "refused"


def test_a_change_is_decided_on_once(page):
    change, editor = proposed(page), given.editor()
    proposed_change_actions.refuse_change(change, by=editor)

    with pytest.raises(AlreadyDecided, match="already been refused"):
        proposed_change_actions.confirm_change(change, by=editor)


def test_a_change_of_what_was_changed_meanwhile_is_not_confirmed(page):
    change, editor = proposed(page), given.editor()
    set_public_or_propose(page, is_public=True, licence="CC0 1.0", by=editor)

    with pytest.raises(StaleChange, match="changed after the change was proposed"):
        proposed_change_actions.confirm_change(change, by=editor)

    assert licence(page) == "CC0 1.0"


def test_erasing_a_page_leaves_no_change_of_it_waiting_and_none_of_its_words(page, piece):
    change = describe_page_or_propose(
        page, description="A leak by Ann Lee.", by=given.checker()
    )

    erasure.erase_page(page, why="A court says so.", together=True, by=given.admin())

    change.refresh_from_db()
    assert (change.state, change.before, change.after) == ("refused", {}, {})
    told = [event.payload for event in Event.objects.of(piece.review.claim.chain)]
    assert "Ann Lee" not in str(told)
