"""Feeds are polled politely; each new entry becomes an article, once."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.db.models.functions import Now
from django.utils import timezone

from claims.articles.models import Article
from claims.feeds import actions
from claims.feeds import poll as feed_poll
from claims.feeds.models import Entry, Feed
from history.models import Event
from jobs.models import JobState
from sources.captures import actions as capture_actions
from sources.captures.models import Capture
from tests import given
from tests.claims.feeds import feed_server
from tests.claims.feeds.feed_server import SAID, followed, item, page, poll, read_all
from tests.sources.safe_fetch.hostile_servers import answer, moved

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    with feed_server.site() as made:
        yield made


def pause(feed):
    return feed.run_after - timezone.now()


def about(seconds, *, give=30):
    return pytest.approx(seconds, abs=give)


def test_a_new_entry_becomes_an_article_read_from_its_kept_page(site):
    site.feeds(item(1, title="The hall"))
    site.paths["/2026/1"] = page(SAID.format(what="police funding was cut by half", number=9))
    by = given.checker()
    feed = poll(followed(site, publisher="Northfield Courier", by=by), site)

    read_all(site)

    article = Article.objects.get()
    assert (article.came_by, article.feed, article.submitted_by) == ("feed", feed, by)
    assert (article.state, article.url) == ("done", site.url("/2026/1"))
    assert article.capture.snapshot.body()
    assert str(article.publisher) == "Northfield Courier"
    assert article.published_on == date(2026, 3, 3)
    assert article.statements.filter(speaker="Mara Brook").exists()
    entry = feed.entries.get()
    assert (entry.name, entry.title, entry.article) == ("g-1", "The hall", article)


def test_between_two_polls_it_rests_for_its_interval(site):
    site.feeds(item(1))
    feed = poll(followed(site, interval=20), site)

    assert (feed.state, feed.attempts, feed.failures) == (JobState.WAITING, 0, 0)
    assert feed.title == "Courier"
    assert pause(feed).total_seconds() == about(20 * 60)
    assert Feed.objects.lease(feed.pk) is None


def test_what_was_seen_once_never_comes_again(site):
    site.feeds(item(1), item(2))
    feed = poll(followed(site), site)
    site.feeds(item(3), item(1), item(2), item(3))

    poll(feed, site)
    poll(feed, site)

    assert Entry.objects.count() == Article.objects.count() == 3


def test_an_unchanged_feed_is_asked_by_its_marks_and_costs_nothing(site):
    marks = [b'ETag: W/"7"', b"Last-Modified: Tue, 03 Mar 2026 14:02:00 GMT"]
    whole = answer(feed_server.rss(item(1)), headers=marks)
    site.paths["/feed"] = lambda request: (
        b"HTTP/1.1 304 Not Modified\r\n\r\n" if b'If-None-Match: W/"7"' in request else whole
    )
    feed = poll(followed(site), site)
    came_at = feed.came_at

    poll(feed, site)

    first, second = site.asked()
    assert b"If-" not in first
    assert b"If-Modified-Since: Tue, 03 Mar 2026 14:02:00 GMT" in second
    assert (feed.failures, feed.failure) == (0, "")
    assert feed.came_at == came_at
    assert Article.objects.count() == 1


def test_of_a_feed_that_is_new_only_the_newest_come(site):
    days = [f"{day:02} Mar 2026 08:00:00 GMT" for day in (1, 9, 5, 7, 3)]
    site.feeds(*(item(n, day=day) for n, day in enumerate(days)))

    feed = poll(followed(site, take_first=2), site)

    assert [article.url for article in Article.objects.order_by("pk")] == [
        site.url("/2026/3"),
        site.url("/2026/1"),
    ]
    assert feed.entries.count() == 5
    site.feeds(*(item(n, day=day) for n, day in enumerate(days)), item(9))
    poll(feed, site)
    assert Article.objects.count() == 3


def test_of_many_new_entries_the_pages_are_fetched_one_after_the_other(site):
    site.feeds(*(item(n) for n in range(6)))

    poll(followed(site), site)

    due = list(Capture.objects.order_by("pk").values_list("run_after", flat=True))
    gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(due)]
    assert gaps == [about(5, give=2)] * 5


def test_of_one_poll_at_most_two_hundred_entries_are_taken(site):
    site.feeds(item(0))
    feed = poll(followed(site), site)
    site.feeds(*(item(n) for n in range(260)))

    poll(feed, site)

    assert feed.entries.count() == 200


def test_an_entry_without_a_link_is_read_from_its_own_text(site):
    words = SAID.format(what="police funding was cut by half", number="ninth")
    site.paths["/feed"] = answer(
        feed_server.rss(
            f"<item><title>Note</title><guid>n1</guid><description>{words}</description></item>"
        )
    )

    poll(followed(site), site)
    read_all(site)

    article = Article.objects.get()
    assert (article.title, article.text, article.url) == ("Note", words, "")
    assert article.statements.exists()


def test_an_entry_that_changed_is_looked_at_again(site):
    site.feeds(item(1))
    site.paths["/2026/1"] = page(SAID.format(what="police funding was cut by half", number=9))
    feed = poll(followed(site), site)
    read_all(site)
    first = Article.objects.get()
    Article.objects.update(submitted_at=timezone.now() - timedelta(hours=2))
    site.feeds(item(1, day="Wed, 04 Mar 2026 08:00:00 GMT"))
    site.paths["/2026/1"] = page(
        SAID.format(what="police funding was cut by a third", number=9)
    )

    poll(feed, site)
    read_all(site)

    second = Article.objects.exclude(pk=first.pk).get()
    assert second.replaces == first
    assert "a third" in second.text
    assert feed.entries.get().article == second


def test_a_page_that_changed_is_looked_at_once_an_hour_at_most(site):
    site.feeds(item(1))
    feed = poll(followed(site), site)

    site.feeds(item(1, day="Wed, 04 Mar 2026 08:00:00 GMT"))
    poll(feed, site)

    assert Article.objects.count() == 1
    Article.objects.update(submitted_at=timezone.now() - timedelta(hours=2), state="done")
    poll(feed, site)
    assert Article.objects.count() == 2


def test_a_feed_that_dates_all_entries_anew_says_nothing_of_changes(site):
    site.feeds(*(item(n) for n in range(8)))
    feed = poll(followed(site), site)
    Article.objects.update(submitted_at=timezone.now() - timedelta(hours=2), state="done")

    site.feeds(*(item(n, day="Wed, 04 Mar 2026 08:00:00 GMT") for n in range(8)))
    poll(feed, site)

    assert Article.objects.count() == 8


def test_an_entry_under_a_new_name_is_no_new_article(site):
    site.feeds(item(1))
    feed = poll(followed(site), site)

    site.feeds(item(1, guid="another", link="/2026/1?utm_source=rss#top"))
    poll(feed, site)

    article = Article.objects.get()
    assert [entry.article for entry in feed.entries.all()] == [article, article]


def test_two_feeds_with_one_story_make_one_article(site):
    site.feeds(item(1))
    site.paths["/other"] = site.paths["/feed"]
    poll(followed(site), site)

    poll(followed(site.url("/other")), site)

    assert Article.objects.count() == 1
    assert {entry.article for entry in Entry.objects.all()} == {Article.objects.get()}


def test_a_page_that_is_not_there_is_said_on_its_article_and_stops_no_other(site):
    site.feeds(item(1), item(2))
    site.paths["/2026/2"] = page(SAID.format(what="police funding was cut by half", number=9))

    feed = poll(followed(site), site)
    read_all(site)

    states = {entry.name: entry.article.state for entry in feed.entries.all()}
    assert states == {"g-1": "failed", "g-2": "done"}
    assert feed.failures == 0


def test_failing_polls_come_later_each_time_up_to_a_day(site):
    site.paths["/feed"] = answer(b"", status=b"500 Broken")
    feed = followed(site, interval=60)

    pauses = [round(pause(poll(feed, site)).total_seconds() / 3600) for _ in range(7)]

    assert pauses == [2, 4, 8, 16, 24, 24, 24]
    assert (feed.state, feed.failure, feed.failures) == (JobState.WAITING, "server_error", 7)
    assert feed.is_failing
    assert "upload" not in feed.detail
    site.feeds(item(1))
    poll(feed, site)
    assert (feed.failure, feed.failures, feed.is_failing) == ("", 0, False)


@pytest.mark.parametrize("status", [b"429 Too Many", b"503 Busy"])
def test_a_site_that_says_when_is_not_asked_sooner(site, status):
    site.paths["/feed"] = answer(b"", status=status, headers=[b"Retry-After: 3000"])

    feed = poll(followed(site, interval=5), site)

    assert pause(feed).total_seconds() == about(3000)


def test_a_feed_that_is_gone_is_stopped_and_says_so(site):
    site.paths["/feed"] = answer(b"", status=b"410 Gone")

    feed = poll(followed(site), site)

    assert feed.is_stopped
    assert feed.is_failing
    assert feed.detail == "The site says that this feed is gone for good (410)."
    assert Feed.objects.due().count() == 0
    assert Event.objects.filter(chain=feed.chain, kind="stop-feed").exists()


@pytest.mark.parametrize(
    ("found", "kind"),
    [
        (answer(b"", status=b"404 Not Found"), "not_found"),
        (answer(b"Hello", headers=[b"Content-Type: text/plain"]), "unreadable"),
        (answer(b"<html><title>No feed</title></html>"), "unreadable"),
        (answer(b"<rss>" + b"x" * 6 * 1024 * 1024), "too_large"),
        (answer(b"\x89PNG\r\n\x1a\n" + bytes(400)), "unreadable"),
        (moved("/feed"), "redirects"),
        (moved("http://127.0.0.1/feed"), "blocked_address"),
    ],
)
def test_what_goes_wrong_is_a_kind_and_a_sentence(site, found, kind):
    site.paths["/feed"] = found

    feed = poll(followed(site), site)

    assert (feed.failure, feed.state, feed.failures) == (kind, JobState.WAITING, 1)
    assert feed.detail.endswith(".")
    assert not feed.is_failing, "one bad poll will pass"


def test_a_pages_address_offers_the_feeds_that_it_names(site):
    site.paths["/"] = answer(
        b"<html><head>"
        b"<link rel='alternate' type='application/rss+xml' title='News' href='/feed'>"
        b"<link rel='alternate' type='application/atom+xml' href='/comments'></head></html>"
    )
    site.feeds(item(1))
    feed = poll(followed(site.url("/")), site)
    assert feed.is_stopped
    assert feed.offered == [
        {"url": site.url("/feed"), "title": "News"},
        {"url": site.url("/comments"), "title": ""},
    ]

    by = given.checker()
    feed = actions.choose_feed(feed, url=site.url("/feed"), by=by)
    poll(feed, site)

    assert (feed.url, feed.offered, feed.is_stopped) == (site.url("/feed"), [], False)
    assert Article.objects.count() == 1


def test_a_feed_that_moved_is_followed(site):
    site.paths["/feed"] = moved("/new", status=b"301 Moved")
    site.paths["/new"] = answer(feed_server.rss(item(1)))

    poll(followed(site), site)

    assert Article.objects.get().url == site.url("/2026/1")


def test_one_site_is_asked_one_question_at_a_time(site):
    site.feeds(item(1))
    site.paths["/other"] = site.paths["/feed"]
    one, other = followed(site), followed(site.url("/other"))
    asking, waiting = Feed.objects.lease(one.pk), Feed.objects.lease(other.pk)

    assert feed_poll.may_ask_site(asking)
    assert not feed_poll.may_ask_site(waiting)

    other.refresh_from_db()
    assert (other.state, other.attempts) == (JobState.WAITING, 0)
    assert 0 < pause(other).total_seconds() < 10
    feed_poll.poll_feed(asking, site.policy)
    Feed.objects.filter(pk=other.pk).update(run_after=Now())
    assert feed_poll.may_ask_site(Feed.objects.lease(other.pk))


def test_another_site_need_not_wait(site):
    feed_poll.may_ask_site(Feed.objects.lease(followed("https://one.example.org/feed").pk))

    assert feed_poll.may_ask_site(
        Feed.objects.lease(followed("https://two.example.org/feed").pk)
    )


RULES = [b"Content-Type: text/plain"]


def test_a_feed_that_its_site_closes_to_programs_is_left_alone_and_says_so(site):
    site.feeds(item(1))
    site.paths["/robots.txt"] = answer(b"User-agent: *\nDisallow: /feed", headers=RULES)

    feed = poll(followed(site), site)

    assert (feed.failure, feed.failures) == ("site_refused", 1)
    assert feed.detail == "The site asks programs to leave this page alone (robots.txt)."
    assert not site.asked()


def test_the_pages_of_entries_are_fetched_as_the_site_lets_programs(site):
    site.feeds(item(1))
    site.paths["/2026/1"] = page(SAID)
    site.paths["/robots.txt"] = answer(b"User-agent: *\nDisallow: /2026/", headers=RULES)

    poll(followed(site), site)
    read_all(site)

    capture = Article.objects.get().capture
    assert (capture.is_automatic, capture.failure) == (True, "site_refused")
    assert not site.asked("/2026/1")


def test_a_site_that_asks_a_feed_to_wait_is_left_alone_by_captures_too(site):
    site.paths["/feed"] = answer(b"", status=b"429 Slow", headers=[b"Retry-After: 600"])
    waiting = capture_actions.ask_for_capture(site.url("/page"), by=given.checker())

    poll(followed(site), site)

    assert Capture.objects.lease(waiting.pk) is None
