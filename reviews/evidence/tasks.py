"""Background tasks: find quoted words in pages that arrived, compare the origins of pages."""

from celery import shared_task

from reviews.evidence import actions as evidence_actions
from reviews.evidence import common_origins
from sources.snapshots.models import Snapshot


@shared_task(name="reviews.anchor", ignore_result=True)
def anchor(snapshot_id: int) -> None:
    """Find the quotes that waited for this page, now that it is parsed."""
    if snapshot := Snapshot.objects.filter(pk=snapshot_id).first():
        evidence_actions.anchor_page(snapshot)


@shared_task(name="reviews.compare_origins", ignore_result=True)
def compare_origins(review_id: int) -> None:
    """Find pages of a review's new passages that share a story."""
    common_origins.compare_origins(review_id)
