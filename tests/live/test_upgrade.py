"""A database of an earlier tree migrates to this one, verifies, and shows what it showed."""

import re
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

import psycopg
import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.test import Client, override_settings

from accounts.models import User
from claims.articles.models import Article
from factcheck.startup_checks import is_migrated
from history.models import Event
from reviews.archived_pages import quarantine
from reviews.publication.models import Publication
from reviews.review.models import Review
from sources.snapshots import text_hashes
from sources.snapshots.models import Content, TextHash
from tests.live.fixtures import django_at
from tests.live.test_backup import program
from tests.live.verifiers import verify

ROOT = Path(__file__).parents[2]
DUMP = Path(__file__).parent / "upgrades" / "desk-4c8456e.dump"


@pytest.fixture(scope="module")
def upgraded(servers, django_test_environment, django_db_blocker):
    """The desk of 4c8456e, restored and migrated: `with upgraded():` Django works on it."""
    place = servers.place("live_upgrade", 13)
    servers.postgres.provide(place.database)
    program("pg_restore", "--exit-on-error", "--no-comments", "-d", place.owner_url, DUMP)
    applied = _applied(place)
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

    at_the_desk.place, at_the_desk.applied = place, applied
    yield at_the_desk
    servers.drop(place.database)


def _applied(place):
    """The names of our migrations that are noted in a database, by app."""
    ours = {app.label for app in apps.get_app_configs() if Path(app.path).parent == ROOT}
    with psycopg.connect(place.owner_url) as owner:
        rows = owner.execute("SELECT app, name FROM django_migrations").fetchall()
    return {row for row in rows if row[0] in ours}


def _schema(place, folder):
    """The parts of a database's schema, in an order of their own.

    PostgreSQL prints lists of constants in two ways, before and after a dump was restored.
    """
    file = folder / f"{place.database}.sql"
    program("pg_dump", "-s", "--no-comments", "-d", place.superuser_url, "-f", file)
    text = re.sub(
        r"\(ARRAY\[([^\[\]]*)\]\)::text\[\]",
        lambda found: f"ARRAY[{', '.join(f'({one})::text' for one in found[1].split(', '))}]",
        re.sub(r"(?m)^\\(un)?restrict .*$", "", file.read_text()),
    )
    return sorted(map(_in_order, re.split(r"\n--\n-- Name: .*\n--\n", text)))


def _in_order(part):
    """Columns of a table are in the order in which migrations added them."""
    lines = [line.strip(" ,") for line in part.strip().split("\n")]
    return "\n".join(sorted(lines) if lines[0].startswith("CREATE TABLE") else lines)


def test_a_database_of_an_earlier_tree_gets_the_schema_of_a_new_one(
    upgraded, servers, tmp_path
):
    with servers.own_place("live_new_schema") as new:
        found, wanted = _schema(upgraded.place, tmp_path), _schema(new, tmp_path)

    assert len(wanted) > 900
    assert found == wanted


def test_what_an_earlier_tree_applied_is_what_the_first_squashed_migrations_replace(upgraded):
    replaced = {
        name
        for key, migration in MigrationLoader(None).disk_migrations.items()
        if key[1].startswith("0001_squashed")
        for name in migration.replaces
    }

    assert upgraded.applied == replaced


def test_a_database_that_applied_every_replaced_migration_has_nothing_left_to_apply(
    servers, django_test_environment, django_db_blocker
):
    """As in a database that the tree before the squash migrated: it has the old names alone."""
    with servers.own_place("live_before_the_squash") as place:
        with psycopg.connect(place.owner_url) as owner:
            owner.execute("DELETE FROM django_migrations WHERE name ~ '^000[12]_squashed'")
        before = _applied(place)
        printed = StringIO()
        with (
            django_db_blocker.unblock(),
            django_at(place),
            override_settings(DATABASE_OWNER_URL=place.owner_url),
        ):
            call_command("migrate", stdout=printed, interactive=False)
            is_done = is_migrated(place.url)
        after = _applied(place)

    assert len(before) > 90
    assert "No migrations to apply." in printed.getvalue()
    assert is_done
    assert {name for _, name in after - before} == {
        "0001_squashed_until_4c8456e",
        "0002_squashed_since_4c8456e",
    }


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


# --- what the migrations do to rows -----------------------------------------------------------


def test_texts_of_an_earlier_tree_are_marked_as_private_by_the_rule_for_new_ones(upgraded):
    with upgraded():
        reasons = dict(
            Article.objects.filter(came_by__in=["paste", "file", "tip"]).values_list(
                "title", "private_because"
            )
        )
        others = Article.objects.exclude(came_by__in=["paste", "file", "tip"])
        marked = others.exclude(private_because="").count()

    assert reasons == {
        "What my neighbour heard": "mail",
        "Mara Brook said the pool would cost 9 million crowns.": "tip",
        "Tom Wick said that crime rose by 12 percent in 2025.": "unnamed",
        "Mayor defends budget as councillors trade figures": "",
        "Doctors doubt surgery figure": "",
    }
    assert marked == 0


def test_each_account_of_an_earlier_tree_is_found_in_its_history(upgraded):
    with upgraded():
        found = {
            event.chain: (event.actor, event.payload["role"], event.payload["active"])
            for event in Event.objects.filter(kind="account-found").select_related("side")
        }
        accounts = {
            f"user:{user.pk}": ("system", user.role, user.is_active)
            for user in User.objects.all()
        }

    assert found == accounts
    assert len(found) == 30


def test_people_of_an_earlier_tree_have_ids_and_are_found_by_their_usernames(upgraded):
    with upgraded():
        users = list(User.objects.all())

    assert len({user.public_id for user in users}) == len(users)
    assert all(
        re.fullmatch(r"person:[0-9a-f]{32}", user.public_id)
        for user in users
        if not user.is_system
    )
    assert all(user.legacy_username == user.username for user in users)


def test_only_admins_of_an_earlier_tree_may_open_the_admin_site(upgraded):
    with upgraded():
        flags = set(User.objects.values_list("role", "is_staff", "is_superuser"))

    assert {flag for flag in flags if flag[0] == "admin"} == {("admin", True, True)}
    assert {flag[1:] for flag in flags if flag[0] != "admin"} == {(False, False)}


def test_readers_keep_the_text_of_a_retraction_and_a_request_has_none_yet(upgraded):
    with upgraded():
        rows = Review.objects.exclude(retract_note="")
        texts = {(row.state, row.retract_text == row.retract_note) for row in rows}
        waiting = [row.retract_text for row in rows if row.state != "retracted"]

    assert texts == {("retracted", True), ("published", False)}
    assert set(waiting) == {""}


def test_calculations_of_an_earlier_tree_are_in_their_renamed_table(upgraded):
    with upgraded(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM reviews_calculation")
        (count,) = cursor.fetchone()

    assert count == 5
