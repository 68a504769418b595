"""Conversations are sources: their notes are kept like a page, with the terms they had."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from sources.snapshots import actions, policies
from sources.snapshots.models import Snapshot
from tests import given

pytestmark = pytest.mark.django_db


def test_notes_are_kept_as_they_were_written_down():
    page = given.conversation(notes="She said “312”.\r\nThen she rang off.")

    assert page.body().decode() == "She said “312”.\nThen she rang off."
    assert page.content.text == page.body().decode()
    assert page.by_hand


@pytest.mark.parametrize(
    ("terms", "title"),
    [
        ("on-record", "Call with Ann Lee, finance office, 3 March 2026"),
        ("background", "Call on background, 3 March 2026"),
        ("off-record", "Call off the record, 3 March 2026"),
    ],
)
def test_the_title_names_nobody_who_was_not_on_the_record(terms, title):
    assert given.conversation(terms=terms).title == title


@pytest.mark.parametrize(
    ("terms", "why"),
    [("on-record", ""), ("background", "on background"), ("off-record", "off the record")],
)
def test_what_was_not_on_the_record_makes_confidential_evidence(terms, why):
    told = policies.why_confidential(given.conversation(terms=terms))

    assert (why in told) if why else told == ""


def test_an_ordinary_page_may_be_quoted():
    assert policies.why_confidential(given.kept_page()) == ""


def test_what_was_not_on_the_record_is_never_shown_whole():
    page = given.conversation(terms="background")

    with pytest.raises(ValidationError, match="on background"):
        actions.set_public(page, is_public=True, licence="CC0", by=given.checker())


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"notes": " \n"}, "Write down what was said"),
        ({"with_whom": " "}, "blank"),
        ({"terms": "in-confidence"}, "not a valid choice"),
        ({"medium": "telepathy"}, "not a valid choice"),
        ({"held_at": timezone.now() + timedelta(days=1)}, "when it is over"),
    ],
)
def test_what_cannot_be_noted_says_why_and_keeps_nothing(wrong, words):
    with pytest.raises(ValidationError, match=words):
        given.conversation(**wrong)

    assert not Snapshot.objects.exists()
