"""Follow feeds, change how often they are polled, stop, start and poll them."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from accounts.models import User
from claims.feeds.models import Feed
from history.record import record
from jobs.dispatch import dispatch_on_commit
from jobs.models import JobState
from sources import urls as source_urls
from sources.snapshots.publishers import Publisher


@transaction.atomic
def add_feed(
    *, url: str, publisher: str = "", interval: int = 30, take_first: int = 10, by: User
) -> Feed:
    """Follow a feed: a worker polls it at once, and then every `interval` minutes.

    At the first poll the newest `take_first` entries become articles, then all new ones. The
    address can be that of a page: then the first poll finds the feeds that the page names, and
    a person chooses one.
    """
    feed = Feed(
        publisher=Publisher.named(publisher),
        interval=interval,
        take_first=take_first,
        added_by=by,
    )
    _set_address(feed, url)
    feed.full_clean()
    feed.save()
    record(feed.chain, "add-feed", by=by, url=feed.url, interval=interval)
    dispatch_on_commit(Feed.task_name, feed.pk)
    feed.refresh_from_db()
    return feed


def _set_address(feed: Feed, url: str) -> None:
    """Set the address of a feed, unless another feed has it already."""
    url = url.strip()
    if url.lower().startswith("feed:"):  # a scheme that some pages still use for feeds
        rest = url[5:].removeprefix("//")
        url = rest if rest.lower().startswith("http") else f"https://{rest}"
    address = source_urls.normalize_url(url)
    for other in Feed.objects.exclude(pk=feed.pk).only("pk", "url", "title"):
        if address and source_urls.normalize_url(other.url) == address:
            words = _("The desk already follows this feed: %(feed)s.")
            raise ValidationError({"url": words % {"feed": other}})
    feed.url = url
    try:
        feed.host = (urlsplit(url).hostname or "")[:255]
    except ValueError:
        feed.host = ""


@transaction.atomic
def choose_feed(feed: Feed, *, url: str, by: User) -> Feed:
    """Follow one of the feeds that the page at this address offers."""
    feed = _lock_feed(feed)
    if url not in {offer["url"] for offer in feed.offered}:
        raise ValidationError({"url": _("Choose one of the feeds that the page links to.")})
    _set_address(feed, url)
    feed.offered, feed.etag, feed.last_modified = [], "", ""
    feed.full_clean()
    feed.save()
    record(feed.chain, "choose-feed", by=by, url=url)
    return _restart(feed)


@transaction.atomic
def change_feed(
    feed: Feed, *, interval: int | None = None, publisher: str | None = None, by: User
) -> Feed:
    """Change a feed's polling interval or publisher. None leaves the value unchanged."""
    feed = _lock_feed(feed)
    if interval is not None:
        feed.interval = interval
    if publisher is not None:
        feed.publisher = Publisher.named(publisher)
    feed.full_clean()
    feed.save(update_fields=["interval", "publisher"])
    named = str(feed.publisher or "")
    record(feed.chain, "change-feed", by=by, interval=feed.interval, publisher=named)
    return feed


@transaction.atomic
def stop_feed(feed: Feed, *, by: User) -> Feed:
    """Stop polling a feed. Its articles are kept, and its failures leave the inbox."""
    feed = _lock_feed(feed)
    if feed.stopped_at is None or feed.is_failing:
        Feed.objects.filter(pk=feed.pk).update(
            stopped_at=feed.stopped_at or Now(), failure="", failures=0
        )
        Feed.objects.filter(pk=feed.pk, state=JobState.FAILED).update(state=JobState.WAITING)
        record(feed.chain, "stop-feed", by=by)
        feed.refresh_from_db()
    return feed


@transaction.atomic
def start_feed(feed: Feed, *, by: User) -> Feed:
    """Start polling a feed again, and poll it at once. Earlier failures are cleared."""
    feed = _lock_feed(feed)
    record(feed.chain, "start-feed", by=by)
    return _restart(feed)


@transaction.atomic
def poll_now(feed: Feed, *, by: User) -> Feed:
    """Poll a feed now, before it is due."""
    feed = _lock_feed(feed)
    if feed.is_stopped:
        raise ValidationError(_("This feed is stopped. Start it first."))
    if feed.state == JobState.RUNNING:
        return feed
    record(feed.chain, "poll-feed", by=by)
    return _restart(feed)


def _lock_feed(feed: Feed) -> Feed:
    found: Feed = Feed.objects.select_for_update(of=("self",)).get(pk=feed.pk)
    return found


def _restart(feed: Feed) -> Feed:
    """Clear failures and make a feed due now. A poll that is running isn't interrupted."""
    Feed.objects.filter(pk=feed.pk).update(stopped_at=None, failures=0, failure="", detail="")
    Feed.objects.filter(pk=feed.pk).exclude(state=JobState.RUNNING).update(
        state=JobState.WAITING, attempts=0, run_after=Now(), dispatched_at=Now()
    )
    dispatch_on_commit(Feed.task_name, feed.pk)
    feed.refresh_from_db()
    return feed
