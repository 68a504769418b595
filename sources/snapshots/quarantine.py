"""Quarantine files that may be illegal to possess: nobody opens them until an admin decides.

A quarantine is of bytes, so it covers every archived page that has them, including later ones
(the database marks those). The text that was parsed from them is removed at once; the bytes
stay until an admin has them destroyed, or releases them. A text that came without a file is
quarantined by the hash of its UTF-8: then there are no pages, and `claims` keeps its words.

Entry points call `reviews.archived_pages.quarantine`. The functions here record nothing: they
return what was changed, and the caller writes the events of all chains in their order.
"""

import logging
from collections.abc import Iterable
from functools import partial

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from jobs.dispatch import dispatch_on_commit
from jobs.models import JobState
from sources.quarantine.models import Quarantine
from sources.snapshots.erasure import blank
from sources.snapshots.models import Content, EarlierText, Snapshot
from sources.snapshots.storage import lock_bytes, storage_name
from sources.snapshots.storage_errors import QUARANTINED

log = logging.getLogger(__name__)

ADMINS = _("Only an admin decides what happens to a file in quarantine.")
NOT_QUARANTINED = _("This is not in quarantine.")
DESTROYED = _("It was destroyed: there is nothing to release.")
SET_ASIDE = ("title", "author", "description")
"""Facts of a page that come back when it is released: they aren't parsed from its bytes."""


def put_in_quarantine(
    sha256: str, *, why: str, closed_with: Quarantine | None = None, by: User
) -> tuple[Quarantine, list[Snapshot]]:
    """Close these bytes to everybody, at once. Returns the pages that were closed by this.

    Text, HTML and links of every archived page with them are removed, and nothing opens the
    bytes any more. Pages that are in quarantine already stay so and aren't returned.
    """
    lock_bytes(sha256)
    if row := in_force(sha256):
        return row, []
    row = Quarantine(sha256=sha256, why=why, closed_with=closed_with, quarantined_by=by)
    row.clean_fields(exclude=["quarantined_at"])
    row.save()
    pages = list(pages_of(sha256))
    for page in pages:
        _close(page)
    return row, pages


def in_force(sha256: str) -> Quarantine | None:
    """The present quarantine of these bytes, if there is one."""
    return Quarantine.objects.filter(sha256=sha256, released_at=None).first()


def pages_of(sha256: str) -> QuerySet[Snapshot]:
    """Archived pages with these bytes, in the order of their chains, without erased ones."""
    return Snapshot.objects.filter(sha256=sha256, content__erased_at=None).order_by("pk")


def _close(page: Snapshot) -> None:
    content: Content = Content.objects.select_for_update(of=("self",)).get(pk=page.pk)
    blank(content)
    content.set_aside = {name: getattr(content, name) for name in SET_ASIDE}
    for name in SET_ASIDE:
        setattr(content, name, "")
    content.quarantined_at, content.detail = Now(), QUARANTINED
    content.save()
    EarlierText.objects.filter(snapshot=page).update(text="", pages=[])


def decided_together(sha256: str, *, by: User) -> list[Quarantine]:
    """For an admin: the quarantine of these bytes, and those that are decided together with it.

    Locked, and no new page gets any of their bytes until the transaction ends.
    """
    if not by.is_admin:
        raise PermissionDenied(ADMINS)
    one = in_force(sha256)
    if one is None:
        raise ValidationError(NOT_QUARANTINED)
    first = one.closed_with_id or one.pk
    standing = Quarantine.objects.filter(Q(pk=first) | Q(closed_with=first), released_at=None)
    for each in sorted(standing.values_list("sha256", flat=True)):
        lock_bytes(each)
    rows = list(standing.select_for_update(of=("self",)).order_by("pk"))
    if not any(row.sha256 == sha256 for row in rows):
        raise ValidationError(NOT_QUARANTINED)
    return rows


def release(row: Quarantine, *, by: User) -> list[Snapshot]:
    """The file is harmless: reopen it, and have it parsed again. Returns its pages.

    Refused once it is destroyed. Readers may have the whole copy only if somebody allows it
    again.
    """
    if row.destroyed_at:
        raise ValidationError(DESTROYED)
    row.released_by, row.released_at = by, Now()
    row.save(update_fields=["released_by", "released_at"])
    pages = list(pages_of(row.sha256).select_related("content"))
    for page in pages:
        Content.objects.filter(pk=page.pk).update(
            quarantined_at=None,
            set_aside=None,
            state=JobState.WAITING,
            detail="",
            attempts=0,
            run_after=Now(),
            typed_by=None,
            typed_at=None,
            **(page.content.set_aside or {}),
        )
        dispatch_on_commit(Content.task_name, page.pk)
    return pages


def destroy(row: Quarantine, *, by: User) -> list[Snapshot]:
    """Have the bytes removed from the storage, for good; failures are tried again.

    Returns its pages; none if this was done before.
    """
    if row.destroyed_at:
        return []
    row.destroyed_by, row.destroyed_at = by, Now()
    row.save(update_fields=["destroyed_by", "destroyed_at"])
    pages = list(pages_of(row.sha256))
    Content.objects.filter(pk__in=[page.pk for page in pages]).update(set_aside=None)
    transaction.on_commit(partial(remove_destroyed, [row.pk]), robust=True)
    return pages


def remove_destroyed(rows: Iterable[int] | None = None) -> int:
    """Remove the files that admins had destroyed and the storage still has; return how many."""
    due = Quarantine.objects.filter(destroyed_at__isnull=False, bytes_gone_at=None)
    if rows is not None:
        due = due.filter(pk__in=list(rows))
    return sum(_remove(row) for row in due)


def _remove(row: Quarantine) -> bool:
    """Remove each file by itself: one that cannot be removed waits for the next sweep."""
    name = storage_name(row.sha256)
    try:
        with transaction.atomic():
            lock_bytes(row.sha256)
            default_storage.delete(name)
            if default_storage.exists(name):
                raise OSError("The storage says that it removed the file, but still has it.")
            Quarantine.objects.filter(pk=row.pk).update(bytes_gone_at=Now())
    except Exception as error:  # noqa: BLE001 - the storage's library may raise anything
        log.warning("Cannot remove the destroyed file %s: %s", row.sha256, error)
        return False
    return True
