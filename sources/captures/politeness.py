"""Politeness towards hosts: our user agent, one request at a time, and a gap between two."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import cache
from uuid import UUID

from django.conf import settings

from jobs.delayed import DELAYED
from sources.captures import host_leases
from sources.captures.models import Capture, gap
from sources.safe_fetch import DEFAULT, Hop, Policy, host_of

PRODUCT = "factcheck"
"""Our name in the robots.txt of others."""
VERSION = "0.1"


def our_policy() -> Policy:
    """The default limits, with the desk's name in the user agent."""
    return _policy(settings.DESK_NAME, settings.SITE_URL, settings.CONTACT)


@cache
def _policy(name: str, address: str, contact: str) -> Policy:
    said = [_plain(part) for part in (name, f"+{address}", contact)]
    agent = f"{PRODUCT}/{VERSION} ({'; '.join(part for part in said if part)})"
    return replace(DEFAULT, user_agent=agent)


def _plain(words: str) -> str:
    """What a comment of a header may hold (RFC 9110, 5.6.5): ASCII, no brackets."""
    ascii_only = words.encode("ascii", "ignore").decode()
    return " ".join(re.sub(r"[^\x20-\x7e]|[()\\;]", " ", ascii_only).split())[:120]


def lease_with_host(capture_id: int) -> Capture | None:
    """Lease a capture and its host; if only the gap is in the way, dispatch it later."""
    leased, wait = Capture.objects.lease_or_wait(capture_id)
    if wait is not None:
        host, seconds = wait
        DELAYED.dispatch_in(seconds, Capture.task_name, capture_id, once_for=host)
    return leased


def dispatch_next(capture: Capture) -> None:
    """After a request has ended, dispatch the next capture of its host, after the gap."""
    _dispatch_later(capture.host, capture.next_in_line)


def take_host(host: str, token: UUID, lease: timedelta) -> bool:
    """Lease a host for a request other than a capture; False while the host is not free."""
    return host_leases.take_host(host, token=token, lease=lease)


def release_host(host: str, token: UUID) -> None:
    """End the lease of a host and dispatch the next capture there."""
    _dispatch_later(host, host_leases.release_host(host, token=token, gap=gap()))


def _dispatch_later(host: str, following: host_leases.Next | None) -> None:
    if following is not None:
        pk, seconds = following
        DELAYED.dispatch_in(seconds, Capture.task_name, pk, once_for=host)


def pause_hosts(hosts: Iterable[str], seconds: float) -> None:
    """Send no requests to these hosts for that many seconds."""
    host_leases.pause_hosts(hosts, timedelta(seconds=seconds))


def redirect_hosts(capture_host: str, hops: Sequence[Hop]) -> set[str]:
    """The hosts that redirects led to, other than the capture's own."""
    return {host_of(hop.url) for hop in hops[1:]} - {capture_host, ""}


def space_out_hosts(capture_host: str, hops: Sequence[Hop]) -> None:
    """Give hosts that redirects led to their gap as well, although they were not leased."""
    host_leases.pause_hosts(redirect_hosts(capture_host, hops), gap())
