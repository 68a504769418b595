"""Adds, removes and restores the calculations of a review."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from accounts.models import User
from history.record import record
from reviews import calculations
from reviews.calculations.models import Calculation
from reviews.review.locks import lock_for_writing, note_author
from reviews.review.models.reviews import Review
from reviews.sentences import translate

MOST_CALCULATIONS = 12
"""The most calculations in one review: readers should be able to follow each of them."""


@transaction.atomic
def add_calculation(
    review: Review,
    *,
    label: str,
    expression: str,
    unit: str = "",
    decimals: int = 2,
    by: User,
) -> Calculation:
    """Add a calculation with the figures of evidence to a review: `[1] / [2] * 100`, in `unit`.

    It must give a number now. If it doesn't, `ValidationError` says why in a sentence.
    """
    review = lock_for_writing(review, by=by)
    _has_room(review)
    row = Calculation(
        review=review,
        label=" ".join(label.split()),
        expression=" ".join(expression.split()),
        unit=" ".join(unit.split()),
        decimals=decimals,
        added_by=by,
    )
    row.full_clean()
    shown = calculations.try_calculation(
        review, expression=row.expression, unit=row.unit, decimals=row.decimals
    )
    if shown.trouble:
        raise ValidationError({"expression": translate(shown.trouble)})
    row.save()
    note_author(review, by=by)
    facts = {"label": row.label, "expression": row.expression, "shown": shown.shown}
    record(review.claim.chain, "add-sum", by=by, review=review.pk, **facts)
    row.refresh_from_db()
    return row


def _has_room(review: Review) -> None:
    if review.calculations.standing().count() >= MOST_CALCULATIONS:
        raise ValidationError(
            _("A check shows at most %(count)s calculations. Remove one first.")
            % {"count": MOST_CALCULATIONS}
        )


@transaction.atomic
def remove_calculation(row: Calculation, *, by: User) -> Calculation:
    """Remove a calculation from a review. It can be restored."""
    review = lock_for_writing(row.review, by=by)
    row = review.calculations.select_for_update().get(pk=row.pk)
    if row.removed_at is not None:
        return row
    review.calculations.filter(pk=row.pk).update(removed_at=Now())
    note_author(review, by=by)
    record(review.claim.chain, "remove-sum", by=by, review=review.pk, label=row.label)
    row.refresh_from_db()
    return row


@transaction.atomic
def restore_calculation(row: Calculation, *, by: User) -> Calculation:
    """Restore a calculation that was removed."""
    review = lock_for_writing(row.review, by=by)
    row = review.calculations.select_for_update().get(pk=row.pk)
    if row.removed_at is None:
        return row
    _has_room(review)
    review.calculations.filter(pk=row.pk).update(removed_at=None)
    note_author(review, by=by)
    record(review.claim.chain, "restore-sum", by=by, review=review.pk, label=row.label)
    row.refresh_from_db()
    return row
