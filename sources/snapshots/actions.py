"""Upload a page or paper by hand, and describe it."""

import logging
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from history.record import record
from jobs.dispatch import dispatch_on_commit
from sources.parsing import parser as parsing_parser
from sources.safe_fetch import media_type as safe_fetch_media_type
from sources.snapshots import policies
from sources.snapshots.models import Content, Snapshot
from sources.snapshots.publishers import Publisher
from sources.snapshots.storage import keep_bytes
from sources.snapshots.storage_errors import QUARANTINED

log = logging.getLogger(__name__)

OUR_OWN = "Our own document"
HAND_LIMIT = 25 * 1024 * 1024
NO_ROOM = _(
    "The desk cannot archive pages now: its storage is full or cannot be written. Tell whoever "
    "runs the desk, and upload this again later."
)

DECLARED = {
    ".txt": "text/plain",
    ".md": "text/plain",
    ".html": "text/html",
    ".htm": "text/html",
    ".csv": "text/csv",
    ".tsv": "text/csv",
    ".eml": "message/rfc822",
    ".srt": "application/x-subrip",
    ".vtt": "text/vtt",
    ".sbv": "text/x-sbv",
}


class NoRoom(ValidationError):
    """The storage accepts nothing. The file is not at fault and may be uploaded again later."""


def kind_of(body: bytes, filename: str) -> str:
    """The media type of a file by its bytes; its name only decides between kinds of text."""
    return safe_fetch_media_type.media_type(
        body, DECLARED.get(PurePath(filename).suffix.lower(), "")
    )


def name_of(media_type: str, filename: str) -> str:
    """A title for a file that nobody gave one: its name. A web page has a title of its own."""
    return "" if media_type in parsing_parser.HTML_TYPES else PurePath(filename).name[:500]


@transaction.atomic
def archive_by_hand(
    body: bytes,
    *,
    media_type: str,
    url: str = "",
    title: str = "",
    publisher: str = "",
    description: str = "",
    is_public: bool = False,
    licence: str = "",
    on_done: str = "",
    by: User,
) -> Snapshot:
    """Archive a page or paper that somebody saved: the same row and hash as a captured one.

    `media_type` is what the bytes look like (`kind_of`), not what the sender says. Parsing is a
    job of its own, which dispatches `on_done` when it ends. `licence`: why we may show all of
    it, if `is_public`; empty means that it is our own work. Raises ValidationError, and its
    subclass NoRoom if the storage is full.
    """
    sha256 = _store(body)
    snapshot = Snapshot(
        url=url,
        final_url=url,
        sha256=sha256,
        size=len(body),
        media_type=media_type,
        by_hand=True,
        kept_by=by,
    )
    snapshot.full_clean()
    snapshot.save()
    content = Content.objects.create(
        snapshot=snapshot,
        title=title[:500],
        publisher=Publisher.named(publisher),
        description=description.strip()[:500],
        is_public=is_public,
        licence=(licence.strip() or OUR_OWN)[:100] if is_public else "",
        on_done=on_done,
    )
    payload = {"licence": content.licence} if is_public else {}
    record(f"snapshot:{snapshot.pk}", "keep", by=by, sha256=snapshot.sha256, url=url, **payload)
    dispatch_on_commit(Content.task_name, snapshot.pk)
    return snapshot


def _store(body: bytes) -> str:
    """Store the bytes of a file and return their hash. Raises ValidationError, NoRoom."""
    if not body:
        raise ValidationError({"file": _("The file is empty.")})
    if len(body) > HAND_LIMIT:
        raise ValidationError(
            {"file": _("The file is over 25 MB. Save the part that matters.")}
        )
    try:
        return keep_bytes(body)
    except OSError as error:
        log.warning("Cannot store an uploaded page: %s", error)
        raise NoRoom({"file": NO_ROOM}) from error


@transaction.atomic
def describe(snapshot: Snapshot, *, description: str, title: str = "", by: User) -> Content:
    """Describe an archived page in the desk's words; a title only if it has none of its own."""
    content = _standing(snapshot)
    before = {"description": content.description, "title": content.title}
    content.description = " ".join(description.split())
    if given := " ".join(title.split()):
        content.title, content.parser_version = given, ""
    content.clean_fields(exclude=["snapshot"])
    content.save(update_fields=["description", "title", "parser_version"])
    record(f"snapshot:{snapshot.pk}", "describe", by=by, before=before)
    return content


@transaction.atomic
def set_public(snapshot: Snapshot, *, is_public: bool, licence: str = "", by: User) -> Content:
    """Decide whether readers may have the whole copy: our own document, or under a licence.

    `licence` says why we may show it ("CC BY 4.0", "Our own document"). Raises ValidationError
    without one, and for a conversation that was not on the record.
    """
    content = _standing(snapshot)
    licence = " ".join(licence.split())
    if is_public and (why := policies.why_confidential(snapshot)):
        raise ValidationError({"is_public": why})
    if is_public and not licence:
        raise ValidationError({"licence": _("Name the licence, or say that it is our own.")})
    content.is_public = is_public
    content.licence = licence if is_public else ""
    content.clean_fields(exclude=["snapshot"])
    content.save(update_fields=["is_public", "licence"])
    payload = {"licence": content.licence} if is_public else {}
    record(f"snapshot:{snapshot.pk}", "show-whole" if is_public else "hide", by=by, **payload)
    return content


def _standing(snapshot: Snapshot) -> Content:
    """The page's content, locked. Raises ValidationError if it is erased or in quarantine."""
    content: Content = Content.objects.select_for_update(of=("self",)).get(pk=snapshot.pk)
    if content.is_erased:
        raise ValidationError(_("This page was erased."))
    if content.is_quarantined:
        raise ValidationError(QUARANTINED)
    return content
