"""Retries failed captures of pages that reviews need."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from reviews.review import policies
from reviews.review.locks import lock_for_writing
from reviews.review.models.reviews import Review
from sources.captures import actions
from sources.captures.models import Capture


@transaction.atomic
def retry_capture_of(review: Review, capture: Capture, *, by: User) -> Capture:
    """Retry a failed capture of this review, as somebody who may write in it.

    Raises `Capture.DoesNotExist` if the capture doesn't belong to this review.
    """
    review = lock_for_writing(review, by=by)
    return actions.retry_capture(review.captures().get(pk=capture.pk), by=by)


@transaction.atomic
def retry_capture(capture: Capture, *, by: User) -> Capture:
    """Retry a failed capture. If reviews wait for it, `by` must be allowed to write in one."""
    reviews = list(Review.objects.waiting_for(capture))
    if reviews and not any(policies.may_write(by, review) for review in reviews):
        raise PermissionDenied("Only its holder and editors may have this page tried again.")
    return actions.retry_capture(capture, by=by)
