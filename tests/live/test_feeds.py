"""The real worker polls a feed: killed in the middle, rung for many times, nothing twice."""

from datetime import timedelta
from threading import Event as Signal

import psycopg
import pytest
from django.db.models.functions import Now

from claims.articles.models import Article
from claims.feeds import actions
from claims.feeds.models import Feed
from jobs import dispatch
from jobs.models import JobState
from sources.captures.models import Capture, Host
from tests import given
from tests.claims.feeds.feed_server import SAID, item, page, rss
from tests.live import invariants
from tests.live.test_captures import OPEN_DOOR, let_the_lease_lapse
from tests.sources.safe_fetch.hostile_servers import Stranger, answer
from tests.waiting import wait_until

pytestmark = pytest.mark.usefixtures("live_db")

NAME = "gazette.test"
ITEMS = [item(n, day=f"{20 - n} Mar 2026 08:00:00 GMT") for n in range(5)]
FEED = answer(rss(*ITEMS), headers=[b'ETag: "5"', b"Content-Type: application/rss+xml"])


class Gazette:
    """A site whose feed comes in two halves; visits to /feed stop between them at first."""

    def __init__(self):
        self.half_sent, self.go_on = Signal(), Signal()
        self.stranger = Stranger(self._serve)

    def _serve(self, connection, request, _stranger):
        path = request.split(b" ")[1].decode()
        if path.startswith("/2026/"):
            number = path.rpartition("/")[2]
            what = f"the bill for bridge {number} rose to {number}4 million crowns"
            connection.sendall(page(SAID.format(what=what, number=f"{number}th")))
        elif path != "/feed":
            connection.sendall(FEED)
        else:
            connection.sendall(FEED[:300])
            self.half_sent.set()
            self.go_on.wait(60)
            connection.sendall(FEED[300:])

    @property
    def opening(self):
        return f"{NAME}:{self.stranger.port}"

    def url(self, path="/feed"):
        return f"http://{self.opening}{path}"

    def polls(self, path="/feed"):
        return sum(hit.startswith(f"GET {path} ".encode()) for hit in self.stranger.hits)


@pytest.fixture(scope="module")
def gazette():
    made = Gazette()
    with made.stranger:
        yield made
        made.go_on.set()


@pytest.fixture(scope="module")
def workers(desk, gazette):
    desk.start("captures", "work", app=OPEN_DOOR, OPEN_DOOR=gazette.opening)
    return desk


def ring_after_a_lapse():
    """As after its lease time without a word."""
    let_the_lease_lapse(Feed)
    Host.objects.update(lease_until=Now() - timedelta(minutes=3))
    dispatch.sweep()


def is_polled(feed):
    feed.refresh_from_db()
    return feed.state == JobState.WAITING and feed.polled_at is not None


def all_read():
    Capture.objects.filter(state=JobState.WAITING).update(run_after=Now())
    dispatch.sweep()
    return Article.objects.filter(state=JobState.DONE).count() == len(ITEMS)


def test_workers_killed_in_the_middle_of_a_poll_leave_each_entry_once(
    workers, gazette, live_place
):
    feed = actions.add_feed(url=gazette.url(), by=given.checker())
    assert gazette.half_sent.wait(60)
    workers.kill("captures")
    gazette.go_on.set()

    # The second worker stops at the third entry, where somebody holds its name, and dies there.
    with psycopg.connect(live_place.url) as holding:
        holding.execute(
            "INSERT INTO claims_entry (feed_id, name, url, title, changed)"
            " VALUES (%s, 'g-2', '', '', '')",
            [feed.pk],
        )
        workers.start("captures", app=OPEN_DOOR, OPEN_DOOR=gazette.opening)
        ring_after_a_lapse()
        wait_until(lambda: feed.entries.count() == 2, seconds=60, what="two entries are in")
        workers.kill("captures")
        holding.rollback()
    assert Article.objects.count() == 2
    workers.start("captures", app=OPEN_DOOR, OPEN_DOOR=gazette.opening)
    ring_after_a_lapse()

    wait_until(lambda: is_polled(feed), seconds=60, what="it is polled")
    assert (feed.failure, feed.failures, feed.etag, feed.attempts) == ("", 0, '"5"', 0)
    assert gazette.polls() == 3
    assert sorted(feed.entries.values_list("name", flat=True)) == [f"g-{n}" for n in range(5)]
    wait_until(all_read, seconds=90, every=1.0, what="all pages are read")
    assert Article.objects.count() == len(ITEMS)
    assert Article.objects.filter(copy_of=None).count() == len(ITEMS)
    invariants.hold()


def test_rung_for_many_times_a_feed_is_polled_once(workers, gazette):
    feed = actions.add_feed(url=gazette.url("/feed?again"), take_first=0, by=given.checker())
    for _ in range(10):
        dispatch.dispatch(Feed.task_name, feed.pk)

    wait_until(lambda: is_polled(feed), what="it is polled and rests")

    assert gazette.polls("/feed?again") == 1
    assert feed.entries.count() == len(ITEMS)
