"""What breaks while pages are captured and read, numbered as in docs/explanation/faults.md.

One desk for all of them: its workers are killed where the fault is that they are killed. They
fail where `tests.live.faulty` was told to, and keep pages on a disk that may be full.
"""

import json
import signal
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial

import psutil
import pytest
from celery import current_app
from django.db import connection
from django.db.models.functions import Now

from claims.articles.models import Article
from claims.processing import actions
from jobs import dispatch, health
from jobs.models import JobState
from sources.captures.models import Capture
from sources.snapshots import actions as snapshot_actions
from sources.snapshots.models import Content, Snapshot
from sources.snapshots.storage import HALF
from tests import given
from tests.live.capture_faults import asked, is_done, nothing_is_open, ring_again
from tests.live.test_captures import let_the_lease_lapse, state_of
from tests.live.test_faults import LONG, SLACK, done, nothing_was_dispatched_lately
from tests.waiting import wait_until

pytestmark = [pytest.mark.usefixtures("live_db", "running"), pytest.mark.timeout(600)]
POISON = "This page is poison."
WHILE = timedelta(seconds=1)


@pytest.fixture(scope="module")
def live_place(servers, broker):
    """A place whose database keeps what it acknowledged, whatever becomes of the server."""
    with servers.own_place("live_test_faults_of_captures", lasts=True) as place:
        yield replace(place, redis_url=broker.url)


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
