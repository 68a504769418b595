"""What is done about sources: ask for a page, put one in by hand, try again."""

from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Now

from accounts.models import User
from history.recording import record
from jobs.models import JobState
from jobs.ringing import ring_when_saved
from sources.door import sniffing
from sources.models import Capture, Content, Publisher, Snapshot
from sources.storage import keep_bytes

HAND_LIMIT = 25 * 1024 * 1024


@transaction.atomic
def ask_for_capture(url: str, *, then: str = "", by: User) -> Capture:
    """Note that we want this page kept, and ring for a worker once the note is in."""
    capture = Capture(url=url.strip(), asked_by=by, then=then)
    capture.full_clean()
    capture.save()
    ring_when_saved(Capture.doorbell, capture.pk)
    return capture


@transaction.atomic
def retry_capture(capture: Capture, *, by: User) -> Capture:
    """Try a failed capture again, from the first attempt."""
    capture = Capture.objects.select_for_update().get(pk=capture.pk)
    if capture.state != JobState.FAILED:
        raise ValidationError("Only a failed capture can be tried again.")
    capture.state = JobState.WAITING
    capture.attempts = 0
    capture.save(update_fields=["state", "attempts"])
    Capture.objects.filter(pk=capture.pk).update(run_after=Now(), last_rung=Now())
    record(f"capture:{capture.pk}", "retry", by=by, url=capture.url)
    ring_when_saved(Capture.doorbell, capture.pk)
    return capture


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
