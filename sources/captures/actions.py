"""Ask for an archived copy of a page, and retry a failed capture."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Now

from accounts.models import User
from history.record import record
from jobs.dispatch import dispatch_on_commit
from jobs.models import JobState
from sources.captures.models import Capture
from sources.safe_fetch import host_of


@transaction.atomic
def ask_for_capture(url: str, *, then: str = "", is_unasked: bool = False, by: User) -> Capture:
    """Request an archived copy of a page; the capture is dispatched after commit.

    `is_unasked`: a program asks, not a person, so the site's robots.txt applies.
    """
    url = url.strip()
    capture = Capture(url=url, host=host_of(url), asked_by=by, then=then)
    capture.is_unasked = is_unasked
    capture.full_clean()
    capture.save()
    dispatch_on_commit(Capture.task_name, capture.pk)
    return capture


@transaction.atomic
def retry_capture(capture: Capture, *, by: User) -> Capture:
    """Retry a failed capture from the first attempt; now a person asks for it."""
    capture = Capture.objects.select_for_update().get(pk=capture.pk)
    if capture.state != JobState.FAILED:
        raise ValidationError("Only a failed capture can be tried again.")
    capture.state = JobState.WAITING
    capture.attempts = 0
    capture.is_unasked = False
    capture.host = host_of(capture.url)
    capture.save(update_fields=["state", "attempts", "is_unasked", "host"])
    Capture.objects.filter(pk=capture.pk).update(run_after=Now(), last_rung=Now())
    record(f"capture:{capture.pk}", "retry", by=by, url=capture.url)
    dispatch_on_commit(Capture.task_name, capture.pk)
    return capture
