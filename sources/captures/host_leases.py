"""Leases of hosts, so that each gets one request at a time; every function is one statement.

The table of hosts holds for all workers on all machines, by the database's clock. A lease
belongs to a token until it is released or expires, even if its worker died.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db import connection


class LeasedColumns(NamedTuple):
    """The columns of a leased capture, in the order of the SQL function `lease_capture`."""

    id: int
    url: str
    host: str
    is_automatic: bool
    asked_by_id: int
    state: str
    attempts: int
    lease_token: UUID
    lease_until: datetime
    failure: str
    detail: str
    on_done: str


LEASE_CAPTURE = "SELECT * FROM lease_capture(%(pk)s, %(token)s, %(lease)s, %(most)s)"
"""A function in the migrations: leases a capture and its host, both or neither."""

LEASE_HOST = """
INSERT INTO sources_host AS there
    (name, free_at, lease_token, lease_until, robots, robots_refuses_all)
VALUES (%(host)s, statement_timestamp(), %(token)s,
    statement_timestamp() + make_interval(secs => %(lease)s), '', false)
ON CONFLICT (name) DO UPDATE
    SET lease_token = EXCLUDED.lease_token, lease_until = EXCLUDED.lease_until
    WHERE there.free_at <= EXCLUDED.free_at
      AND (there.lease_token IS NULL OR there.lease_until < EXCLUDED.free_at)
RETURNING true
"""

RELEASE_HOST = "SELECT following, seconds FROM release_host(%(host)s, %(token)s, %(gap)s)"
"""A function in the migrations, which the SQL function `write_snapshot` calls as well."""

PAUSE_HOSTS = """
INSERT INTO sources_host AS there (name, free_at, robots, robots_refuses_all)
SELECT name, statement_timestamp() + make_interval(secs => %(pause)s), '', false
FROM unnest(%(hosts)s::text[]) name ORDER BY name
ON CONFLICT (name) DO UPDATE SET free_at = greatest(there.free_at, EXCLUDED.free_at)
"""

Next = tuple[int, float]
"""The next capture of a host, and in how many seconds it may start."""
Wait = tuple[str, float]
"""The host whose gap must still pass, and for how many seconds."""


def take_lease(
    pk: int, *, token: UUID, lease: timedelta, most: int
) -> tuple[LeasedColumns | None, Wait | None]:
    """Lease a capture: its columns; or None, and what to wait for if that is known."""
    with connection.cursor() as cursor:
        cursor.execute(
            LEASE_CAPTURE,
            {"pk": pk, "token": token, "lease": lease.total_seconds(), "most": most},
        )
        row = cursor.fetchone()
    if row is None:
        return None, None
    *values, host, free_in = row
    if values[0] is not None:
        return LeasedColumns._make(values), None
    return None, None if free_in is None else (host, free_in)


def take_host(host: str, *, token: UUID, lease: timedelta) -> bool:
    """Lease a host for a request other than a capture; False while it is not free."""
    with connection.cursor() as cursor:
        cursor.execute(
            LEASE_HOST, {"host": host, "token": token, "lease": lease.total_seconds()}
        )
        return cursor.fetchone() is not None


def release_host(host: str, *, token: UUID, gap: timedelta) -> Next | None:
    """End the lease of this token; returns the capture that may follow after the gap."""
    with connection.cursor() as cursor:
        cursor.execute(RELEASE_HOST, {"host": host, "token": token, "gap": gap.total_seconds()})
        found: Next | None = cursor.fetchone()
    return found


def pause_hosts(hosts: Iterable[str], pause: timedelta) -> None:
    """Start no requests to these hosts for that long; a running one may end."""
    if names := sorted(set(hosts)):
        with connection.cursor() as cursor:
            cursor.execute(PAUSE_HOSTS, {"hosts": names, "pause": pause.total_seconds()})
