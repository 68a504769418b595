"""Poll feeds in a worker, and make articles of their new entries.

Each entry is saved in its own transaction with the article that it becomes; the site's
validators (ETag, Last-Modified) are saved after the last one. So a worker can be killed at any
time: the next attempt does the rest, and nothing twice.
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
SITE_BUSY = timedelta(seconds=4)
"""How long to wait if another request to the site is running."""
IN_FLIGHT = timedelta(seconds=75)
"""The longest time that a request may take, including that for robots.txt."""
STAGGER = timedelta(seconds=5)
"""The pause between two pages of one poll, so that many new entries don't burden a site."""
LONGEST_PAUSE = timedelta(days=1)
"""The longest pause after failed polls."""
RECAPTURE_PAUSE = timedelta(hours=1)
"""The shortest time between two captures of a page whose entry keeps changing."""
GONE = 410


def may_ask_site(feed: Feed) -> bool:
    """Return whether the site of a leased feed may be requested now; if not, reschedule.

    Captures respect the same limit per site, across all workers.
    """
    if politeness.take_host(host_of(feed.url), _token(feed), IN_FLIGHT):
        Feed.objects.filter(pk=feed.pk).update(asked_at=Now())
        return True
    if feed.reschedule(SITE_BUSY, failure=feed.failure, detail=feed.detail):
        soon = SITE_BUSY.total_seconds() + 0.1
        DELAYED.dispatch_in(soon, Feed.task_name, feed.pk, once_for=feed.chain)
    return False


def poll_feed(feed: Feed, policy: Policy | None = None) -> None:
    """Poll a leased feed. A failure becomes a sentence on its row, and it is retried.

    Only tests pass `policy`, to reach a server on this machine.
    """
    try:
        fetched = _fetch(feed, policy or politeness.our_policy())
    except CannotFetch as error:
        _handle_failure(feed, error)
        return
    if fetched.is_unchanged:
        _schedule_next(feed)
        return
    try:
        found = feeds.read(fetched.body, url=fetched.final_url, charset=fetched.charset)
    except Unreadable as error:
        _back_off(feed, "unreadable", error.detail)
        return
    if found.offered:
        _save_offered_feeds(feed, found)
        return
    came = _submit_entries(feed, found)
    _schedule_next(
        feed,
        **_validators(fetched),
        **({"came_at": Now()} if came else {}),
        **_missing_title(feed, found),
    )


def _fetch(feed: Feed, policy: Policy) -> Fetched:
    """Fetch the feed if its robots.txt allows it, and release the site afterwards."""
    limits = replace(policy, raw_bytes=5 * MIB, decoded_bytes=10 * MIB)
    host = host_of(feed.url)
    try:
        if closed := robots.refusal(feed.url, host, policy):
            raise closed
        return safe_fetch(feed.url, limits, seen=Validators(feed.etag, feed.last_modified))
    except CannotFetch as failure:
        if failure.retry_after:  # it applies to all requests to the site
            politeness.pause_hosts([host_of(failure.url or feed.url)], failure.retry_after)
        raise
    finally:
        politeness.release_host(host, _token(feed))


def _token(feed: Feed) -> UUID:
    """Return the token that reserves the site for this poll: that of its lease."""
    assert feed.lease_token is not None
    return feed.lease_token


def _handle_failure(feed: Feed, error: CannotFetch) -> None:
    detail = error.detail.replace(BY_HAND, "").replace(robots.STILL_ASK, "")
    detail = detail.replace("or:", "").strip().rstrip(",")
    if error.hops and error.hops[-1].status == GONE:
        _stop(feed, "gone", "The site says that this feed is gone for good (410).")
    else:
        _back_off(feed, error.kind, detail, wait=error.retry_after)


def _back_off(feed: Feed, kind: str, detail: str, *, wait: int | None = None) -> None:
    """Reschedule a failed poll: later each time, up to a day, and not before Retry-After."""
    usual = timedelta(minutes=feed.interval)
    pause = min(usual * 2 ** min(feed.failures + 1, 12), max(LONGEST_PAUSE, usual))
    pause = max(pause, timedelta(seconds=wait or 0))
    failures = feed.failures + 1
    feed.reschedule(
        pause, failure=kind, detail=detail[:500], failures=failures, polled_at=Now()
    )


def _schedule_next(feed: Feed, **changes: object) -> None:
    pause = timedelta(minutes=feed.interval)
    feed.reschedule(pause, polled_at=Now(), failures=0, **changes)


@transaction.atomic
def _stop(feed: Feed, kind: str, detail: str, **changes: object) -> None:
    """Stop a feed automatically, with a sentence. Only a person can start it again."""
    changed = {"failure": kind, "detail": detail, "stopped_at": Now(), "polled_at": Now()}
    if feed.reschedule(timedelta(minutes=feed.interval), **{**changed, **changes}):
        record(feed.chain, "stop-feed", by=User.objects.system(), why=detail)


def _save_offered_feeds(feed: Feed, found: Read) -> None:
    offered = [{"url": url, "title": title} for url, title in found.offered]
    _stop(
        feed,
        "no_feed",
        "This is a page, not a feed. Choose which of the feeds that it names to follow.",
        offered=offered,
        polled_at=None,
    )


def _validators(fetched: Fetched) -> dict[str, str]:
    """Return the validators for the next request, without any that we couldn't send back."""
    given = Validators(
        fetched.headers.get("etag", ""), fetched.headers.get("last-modified", "")
    )
    sent = dict(given.conditions())
    return {
        "etag": sent.get("If-None-Match", ""),
        "last_modified": sent.get("If-Modified-Since", "")[:100],
    }


def _missing_title(feed: Feed, found: Read) -> dict[str, str]:
    return {} if feed.title or not found.title else {"title": found.title}


def _submit_entries(feed: Feed, found: Read) -> int:
    """Make articles of new and changed entries, the oldest first. Returns how many."""
    # Feeds list the newest first, and most have dates only; the sort is stable.
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
    # If a feed changes all its dates at each poll, they don't show what changed.
    is_meaningful = 2 * len(changed) <= max(len(items), 4)
    came = 0
    for item in reversed(items):
        if item.name not in known:
            article = _add_entry(feed, item, is_taken=item.name not in left_alone, after=came)
        else:
            article = _update_entry(feed, item, known[item.name], is_meaningful=is_meaningful)
        came += article is not None
    return came


@transaction.atomic
def _add_entry(feed: Feed, item: FeedItem, *, is_taken: bool, after: int) -> Article | None:
    """Save a new entry. Returns the article that it becomes, or None without a new one."""
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
    # The article can be here already: from another feed, or from this entry under another name.
    came = None if is_here else _submit(feed, item, after=after)
    Entry.objects.filter(pk=entry.pk).update(article=came or known)
    return came


@transaction.atomic
def _update_entry(
    feed: Feed, item: FeedItem, entry: Entry, *, is_meaningful: bool
) -> Article | None:
    """Fetch the page of a changed entry again, at most once an hour."""
    if entry.article is None or item.changed == entry.changed:
        return None
    if is_meaningful:
        places = entry.article.addresses[:1]
        lately = Article.objects.filter(
            addresses__overlap=places, submitted_at__gt=Now() - RECAPTURE_PAUSE
        )
        if lately.exists():
            return None  # the change is saved only once the page is fetched
    came = _submit(feed, item, after=0) if is_meaningful else None
    Entry.objects.filter(pk=entry.pk).update(
        changed=item.changed, title=item.title, article=came or entry.article
    )
    return came


def _submit(feed: Feed, item: FeedItem, *, after: int) -> Article | None:
    """Submit the entry's page or, without a link, its own text.

    Returns None for an entry that can't be an article: a bad entry doesn't stop the others.
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
