"""A desk whose captures and parses fail when a test wants them to: fixtures for two files.

Its workers are killed at the moment of the fault. They fail where `tests.live.faulty` is told
to, and store pages on a disk that may be full.
"""

from datetime import timedelta
from threading import Event as Signal

import pytest
from django.db.models.functions import Now

from claims.articles.models import Article
from jobs import dispatch
from jobs.models import DISPATCH_AGAIN_AFTER, JobState
from sources.captures import actions as capture_actions
from sources.captures.models import Capture
from sources.snapshots.models import Content
from tests import given
from tests.live import invariants
from tests.live.small_disk import ROOM
from tests.live.test_captures import state_of
from tests.live.test_faults import SLACK
from tests.sources.safe_fetch.hostile_servers import Stranger, answer
from tests.waiting import wait_until

FAULTY = "tests.live.faulty"
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


def nothing_is_open():
    """Whether every job has come to its end; if not, what nobody was told of is rung for."""
    for model in (Capture, Content, Article):
        if (rows := model.objects.filter(state__in=OPEN)).exists():
            ring_again(rows)
            return False
    return True


def ring_again(rows):
    """Dispatch rows again as the sweep does, as if nobody had dispatched them lately."""
    rows.exclude(state=JobState.DONE).update(dispatched_at=Now() - DISPATCH_AGAIN_AFTER - WHILE)
    dispatch.sweep()
