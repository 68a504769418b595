"""Feeds are followed, changed, stopped and started, and each action is recorded."""

import pytest
from django.core.exceptions import ValidationError

from claims.feeds import actions
from claims.feeds.models import Feed
from history.models import Event
from jobs.models import JobState
from tests import given
from tests.claims.feeds.feed_server import followed

pytestmark = pytest.mark.django_db

URL = "https://courier.example.org/feed.xml"


def told(feed):
    return [(event.kind, event.actor) for event in Event.objects.filter(chain=feed.chain)]


def test_a_new_feed_is_due_at_once_and_rung_for(
    django_capture_on_commit_callbacks, monkeypatch
):
    rung = []
    monkeypatch.setattr("jobs.dispatch.dispatch", lambda name, pk: rung.append((name, pk)))
    by = given.checker()

    with django_capture_on_commit_callbacks(execute=True):
        feed = followed(URL, publisher=" Northfield  Courier ", by=by)

    assert rung == [("claims.poll", feed.pk)]
    assert (feed.state, str(feed.publisher)) == (JobState.WAITING, "Northfield Courier")
    assert (feed.interval, feed.take_first, feed.host) == (30, 10, "courier.example.org")
    assert told(feed) == [("add-feed", by.public_id)]


@pytest.mark.parametrize(
    "again",
    [URL, "http://www.courier.example.org/feed.xml/", "feed://courier.example.org/feed.xml"],
)
def test_the_desk_follows_a_feed_once(again):
    followed(URL)

    with pytest.raises(ValidationError, match="already follows this feed"):
        followed(again)


@pytest.mark.parametrize("written", ["feed://one.org/a", "feed:https://one.org/a"])
def test_old_feed_addresses_are_of_the_web(written):
    assert followed(written).url == "https://one.org/a"


@pytest.mark.parametrize(
    "wrong",
    [
        {"url": "courier"},
        {"url": "javascript:alert(1)"},
        {"url": "http://[bad/feed"},
        {"url": ""},
        {"url": f"https://one.org/{'a' * 900}"},
        {"interval": 4},
        {"interval": 10081},
        {"take_first": 201},
    ],
)
def test_what_cannot_be_followed_is_refused(wrong):
    with pytest.raises(ValidationError):
        actions.add_feed(**{"url": URL, "by": given.checker(), **wrong})

    assert not Feed.objects.exists()


def test_it_is_polled_more_or_less_often():
    feed = followed(URL)
    by = given.checker()

    changed = actions.change_feed(feed, interval=120, by=by)

    assert (changed.interval, changed.publisher) == (120, None)
    assert told(feed)[-1] == ("change-feed", by.public_id)
    with pytest.raises(ValidationError):
        actions.change_feed(feed, interval=1, by=by)


def test_a_stopped_feed_is_never_due_and_starts_anew():
    by = given.checker()
    feed = actions.stop_feed(followed(URL), by=by)
    assert Feed.objects.lease(feed.pk) is None
    with pytest.raises(ValidationError, match="Start it first"):
        actions.poll_now(feed, by=by)

    actions.start_feed(feed, by=by)

    assert Feed.objects.lease(feed.pk) is not None
    assert [kind for kind, _ in told(feed)] == ["add-feed", "stop-feed", "start-feed"]


def test_one_that_is_stopped_while_it_is_polled_rests_for_good():
    feed = followed(URL)
    leased = Feed.objects.lease(feed.pk)
    actions.stop_feed(feed, by=given.checker())

    leased.reschedule(-leased.lease_time)

    assert Feed.objects.due().count() == 0


def test_one_whose_polls_killed_every_worker_can_be_started_again():
    feed = followed(URL)
    Feed.objects.filter(pk=feed.pk).update(
        state=JobState.FAILED,
        attempts=3,
        failure="timeout",
        detail="The worker never came back.",
    )
    feed.refresh_from_db()
    assert feed.is_stopped
    assert feed.is_failing

    feed = actions.start_feed(feed, by=given.checker())

    assert (feed.state, feed.attempts, feed.failure) == (JobState.WAITING, 0, "")
    assert Feed.objects.lease(feed.pk) is not None


def test_polling_now_does_not_wait_for_the_time():
    feed = followed(URL)
    Feed.objects.lease(feed.pk).reschedule(Feed.lease_time)
    assert Feed.objects.lease(feed.pk) is None

    actions.poll_now(feed, by=given.checker())

    assert Feed.objects.lease(feed.pk) is not None


def test_only_a_feed_that_the_page_names_can_be_chosen():
    feed = followed(URL)
    with pytest.raises(ValidationError, match="Choose one"):
        actions.choose_feed(feed, url="https://other.org/feed", by=given.checker())
