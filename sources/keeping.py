"""Keeping what was fetched: first the files, then the rows that name them."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from history.recording import record
from jobs.ringing import ring_when_saved
from sources import warcs
from sources.door import Fetched
from sources.models import Capture, Content, Snapshot
from sources.storage import hold_bytes, put_bytes


@dataclass(frozen=True, slots=True)
class Kept:
    """Files on the disk that no row names yet: the body, and the record of its exchange."""

    sha256: str
    is_new: bool
    warc_sha256: str
    warc_size: int


def put_away(fetched: Fetched) -> Kept:
    """Keep the bytes. Raises OSError when there is no room; then nothing names anything."""
    sha256, is_new = put_bytes(fetched.raw)
    record = warcs.kept_record(fetched, sha256)
    warc_sha256, _ = put_bytes(record)
    return Kept(sha256, is_new, warc_sha256, len(record))


def hops_of(fetched: Fetched) -> list[dict[str, Any]]:
    return [{"url": hop.url, "status": hop.status, "ip": hop.ip} for hop in fetched.hops]


@transaction.atomic
def write(capture: Capture, fetched: Fetched, kept: Kept) -> bool:
    """Snapshot, its side row and the event under our lease. False: the lease was lost."""
    if not kept.is_new:
        hold_bytes(kept.sha256, fetched.raw)
    snapshot = Snapshot.objects.create(
        url=capture.url,
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
        kept_by=capture.asked_by,
    )
    if not capture.done(snapshot=snapshot, hops=hops_of(fetched)):
        transaction.set_rollback(True)
        return False
    Content.objects.create(snapshot=snapshot, then=capture.then)
    record(
        f"snapshot:{snapshot.pk}",
        "keep",
        by=capture.asked_by,
        capture=capture.pk,
        sha256=kept.sha256,
        warc=kept.warc_sha256,
        url=capture.url,
    )
    ring_when_saved(Content.doorbell, snapshot.pk)
    return True
