"""Quarantine a file that may be illegal to possess: nobody opens it until an admin decides.

A quarantine is of bytes, so it holds for every archived page that has them, and for every one
that comes later (the database marks those). What was read in them is removed at once; the bytes
stay until an admin has them destroyed, or releases them.
"""

import logging
from collections.abc import Iterable
from functools import partial
from typing import IO

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now

from accounts.models import User
from history.recording import record
from jobs.models import JobState
from jobs.ringing import ring_when_saved
from sources.actions.erasing import blank
from sources.models import Content, EarlierText, Quarantine, Snapshot
from sources.outages import QUARANTINED, open_bytes
from sources.storage import lock_bytes, storage_name

log = logging.getLogger(__name__)

ADMINS = "Only an admin decides what becomes of a quarantined file."
NOT_QUARANTINED = "This file is not in quarantine."


@transaction.atomic
def quarantine(snapshot: Snapshot, *, why: str, by: User) -> list[Snapshot]:
    """Keep everybody from a file, at once; any checker may.

    Text, shown page and links of every archived page with these bytes are removed, and nothing
    opens the bytes any more. Title, description and publisher stay, by which it is found.
    Returns the pages. What reviews have of them is `reviews.actions.quarantine`'s concern.
    Raises ValidationError without a reason, and for an erased page.
    """
    if not by.is_checker:
        raise PermissionDenied("Only people of the desk may do this.")
    why = " ".join(why.split())
    if not why:
        raise ValidationError({"why": "Say in a few words what it is, without details."})
    lock_bytes(snapshot.sha256)
    pages = list(pages_of(snapshot.sha256))
    if in_force(snapshot.sha256) is not None:
        return pages
    if snapshot not in pages:
        raise ValidationError("This page is erased: there is nothing to quarantine.")
    row = Quarantine(sha256=snapshot.sha256, why=why, quarantined_by=by)
    row.clean_fields(exclude=["quarantined_at"])
    row.save()
    for page in pages:
        _close(page)
        record(f"snapshot:{page.pk}", "quarantine", by=by, sha256=page.sha256, why=why)
    return pages


def in_force(sha256: str) -> Quarantine | None:
    """The quarantine of these bytes, if there is one now."""
    return Quarantine.objects.filter(sha256=sha256, released_at=None).first()


def pages_of(sha256: str) -> QuerySet[Snapshot]:
    """Archived pages with these bytes, in the order of their chains; erased ones have none."""
    return Snapshot.objects.filter(sha256=sha256, content__erased_at=None).order_by("pk")


def _close(page: Snapshot) -> None:
    content: Content = Content.objects.select_for_update(of=("self",)).get(pk=page.pk)
    blank(content)
    content.quarantined_at, content.detail = Now(), QUARANTINED
    content.save()
    EarlierText.objects.filter(snapshot=page).update(text="", pages=[])


@transaction.atomic
def release_quarantine(snapshot: Snapshot, *, by: User) -> list[Snapshot]:
    """Say that a quarantined file is harmless: it may be opened, and is parsed again.

    Not once its bytes are destroyed. Readers may have the whole copy only if somebody says so
    again. Returns the pages.
    """
    row = _locked(snapshot, by=by)
    if row.destroyed_at:
        raise ValidationError("Its bytes were destroyed: there is nothing to release.")
    row.released_by, row.released_at = by, Now()
    row.save(update_fields=["released_by", "released_at"])
    pages = list(pages_of(snapshot.sha256))
    for page in pages:
        Content.objects.filter(pk=page.pk).update(
            quarantined_at=None,
            state=JobState.WAITING,
            detail="",
            attempts=0,
            run_after=Now(),
            typed_by=None,
            typed_at=None,
        )
        record(f"snapshot:{page.pk}", "release-quarantine", by=by, sha256=page.sha256)
        ring_when_saved(Content.doorbell, page.pk)
    return pages


@transaction.atomic
def destroy_quarantined(snapshot: Snapshot, *, by: User) -> list[Snapshot]:
    """Have the bytes removed from the store, for good; whatever fails is tried again."""
    row = _locked(snapshot, by=by)
    pages = list(pages_of(snapshot.sha256))
    if row.destroyed_at:
        return pages
    row.destroyed_by, row.destroyed_at = by, Now()
    row.save(update_fields=["destroyed_by", "destroyed_at"])
    for page in pages:
        record(f"snapshot:{page.pk}", "destroy-quarantined", by=by, sha256=page.sha256)
    transaction.on_commit(partial(remove_destroyed, [row.pk]), robust=True)
    return pages


@transaction.atomic
def fetch_quarantined(snapshot: Snapshot, *, by: User) -> IO[bytes]:
    """The bytes of a quarantined file, for an admin who hands them to the police: recorded.

    Raises BytesGone, StoreAway.
    """
    _locked(snapshot, by=by)
    record(f"snapshot:{snapshot.pk}", "fetch-quarantined", by=by, sha256=snapshot.sha256)
    return open_bytes(snapshot.sha256, quarantined_too=True)


def _locked(snapshot: Snapshot, *, by: User) -> Quarantine:
    """Its quarantine, and no new page with its bytes until the transaction ends."""
    if not by.is_admin:
        raise PermissionDenied(ADMINS)
    lock_bytes(snapshot.sha256)
    rows = Quarantine.objects.select_for_update(of=("self",))
    row = rows.filter(sha256=snapshot.sha256, released_at=None).first()
    if row is None:
        raise ValidationError(NOT_QUARANTINED)
    return row


def remove_destroyed(rows: Iterable[int] | None = None) -> int:
    """Remove what admins had destroyed and the store still has; returns how much of it."""
    due = Quarantine.objects.filter(destroyed_at__isnull=False, bytes_gone_at=None)
    if rows is not None:
        due = due.filter(pk__in=list(rows))
    return sum(_remove(row) for row in due)


def _remove(row: Quarantine) -> bool:
    """Each file by itself: one that the store refuses to remove waits for the next sweep."""
    name = storage_name(row.sha256)
    try:
        with transaction.atomic():
            lock_bytes(row.sha256)
            default_storage.delete(name)
            if default_storage.exists(name):
                raise OSError("The store says that it removed it, and has it still.")
            Quarantine.objects.filter(pk=row.pk).update(bytes_gone_at=Now())
    except Exception as error:  # noqa: BLE001 - whatever the store's library raises
        log.warning("Cannot remove the destroyed file %s: %s", row.sha256, error)
        return False
    return True
