"""Keeps reviews moving: releases lapsed takes, publishes at set times, renews leases."""

from datetime import date, timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Now

from accounts.models import User
from history.record import record
from reviews.evidence.actions import anchor_page
from reviews.evidence.models.evidence import Evidence
from reviews.exceptions import Refused
from reviews.review.locks import lock_for_writing
from reviews.review.models.reviews import Review
from reviews.workflow.moves import release
from reviews.workflow.publication_moves import publish
from sources.snapshots.models import Snapshot


def release_lapsed() -> int:
    """Release lapsed reviews in which nothing was written; mark the others as idle."""
    system = User.objects.system()
    lapsed = Review.objects.lapsed()
    untouched = lapsed.filter(Q(written_at=None) | Q(written_at__lt=F("taken_at")))
    released = 0
    for pk in untouched.values_list("pk", flat=True)[:500]:
        with transaction.atomic():
            review = untouched.select_for_update(skip_locked=True, of=("self",)).filter(pk=pk)
            if found := review.first():
                release(found, by=system)
                released += 1
    lapsed.exclude(pk__in=untouched).update(lease_until=None, idle_since=Now())
    return released


def publish_due() -> int:
    """Publish, as the user `system`, what editors scheduled for a time that has come."""
    system = User.objects.system()
    published = 0
    for review in Review.objects.due_for_publication()[:100]:
        try:
            publish(review, by=system)
        except (Refused, PermissionDenied):
            # Revoked or retracted between the query and the lock: it is no longer due.
            continue
        published += 1
    return published


def anchor_due() -> int:
    """Locate words whose page arrived without being noticed."""
    due = Evidence.objects.to_anchor().values_list("snapshot", "capture__snapshot")[:200]
    pages = {own or captured for own, captured in due}
    return sum(anchor_page(snapshot) for snapshot in Snapshot.objects.filter(pk__in=pages))


@transaction.atomic
def renew_lease(review: Review, *, by: User) -> Review:
    """Restart the lease of a review after activity of its holder, if it has one."""
    Review.objects.filter(pk=review.pk, holder=by, lease_until__isnull=False).update(
        lease_until=Now() + timedelta(minutes=settings.LEASE_MINUTES)
    )
    review.refresh_from_db()
    return review


@transaction.atomic
def park_review(review: Review, *, waiting_for: str, until: date | None, by: User) -> Review:
    """Note what a review waits for (reply, data, expert) and until when; empty ends it."""
    review = lock_for_writing(review, by=by)
    review.parked_for, review.parked_until = waiting_for, until if waiting_for else None
    review.full_clean()
    review.save(update_fields=["parked_for", "parked_until"])
    facts = {"waiting_for": waiting_for, "until": until}
    record(f"claim:{review.claim_id}", "park", by=by, review=review.pk, **facts)
    return review
