"""A local site with a feed under a `.test` name, and polls that may fetch it."""

from contextlib import contextmanager
from datetime import timedelta

from django.db.models.functions import Now

from claims.articles.models import Article
from claims.feeds import actions
from claims.feeds import poll as feed_poll
from claims.feeds.models import Feed
from jobs.models import JobState
from sources.captures import run as capture_run
from sources.captures.models import Capture
from sources.snapshots import parse_job
from sources.snapshots.models import Content
from tests import given
from tests.sources.safe_fetch.hostile_servers import Stranger, answer, policy

NAME = "courier.test"
SAID = (
    "The mayor of Northfield, Mara Brook, told the council on Tuesday that {what}. The council "
    "met for the {number} time this year in the old hall by the river, before an audience of "
    "clerks, shopkeepers and two classes of the grammar school, and went home before nine."
)


def item(number, *, title="", day="Tue, 03 Mar 2026 08:00:00 GMT", link=None, guid=None):
    link = f"/2026/{number}" if link is None else link
    return (
        f"<item><title>{title or f'Story {number}'}</title><link>{link}</link>"
        f"<guid isPermaLink='false'>{guid or f'g-{number}'}</guid>"
        f"<pubDate>{day}</pubDate></item>"
    )


def rss(*items):
    return (
        "<?xml version='1.0'?><rss version='2.0'><channel><title>Courier</title>"
        f"{''.join(items)}</channel></rss>"
    ).encode()


def page(text, *, canonical="", title="Council"):
    link = f"<link rel='canonical' href='{canonical}'>" if canonical else ""
    paragraphs = "".join(f"<p>{line}</p>" for line in text.split("\n"))
    return answer(
        f"<!doctype html><html lang='en'><head><title>{title}</title>{link}</head><body>"
        f"<article><h1>{title}</h1>{paragraphs}</article></body></html>".encode()
    )


class Site:
    """Responses by path, which tests may change at any time. The feed is at /feed."""

    def __init__(self):
        self.paths = {}
        self.stranger = Stranger(self._serve)

    def _serve(self, connection, request, _stranger):
        path = request.split(b" ")[1].decode("latin-1").partition("?")[0]
        found = self.paths.get(path, answer(b"", status=b"404 Not Found"))
        connection.sendall(found(request) if callable(found) else found)

    def feeds(self, *items, **more):
        self.paths["/feed"] = answer(
            rss(*items), headers=[b"Content-Type: application/rss+xml"], **more
        )

    @property
    def policy(self):
        port = self.stranger.port
        return policy((NAME, port), ports=[port])

    def url(self, path="/feed"):
        return f"http://{NAME}:{self.stranger.port}{path}"

    def asked(self, path="/feed"):
        """Return the requests for a path, in order."""
        return [hit for hit in self.stranger.hits if hit.startswith(f"GET {path} ".encode())]


@contextmanager
def site():
    made = Site()
    with made.stranger:
        yield made


def followed(where, **more):
    """A feed that was added and not yet polled."""
    more.setdefault("by", given.checker())
    return actions.add_feed(url=where if isinstance(where, str) else where.url(), **more)


def poll(feed, where):
    """Poll once, with the worker's functions."""
    Feed.objects.filter(pk=feed.pk).update(run_after=Now())
    leased = Feed.objects.lease(feed.pk)
    assert leased is not None
    assert feed_poll.may_ask_site(leased)
    feed_poll.poll_feed(leased, where.policy)
    feed.refresh_from_db()
    return feed


def read_all(where):
    """Fetch, parse and extract everything that waits, as the workers do."""
    soon = Now() - timedelta(seconds=1)
    for capture in Capture.objects.filter(state=JobState.WAITING).order_by("pk"):
        Capture.objects.filter(pk=capture.pk).update(run_after=soon)
        capture_run.fetch_capture(Capture.objects.lease(capture.pk), where.policy)
    for content in Content.objects.filter(state=JobState.WAITING):
        parse_job.parse_content(Content.objects.lease(content.pk))
    for article in Article.objects.filter(state=JobState.WAITING).order_by("pk"):
        given.read(article)
