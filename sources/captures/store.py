"""Store what was fetched: first the files, then the rows that name them."""

import json
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from django.db import connection, transaction
from django.db.models import Model
from django.db.models.expressions import DatabaseDefault

from history.record import canonical, request_id
from jobs.delayed import DELAYED
from jobs.models import JobState
from sources.captures.models import Capture, gap
from sources.safe_fetch import Fetched
from sources.snapshots import warc
from sources.snapshots.models import Content, Snapshot
from sources.snapshots.storage import hold_bytes, put_bytes


@dataclass(frozen=True, slots=True)
class StoredFiles:
    """Files in the storage that no row names yet: the body and its WARC record."""

    sha256: str
    is_new: bool
    warc_sha256: str
    warc_size: int


def store_files(fetched: Fetched) -> StoredFiles:
    """Store the bytes. Raises OSError if there is no room; then no row names them."""
    sha256, is_new = put_bytes(fetched.raw)
    record = warc.kept_record(fetched, sha256)
    warc_sha256, _ = put_bytes(record)
    return StoredFiles(sha256, is_new, warc_sha256, len(record))


def write_snapshot(capture: Capture, fetched: Fetched, kept: StoredFiles) -> bool:
    """Write the snapshot, its content and the event under our lease. False: the lease was lost.

    One statement (the SQL function `write_snapshot`), which also releases the host, and one
    commit.
    """
    if kept.is_new:
        return _write(capture, fetched, kept)
    with transaction.atomic():
        hold_bytes(kept.sha256, fetched.raw)
        return _write(capture, fetched, kept)


def _write(capture: Capture, fetched: Fetched, kept: StoredFiles) -> bool:
    hops = [{"url": hop.url, "status": hop.status, "ip": hop.ip} for hop in fetched.hops]
    payload = {
        "capture": capture.pk,
        "sha256": kept.sha256,
        "warc": kept.warc_sha256,
        "url": capture.url,
    }
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM write_snapshot(%s, %s, %s, %s, %s, %s, %s, %s)",
            [
                capture.pk,
                capture.lease_token,
                json.dumps(_columns(_snapshot(fetched, kept))),
                _new_content(),
                json.dumps(hops),
                request_id.get(),
                canonical(payload),
                gap().total_seconds(),
            ],
        )
        written = cursor.fetchone()
    if written is None:
        return False
    snapshot_id, following, seconds = written
    capture.state, capture.snapshot_id = JobState.DONE, snapshot_id
    capture.next_in_line = None if following is None else (following, seconds)
    transaction.on_commit(
        partial(DELAYED.dispatch_soon, Content.task_name, snapshot_id), robust=True
    )
    return True


def _snapshot(fetched: Fetched, kept: StoredFiles) -> Snapshot:
    """The row without its owner and time, which the SQL function fills in."""
    return Snapshot(
        final_url=fetched.final_url[:2048],
        sha256=kept.sha256,
        size=len(fetched.raw),
        warc_sha256=kept.warc_sha256,
        warc_size=kept.warc_size,
        media_type=fetched.media_type[:100],
        charset=(fetched.charset or "")[:40],
        status=fetched.status,
        marks=list(fetched.marks),
        ip=fetched.ip or None,
        tls=None
        if fetched.certificate is None
        else {
            "sha256": fetched.certificate.sha256,
            "issuer": fetched.certificate.issuer,
            "not_after": fetched.certificate.not_after.isoformat(),
        },
    )


@cache
def _new_content() -> str:
    """A content row that waits to be parsed, as JSON."""
    return json.dumps(_columns(Content()))


def _columns(row: Model) -> dict[str, Any]:
    """A new row's columns, except those that the database fills in."""
    fields = row._meta.concrete_fields
    values = {str(field.column): field.value_from_object(row) for field in fields}
    return {
        column: value
        for column, value in values.items()
        if value is not None and not isinstance(value, DatabaseDefault)
    }
