"""Ask for an archived copy of a page, and retry a failed capture."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from history.record import record
from jobs.dispatch import dispatch_on_commit
from jobs.models import JobState
from sources.captures.models import Capture
from sources.safe_fetch import host_of


@transaction.atomic
def ask_for_capture(
    url: str, *, on_done: str = "", is_automatic: bool = False, by: User
) -> Capture:
    """Request an archived copy of a page; the capture is dispatched after commit.

    `is_automatic`: a program asks, not a person, so the site's robots.txt applies.
    """
    url = url.strip()
    capture = Capture(url=url, host=host_of(url), asked_by=by, on_done=on_done)
    capture.is_automatic = is_automatic
    capture.full_clean()
    capture.save()
    dispatch_on_commit(Capture.task_name, capture.pk)
    return capture


@transaction.atomic
def retry_capture(capture: Capture, *, by: User) -> Capture:
    """Retry a failed capture from the first attempt; now a person asks for it."""
    capture = Capture.objects.select_for_update().get(pk=capture.pk)
    if capture.state != JobState.FAILED:
        raise ValidationError(_("Only a failed capture can be tried again."))
    capture.state = JobState.WAITING
    capture.attempts = 0
    capture.is_automatic = False
    capture.host = host_of(capture.url)
    capture.save(update_fields=["state", "attempts", "is_automatic", "host"])
    Capture.objects.filter(pk=capture.pk).update(run_after=Now(), dispatched_at=Now())
    record(f"capture:{capture.pk}", "retry", by=by, url=capture.url)
    dispatch_on_commit(Capture.task_name, capture.pk)
    return capture
