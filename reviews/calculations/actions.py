"""Shown sums: added, taken out, put back. What they say is worked out anew each time."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Now

from accounts.models import User
from history.record import record
from reviews import calculations
from reviews.calculations.models import Sum
from reviews.review.locks import lock_for_writing, note_author
from reviews.review.models.reviews import Review

MOST_SUMS = 12
"""Sums that one review shows at most: readers are to follow each."""


@transaction.atomic
def add_sum(
    review: Review,
    *,
    label: str,
    expression: str,
    unit: str = "",
    decimals: int = 2,
    by: User,
) -> Sum:
    """Show a sum over the figures of evidence: `[1] / [2] * 100`, in `unit`.

    It must give a number now; `ValidationError` says in a sentence why it does not.
    """
    review = lock_for_writing(review, by=by)
    _has_room(review)
    row = Sum(
        review=review,
        label=" ".join(label.split()),
        expression=" ".join(expression.split()),
        unit=" ".join(unit.split()),
        decimals=decimals,
        added_by=by,
    )
    row.full_clean()
    shown = calculations.tried(
        review, expression=row.expression, unit=row.unit, decimals=row.decimals
    )
    if shown.trouble:
        raise ValidationError({"expression": shown.trouble})
    row.save()
    note_author(review, by=by)
    told = {"label": row.label, "expression": row.expression, "shown": shown.shown}
    record(f"claim:{review.claim_id}", "add-sum", by=by, review=review.pk, **told)
    row.refresh_from_db()
    return row


def _has_room(review: Review) -> None:
    if review.sums.standing().count() >= MOST_SUMS:
        raise ValidationError(f"A check shows at most {MOST_SUMS} sums. Take one out first.")


@transaction.atomic
def remove_sum(row: Sum, *, by: User) -> Sum:
    """Take a sum out of the check; it can be put back."""
    review = lock_for_writing(row.review, by=by)
    row = review.sums.select_for_update().get(pk=row.pk)
    if row.removed_at is not None:
        return row
    review.sums.filter(pk=row.pk).update(removed_at=Now())
    note_author(review, by=by)
    record(f"claim:{review.claim_id}", "remove-sum", by=by, review=review.pk, label=row.label)
    row.refresh_from_db()
    return row


@transaction.atomic
def restore_sum(row: Sum, *, by: User) -> Sum:
    """Put a sum back that was taken out."""
    review = lock_for_writing(row.review, by=by)
    row = review.sums.select_for_update().get(pk=row.pk)
    if row.removed_at is None:
        return row
    _has_room(review)
    review.sums.filter(pk=row.pk).update(removed_at=None)
    note_author(review, by=by)
    record(f"claim:{review.claim_id}", "restore-sum", by=by, review=review.pk, label=row.label)
    row.refresh_from_db()
    return row
