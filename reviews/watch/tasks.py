"""Background task: compare a page that was fetched again with what we cite from it."""

from celery import shared_task

from reviews.watch import checks as watch_checks
from sources.snapshots.models import Snapshot


@shared_task(name="reviews.look", ignore_result=True)
def look(snapshot_id: int) -> None:
    """Judge whether our passages are still on this page, now that it is parsed."""
    if snapshot := Snapshot.objects.filter(pk=snapshot_id).first():
        watch_checks.assess_watches_of(snapshot)
