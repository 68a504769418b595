"""What a worker does for a capture: fetch the page and store it."""

import logging

from django.db import connection

from sources.captures import politeness, robots
from sources.captures import store as capture_store
from sources.captures.models import Capture
from sources.safe_fetch import CannotFetch, Policy, host_of, safe_fetch
from sources.snapshots import storage_errors
from sources.snapshots.storage import has_room

log = logging.getLogger(__name__)

NO_ROOM_DETAIL = (
    "The desk cannot archive pages now: its storage is full or cannot be written. Tell whoever "
    "runs the desk. This page is fetched automatically once there is room."
)
MOST_IN_A_ROW = 20
"""How many pages of one host one message may lead to, if no gap is set."""


def fetch_capture(capture: Capture, policy: Policy | None = None) -> None:
    """Fetch and archive the page of a leased capture, then dispatch the next one of its host.

    A failure is stored as a kind and a sentence on the row. Only tests pass a `policy`: there
    is no other way to allow local hosts.
    """
    policy = policy or politeness.our_policy()
    _fetch(capture, policy)
    for _ in range(MOST_IN_A_ROW - 1):
        following = capture.next_in_line
        if following is None or following[1] > 0:
            break
        if (leased := Capture.objects.lease(following[0])) is None:
            return  # another worker was quicker and continues there
        connection.close()
        capture = leased
        _fetch(capture, policy)
    politeness.dispatch_next(capture)


def _fetch(capture: Capture, policy: Policy) -> None:
    if capture.failure == storage_errors.NO_ROOM and not has_room():
        _wait_for_room(capture)
        return
    if capture.is_automatic and (closed := robots.refusal(capture.url, capture.host, policy)):
        record_failure(capture, closed)
        return
    try:
        fetched = safe_fetch(capture.url, policy)
    except CannotFetch as failure:
        politeness.space_out_hosts(capture.host, failure.hops)
        record_failure(capture, failure)
        return
    politeness.space_out_hosts(capture.host, fetched.hops)
    try:
        capture_store.write_snapshot(capture, fetched, capture_store.store_files(fetched))
    except OSError as error:  # nothing was written: no row names a file that doesn't exist
        log.warning("Cannot store the page of capture %s: %s", capture.pk, error)
        _wait_for_room(capture)


def record_failure(capture: Capture, failure: CannotFetch) -> None:
    """Store a failure on its row: for good, or until the retry that its kind allows."""
    hops = [{"url": hop.url, "status": hop.status, "ip": hop.ip} for hop in failure.hops]
    Capture.objects.filter(pk=capture.pk, lease_token=capture.lease_token).update(hops=hops)
    pause = failure.pause(capture.attempts)
    asked = failure.retry_after or (pause if failure.kind == "site_refused" else None)
    if asked:  # for all of our requests, so all captures wait; it costs no attempt
        politeness.pause_hosts([host_of(failure.url or capture.url)], asked)
    if pause is None:
        capture.failed(failure.kind, failure.detail)
    else:
        capture.again(failure.kind, failure.detail, wait=pause)


def _wait_for_room(capture: Capture) -> None:
    """It isn't the page's fault, so it costs no attempt."""
    storage_errors.wait_for_storage(capture, storage_errors.NO_ROOM, NO_ROOM_DETAIL)
