"""Pages of reviews that could not be archived, tried again."""

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
    """Try a failed capture of this review again, as one who may write in it.

    Raises `Capture.DoesNotExist` for a capture that belongs to no page of this review.
    """
    review = lock_for_writing(review, by=by)
    return actions.retry_capture(review.captures().get(pk=capture.pk), by=by)


@transaction.atomic
def retry_capture(capture: Capture, *, by: User) -> Capture:
    """Try a failed capture again; where reviews wait for it, as one who may write in one."""
    reviews = list(Review.objects.waiting_for(capture))
    if reviews and not any(policies.may_write(by, review) for review in reviews):
        raise PermissionDenied("Only its holder and editors may have this page tried again.")
    return actions.retry_capture(capture, by=by)
