"""A backup as docs/explanation/archive.md describes it: the database first, then the files."""

import itertools
import os
import shutil
import subprocess
import time
from contextlib import contextmanager
from dataclasses import replace

import psycopg
import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.test import override_settings

from factcheck.embedded import engines
from sources.captures import actions as capture_actions
from sources.captures import run as capture_run
from sources.captures.models import Capture
from sources.snapshots import erasure
from sources.snapshots.models import Snapshot
from tests import given
from tests.live.fixtures import django_at
from tests.live.verifiers import verify
from tests.sources.safe_fetch.hostile_servers import Stranger, answer, policy

_numbers = itertools.count(1)
DAYS = 2 * 24 * 3600


@contextmanager
def desk_at(place, files):
    """Django here is a desk with this database, whose kept bytes lie in `files`."""
    kept = {**settings.STORAGES["default"], "OPTIONS": {"location": str(files)}}
    with (
        override_settings(STORAGES={**settings.STORAGES, "default": kept}),
        django_at(place),
    ):
        yield


@pytest.fixture
def desk(servers, django_test_environment, django_db_blocker, tmp_path):
    """A desk of the test's own with a published check: (place, files)."""
    files = tmp_path / "files"
    with (
        servers.own_place(f"live_backup_{next(_numbers)}") as place,
        django_db_blocker.unblock(),
    ):
        with desk_at(place, files):
            given.published()
        yield place, files


@pytest.fixture
def backup(servers, desk, tmp_path):
    """A `Backup` of the desk; nothing is taken until the test says so."""
    made = Backup(servers, *desk, tmp_path)
    yield made
    servers.drop(made.restored.database)


class Backup:
    """Both halves of a backup, each taken when the test says so, and the desk made of them."""

    def __init__(self, servers, place, files, folder):
        self._servers, self._place, self._files = servers, place, files
        self._dump, self._copies = folder / "desk.dump", folder / "copies"
        fresh = servers.place(f"{place.database}_restored", 0)
        self.restored = replace(fresh, redis_url=place.redis_url)

    def dump_database(self):
        program("pg_dump", "-Fc", "-f", self._dump, self._place.owner_url)

    def copy_files(self):
        shutil.copytree(self._files, self._copies)

    @contextmanager
    def desk(self):
        """A fresh desk on what was dumped and copied, a few days later."""
        self._servers.postgres.provide(self.restored.database)
        to = ("-d", self.restored.owner_url)
        program("pg_restore", "--exit-on-error", "--no-comments", *to, self._dump)
        for file in self._copies.rglob("*"):
            os.utime(file, (time.time() - DAYS,) * 2)
        with desk_at(self.restored, self._copies):
            yield


def program(name, *arguments):
    """One of the engines' own programs, as docs/explanation/archive.md has it."""
    argv = [str(word) for word in (engines._program(name), *arguments)]
    ran = subprocess.run(argv, check=False, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr


def captured():
    """A page that is fetched, with the record of its exchange."""
    with Stranger(answer(b"<title>Late</title><p>Kept while the backup runs.")) as site:
        url = f"http://kept.test:{site.port}/"
        capture = capture_actions.ask_for_capture(url, by=given.checker())
        leased = Capture.objects.lease(capture.pk)
        capture_run.fetch_capture(leased, policy(("kept.test", site.port), ports=[site.port]))
    return Snapshot.objects.get(captures=capture)


def test_of_pages_kept_while_a_backup_runs_nothing_but_orphans_is_restored(desk, backup):
    backup.dump_database()
    with desk_at(*desk):
        late = [given.kept_page("Put in while the backup runs."), captured()]
    backup.copy_files()

    with backup.desk():
        said, is_well = verify("verify_snapshots", "--orphans", "show")
        told = verify("verify_history")

    hashes = {page.sha256 for page in late} | {late[1].warc_sha256}
    assert is_well, said
    assert {line for line in said if line.startswith("no row")} == {
        f"no row names {sha256}" for sha256 in hashes
    }
    assert said[-2:] == [
        "3 files that no row names lie there.",
        "1 archived pages: the bytes of each are those that were archived.",
    ]
    assert told[1], told


def test_the_restored_desk_keeps_pages_and_its_database_refuses_as_before(desk, backup):
    backup.dump_database()
    backup.copy_files()

    with backup.desk():
        page = given.kept_page("Kept by the restored desk.")
        given.published()
        all_is_well = [verify(name)[1] for name in ("verify_snapshots", "verify_history")]
        bytes_are_there = default_storage.exists(page.storage_name)
        refused = [why_refused(url) for url in (backup.restored.url, backup.restored.owner_url)]

    assert all_is_well == [True, True]
    assert bytes_are_there
    assert refused == [psycopg.errors.InsufficientPrivilege, psycopg.errors.RestrictViolation]


def why_refused(url):
    """What the database says to who changes a kept page's hash: the app's role, the owner."""
    with psycopg.connect(url) as asked, pytest.raises(psycopg.Error) as refused:
        asked.execute("UPDATE sources_snapshot SET sha256 = repeat('0', 64)")
    return refused.type


def test_files_copied_before_the_dump_lack_what_was_kept_in_between(desk, backup):
    backup.copy_files()
    with desk_at(*desk):
        late = given.kept_page("Put in while the backup runs.")
    backup.dump_database()

    with backup.desk():
        said, is_well = verify("verify_snapshots")

    assert not is_well
    assert said == [f"snapshot:{late.pk} {late.sha256}: its bytes are gone"]


def test_a_page_erased_while_a_backup_runs_is_named_and_erased_again(desk, backup):
    with desk_at(*desk):
        page = given.kept_page("To be erased.")
    backup.dump_database()
    with desk_at(*desk):
        erasure.erase(page, why="A court ordered it.", by=given.admin())
    backup.copy_files()

    with backup.desk():
        named = verify("verify_snapshots")
        erasure.erase(page, why="A court ordered it.", by=given.admin())
        again = verify("verify_snapshots")

    assert named == ([f"snapshot:{page.pk} {page.sha256}: its bytes are gone"], False)
    assert again[1], again
