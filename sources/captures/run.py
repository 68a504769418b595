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
    "The desk cannot keep pages now: its store is full or cannot be written. Tell who runs it; "
    "this page is fetched by itself once there is room."
)
MOST_IN_A_ROW = 20
"""Pages of one host that one message may lead to, where no gap is asked for."""


def fetch_capture(capture: Capture, policy: Policy | None = None) -> None:
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
    politeness.dispatch_next(capture)


def _fetch(capture: Capture, policy: Policy) -> None:
    if capture.failure == storage_errors.NO_ROOM and not has_room():
        _wait_for_room(capture)
        return
    if capture.is_unasked and (closed := robots.refusal(capture.url, capture.host, policy)):
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
    except OSError as error:  # and nothing is written: no row names a file that is not there
        log.warning("Cannot keep the page of capture %s: %s", capture.pk, error)
        _wait_for_room(capture)


def record_failure(capture: Capture, failure: CannotFetch) -> None:
    """The failure on its row: for good, or until its plan has it tried again."""
    hops = [{"url": hop.url, "status": hop.status, "ip": hop.ip} for hop in failure.hops]
    Capture.objects.filter(pk=capture.pk, lease_token=capture.lease_token).update(hops=hops)
    pause = failure.pause(capture.attempts)
    asked = failure.retry_after or (pause if failure.kind == "site_refused" else None)
    if asked:  # of all of us, so all wait, without an attempt
        politeness.pause_hosts([host_of(failure.url or capture.url)], asked)
    if pause is None:
        capture.failed(failure.kind, failure.detail)
    else:
        capture.again(failure.kind, failure.detail, wait=pause)


def _wait_for_room(capture: Capture) -> None:
    """It is no fault of the page, so it costs no attempt."""
    storage_errors.wait_for_storage(capture, storage_errors.NO_ROOM, NO_ROOM_DETAIL)
