"""Addresses at which an archive has a page that we archived too."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from history.record import record
from sources.snapshots.models import ArchivedCopy, Content, Snapshot


@transaction.atomic
def note_archived(
    snapshot: Snapshot,
    *,
    url: str,
    archived_at: datetime | None = None,
    found_by: str = "",
    by: User,
) -> ArchivedCopy:
    """Note that an archive has this page at an address. The same address twice is one.

    `found_by` names the finder; empty if a person gave it. Raises `ValidationError` for an
    invalid address.
    """
    copy = ArchivedCopy(
        snapshot=snapshot,
        url=url.strip(),
        archived_at=archived_at,
        found_by=found_by,
        noted_by=by,
    )
    content = Content.objects.select_for_update(of=("self",), no_key=True).get(pk=snapshot.pk)
    if content.is_erased:
        raise ValidationError(
            {"url": _("This page was erased, so nothing can be added to it.")}
        )
    known = ArchivedCopy.objects.filter(snapshot=snapshot, url=copy.url).first()
    if known is not None:
        return known
    copy.full_clean()
    copy.save()
    record(f"snapshot:{snapshot.pk}", "note-archived", by=by, url=copy.url, found_by=found_by)
    return copy


@transaction.atomic
def forget_archived(copy: ArchivedCopy, *, by: User) -> None:
    """Remove an archive's address; the same one can be added again."""
    if ArchivedCopy.objects.filter(pk=copy.pk).delete()[0]:
        record(f"snapshot:{copy.snapshot_id}", "forget-archived", by=by, url=copy.url)
