"""Put a page or paper in by hand, and say what it is."""

from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from history.recording import record
from jobs.ringing import ring_when_saved
from sources.door import sniffing
from sources.models import Content, Publisher, Snapshot
from sources.storage import keep_bytes

HAND_LIMIT = 25 * 1024 * 1024


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
}


def kind_of(body: bytes, filename: str) -> str:
    """The media type of a file by its bytes; its name only tells kinds of text apart."""
    return sniffing.media_type(body, DECLARED.get(PurePath(filename).suffix.lower(), ""))


@transaction.atomic
def keep_by_hand(
    body: bytes,
    *,
    media_type: str,
    url: str = "",
    title: str = "",
    publisher: str = "",
    is_public: bool = False,
    then: str = "",
    by: User,
) -> Snapshot:
    """Keep a page or paper that somebody saved: the same row and hash as a captured one.

    `media_type` is what the bytes look like (`kind_of`), not what the sender says. Parsing is a
    job of its own, which rings `then` when it ends.
    """
    if not body:
        raise ValidationError({"file": "The file is empty."})
    if len(body) > HAND_LIMIT:
        raise ValidationError({"file": "The file is over 25 MB. Save the part that matters."})
    snapshot = Snapshot(
        url=url,
        final_url=url,
        sha256=keep_bytes(body),
        size=len(body),
        media_type=media_type,
        by_hand=True,
        kept_by=by,
    )
    snapshot.full_clean()
    snapshot.save()
    Content.objects.create(
        snapshot=snapshot,
        title=title[:500],
        publisher=Publisher.named(publisher),
        is_public=is_public,
        then=then,
    )
    record(f"snapshot:{snapshot.pk}", "keep", by=by, sha256=snapshot.sha256, url=url)
    ring_when_saved(Content.doorbell, snapshot.pk)
    return snapshot
