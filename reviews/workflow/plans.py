"""Sets due time and priority of reviews. Only editors may."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import TypedDict, Unpack

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from history.record import record
from reviews.exceptions import Refused
from reviews.review import policies
from reviews.review.locks import lock_review
from reviews.review.models.reviews import Review
from reviews.review.table import CLOSED


class Plan(TypedDict, total=False):
    """What is set; what is left out stays. With `due_at` None a review has no due time."""

    priority: int
    due_at: datetime | None


@transaction.atomic
def plan_review(
    review: Review, *, by: User, batch: str = "", **changes: Unpack[Plan]
) -> Review:
    """Set priority (0 to 100), due time, or both. `batch` names those planned in one go."""
    if refusal := policies.why_not_plan(by):
        raise PermissionDenied(refusal)
    if not changes:
        raise ValidationError(_("Give a priority, a due time, or both."))
    review = lock_review(review)
    if review.state in CLOSED:
        raise Refused(f"The review is {review.state}: there is nothing left to plan.")
    for name, value in changes.items():
        setattr(review, name, value)
    review.due_on = timezone.localdate(review.due_at) if review.due_at else None
    review.full_clean()
    review.save(update_fields=["priority", "due_at", "due_on"])
    planned = {"priority": review.priority, "due_at": review.due_at}
    more = {"batch": batch} if batch else {}
    record(f"claim:{review.claim_id}", "plan", by=by, review=review.pk, **planned, **more)
    return review


@transaction.atomic
def plan_reviews(
    reviews: Iterable[Review], *, by: User, **changes: Unpack[Plan]
) -> list[Review]:
    """Plan several reviews: all of them, or none if one can't be planned."""
    batch = secrets.token_hex(6)
    return [plan_review(review, by=by, batch=batch, **changes) for review in reviews]
