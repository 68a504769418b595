"""Ask for the page at an address, and try again."""

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
    """Note that we want this page kept, and ring for a worker once the note is in.

    `is_unasked`: a program asks, not a person, so the site's robots.txt is heard.
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
    """Try a failed capture again, from the first attempt; it is a person now who asks."""
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
