"""Erase an archived page if the law demands it: a tombstone says who did it, when and why.

Text is removed in the transaction, bytes after it, and the row says when the bytes are gone. If
the storage refuses or the process dies in between, `remove_due` tries again until they are.
"""

import logging
import time
from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from history.models import Event
from history.record import record, redact
from jobs.models import JobState
from sources.snapshots import orphan_files, policies
from sources.snapshots.models import ArchivedCopy, Content, Conversation, EarlierText, Snapshot
from sources.snapshots.storage import lock_bytes, storage_name

log = logging.getLogger(__name__)

NAMED = 5
AT_ONCE = 20
"""How many erased pages one sweep tries to remove the bytes of."""
MOST_OF_REMOVING = 5.0
"""Seconds after which a slow storage is left to the next sweep."""
OLDEST = 5
"""How many other pages are looked up: one of them must exist, or the storage isn't mounted."""
TELLING = (
    "describe",
    "set-publisher",
    "propose-change",
    "note-archived",
    "forget-archived",
)
"""Kinds of events that hold words or addresses of the page, and are redacted with it."""


def standing_alike(snapshot: Snapshot) -> QuerySet[Snapshot]:
    """Other archived pages with the very same bytes (stored once) that aren't erased."""
    alike = Snapshot.objects.filter(sha256=snapshot.sha256, content__erased_at=None)
    return alike.exclude(pk=snapshot.pk).order_by("pk")


def other_copies(snapshot: Snapshot) -> QuerySet[Snapshot]:
    """Archived pages of the same address with other bytes: they may have the same words."""
    addresses = {snapshot.url, snapshot.final_url} - {""}
    there = Snapshot.objects.filter(Q(url__in=addresses) | Q(final_url__in=addresses))
    there = there.filter(content__erased_at=None).exclude(sha256=snapshot.sha256)
    return there.order_by("pk")


@transaction.atomic
def erase(snapshot: Snapshot, *, why: str, together: bool = False, by: User) -> list[Snapshot]:
    """Remove the bytes, WARC record and words of an archived page; this cannot be undone.

    Pages with the same bytes share them: `together` erases all of these at once; without it
    they are named in the error and nothing happens. Hashes and time stay in the row, so that
    the history verifies. `reviews.archived_pages.erasure` removes the words that reviews have,
    and calls this. Bytes are removed after the commit: `bytes_to_remove` finds the pages whose
    bytes are still there. Returns what was erased. Raises PermissionDenied, ValidationError.
    """
    going = to_erase(snapshot, why=why, together=together, by=by)
    why = " ".join(why.split())
    erased = sorted(going, key=lambda one: f"snapshot:{one.pk}")
    for one in erased:
        _blank(one, why, by)
    for one in erased:
        chain = f"snapshot:{one.pk}"
        for event in Event.objects.of(chain).filter(kind__in=TELLING):
            redact(event.pk, why=why[:300], by=by)
        record(chain, "erase", by=by, why=why, sha256=one.sha256)
    transaction.on_commit(partial(remove_bytes, [one.pk for one in erased]), robust=True)
    return erased


def to_erase(
    snapshot: Snapshot, *, why: str, together: bool = False, by: User
) -> list[Snapshot]:
    """The pages that `erase` would erase, this page first; raises the same errors."""
    if not policies.may_erase(by):
        raise PermissionDenied(_("Only an admin may erase an archived page."))
    if not why.strip():
        raise ValidationError(
            {"why": _("Say why it is erased: the page will show this reason.")}
        )
    if Content.objects.filter(pk=snapshot.pk, erased_at__isnull=False).exists():
        raise ValidationError(_("This page was erased already."))
    alike = list(standing_alike(snapshot))
    if alike and not together:
        raise ValidationError({"together": _share_bytes(alike)})
    return [snapshot, *alike]


def _share_bytes(alike: list[Snapshot]) -> ValidationError:
    """The refusal that names the other pages with the same bytes."""
    names = ", ".join(str(one.pk) for one in alike[:NAMED])
    more = len(alike) - NAMED
    if len(alike) == 1:
        message = _("Archived page %(names)s has the very same bytes. Erase both together.")
    elif more <= 0:
        message = _("Archived pages %(names)s have the very same bytes. Erase them together.")
    else:
        message = _(
            "Archived pages %(names)s and %(more)s more have the very same bytes."
            " Erase them together."
        )
    return ValidationError(message, params={"names": names, "more": more})


def _blank(snapshot: Snapshot, why: str, by: User) -> None:
    """Blank the row: none of its words is left; jobs that are running lose their lease."""
    content: Content = Content.objects.select_for_update(of=("self",)).get(pk=snapshot.pk)
    blank(content)
    content.title = content.author = content.description = content.detail = ""
    content.erased_by, content.erased_at, content.erased_why = by, Now(), why
    content.clean_fields(exclude=["erased_at", "snapshot"])
    content.save()
    Conversation.objects.filter(pk=snapshot.pk).update(with_whom="", role="")
    ArchivedCopy.objects.filter(snapshot=snapshot).delete()
    EarlierText.objects.filter(snapshot=snapshot).update(text="", pages=[])


def blank(content: Content) -> None:
    """Remove everything parsed or typed from a page's bytes; a running parse is dropped."""
    for name in ("canonical_url", "text", "article_text", "html", "licence", "parser_version"):
        setattr(content, name, "")
    for name in ("marks", "pages", "times", "listed", "notes", "links"):
        setattr(content, name, [])
    content.is_public = False
    content.state = JobState.DONE
    content.lease_token = content.lease_until = None


def bytes_to_remove() -> QuerySet[Content]:
    """Erased pages whose bytes may still be in the storage."""
    return Content.objects.filter(erased_at__isnull=False, bytes_gone_at=None)


def remove_due() -> int:
    """Try again to remove bytes of erased pages; return how many pages they are now gone from.

    In random order, so that pages which the storage refuses to remove don't hold up others.
    """
    due = bytes_to_remove().order_by("?").values_list("pk", flat=True)[:AT_ONCE]
    return remove_bytes(list(due))


def remove_bytes(pages: Iterable[int]) -> int:
    """Remove the files that only erased pages name; files of other pages stay.

    One by one: a failure is logged and waits for the next sweep. Returns how many pages have
    nothing left in the storage.
    """
    begun, gone = time.monotonic(), 0
    for content in bytes_to_remove().filter(pk__in=pages).select_related("snapshot"):
        hashes = {content.snapshot.sha256, content.snapshot.warc_sha256} - {""}
        left = [one for one in sorted(hashes) if not _is_gone(one, content)]
        if not left:
            gone += bytes_to_remove().filter(pk=content.pk).update(bytes_gone_at=Now())
        if time.monotonic() - begun > MOST_OF_REMOVING:
            break
    return gone


def _is_gone(sha256: str, content: Content) -> bool:
    try:
        return _remove(sha256, content.erased_at)
    except Exception as error:  # noqa: BLE001 - the storage's library may raise anything
        page = content.pk
        log.warning("Cannot remove %s of archived page %s, erased: %s", sha256, page, error)
        return False


def _remove(sha256: str, erased_at: datetime | None) -> bool:
    """Remove a file, unless another page has come to name it. False: it stays for now.

    A file that was written after the page was erased may belong to a capture that has yet to
    write its row: it stays for a day, as in `orphan_files`. Raises the storage's errors, and
    OSError if it isn't certain that the file is gone.
    """
    name = storage_name(sha256)
    with transaction.atomic():
        lock_bytes(sha256)
        named = Q(sha256=sha256) | Q(warc_sha256=sha256)
        if Snapshot.objects.filter(named, content__erased_at=None).exists():
            return True
        if not default_storage.exists(name):
            if not _store_is_there():
                raise OSError("The storage has none of the oldest pages: is it mounted?")
            return True
        written = default_storage.get_modified_time(name)
        is_anew = erased_at is None or written > erased_at
        if is_anew and written > timezone.now() - orphan_files.AGE:
            return False
        default_storage.delete(name)
        if default_storage.exists(name):
            raise OSError("The storage says that it removed the file, but still has it.")
    return True


def _store_is_there() -> bool:
    """Whether the storage has what it should have: the folder of an unmounted disk is empty."""
    standing = Snapshot.objects.filter(content__erased_at=None).order_by("pk")
    oldest = standing.values_list("sha256", flat=True)[:OLDEST]
    return not oldest or any(default_storage.exists(storage_name(one)) for one in oldest)
