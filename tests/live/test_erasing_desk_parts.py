"""The owner erases what the desk keeps of a version, and the version still verifies."""

from io import StringIO

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from history.models import Event
from reviews.revisions.models import DeskPart
from tests import given
from tests.live.verifiers import spoil, verify
from tests.readers import stories

WHY = "A court ordered it."


def erase(live_db, revision, place, *, by):
    said = StringIO()
    with override_settings(DATABASE_OWNER_URL=live_db.owner_url):
        call_command(
            *("erase_desk_part", str(revision.review_id), str(revision.number), place),
            *("--why", WHY, "--by", by.username, "--no-input"),
            stdout=said,
        )
    return said.getvalue()


def test_a_version_verifies_after_a_desk_part_of_it_was_erased(live_db):
    check, admin = stories.from_article(), given.admin()
    revision = check.revision
    (source,) = revision.desk_parts.filter(place__endswith="/source")
    shown = revision.content, revision.hash

    said = erase(live_db, revision, source.place, by=admin)
    of_history, history_is_well = verify("verify_history")
    of_checks, checks_are_well = verify("verify_published")

    source.refresh_from_db()
    revision.refresh_from_db()
    assert (source.salt, source.text) == ("", "")
    assert (revision.content, revision.hash) == shown
    assert "Its hash still verifies." in said
    assert history_is_well, of_history
    assert checks_are_well, of_checks
    event = Event.objects.of(f"claim:{check.claim_id}").filter(kind="erase-desk-part").get()
    assert event.payload["why"] == WHY


def test_a_part_that_is_not_there_is_not_erased(live_db):
    revision = stories.published().revision

    with pytest.raises(CommandError, match=r"There is no such part\. Parts that are kept"):
        erase(live_db, revision, "evidence/9/note", by=given.admin())


@pytest.mark.parametrize("change", ["text = 'null'", "salt = '', text = '', erased_at = now()"])
def test_verifiers_name_a_desk_part_that_was_changed_behind_the_desk(live_db, change):
    revision = stories.published().revision
    part = revision.desk_parts.get(place="authors")
    kept = part.salt, part.text
    spoil(
        live_db,
        "reviews_deskpart",
        f"UPDATE reviews_deskpart SET {change} WHERE id = %s",
        part.pk,
    )

    of_history, _ = verify("verify_history")
    of_checks, _ = verify("verify_published")
    spoil(
        live_db,
        "reviews_deskpart",
        "UPDATE reviews_deskpart SET salt = %s, text = %s, erased_at = NULL WHERE id = %s",
        *kept,
        part.pk,
    )

    for said in (of_history, of_checks):
        assert any("authors" in line for line in said), said


def test_verifiers_name_a_desk_part_that_is_gone(live_db):
    revision = stories.published().revision
    part = revision.desk_parts.get(place="authors")
    spoil(live_db, "reviews_deskpart", "DELETE FROM reviews_deskpart WHERE id = %s", part.pk)

    said, is_well = verify("verify_history")
    DeskPart.objects.bulk_create([part])

    assert not is_well
    assert any("authors is gone, and nothing says that it was erased" in line for line in said)


def test_the_owner_cannot_change_a_desk_part_but_by_erasing_it(live_db):
    part = stories.published().revision.desk_parts.get(place="authors")

    with psycopg.connect(live_db.owner_url) as owner:
        for change in ("text = '[]'", "place = 'other'", "text = ''"):
            with pytest.raises(psycopg.errors.RestrictViolation, match="never changes"):
                owner.execute(f"UPDATE reviews_deskpart SET {change} WHERE id = %s", [part.pk])
            owner.rollback()
