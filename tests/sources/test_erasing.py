"""Erasing a kept page where the law asks: nothing of it is left but the proof that it was."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.test import Client, override_settings
from django.urls import reverse

from history.models import Event
from sources import actions, fetching
from sources.models import Content, Conversation, Snapshot
from sources.storage import storage_name
from tests import given

pytestmark = pytest.mark.django_db
WHY = "A court has ordered it: case 12/2026."
IN_MEMORY = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}


def erased(page, **more):
    more.setdefault("by", given.admin())
    return actions.erase(page, why=WHY, **more)


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
    assert Snapshot.objects.get(pk=page.pk).sha256 == page.sha256
    assert Event.objects.of(f"snapshot:{page.pk}").get(kind="erase").actor == admin.username


@pytest.mark.parametrize("role", ["checker", "editor"])
def test_only_an_admin_erases(role):
    page = given.kept_page("Kept.")

    with pytest.raises(PermissionDenied):
        erased(page, by=given.person(role))

    assert words_left(page) != []


@pytest.mark.parametrize("why", ["", "  \n"])
def test_it_is_said_why(why):
    with pytest.raises(ValidationError, match="Say why"):
        actions.erase(given.kept_page("Kept."), why=why, by=given.admin())


def test_a_page_is_erased_once():
    page = given.kept_page("Once.")
    erased(page)

    with pytest.raises(ValidationError, match="erased already"):
        erased(page)


def test_pages_of_the_same_bytes_are_named_and_erased_together(
    django_capture_on_commit_callbacks,
):
    first, second = given.kept_page("The same."), given.kept_page("The same.")

    with pytest.raises(ValidationError, match=f"Kept page {second.pk} has the very same bytes"):
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


def test_a_reading_that_is_under_way_writes_nothing_back():
    by = given.checker()
    page = actions.keep_by_hand(b"Late words.", media_type="text/plain", by=by)
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
        lambda: actions.describe(page, description="x", by=by),
        lambda: actions.set_public(page, is_public=True, licence="CC0", by=by),
        lambda: actions.type_text(page, text="x", by=by),
        lambda: actions.note_archived(page, url="https://archive.example/1", by=by),
    ):
        with pytest.raises(ValidationError):
            act()


@override_settings(STORAGES=IN_MEMORY)
def test_nothing_assumes_that_the_bytes_lie_in_a_folder(django_capture_on_commit_callbacks):
    by = given.checker()
    page = actions.keep_by_hand(b"Words in no folder.", media_type="text/plain", by=by)
    fetching.parse(Content.objects.lease(page.pk))
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
    slug = review.publication.slug
    erased(page)

    shown = Client().get(reverse("readers:evidence", args=[slug, 1])).content.decode()

    assert f"as the law asked: {WHY}" in shown
    assert given.PASSAGE in shown
    assert page.sha256 in shown
