"""What breaks while pages are captured and read, numbered as in docs/explanation/faults.md.

One desk for all of them: its workers are killed where the fault is that they are killed. They
fail where `tests.live.faulty` was told to, and keep pages on a disk that may be full.
"""

import json
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial
from threading import Event as Signal

import psutil
import pytest
from celery import current_app
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models.functions import Now
from django.test import Client
from django.urls import reverse

from claims.articles.models import Article
from claims.processing import actions
from jobs import dispatch, health
from jobs.models import DISPATCH_AGAIN_AFTER, JobState
from sources.captures import actions as capture_actions
from sources.captures.models import Capture
from sources.snapshots import actions as snapshot_actions
from sources.snapshots.models import Content, Snapshot
from sources.snapshots.storage import HALF, storage_name
from tests import given
from tests.live import invariants
from tests.live.small_disk import REFUSES, ROOM
from tests.live.test_captures import let_the_lease_lapse, state_of
from tests.live.test_faults import LONG, SLACK, done, nothing_was_dispatched_lately
from tests.sources.safe_fetch.hostile_servers import Stranger, answer
from tests.waiting import wait_until

pytestmark = [pytest.mark.usefixtures("live_db", "running"), pytest.mark.timeout(600)]
FAULTY = "tests.live.faulty"
POISON = "This page is poison."
NAMES = [f"paper{n}.test" for n in range(12)]
PLENTY = 1 << 30
WHILE = timedelta(seconds=1)
OPEN = [JobState.WAITING, JobState.RUNNING]


class Papers:
    """A site under twelve names. `/held/…` comes in halves, the second when `go_on` is set."""

    def __init__(self):
        self.go_on = Signal()
        self.stranger = Stranger(self._serve)

    def _serve(self, connection, request, _stranger):
        path = request.split(b" ")[1].decode()
        body = f"The page at {path}: the budget fell by 4 percent.".encode()
        whole = answer(body, headers=[b"Content-Type: text/plain"])
        half = len(whole) - 10 if path.startswith("/held/") else len(whole)
        connection.sendall(whole[:half])
        if half < len(whole):
            self.go_on.wait(60)
            connection.sendall(whole[half:])

    @property
    def opening(self):
        return ",".join(f"{name}:{self.stranger.port}" for name in [*NAMES, "never-found.test"])

    def url(self, path, host=0):
        name = NAMES[host] if isinstance(host, int) else host
        return f"http://{name}:{self.stranger.port}/{path}"

    def visits(self, path):
        return sum(hit.startswith(f"GET /{path} ".encode()) for hit in self.stranger.hits)


@pytest.fixture(scope="module")
def papers():
    made = Papers()
    with made.stranger:
        yield made
        made.go_on.set()


@pytest.fixture(scope="module")
def live_place(servers, broker):
    """A place whose database keeps what it acknowledged, whatever becomes of the server."""
    with servers.own_place("live_test_faults_of_captures", lasts=True) as place:
        yield replace(place, redis_url=broker.url)


@pytest.fixture(scope="module")
def disk(tmp_path_factory):
    """The folder of a disk with plenty of room, beside it the file that says how much."""
    folder = tmp_path_factory.mktemp("disk")
    (folder / ROOM).write_text(str(PLENTY))
    (folder / "kept").mkdir()
    return folder / "kept"


@pytest.fixture(scope="module")
def points(tmp_path_factory):
    return tmp_path_factory.mktemp("points")


class Running:
    """The desk's programs under the application that fails, started and started anew."""

    def __init__(self, desk, environment):
        self.desk, self._environment = desk, environment

    @property
    def environment(self):
        return {**self.desk.environment, **self._environment}

    def start(self, *names, **more):
        self.desk.start(*names, app=FAULTY, **self._environment, **more)

    def launch(self, *names, **more):
        self.desk.launch(*names, app=FAULTY, **self._environment, **more)


@pytest.fixture(scope="module")
def programs(desk, papers, points, disk):
    made = Running(
        desk,
        {
            "OPEN_DOOR": papers.opening,
            "FAIL_POINTS": str(points),
            "SNAPSHOT_STORAGE": "tests.live.small_disk.SmallDisk",
            "SNAPSHOTS": str(disk),
            "CAPTURE_GAP": "0",
            "SWEEP": "2",
        },
    )
    made.start("captures", "work", "beat")
    return made


@pytest.fixture
def running(programs, papers, disk, settings):
    """The desk of the module, whole again after each test. This process keeps there too."""
    options = {"location": str(disk)}
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "tests.live.small_disk.SmallDisk", "OPTIONS": options},
    }
    yield programs
    papers.go_on.set()
    papers.go_on = Signal()
    wait_until(nothing_is_open, seconds=SLACK, every=0.5, what="all is done or failed")
    invariants.hold()


def asked(papers, path, *, host=0, by=None):
    return capture_actions.ask_for_capture(papers.url(path, host), by=by or given.checker())


def is_done(*rows, seconds=SLACK):
    for row in rows:
        wait_until(
            lambda row=row: state_of(row) == JobState.DONE, seconds=seconds, what=f"{row} done"
        )


def child_of(programs):
    return wait_until(
        lambda: psutil.Process(programs.desk.pid("work")).children(), what="a child reads"
    )[0]


def test_fault_1_the_process_that_reads_is_killed_in_the_middle(running):
    article = actions.submit_article(text=LONG[:30_000], by=given.checker())
    wait_until(lambda: state_of(article) == JobState.RUNNING, what="it is read")

    child_of(running).kill()

    # Its message came back at once, and the lease refused it.
    wait_until(lambda: child_of(running).is_running(), what="Celery has another child")
    assert state_of(article) == JobState.RUNNING
    let_the_lease_lapse(Article, pk=article.pk)
    is_done(article, seconds=2 * SLACK)
    assert article.attempts == 2


def test_fault_3_killed_in_mid_file_and_between_the_file_and_the_row(
    running, papers, points, disk
):
    (points / "mid-write").touch()
    capture = asked(papers, "plain/3")

    dies_of_it(running, capture)
    assert len(list(disk.rglob(f"{HALF}*"))) == 1
    (points / "before-commit").touch()
    running.start("captures")
    let_the_lease_lapse(Capture, pk=capture.pk)
    dispatch.sweep()
    dies_of_it(running, capture)
    running.start("captures")
    let_the_lease_lapse(Capture, pk=capture.pk)
    dispatch.sweep()

    is_done(capture)
    assert capture.attempts == 3
    assert Snapshot.objects.filter(url=capture.url).count() == 1


def dies_of_it(running, capture):
    wait_until(
        lambda: running.desk.ended() == ["captures"], seconds=SLACK, what="the worker is dead"
    )
    assert state_of(capture) == JobState.RUNNING
    assert not Snapshot.objects.filter(url=capture.url).exists()


def test_fault_4_killed_after_the_commit_and_before_the_acknowledgement(running, points):
    (points / "after-sources.parse").touch()
    page = snapshot_actions.archive_by_hand(
        b"Four.", media_type="text/plain", by=given.checker()
    )

    wait_until(lambda: not list(points.iterdir()), what="the child is dead")

    is_done(page.content)
    after = snapshot_actions.archive_by_hand(
        b"Four, after.", media_type="text/plain", by=given.checker()
    )
    is_done(after.content)
    page.content.refresh_from_db()
    assert page.content.attempts == 1


@pytest.mark.parametrize(
    ("number", "by"), [(8, signal.SIGINT), (9, signal.SIGQUIT)], ids=["8 fast", "9 immediate"]
)
def test_faults_8_and_9_postgresql_starts_anew(running, papers, servers, number, by):
    person = given.checker()
    held = asked(papers, f"held/{number}", by=person)
    wait_until(lambda: papers.visits(f"held/{number}"), what="it is fetched")
    told = [asked(papers, f"plain/{number}-{n}", host=n, by=person) for n in range(1, 9)]

    servers.restart_postgres(by)

    connection.close()
    connection.close_pool()
    rows = Capture.objects.filter(asked_by=person)
    assert rows.count() == 1 + len(told), "what was acknowledged is there"
    papers.go_on.set()
    pages = Content.objects.filter(snapshot__kept_by=person)
    for what in (rows, pages):
        wait_until(partial(all_go_on, what), seconds=2 * SLACK, every=1, what="all are done")
    assert state_of(held) == JobState.DONE


def all_go_on(rows):
    """Whether all are done; what lost its connection in the middle goes on without a wait."""
    rows.filter(state=JobState.RUNNING, attempts=1).update(lease_until=Now() - WHILE)
    ring_again(rows)
    return done(rows)


def ring_again(rows):
    """As the sweep does, for rows that nobody rang for lately."""
    rows.exclude(state=JobState.DONE).update(dispatched_at=Now() - DISPATCH_AGAIN_AFTER - WHILE)
    dispatch.sweep()


def nothing_is_open():
    """Whether every job has come to its end; if not, what nobody was told of is rung for."""
    for model in (Capture, Content, Article):
        if (rows := model.objects.filter(state__in=OPEN)).exists():
            ring_again(rows)
            return False
    return True


@contextmanager
def silent_broker():
    """A port that takes connections and never says a word; Celery here is turned to it."""
    with socket.create_server(("127.0.0.1", 0), backlog=64) as listener:
        app = current_app
        usual = app.conf.broker_url
        app.conf.broker_url = f"redis://127.0.0.1:{listener.getsockname()[1]}/0"
        app._pool = app.amqp._producer_pool = None
        try:
            yield app.conf.broker_url
        finally:
            app.conf.broker_url = usual
            app._pool = app.amqp._producer_pool = None
            dispatch._quiet_until = 0.0


def test_fault_15_a_broker_that_takes_and_never_answers(running, papers, settings):
    with silent_broker() as url:
        settings.REDIS_URL = url
        began = time.monotonic()
        capture = asked(papers, "plain/15")
        assert time.monotonic() - began < 1.5
        assert not health.check_health().broker
        assert time.monotonic() - began < 4
    assert state_of(capture) == JobState.WAITING

    nothing_was_dispatched_lately(Capture, pk=capture.pk)
    is_done(capture)


def test_fault_16_the_broker_is_killed_and_starts_empty(running, papers, broker):
    broker.crash(forgets=True)
    capture = asked(papers, "plain/16")
    page = snapshot_actions.archive_by_hand(
        b"Sixteen.", media_type="text/plain", by=given.checker()
    )
    broker.start()

    nothing_was_dispatched_lately(Capture, pk=capture.pk)
    nothing_was_dispatched_lately(Content, pk=page.pk)
    is_done(capture, page.content)


def test_fault_17_the_broker_is_out_of_memory(running, papers, broker):
    """Who rings is not heard; a worker cannot note what it takes, and lives all the same."""
    worker = psutil.Process(running.desk.pid("captures"))
    used = broker.asked.info("memory")["used_memory"]
    worker.suspend()
    try:
        taken = asked(papers, "plain/17/taken")  # its message is on its way to the worker
        broker.asked.config_set("maxmemory", max(1, used // 2))
        worker.resume()
        unheard = asked(papers, "plain/17/unheard", host=1)
        wait_until(
            lambda: "OutOfMemoryError" in running.desk.log("captures"), what="it was told so"
        )
        assert state_of(unheard) == JobState.WAITING
    finally:
        worker.resume()
        broker.asked.config_set("maxmemory", 0)

    for capture in (taken, unheard):
        nothing_was_dispatched_lately(Capture, pk=capture.pk)
        is_done(capture)
    assert running.desk.pid("captures") == worker.pid
    assert worker.is_running()


def test_fault_20_a_page_that_kills_whoever_reads_it_is_set_aside(running):
    by = given.checker()
    body = f"{POISON} It kills."
    poison = snapshot_actions.archive_by_hand(
        body.encode(), media_type="text/plain", by=by
    ).content

    for attempt in (1, 2, 3):
        wait_until(
            lambda n=attempt: state_of(poison) == JobState.RUNNING and poison.attempts == n,
            what="it is tried",
        )
        let_the_lease_lapse(Content, pk=poison.pk)
        dispatch.sweep()

    wait_until(lambda: state_of(poison) == JobState.FAILED, what="it is set aside")
    assert poison.attempts == 3
    assert "the worker never came back" in poison.detail
    after = snapshot_actions.archive_by_hand(b"Twenty, after.", media_type="text/plain", by=by)
    is_done(after.content)


JUNK = [
    b"\x00\xff junk",
    b"{}",
    b'{"body": "W10=", "headers": {}}',
    json.dumps({"body": "x" * 2_000_000, "headers": {"task": "sources.capture"}}).encode(),
]


def test_faults_21_and_30_messages_that_nobody_understands(running, papers, broker):
    for queue in health.QUEUES:
        broker.asked.lpush(queue, *JUNK)
        current_app.send_task("sources.not_yet_deployed", args=[1], queue=queue)
        current_app.send_task("sources.capture", args=["x", {}, 3], queue=queue)

    capture = asked(papers, "plain/21")
    page = snapshot_actions.archive_by_hand(
        b"Twenty-one.", media_type="text/plain", by=given.checker()
    )

    is_done(capture, page.content)


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


def test_faults_19_and_26_an_hour_s_difference_and_an_early_redelivery(running, papers, points):
    """Other workers have other clocks, and give back what is two seconds old."""
    # What is unacknowledged is one list for all queues, which the workers with processes tend.
    others = {"work-fast": "3600", "captures-slow": "-3600"}
    for name, seconds in others.items():
        running.launch(name, CLOCK=seconds, VISIBILITY="2")
    for name in others:
        wait_until(partial(running.desk.worker_answers, name), seconds=SLACK, what="it is up")

    capture = asked(papers, "held/26")

    ring = f"{Capture.task_name} [{capture.pk}]"
    wait_until(
        lambda: points.with_name("heard").read_text().splitlines().count(ring) >= 2,
        seconds=SLACK,
        what="its message is given to others while it is fetched",
    )
    assert (state_of(capture), papers.visits("held/26")) == (JobState.RUNNING, 1)
    papers.go_on.set()
    is_done(capture)
    assert (capture.attempts, papers.visits("held/26")) == (1, 1)
    wait_until(nothing_is_open, seconds=SLACK, what="its page is read, perhaps by one of them")
    running.desk.kill(*others)


def test_fault_26_the_databases_clock_steps_on_in_mid_lease(running, papers):
    """The lease is over at once: somebody else comes, and what the first one brings is lost."""
    capture = asked(papers, "held/26/step")
    wait_until(lambda: papers.visits("held/26/step") == 1, what="it is visited")

    let_the_lease_lapse(Capture, pk=capture.pk)  # what the step makes of the row
    dispatch.sweep()

    wait_until(lambda: papers.visits("held/26/step") == 2, what="it is visited anew")
    papers.go_on.set()
    is_done(capture)
    assert capture.attempts == 2
    assert Snapshot.objects.filter(url=capture.url).count() == 1


def test_fault_27_a_name_that_is_not_found_holds_up_nobody(running, papers):
    lost = asked(papers, "plain/27", host="never-found.test")
    others = [asked(papers, f"plain/27-{n}", host=n) for n in range(5)]

    is_done(*others)
    for attempt in (1, 2, 3):
        wait_until(
            lambda n=attempt: state_of(lost) != JobState.RUNNING and lost.attempts == n,
            what="it is given up for now",
        )
        assert lost.failure == "dns"
        Capture.objects.filter(pk=lost.pk).update(run_after=Now())
        dispatch.dispatch(Capture.task_name, lost.pk)
    assert state_of(lost) == JobState.FAILED


def test_fault_28_a_slow_site_holds_up_nobody_else(running, papers):
    slow = [asked(papers, f"held/28-{n}") for n in range(50)]
    wait_until(lambda: papers.visits("held/28-0"), what="it is visited")
    others = [asked(papers, f"plain/28-{n}", host=n) for n in range(1, 12)]

    is_done(*others, seconds=15)

    visited = sum(papers.visits(f"held/28-{n}") for n in range(50))
    assert visited == 1
    papers.go_on.set()
    wait_until(
        lambda: done(Capture.objects.filter(pk__in=[row.pk for row in slow])),
        seconds=2 * SLACK,
        what="all of its pages are kept, one after the other",
    )


def test_fault_31_asked_to_stop_in_the_middle_of_ten_captures(running, papers):
    rows = [asked(papers, f"held/31-{n}", host=n) for n in range(10)]
    for n in range(10):
        wait_until(lambda n=n: papers.visits(f"held/31-{n}"), what="it is fetched")
    with ThreadPoolExecutor(1) as other:
        stopping = other.submit(running.desk.stop, "captures")
        papers.go_on.set()
        stopping.result(60)

    running.start("captures")
    for row in rows:
        if state_of(row) == JobState.RUNNING:
            let_the_lease_lapse(Capture, pk=row.pk)
    is_done(*rows)


def test_faults_32_and_33_two_beats_and_two_sweeps_at_once(running, papers):
    running.start("beat-2")
    rows = [asked(papers, f"plain/32-{n}", host=n) for n in range(12)]
    nothing_was_dispatched_lately(Capture, pk__in=[row.pk for row in rows])

    with ThreadPoolExecutor(4) as sweepers:
        list(sweepers.map(sweep_in_a_thread, range(8)))

    is_done(*rows)
    running.desk.stop("beat-2")
    assert {row.attempts for row in rows} == {1}
    assert all(papers.visits(f"plain/32-{n}") == 1 for n in range(12))


def sweep_in_a_thread(_):
    try:
        return dispatch.sweep()
    finally:
        connection.close()


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
