"""Erasing a kept page where the law asks: nothing of it is left but the proof that it was."""

import os
import time
from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import IntegrityError
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from history.models import Event
from reviews.publication.models.publications import Publication
from sources.snapshots import actions as snapshot_actions
from sources.snapshots import archive_addresses, erasure, parse_job, transcription
from sources.snapshots import erasure as snapshot_erasure
from sources.snapshots.models import Content, Conversation, Snapshot
from sources.snapshots.storage import put_bytes, storage_name
from tests import given
from tests.calling import Caller
from tests.sources.safe_fetch.hostile_servers import answer
from tests.sources.snapshots.test_warc import captured
from tests.sources.stores import HoldingStore

pytestmark = pytest.mark.django_db
WHY = "A court has ordered it: case 12/2026."
IN_MEMORY = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}


def erased(page, **more):
    more.setdefault("by", given.admin())
    return erasure.erase(page, why=WHY, **more)


def words_left(page):
    """Everything that the side row still says of the page, but for the tombstone."""
    content = Content.objects.get(pk=page.pk)
    named = ("title", "author", "text", "article_text", "html", "canonical_url", "description")
    listed = ("links", "pages", "notes", "listed", "times", "marks")
    return [value for name in (*named, *listed) if (value := getattr(content, name))]


def test_bytes_and_words_go_and_the_tombstone_stays(django_capture_on_commit_callbacks):
    page = given.kept_page("What must go.", title="A name")
    admin = given.admin()

    with django_capture_on_commit_callbacks(execute=True):
        erased(page, by=admin)

    content = Content.objects.get(pk=page.pk)
    assert not default_storage.exists(page.storage_name)
    assert words_left(page) == []
    assert (content.erased_by, content.erased_why) == (admin, WHY)
    assert content.is_erased
    assert content.bytes_gone_at >= content.erased_at
    assert Snapshot.objects.get(pk=page.pk).sha256 == page.sha256
    assert Event.objects.of(f"snapshot:{page.pk}").get(kind="erase").actor == admin.public_id


@pytest.mark.parametrize("role", ["checker", "editor"])
def test_only_an_admin_erases(role):
    page = given.kept_page("Kept.")

    with pytest.raises(PermissionDenied):
        erased(page, by=given.person(role))

    assert words_left(page) != []


@pytest.mark.parametrize("why", ["", "  \n"])
def test_it_is_said_why(why):
    with pytest.raises(ValidationError, match="Say why"):
        erasure.erase(given.kept_page("Kept."), why=why, by=given.admin())


def test_a_page_is_erased_once():
    page = given.kept_page("Once.")
    erased(page)

    with pytest.raises(ValidationError, match="erased already"):
        erased(page)


def test_pages_of_the_same_bytes_are_named_and_erased_together(
    django_capture_on_commit_callbacks,
):
    first, second = given.kept_page("The same."), given.kept_page("The same.")

    with pytest.raises(
        ValidationError, match=f"Archived page {second.pk} has the very same bytes"
    ):
        erased(first)
    with django_capture_on_commit_callbacks(execute=True):
        gone = erased(first, together=True)

    assert set(gone) == {first, second}
    assert not default_storage.exists(first.storage_name)


def test_bytes_that_were_kept_again_meanwhile_stay(django_capture_on_commit_callbacks):
    page = given.kept_page("Kept again.")

    with django_capture_on_commit_callbacks(execute=True):
        erased(page)
        again = given.kept_page("Kept again.")

    assert again.body() == b"Kept again."
    assert settled(page)


@pytest.fixture
def holding(settings, monkeypatch):
    """Names of files that the store does not remove, until a test takes them out."""
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            **settings.STORAGES["default"],
            "BACKEND": "tests.sources.stores.HoldingStore",
        },
    }
    held = set()
    monkeypatch.setattr(HoldingStore, "held", held)
    return held


def settled(page):
    """Whether its row says that the store has none of its bytes any more."""
    return Content.objects.get(pk=page.pk).bytes_gone_at is not None


def warned(caplog):
    return [record.getMessage() for record in caplog.records if record.levelname == "WARNING"]


@pytest.mark.parametrize("first", [True, False])
def test_a_file_that_the_store_keeps_holds_up_no_other_and_goes_with_a_later_sweep(
    holding, first, caplog, django_capture_on_commit_callbacks
):
    page = captured(answer(f"Held, {first}.".encode(), headers=[b"Content-Type: text/plain"]))
    hashes = sorted([page.sha256, page.warc_sha256], reverse=not first)
    kept, other = (storage_name(one) for one in hashes)
    holding.add(kept)

    with django_capture_on_commit_callbacks(execute=True):
        erased(page)

    assert (default_storage.exists(kept), default_storage.exists(other)) == (True, False)
    assert not settled(page)
    (said,) = warned(caplog)
    assert hashes[0] in said
    assert "AccessDenied" in said
    assert (erasure.remove_due(), settled(page)) == (0, False)
    holding.clear()
    assert (erasure.remove_due(), settled(page)) == (1, True)
    assert not default_storage.exists(kept)
    assert erasure.remove_due() == 0


def test_until_its_bytes_are_gone_the_page_and_the_api_say_that_they_are_not(
    holding, django_capture_on_commit_callbacks
):
    page = given.kept_page("Held for now.")
    holding.add(page.storage_name)
    admin = given.admin()
    desk = Client()
    desk.force_login(admin)
    where = reverse("desk:archived_page", args=[page.pk])
    with django_capture_on_commit_callbacks(execute=True):
        erased(page, by=admin)

    before = Caller(admin).get(f"snapshots/{page.pk}/").json()["erased"]
    shown = desk.get(where).content.decode()
    holding.clear()
    erasure.remove_due()
    after = Caller(admin).get(f"snapshots/{page.pk}/").json()["erased"]

    assert before["bytes_gone_at"] is None
    assert "The bytes are still to be removed from the store." in shown
    assert "Bytes, record and words are gone." not in shown
    assert datetime.fromisoformat(after["bytes_gone_at"]) >= datetime.fromisoformat(after["at"])
    shown = desk.get(where).content.decode()
    assert "still to be removed" not in shown
    assert "Bytes, record and words are gone." in shown


def test_one_that_is_held_does_not_hold_up_the_pages_after_it(holding, monkeypatch):
    monkeypatch.setattr(snapshot_erasure, "AT_ONCE", 1)
    pages = [given.kept_page(f"One of five, {n}.") for n in range(5)]
    for page in pages:
        erased(page)
    holding.add(pages[0].storage_name)

    rounds = 0
    while sum(settled(page) for page in pages) < 4:
        erasure.remove_due()
        rounds += 1
        assert rounds < 200

    assert not settled(pages[0])


def test_a_page_that_was_erased_before_the_row_said_so_is_looked_at_once():
    gone, left = given.kept_page("Gone long ago."), given.kept_page("Left long ago.")
    erased(gone)
    erased(left)
    default_storage.delete(gone.storage_name)
    given.kept_page("One that stands.")

    assert erasure.remove_due() == 2

    assert not default_storage.exists(left.storage_name)
    assert erasure.bytes_to_remove().count() == 0


def test_bytes_that_a_capture_has_just_written_anew_stay_until_its_row_is_there():
    page = given.kept_page("On its way again.")
    erased(page)
    default_storage.delete(page.storage_name)
    _, is_new = put_bytes(b"On its way again.")

    assert (is_new, erasure.remove_due(), settled(page)) == (True, 0, False)
    again = given.kept_page("On its way again.")

    assert (erasure.remove_due(), settled(page)) == (1, True)
    assert again.body() == b"On its way again."


def test_bytes_written_anew_that_no_row_has_named_for_a_day_go():
    page = given.kept_page("Left by a crash.")
    erased(page)
    default_storage.delete(page.storage_name)
    put_bytes(b"Left by a crash.")
    # As if the page was erased long ago, and they were written the day before yesterday.
    days = 86400
    Content.objects.filter(pk=page.pk).update(erased_at=timezone.now() - timedelta(days=9))
    path = default_storage.path(page.storage_name)
    os.utime(path, (time.time() - 2 * days, time.time() - 2 * days))

    assert erasure.remove_due() == 1

    assert not default_storage.exists(page.storage_name)


def test_a_store_without_anything_that_stands_is_not_believed(settings, tmp_path):
    page, _ = given.kept_page("Not mounted."), given.kept_page("Stands elsewhere.")
    erased(page)
    mounted = settings.STORAGES
    nothing = {**mounted["default"], "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = {**mounted, "default": nothing}

    assert (erasure.remove_due(), settled(page)) == (0, False)
    settings.STORAGES = mounted

    assert (erasure.remove_due(), settled(page)) == (1, True)


def test_a_tombstone_says_where_the_same_bytes_were_kept_again(
    django_capture_on_commit_callbacks,
):
    page = given.kept_page("Fetched once more.")
    with django_capture_on_commit_callbacks(execute=True):
        erased(page)
    again = given.kept_page("Fetched once more.")
    desk = Client()
    desk.force_login(given.checker())

    shown = desk.get(reverse("desk:archived_page", args=[page.pk])).content.decode()

    assert "Exactly the same bytes were archived again later" in shown
    assert reverse("desk:archived_page", args=[again.pk]) in shown


def test_only_an_erased_page_s_bytes_can_be_said_to_be_gone():
    page = given.kept_page("Stands.")

    with pytest.raises(IntegrityError, match="sources_content_bytes_go_if_erased"):
        Content.objects.filter(pk=page.pk).update(bytes_gone_at=timezone.now())


def test_a_reading_that_is_under_way_writes_nothing_back():
    by = given.checker()
    page = snapshot_actions.archive_by_hand(b"Late words.", media_type="text/plain", by=by)
    leased = Content.objects.lease(page.pk)

    erased(page)

    assert not leased.done(text="Late words.")
    assert words_left(page) == []
    assert Content.objects.lease(page.pk) is None


def test_whom_we_spoke_with_is_erased_with_the_notes():
    page = given.conversation(with_whom="Ann Lee")

    erased(page)

    conversation = Conversation.objects.get(pk=page.pk)
    assert (conversation.with_whom, conversation.role) == ("", "")


def test_an_erased_page_is_neither_described_nor_shown_nor_typed():
    page = given.kept_page("Gone.")
    erased(page)
    by = given.checker()

    for act in (
        lambda: snapshot_actions.describe(page, description="x", by=by),
        lambda: snapshot_actions.set_public(page, is_public=True, licence="CC0", by=by),
        lambda: transcription.type_text(page, text="x", by=by),
        lambda: archive_addresses.note_archived(page, url="https://archive.example/1", by=by),
    ):
        with pytest.raises(ValidationError):
            act()


@override_settings(STORAGES=IN_MEMORY)
def test_nothing_assumes_that_the_bytes_lie_in_a_folder(django_capture_on_commit_callbacks):
    by = given.checker()
    page = snapshot_actions.archive_by_hand(
        b"Words in no folder.", media_type="text/plain", by=by
    )
    parse_job.parse_content(Content.objects.lease(page.pk))
    assert Content.objects.get(pk=page.pk).text == "Words in no folder."
    assert default_storage.exists(storage_name(page.sha256))
    call_command("verify_snapshots")

    with django_capture_on_commit_callbacks(execute=True):
        erased(page)

    assert not default_storage.exists(storage_name(page.sha256))
    call_command("verify_snapshots")


def test_readers_are_told_that_our_copy_is_gone_and_keep_the_quotation():
    by = given.checker()
    review = given.published(by=by)
    page = review.evidence.get().snapshot
    slug = Publication.objects.live_of(review).slug
    erased(page)

    shown = Client().get(reverse("readers:evidence", args=[slug, 1])).content.decode()

    assert f"as the law asked: {WHY}" in shown
    assert given.PASSAGE in shown
    assert page.sha256 in shown
