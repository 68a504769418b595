"""The real worker keeps a page once and byte for byte, though it is killed in the middle."""

import hashlib
import time
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from threading import Event as Signal

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models.functions import Now

from history.models import Event
from jobs import dispatch
from jobs.models import JobState
from sources.captures import actions
from sources.captures.models import Capture
from sources.snapshots import actions as snapshot_actions
from sources.snapshots.models import Content, Snapshot
from tests import given
from tests.live import invariants
from tests.sources.safe_fetch.hostile_servers import Stranger, answer, moved
from tests.waiting import wait_until

pytestmark = pytest.mark.usefixtures("live_db")
OPEN_DOOR = "tests.live.open_door"
WORDS = "".join(f"<p>Line {n} of the budget: {n * 7} crowns.</p>\n" for n in range(4000))
PAGE = f"<!doctype html><title>The budget</title><article>{WORDS}</article>".encode()


class Site:
    """A site under a `.test` name. Its page comes in two halves; the first visit stops between.

    `half_sent` is set when half is on its way, `go_on` lets a visitor have the rest. `quick`
    are the visits to /quick/, each with its beginning and end.
    """

    name = "kept.test"

    def __init__(self):
        self.half_sent, self.go_on = Signal(), Signal()
        self.quick = []
        self.stranger = Stranger(self._serve)

    def _serve(self, connection, request, stranger):
        path = request.split(b" ")[1]
        if path == b"/inside":
            connection.sendall(moved(f"http://127.0.0.1:{stranger.port}/secret"))
            return
        if path.startswith(b"/quick/"):
            began = time.monotonic()
            stranger.closing.wait(0.1)
            connection.sendall(answer(PAGE))
            self.quick.append((began, time.monotonic()))
            return
        whole = answer(PAGE)
        connection.sendall(whole[: len(whole) // 2])
        self.half_sent.set()
        self.go_on.wait(60)
        connection.sendall(whole[len(whole) // 2 :])

    @property
    def opening(self):
        return f"{self.name}:{self.stranger.port}"

    def url(self, path="/budget"):
        return f"http://{self.opening}{path}"

    def visits(self, path="/budget"):
        return sum(hit.startswith(f"GET {path} ".encode()) for hit in self.stranger.hits)


@pytest.fixture(scope="module")
def site():
    made = Site()
    with made.stranger:
        yield made
        made.go_on.set()


@pytest.fixture(scope="module")
def workers(desk, site):
    desk.start("captures", "work", app=OPEN_DOOR, OPEN_DOOR=site.opening)
    return desk


def state_of(row):
    row.refresh_from_db()
    return row.state


def let_the_lease_lapse(model, **which):
    """As after its lease time without a word: the row is moved, by the database's clock."""
    past = Now() - timedelta(minutes=3)
    assert model.objects.filter(state=JobState.RUNNING, **which).update(
        lease_until=past, dispatched_at=past
    )


def test_a_worker_killed_in_the_middle_leaves_one_page_with_the_bytes_that_were_served(
    workers, site
):
    capture = actions.ask_for_capture(site.url(), by=given.checker())
    assert site.half_sent.wait(60)
    workers.kill("captures")
    assert state_of(capture) == JobState.RUNNING
    assert not Snapshot.objects.filter(url=capture.url).exists()

    site.go_on.set()
    workers.start("captures", app=OPEN_DOOR, OPEN_DOOR=site.opening)
    # Only the row knows of the work now: no worker holds it, and no message waits for one.
    assert dispatch.sweep() == 0
    let_the_lease_lapse(Capture, pk=capture.pk)
    assert dispatch.sweep() == 1

    wait_until(lambda: state_of(capture) == JobState.DONE, seconds=60, what="it is captured")
    snapshot = Snapshot.objects.get(url=capture.url)
    assert snapshot == capture.snapshot
    assert snapshot.sha256 == hashlib.sha256(PAGE).hexdigest()
    assert snapshot.body() == PAGE
    assert (capture.attempts, site.visits()) == (2, 2)
    assert Event.objects.filter(chain=f"snapshot:{snapshot.pk}", kind="keep").count() == 1
    wait_until(lambda: state_of(snapshot.content) == JobState.DONE, seconds=60, what="read")
    assert "Line 3999 of the budget" in snapshot.content.text
    invariants.hold()


def test_nothing_half_written_lies_beside_the_kept_bytes():
    folder = Path(default_storage.location)

    assert not [path for path in folder.rglob("*") if path.name.startswith(".keeping-")]


def test_the_opened_door_leads_to_that_one_name_and_nowhere_else(workers, site):
    by = given.checker()
    inside = actions.ask_for_capture(site.url("/inside"), by=by)
    direct = Capture.objects.create(
        url=f"http://127.0.0.1:{site.stranger.port}/secret", asked_by=by
    )

    dispatch.dispatch(Capture.task_name, direct.pk)

    for capture in (inside, direct):
        wait_until(lambda row=capture: state_of(row) == JobState.FAILED, what="refused")
        assert capture.failure == "blocked_address"
    assert site.visits("/secret") == 0


def test_pages_of_one_host_are_visited_one_by_one_with_a_gap_and_nobody_rings_twice(
    workers, site
):
    """No beat runs here, so nothing sweeps: each visit rings for the next by itself."""
    workers.stop("captures")
    workers.start("captures", app=OPEN_DOOR, OPEN_DOOR=site.opening, CAPTURE_GAP="0.4")
    by = given.checker()

    rows = [actions.ask_for_capture(site.url(f"/quick/{n}"), by=by) for n in range(5)]

    for row in rows:
        wait_until(
            lambda row=row: state_of(row) == JobState.DONE, seconds=20, what="it is done"
        )
    assert [row.attempts for row in rows] == [1] * 5
    assert len(site.quick) == 5
    for (_, ended), (began, _) in pairwise(site.quick):
        assert began - ended >= 0.4
    workers.stop("captures")
    workers.start("captures", app=OPEN_DOOR, OPEN_DOOR=site.opening)


def test_one_ring_has_every_page_read_that_is_due(workers, monkeypatch):
    """No beat runs here, so nothing sweeps: the reader goes on by itself."""
    open_jobs = Content.objects.filter(state__in=[JobState.WAITING, JobState.RUNNING])
    wait_until(lambda: not open_jobs.exists(), what="the worker is idle")
    by = given.checker()
    with monkeypatch.context() as patched:
        patched.setattr("jobs.dispatch.dispatch", lambda *_: True)
        pages = [
            snapshot_actions.archive_by_hand(
                f"Page {n} of the budget.".encode(), by=by, media_type="text/plain"
            )
            for n in range(6)
        ]
    assert {state_of(page.content) for page in pages} == {JobState.WAITING}

    dispatch.dispatch(Content.task_name, pages[3].pk)

    for page in pages:
        wait_until(lambda page=page: state_of(page.content) == JobState.DONE, what="it is read")
        assert page.content.attempts == 1


def test_without_the_tests_application_the_same_worker_opens_no_door(workers, site):
    visited = len(site.stranger.hits)
    workers.stop("captures")
    workers.start("captures", OPEN_DOOR=site.opening, EXTRA_ALLOWED=site.opening)

    capture = actions.ask_for_capture(site.url(), by=given.checker())

    wait_until(lambda: state_of(capture) == JobState.FAILED, what="it is refused")
    assert capture.failure in {"bad_host", "bad_port"}
    assert len(site.stranger.hits) == visited
    workers.stop("captures")
    workers.start("captures", app=OPEN_DOOR, OPEN_DOOR=site.opening)


def test_nothing_that_ships_knows_of_the_tests():
    """The application that opens the door is in `tests`, which is no package of the product."""
    ours = {path.parent.name for path in settings.BASE_DIR.glob("*/apps.py")}
    assert {"jobs", "history", "accounts", "sources", "claims", "reviews", "readers"} <= ours

    naming = [
        path
        for folder in ours | {"factcheck"}
        for path in (settings.BASE_DIR / folder).rglob("*.py")
        if "open_door" in (text := path.read_text()) or "from tests" in text
    ]

    assert naming == []
    assert "tests" not in settings.INSTALLED_APPS
