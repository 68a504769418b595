"""What workers do for a page: fetch it, keep it, read it in a child."""

import logging
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from jobs.dispatch import ring_when_saved
from jobs.models import JobState
from sources.captures import politeness, robots
from sources.captures import store as capture_store
from sources.captures.models import Capture
from sources.parsing import parser as parsing_parser
from sources.safe_fetch import CannotFetch, Policy, host_of, safe_fetch
from sources.snapshots import storage_errors
from sources.snapshots.models import Content, Snapshot
from sources.snapshots.publishers import Publisher
from sources.snapshots.storage import has_room
from sources.snapshots.text_hashes import hash_text

log = logging.getLogger(__name__)

NO_ROOM_DETAIL = (
    "The desk cannot keep pages now: its store is full or cannot be written. Tell who runs it; "
    "this page is fetched by itself once there is room."
)
MOST_IN_A_ROW = 20
"""Pages of one host that one message may lead to, where no gap is asked for."""

GIVEN = ("title", "author", "publisher_id", "published_on")
"""What whoever put a page in may have said of it, which stands before what is found."""
FOUND = (
    *GIVEN,
    "language",
    "canonical_url",
    "text",
    "article_text",
    "html",
    "marks",
    "pages",
    "times",
    "listed",
    "notes",
    "links",
    "edition",
)
PARTLY = frozenset({"text_incomplete", "pdf_failed"})
"""Marks of a reading that was cut short, on a busy machine perhaps: the next may find more."""


def fetch(capture: Capture, policy: Policy | None = None) -> None:
    """Fetch a leased capture's page and keep it, then ring for who is next at its host.

    A failure is a kind and a sentence on the row. `policy` is an argument that only tests pass:
    the door has no other opening.
    """
    policy = policy or politeness.our_policy()
    _fetch(capture, policy)
    for _ in range(MOST_IN_A_ROW - 1):
        following = capture.next_in_line
        if following is None or following[1] > 0:
            break
        if (leased := Capture.objects.lease(following[0])) is None:
            return  # who was quicker goes on there
        connection.close()
        capture = leased
        _fetch(capture, policy)
    politeness.ring_next(capture)


def _fetch(capture: Capture, policy: Policy) -> None:
    if capture.failure == storage_errors.NO_ROOM and not has_room():
        _wait_for_room(capture)
        return
    if capture.is_unasked and (closed := robots.refusal(capture.url, capture.host, policy)):
        note(capture, closed)
        return
    try:
        fetched = safe_fetch(capture.url, policy)
    except CannotFetch as failure:
        politeness.rest_others(capture.host, failure.hops)
        note(capture, failure)
        return
    politeness.rest_others(capture.host, fetched.hops)
    try:
        capture_store.write(capture, fetched, capture_store.put_away(fetched))
    except OSError as error:  # and nothing is written: no row names a file that is not there
        log.warning("Cannot keep the page of capture %s: %s", capture.pk, error)
        _wait_for_room(capture)


def note(capture: Capture, failure: CannotFetch) -> None:
    """The failure on its row: for good, or until its plan has it tried again."""
    hops = [{"url": hop.url, "status": hop.status, "ip": hop.ip} for hop in failure.hops]
    Capture.objects.filter(pk=capture.pk, lease_token=capture.lease_token).update(hops=hops)
    pause = failure.pause(capture.attempts)
    asked = failure.retry_after or (pause if failure.kind == "site_refused" else None)
    if asked:  # of all of us, so all wait, without an attempt
        politeness.hold([host_of(failure.url or capture.url)], asked)
    if pause is None:
        capture.failed(failure.kind, failure.detail)
    else:
        capture.again(failure.kind, failure.detail, wait=pause)


def _wait_for_room(capture: Capture) -> None:
    """It is no fault of the page, so it costs no attempt."""
    storage_errors.rest(capture, storage_errors.NO_ROOM, NO_ROOM_DETAIL)


def parse(content: Content) -> None:
    """Write what a leased page says: as it was read before, else read in a child process.

    A store that cannot be read costs no attempt.
    """
    snapshot = Snapshot.objects.get(pk=content.pk)
    try:
        found = _read_before(snapshot) or _read(snapshot)
    except storage_errors.StoreAway:
        storage_errors.rest(content, storage_errors.AWAY, storage_errors.READ_LATER)
        return
    except storage_errors.BytesGone as error:
        ended = content.failed(storage_errors.GONE, str(error))
    except parsing_parser.Unreadable as error:
        ended = content.failed("unreadable", error.detail)
    else:
        given = {name: value for name in GIVEN if (value := getattr(content, name))}
        if given:
            found |= {**given, "edition": ""}
        with transaction.atomic():
            if ended := content.done(**found):
                hash_text(content.pk)
    if ended and content.then and content.state in (JobState.DONE, JobState.FAILED):
        ring_when_saved(content.then, content.pk)


def _read_before(snapshot: Snapshot) -> dict[str, Any] | None:
    """What a reading of the very same bytes found: same kind, same address for its links.

    Only a whole reading that nobody changed, by the readers that we have now (`edition`): an
    age would say nothing of an upgrade that came since, and copies of copies never grow old.
    """
    where = snapshot.address
    same = Content.objects.filter(
        Q(snapshot__final_url=where) | Q(snapshot__final_url="", snapshot__url=where),
        snapshot__sha256=snapshot.sha256,
        snapshot__media_type=snapshot.media_type,
        snapshot__charset=snapshot.charset,
        state=JobState.DONE,
        edition=parsing_parser.edition(),
    )
    return same.order_by("-pk").values(*FOUND).first()


def _read(snapshot: Snapshot) -> dict[str, Any]:
    """Read the bytes; raises `parsing.Unreadable`, and what `Snapshot.body` does."""
    parsed = parsing_parser.parse(
        snapshot.body(), snapshot.media_type, snapshot.charset or None, snapshot.address
    )
    publisher = Publisher.named(parsed.publisher)
    is_whole = PARTLY.isdisjoint(parsed.marks)
    return {
        "title": parsed.title[:500],
        "author": parsed.author,
        "publisher_id": publisher and publisher.pk,
        "published_on": parsed.published_on,
        "language": parsed.language[:12],
        "canonical_url": parsed.canonical_url,
        "text": parsed.text,
        "article_text": parsed.article_text,
        "html": parsed.html,
        "marks": list(parsed.marks),
        "pages": list(parsed.pages),
        "times": list(parsed.times),
        "listed": list(parsed.listed),
        "notes": list(parsed.notes),
        "links": list(parsed.links),
        "edition": parsing_parser.edition() if is_whole else "",
    }
