"""Locks a review for a change, and notes who wrote in it and when."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models.functions import Now

from accounts.models import User
from reviews.exceptions import NotWritable
from reviews.review import policies
from reviews.review.models.reviews import Author, Review


def lock_review(review: Review) -> Review:
    """The row as it is now, locked until the transaction ends."""
    return Review.objects.select_for_update(of=("self",), no_key=True).get(pk=review.pk)


def lock_for_writing(review: Review, *, by: User) -> Review:
    """The review, locked, if this user may write in it now: 409 by state, 403 by person."""
    review = lock_review(review)
    if not policies.is_writable(review):
        raise NotWritable(review.state)
    if not policies.may_write(by, review):
        raise PermissionDenied("Only its holder and editors may write in this review.")
    return review


def note_author(review: Review, *, by: User) -> bool:
    """Make somebody who wrote in the review one of its authors. The review is not idle then.

    Returns whether they are a new author.
    """
    _, new = Author.objects.get_or_create(review=review, user=by)
    note_activity(review)
    return new


def note_activity(review: Review) -> None:
    """Note that somebody worked on it: the lease is renewed, and the review is not idle."""
    renewed = {"lease_until": Now() + timedelta(minutes=settings.LEASE_MINUTES)}
    changes = renewed if review.lease_until else {}
    Review.objects.filter(pk=review.pk).update(written_at=Now(), idle_since=None, **changes)
