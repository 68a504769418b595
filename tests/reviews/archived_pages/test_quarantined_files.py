"""A file that may be illegal to possess: nobody opens it until an admin decides."""

from functools import partial

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.models.functions import Now
from django.db.utils import ProgrammingError

from history.models import Event
from reviews.archived_pages import quarantine
from sources.quarantine.models import Quarantine
from sources.snapshots import actions as snapshot_actions
from sources.snapshots import quarantine as quarantine_actions
from sources.snapshots import text_hashes
from sources.snapshots.models import Content, Snapshot
from sources.snapshots.storage_errors import Quarantined, read_bytes
from tests import given

pytestmark = pytest.mark.django_db
WHY = "A picture that may be illegal."
BYTES = "What nobody may open."


def quarantined(page=None, *, by=None):
    page = page or given.kept_page(BYTES)
    quarantine.quarantine_page(page, why=WHY, by=by or given.checker())
    return Snapshot.objects.with_content().get(pk=page.pk)


def kinds(page):
    return list(
        Event.objects.of(f"snapshot:{page.pk}").order_by("pk").values_list("kind", flat=True)
    )


def test_any_checker_quarantines_a_file_at_once_and_what_was_read_in_it_goes():
    page = quarantined()

    content = page.content
    assert content.is_quarantined
    assert (content.text, content.article_text, content.html, content.links) == ("", "", "", [])
    assert kinds(page)[-1] == "quarantine"
    assert default_storage.exists(page.storage_name)
    with pytest.raises(Quarantined):
        page.body()


def test_a_quarantine_needs_a_reason_and_somebody_of_the_desk():
    page = given.kept_page()

    with pytest.raises(ValidationError, match="Say in a few words"):
        quarantine.quarantine_page(page, why=" ", by=given.checker())
    with pytest.raises(PermissionDenied):
        quarantine.quarantine_page(page, why=WHY, by=given.outsider())


def test_every_page_with_the_same_bytes_is_closed_with_it():
    first, second = given.kept_page(BYTES), given.kept_page(BYTES)

    quarantined(first)

    assert Content.objects.get(pk=second.pk).is_quarantined
    assert kinds(second)[-1] == "quarantine"


def test_the_same_bytes_put_in_again_are_quarantined_and_never_parsed():
    quarantined()

    with transaction.atomic():
        again = snapshot_actions.archive_by_hand(
            BYTES.encode(), media_type="text/plain", is_public=True, by=given.checker()
        )
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    content = Content.objects.get(pk=again.pk)
    assert content.is_quarantined
    assert not content.is_public
    assert Content.objects.lease(again.pk) is None
    assert kinds(again) == ["keep", "quarantine"]


def test_only_an_admin_decides_about_a_quarantined_file():
    page = quarantined()

    for act in (
        quarantine.release_quarantine,
        quarantine.destroy_quarantined,
        partial(quarantine.fetch_quarantined, chain=f"snapshot:{page.pk}"),
    ):
        with pytest.raises(PermissionDenied, match="Only an admin"):
            act(page.sha256, by=given.editor())


def test_a_released_file_is_parsed_again_and_its_text_is_the_one_it_had():
    page = quarantined()

    quarantine.release_quarantine(page.sha256, by=given.admin())
    between = list(text_hashes.differences())
    page = given.parsed(page)

    assert page.content.text == BYTES
    assert page.body() == BYTES.encode()
    assert kinds(page)[-1] == "release-quarantine"
    assert (between, list(text_hashes.differences())) == ([], [])


def test_a_released_file_can_be_quarantined_again():
    page = quarantined()
    quarantine.release_quarantine(page.sha256, by=given.admin())

    page = quarantined(given.parsed(page))

    assert page.content.is_quarantined
    assert Quarantine.objects.count() == 2


def test_destroyed_bytes_are_removed_and_cannot_be_released(
    django_capture_on_commit_callbacks,
):
    page = quarantined()

    with django_capture_on_commit_callbacks(execute=True):
        quarantine.destroy_quarantined(page.sha256, by=given.admin())

    assert not default_storage.exists(page.storage_name)
    assert page.content.quarantine.bytes_gone_at is not None
    assert "had it destroyed" in page.content.quarantine.sentence
    call_command("verify_snapshots")
    with pytest.raises(ValidationError, match="destroyed"):
        quarantine.release_quarantine(page.sha256, by=given.admin())


def test_destroyed_bytes_that_come_again_are_destroyed_by_the_sweep():
    page = quarantined()
    quarantine.destroy_quarantined(page.sha256, by=given.admin())
    assert quarantine_actions.remove_destroyed() == 1

    given_again = snapshot_actions.archive_by_hand(
        BYTES.encode(), media_type="text/plain", by=given.checker()
    )
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    assert default_storage.exists(given_again.storage_name)
    assert quarantine_actions.remove_destroyed() == 1
    assert not default_storage.exists(page.storage_name)


def test_an_admin_fetches_the_bytes_and_history_says_so():
    page = quarantined()

    with quarantine.fetch_quarantined(
        page.sha256, chain=f"snapshot:{page.pk}", by=given.admin()
    ) as file:
        fetched = file.read()

    assert fetched == BYTES.encode()
    assert kinds(page)[-1] == "fetch-quarantined"


def test_texts_of_quarantined_pages_verify():
    quarantined()

    assert list(text_hashes.differences()) == []


def test_the_database_keeps_a_quarantine():
    page = quarantined()
    row = Content.objects.filter(pk=page.pk)

    with pytest.raises(IntegrityError), transaction.atomic():
        row.update(text="words")
    with pytest.raises(IntegrityError, match="in quarantine"), transaction.atomic():
        row.update(quarantined_at=None)
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Quarantine.objects.all().delete()


def test_a_page_is_not_marked_as_quarantined_without_a_quarantine():
    page = given.kept_page()

    with pytest.raises(IntegrityError, match="not in quarantine"), transaction.atomic():
        Content.objects.filter(pk=page.pk).update(
            text="", article_text="", html="", quarantined_at=Now()
        )


def test_nothing_reads_the_bytes_below_the_models_either():
    page = quarantined()

    with pytest.raises(Quarantined):
        read_bytes(page.sha256)
