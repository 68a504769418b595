"""Faults of the disk and of removals by law, numbered as in docs/explanation/faults.md."""

import signal
import subprocess
import sys
from dataclasses import replace

import pytest
from celery import current_app
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models.functions import Now
from django.test import Client
from django.urls import reverse

from jobs.models import JobState
from sources.captures.models import Capture
from sources.snapshots import actions as snapshot_actions
from sources.snapshots.models import Content
from sources.snapshots.storage import storage_name
from tests import given
from tests.live.capture_faults import PLENTY, asked, is_done
from tests.live.small_disk import REFUSES, ROOM
from tests.live.test_captures import state_of
from tests.live.test_faults import SLACK, nothing_was_dispatched_lately
from tests.waiting import wait_until

pytestmark = [pytest.mark.usefixtures("live_db", "running"), pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def live_place(servers, broker):
    """A place whose database keeps what it acknowledged, whatever becomes of the server."""
    with servers.own_place("live_test_faults_of_storage", lasts=True) as place:
        yield replace(place, redis_url=broker.url)


@pytest.mark.parametrize("kind", ["23 full", "24 gone", "24 not mounted"])
def test_faults_23_and_24_pages_wait_for_a_disk(running, papers, disk, kind):
    by = given.checker()
    before = snapshot_actions.archive_by_hand(b"Kept before.", media_type="text/plain", by=by)
    is_done(before.content)
    kept = sorted(path for path in disk.rglob("*") if path.is_file())
    aside = disk.with_name("aside")
    if kind == "23 full":
        (disk.parent / ROOM).write_text("20")
    elif kind == "24 gone":
        disk.rename(aside)
        disk.write_text("a file in its place")
    else:
        disk.rename(aside)
        disk.mkdir()  # where the disk is mounted, and now is not
    try:
        capture = asked(papers, f"plain/{kind.replace(' ', '/')}")
        wait_until(
            lambda: state_of(capture) and capture.failure == "disk_full", what="it waits"
        )
        assert (capture.state, capture.snapshot) == (JobState.WAITING, None)
        with pytest.raises(ValidationError, match="cannot be written"):
            snapshot_actions.archive_by_hand(
                f"By hand while {kind}.".encode(), media_type="text/plain", by=by
            )
    finally:
        if kind == "23 full":
            (disk.parent / ROOM).write_text(str(PLENTY))
        else:
            disk.unlink() if disk.is_file() else disk.rmdir()  # which refuses if it has files
            aside.rename(disk)
    assert sorted(path for path in disk.rglob("*") if path.is_file()) == kept

    Capture.objects.filter(pk=capture.pk).update(run_after=Now())
    nothing_was_dispatched_lately(Capture, pk=capture.pk)
    is_done(capture)


KILLED_BEFORE_THE_BYTES_GO = """
import os, signal, sys
import django
django.setup()
from django.db import transaction
from accounts.models import User
from sources.snapshots import erasure
from sources.snapshots.models import Snapshot

with transaction.atomic():
    transaction.on_commit(lambda: os.kill(os.getpid(), signal.SIGKILL))
    page = Snapshot.objects.get(pk=sys.argv[1])
    erasure.erase(page, why="By law.", by=User.objects.get(username=sys.argv[2]))
"""


def test_fault_37_killed_between_an_erasure_by_law_and_the_removal_of_its_bytes(
    running, papers, disk
):
    page, by = kept_to_be_erased(papers, "plain/37"), given.admin().username

    ran = subprocess.run(
        [sys.executable, "-c", KILLED_BEFORE_THE_BYTES_GO, str(page.pk), by],
        check=False,
        cwd=settings.BASE_DIR,
        env=running.environment,
    )

    assert ran.returncode == -signal.SIGKILL
    erased = Content.objects.get(pk=page.pk)
    assert (erased.is_erased, erased.bytes_gone_at) == (True, None)
    assert files_of(page, disk) == [True, True]
    current_app.send_task("reviews.keep_moving")
    wait_until(lambda: bytes_are_gone(page), seconds=SLACK, what="the sweep removes them")
    assert files_of(page, disk) == [False, False]


def test_fault_38_a_store_that_refuses_to_remove_what_was_erased(running, papers, disk):
    page = kept_to_be_erased(papers, "plain/38")
    desk = Client()
    desk.force_login(given.admin())
    refuses = disk.parent / REFUSES
    refuses.touch()
    try:
        there = reverse("desk:erase_page", args=[page.pk])
        told = desk.post(there, {"why": "By law."}, follow=True).content.decode()
        assert "Archived page erased. The bytes are still to be removed" in told
        current_app.send_task("reviews.keep_moving")
        wait_until(
            lambda: f"of archived page {page.pk}, erased" in running.desk.log("work"),
            seconds=SLACK,
            what="the sweep is refused, too",
        )
        assert not bytes_are_gone(page)
        assert files_of(page, disk) == [True, True]
    finally:
        refuses.unlink()

    current_app.send_task("reviews.keep_moving")

    wait_until(lambda: bytes_are_gone(page), seconds=SLACK, what="the sweep removes them")
    assert files_of(page, disk) == [False, False]
    shown = desk.get(reverse("desk:archived_page", args=[page.pk])).content.decode()
    assert "Bytes, record and words are gone." in shown


def test_nothing_is_left_to_remove_once_an_erasure_has_gone_through(running, papers, disk):
    page = kept_to_be_erased(papers, "plain/39")
    desk = Client()
    desk.force_login(given.admin())

    there = reverse("desk:erase_page", args=[page.pk])
    told = desk.post(there, {"why": "By law."}, follow=True).content.decode()

    assert "Archived page erased." in told
    assert "still to be removed" not in told
    assert bytes_are_gone(page)
    assert files_of(page, disk) == [False, False]


def kept_to_be_erased(papers, path):
    capture = asked(papers, path)
    is_done(capture)
    is_done(capture.snapshot.content)
    return capture.snapshot


def bytes_are_gone(page):
    return Content.objects.get(pk=page.pk).bytes_gone_at is not None


def files_of(page, disk):
    """Whether its bytes, and its WARC record, are on the disk."""
    return [(disk / storage_name(one)).exists() for one in (page.sha256, page.warc_sha256)]
