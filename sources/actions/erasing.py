"""Erase a kept page for good, where the law asks for it: a tombstone says who, when and why."""

from functools import partial

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from accounts.models import User
from history.models import Event
from history.recording import record, redact
from jobs.models import JobState
from sources import policies
from sources.models import ArchivedCopy, Content, Conversation, Snapshot
from sources.storage import lock_bytes, storage_name

NAMED = 5
TELLING = ("describe", "note-archived", "forget-archived")
"""Events of a kept page that hold words or addresses of it, and go with it."""


def standing_alike(snapshot: Snapshot) -> QuerySet[Snapshot]:
    """Other kept pages with the very same bytes, which are stored once and not erased."""
    alike = Snapshot.objects.filter(sha256=snapshot.sha256, content__erased_at=None)
    return alike.exclude(pk=snapshot.pk).order_by("pk")


def other_copies(snapshot: Snapshot) -> QuerySet[Snapshot]:
    """Kept pages of the same address with other bytes: they may have the same words."""
    addresses = {snapshot.url, snapshot.final_url} - {""}
    there = Snapshot.objects.filter(Q(url__in=addresses) | Q(final_url__in=addresses))
    there = there.filter(content__erased_at=None).exclude(sha256=snapshot.sha256)
    return there.order_by("pk")


@transaction.atomic
def erase(snapshot: Snapshot, *, why: str, together: bool = False, by: User) -> list[Snapshot]:
    """Remove bytes, record and words of a kept page; there is no way back.

    Pages with the same bytes share them: `together` erases all of these at once, and without
    it they are named and nothing happens. Hashes and time stay in the row, so that the history
    verifies. What reviews have of its words goes by `reviews.actions.erase_page`, which calls
    this. Returns what was erased. Raises PermissionDenied, ValidationError.
    """
    going = to_erase(snapshot, why=why, together=together, by=by)
    why = " ".join(why.split())
    erased = sorted(going, key=lambda one: f"snapshot:{one.pk}")
    for one in erased:
        _blank(one, why, by)
    hashes = {one.sha256 for one in erased} | {one.warc_sha256 for one in erased}
    for one in erased:
        chain = f"snapshot:{one.pk}"
        for event in Event.objects.of(chain).filter(kind__in=TELLING):
            redact(event.pk, why=why[:300], by=by)
        record(chain, "erase", by=by, why=why, sha256=one.sha256)
    transaction.on_commit(partial(remove_bytes, hashes - {""}), robust=True)
    return erased


def to_erase(
    snapshot: Snapshot, *, why: str, together: bool = False, by: User
) -> list[Snapshot]:
    """What `erase` would erase, this page first; raises as it does."""
    if not policies.may_erase(by):
        raise PermissionDenied("Only an admin may erase a kept page.")
    if not why.strip():
        raise ValidationError({"why": "Say why it is erased: the tombstone will tell it."})
    if Content.objects.filter(pk=snapshot.pk, erased_at__isnull=False).exists():
        raise ValidationError("This page is erased already.")
    alike = list(standing_alike(snapshot))
    if alike and not together:
        raise ValidationError({"together": _named(alike)})
    return [snapshot, *alike]


def _named(alike: list[Snapshot]) -> str:
    names = ", ".join(str(one.pk) for one in alike[:NAMED])
    more = f" and {len(alike) - NAMED} more" if len(alike) > NAMED else ""
    if len(alike) == 1:
        return f"Kept page {names} has the very same bytes. Erase both together."
    return f"Kept pages {names}{more} have the very same bytes. Erase all of them together."


def _blank(snapshot: Snapshot, why: str, by: User) -> None:
    """Nothing of its words is left; work on it that is under way loses its lease."""
    content: Content = Content.objects.select_for_update(of=("self",)).get(pk=snapshot.pk)
    for name in ("title", "author", "canonical_url", "text", "article_text", "html"):
        setattr(content, name, "")
    for name in ("description", "licence", "detail", "edition"):
        setattr(content, name, "")
    for name in ("marks", "pages", "times", "listed", "notes", "links"):
        setattr(content, name, [])
    content.is_public = False
    content.state = JobState.DONE
    content.lease_token = content.lease_until = None
    content.erased_by, content.erased_at, content.erased_why = by, Now(), why
    content.clean_fields(exclude=["erased_at", "snapshot"])
    content.save()
    Conversation.objects.filter(pk=snapshot.pk).update(with_whom="", role="")
    ArchivedCopy.objects.filter(snapshot=snapshot).delete()


def remove_bytes(hashes: set[str]) -> None:
    """Take files away that only erased pages name; those of others stay where they are.

    Where the store fails or the process dies before this, `verify_snapshots` says what is left.
    """
    for sha256 in sorted(hashes):
        with transaction.atomic():
            lock_bytes(sha256)
            needed = Snapshot.objects.filter(
                Q(sha256=sha256) | Q(warc_sha256=sha256), content__erased_at=None
            )
            if not needed.exists():
                default_storage.delete(storage_name(sha256))
