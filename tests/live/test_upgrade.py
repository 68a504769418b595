"""A database of an earlier tree migrates to this one, verifies, and shows what it showed."""

from contextlib import contextmanager
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client, override_settings

from accounts.models import User
from claims.articles.models import Article
from history.models import Event
from reviews.archived_pages import quarantine
from reviews.publication.models import Publication
from sources.snapshots import text_hashes
from sources.snapshots.models import Content, TextHash
from tests.live.fixtures import django_at
from tests.live.test_backup import program
from tests.live.verifiers import verify

DUMP = Path(__file__).parent / "upgrades" / "desk-4c8456e.dump"


@pytest.fixture(scope="module")
def upgraded(servers, django_test_environment, django_db_blocker):
    """The desk of 4c8456e, restored and migrated: `with upgraded():` Django works on it."""
    place = servers.place("live_upgrade", 13)
    servers.postgres.provide(place.database)
    program("pg_restore", "--exit-on-error", "--no-comments", "-d", place.owner_url, DUMP)
    with (
        django_db_blocker.unblock(),
        django_at(place),
        override_settings(DATABASE_OWNER_URL=place.owner_url),
    ):
        call_command("migrate", verbosity=0, interactive=False)

    @contextmanager
    def at_the_desk():
        with django_db_blocker.unblock(), django_at(place):
            yield

    yield at_the_desk
    servers.drop(place.database)


def test_the_history_of_an_earlier_tree_verifies_after_migrating(upgraded):
    printed = StringIO()

    with upgraded():
        call_command("verify_history", stdout=printed)
        kept = Event.objects.count()

    assert "every chain holds" in printed.getvalue()
    assert kept >= 284


def test_what_readers_of_an_earlier_tree_were_shown_verifies_after_migrating(upgraded):
    with upgraded():
        said, is_well = verify("verify_published")

    assert is_well, said
    assert "readers are shown what was approved" in said[-1]


def test_texts_of_an_earlier_tree_are_hashed_and_marked_as_first_hashed_on_that_day(upgraded):
    with upgraded():
        texts = Content.objects.filter(erased_at=None).exclude(text="")
        hashed = TextHash.objects.filter(snapshot__content__in=texts)
        counted = hashed.filter(is_found_later=True).count(), texts.count()
        different = list(text_hashes.differences())

    assert counted[0] == counted[1] > 0
    assert different == []


def test_pages_and_texts_of_an_earlier_tree_are_open_and_can_be_quarantined(upgraded):
    with upgraded(), transaction.atomic():
        closed = Content.objects.exclude(quarantined_at=None, set_aside=None).count()
        closed += Article.objects.exclude(quarantined_at=None).count()
        by = User.objects.checkers().first()
        page = Content.objects.filter(erased_at=None).exclude(text="").first().snapshot
        pasted = Article.objects.filter(page=None, capture=None).exclude(text="").first()
        said = list(pasted.statements.order_by("pk").values_list("quote", flat=True))

        quarantine.quarantine_page(page, why="A test.", by=by)
        row = quarantine.quarantine_article(pasted, why="A test.", by=by)

        is_open = not Content.objects.get(pk=page.pk).is_quarantined
        left = [*pasted.statements.exclude(quote=""), *Article.objects.filter(text=pasted.text)]
        by.role = "admin"
        quarantine.release_quarantine(row.sha256, by=by)
        back = list(pasted.statements.order_by("pk").values_list("quote", flat=True))
        transaction.set_rollback(True)

    assert (closed, is_open, left) == (0, False, [])
    assert back == said


def test_each_check_of_an_earlier_tree_has_its_page_and_versions(upgraded):
    with upgraded():
        addresses = [
            address
            for check in Publication.objects.prefetch_related("versions")
            for address in (
                f"/checks/{check.slug}/",
                *(
                    f"/checks/{check.slug}/versions/{one.number}/"
                    for one in check.versions.all()
                ),
            )
        ]
        answered = {address: Client().get(address).status_code for address in addresses}

    assert len(answered) >= 25
    assert set(answered.values()) == {200}


def test_a_check_of_before_says_that_its_standard_was_not_recorded(upgraded):
    with upgraded():
        slug = Publication.objects.live().first().slug
        page = Client().get(f"/checks/{slug}/").content.decode()

    assert "Published before standards were recorded." in page
