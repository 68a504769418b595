"""What workers do for a page: fetch it, keep it, read it in a child."""

import logging

from django.db import transaction

from jobs.models import JobState
from jobs.ringing import ring_when_saved
from sources import hosts, keeping, parsing
from sources.door import CannotFetch, Policy, safe_fetch
from sources.models import Capture, Content, Publisher, Snapshot

log = logging.getLogger(__name__)


def fetch(capture: Capture, policy: Policy | None = None) -> None:
    """Fetch a leased capture's page and keep it, then ring for who is next at its host.

    A failure is a kind and a sentence on the row. `policy` is an argument that only tests pass:
    the door has no other opening.
    """
    _fetch(capture, policy or hosts.our_policy())
    hosts.ring_next(capture)


def _fetch(capture: Capture, policy: Policy) -> None:
    try:
        fetched = safe_fetch(capture.url, policy)
    except CannotFetch as error:
        hops = [{"url": hop.url, "status": hop.status, "ip": hop.ip} for hop in error.hops]
        Capture.objects.filter(pk=capture.pk, lease_token=capture.lease_token).update(hops=hops)
        if error.retriable:
            capture.again(error.kind, error.detail, wait=error.retry_after)
        else:
            capture.failed(error.kind, error.detail)
        return
    try:
        kept = keeping.put_away(fetched)
    except OSError as error:
        # The disk is full or gone: the row waits, no row names a file that is not there.
        log.warning("Cannot keep the page of capture %s: %s", capture.pk, error)
        capture.again(
            "disk_full", "There is no room to keep the page. It is tried again by itself."
        )
        return
    keeping.write(capture, fetched, kept)


def parse(content: Content) -> None:
    """Read a leased page's bytes in a child process and write what was found."""
    snapshot = Snapshot.objects.get(pk=content.pk)
    body = snapshot.body()
    try:
        parsed = parsing.parse(
            body, snapshot.media_type, snapshot.charset or None, snapshot.address
        )
    except parsing.Unreadable as error:
        ended = content.failed("unreadable", error.detail)
    else:
        with transaction.atomic():
            ended = content.done(
                title=content.title or parsed.title[:500],
                author=content.author or parsed.author,
                publisher=content.publisher or Publisher.named(parsed.publisher),
                published_on=content.published_on or parsed.published_on,
                language=parsed.language[:12],
                canonical_url=parsed.canonical_url,
                text=parsed.text,
                article_text=parsed.article_text,
                html=parsed.html,
                marks=list(parsed.marks),
                pages=list(parsed.pages),
                times=list(parsed.times),
                listed=list(parsed.listed),
                notes=list(parsed.notes),
                links=list(parsed.links),
            )
    if ended and content.then and content.state in (JobState.DONE, JobState.FAILED):
        ring_when_saved(content.then, content.pk)
