"""What a worker does with a feed: ask its site politely, and make articles of new entries.

The feed's row is work that rests between two polls. Each entry is written in a transaction of
its own with the article that it becomes, and the site's marks (ETag, Last-Modified) after the
last: a worker that is killed in the middle leaves what is whole, and the rest comes at the next
attempt, nothing twice.
"""

import logging
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Now

from accounts.models import User
from claims.articles.models import Article
from claims.feeds.models import MOST_ENTRIES, Entry, Feed
from claims.processing import actions
from claims.versions import detect as version_detect
from history.record import record
from jobs.delayed import DELAYED
from sources.captures import politeness, robots
from sources.captures.models import Capture
from sources.parsing import feeds
from sources.parsing.feeds import FeedItem, Read
from sources.parsing.parser import Unreadable
from sources.safe_fetch import CannotFetch, Fetched, Policy, Validators, host_of, safe_fetch
from sources.safe_fetch.errors import BY_HAND

log = logging.getLogger(__name__)

MIB = 1024 * 1024
BUSY = timedelta(seconds=4)
"""Until a site is asked again whether it is free."""
IN_FLIGHT = timedelta(seconds=75)
"""As long as one question may last, and what is asked before it."""
STAGGER = timedelta(seconds=5)
"""Between two pages of one poll: many new entries are no reason to hurry a site."""
SELDOM = timedelta(days=1)
"""The longest pause between two polls that fail."""
AGAIN = timedelta(hours=1)
"""The least time between two looks at a page whose entry says that it changed."""
GONE = 410


def may_ask_site(feed: Feed) -> bool:
    """Whether the site of a leased feed may be asked now; if not, the feed rests a moment.

    It is the same turn that captures wait for, whatever number of workers there are.
    """
    if politeness.take_host(host_of(feed.url), _token(feed), IN_FLIGHT):
        Feed.objects.filter(pk=feed.pk).update(asked_at=Now())
        return True
    if feed.reschedule(BUSY, failure=feed.failure, detail=feed.detail):
        soon = BUSY.total_seconds() + 0.1
        DELAYED.dispatch_in(soon, Feed.task_name, feed.pk, once_for=feed.chain)
    return False


def poll_feed(feed: Feed, policy: Policy | None = None) -> None:
    """Poll a leased feed. What goes wrong is a sentence on its row, and it is tried again.

    `policy` is an argument that only tests pass: the door has no other opening.
    """
    try:
        fetched = _ask(feed, policy or politeness.our_policy())
    except CannotFetch as error:
        _failed(feed, error)
        return
    if fetched.is_unchanged:
        _rest(feed, {})
        return
    try:
        found = feeds.read(fetched.body, url=fetched.final_url, charset=fetched.charset)
    except Unreadable as error:
        _rest_after_failure(feed, "unreadable", error.detail)
        return
    if found.offered:
        _offer(feed, found)
        return
    came = _take(feed, found)
    _rest(
        feed, {**_marks(fetched), **({"came_at": Now()} if came else {}), **_named(feed, found)}
    )


def _ask(feed: Feed, policy: Policy) -> Fetched:
    """The site's answer, as its robots.txt lets programs ask; then its turn is over."""
    limits = replace(policy, raw_bytes=5 * MIB, decoded_bytes=10 * MIB)
    host = host_of(feed.url)
    try:
        if closed := robots.refusal(feed.url, host, policy):
            raise closed
        return safe_fetch(feed.url, limits, seen=Validators(feed.etag, feed.last_modified))
    except CannotFetch as failure:
        if failure.retry_after:  # asked of all of us
            politeness.pause_hosts([host_of(failure.url or feed.url)], failure.retry_after)
        raise
    finally:
        politeness.release_host(host, _token(feed))


def _token(feed: Feed) -> UUID:
    """By which the site's turn is this poll's: that of its lease."""
    assert feed.lease_token is not None
    return feed.lease_token


def _failed(feed: Feed, error: CannotFetch) -> None:
    detail = error.detail.replace(BY_HAND, "").replace(robots.STILL_ASK, "")
    detail = detail.replace("or:", "").strip().rstrip(",")
    if error.hops and error.hops[-1].status == GONE:
        _stop(feed, "gone", "The site says that this feed is gone for good (410).")
    else:
        _rest_after_failure(feed, error.kind, detail, wait=error.retry_after)


def _rest_after_failure(feed: Feed, kind: str, detail: str, *, wait: int | None = None) -> None:
    """Later each time, up to a day; never sooner than the site asked for."""
    usual = timedelta(minutes=feed.interval)
    pause = min(usual * 2 ** min(feed.failures + 1, 12), max(SELDOM, usual))
    pause = max(pause, timedelta(seconds=wait or 0))
    failures = feed.failures + 1
    feed.reschedule(
        pause, failure=kind, detail=detail[:500], failures=failures, polled_at=Now()
    )


def _rest(feed: Feed, changes: dict[str, object]) -> None:
    pause = timedelta(minutes=feed.interval)
    feed.reschedule(pause, **{"polled_at": Now(), "failures": 0, **changes})


@transaction.atomic
def _stop(feed: Feed, kind: str, detail: str, **changes: object) -> None:
    """Stopped by the machine, with a sentence: only a person starts it again."""
    told = {"failure": kind, "detail": detail, "stopped_at": Now(), "polled_at": Now()}
    if feed.reschedule(timedelta(minutes=feed.interval), **{**told, **changes}):
        record(feed.chain, "stop-feed", by=User.objects.system(), why=detail)


def _offer(feed: Feed, found: Read) -> None:
    offered = [{"url": url, "title": title} for url, title in found.offered]
    _stop(
        feed,
        "no_feed",
        "This is a page, not a feed. Choose which of the feeds that it names to follow.",
        offered=offered,
        polled_at=None,
    )


def _marks(fetched: Fetched) -> dict[str, object]:
    """What the site gave to be asked by the next time; none that we could not send back."""
    given = Validators(
        fetched.headers.get("etag", ""), fetched.headers.get("last-modified", "")
    )
    sent = dict(given.conditions())
    return {
        "etag": sent.get("If-None-Match", ""),
        "last_modified": sent.get("If-Modified-Since", "")[:100],
    }


def _named(feed: Feed, found: Read) -> dict[str, object]:
    return {} if feed.title or not found.title else {"title": found.title}


def _take(feed: Feed, found: Read) -> int:
    """Make articles of the entries that are new or changed, the oldest first; how many."""
    # Feeds list the newest first, and most say the day; the sort is stable.
    items = sorted(found.items, key=lambda item: item.published_on or date.min, reverse=True)
    items = items[:MOST_ENTRIES]
    left_alone = set() if feed.polled_at else {item.name for item in items[feed.take_first :]}
    known = {
        entry.name: entry
        for entry in feed.entries.filter(name__in=[item.name for item in items])
    }
    changed = [
        item
        for item in items
        if item.name in known and item.changed != known[item.name].changed
    ]
    # A feed that changes all its dates at each poll does not say what changed.
    is_telling = 2 * len(changed) <= max(len(items), 4)
    came = 0
    for item in reversed(items):
        if item.name not in known:
            article = _new(feed, item, is_taken=item.name not in left_alone, after=came)
        else:
            article = _changed(feed, item, known[item.name], is_telling=is_telling)
        came += article is not None
    return came


@transaction.atomic
def _new(feed: Feed, item: FeedItem, *, is_taken: bool, after: int) -> Article | None:
    """Note an entry with the article that it becomes; None where that was here before."""
    before = feed.entries.filter(url=item.url).last() if item.url else None
    entry, is_new = Entry.objects.get_or_create(
        feed=feed,
        name=item.name,
        defaults={
            "url": item.url[:2048],
            "title": item.title,
            "published_on": item.published_on,
            "changed": item.changed,
        },
    )
    if not is_new or not is_taken:
        return None
    known = version_detect.newest_article_at(item.url)
    is_here = known is not None and (before is None or before.changed == item.changed)
    # Here already: another feed's entry, or this one's under a new name.
    came = None if is_here else _submit(feed, item, after=after)
    Entry.objects.filter(pk=entry.pk).update(article=came or known)
    return came


@transaction.atomic
def _changed(feed: Feed, item: FeedItem, entry: Entry, *, is_telling: bool) -> Article | None:
    """Look again at what an entry that changed leads to; at one page once an hour at most."""
    if entry.article is None or item.changed == entry.changed:
        return None
    if is_telling:
        places = entry.article.addresses[:1]
        lately = Article.objects.filter(
            addresses__overlap=places, submitted_at__gt=Now() - AGAIN
        )
        if lately.exists():
            return None  # noted as changed only once it was looked at
    came = _submit(feed, item, after=0) if is_telling else None
    Entry.objects.filter(pk=entry.pk).update(
        changed=item.changed, title=item.title, article=came or entry.article
    )
    return came


def _submit(feed: Feed, item: FeedItem, *, after: int) -> Article | None:
    """The entry's page, fetched when its turn comes; without a link, its own text.

    None for an entry that can be no article: one bad entry does not stop the others.
    """
    publisher = str(feed.publisher or ("" if item.url else feed.title))
    try:
        article = actions.submit_article(
            text="" if item.url else item.text,
            url=item.url,
            title="" if item.url else item.title,
            publisher=publisher,
            published_on=item.published_on,
            came_by=Article.CameBy.FEED,
            feed_id=feed.pk,
            by=feed.added_by,
        )
    except ValidationError as error:
        log.warning("Feed %s: entry %r is not taken: %s", feed.pk, item.name, error)
        return None
    if article.capture:
        later = Now() + after * STAGGER
        Capture.objects.filter(pk=article.capture.pk).update(run_after=later, is_automatic=True)
    else:
        Article.objects.filter(pk=article.pk).update(addresses=[f"entry:{feed.pk}/{item.name}"])
    return article
