"""Background tasks: ask a finder for sources, read the pages that it proposed."""

from celery import shared_task
from django.db import connection

from reviews.finders import jobs as finder_jobs
from reviews.finders.models import Search
from sources.snapshots.models import Snapshot


@shared_task(name="reviews.find", ignore_result=True)
def find(search_id: int) -> None:
    """Ask a finder for sources, unless the search was done in the meantime."""
    if leased := Search.objects.lease(search_id):
        facts = finder_jobs.facts_for_search(leased)
        if facts is not None:
            connection.close()  # back to the pool while the service makes us wait
            finder_jobs.run_search(leased, facts)


@shared_task(name="reviews.read_proposal", ignore_result=True)
def read_proposal(snapshot_id: int) -> None:
    """Choose the sentence about the claim on a proposed page, now that it is parsed."""
    if snapshot := Snapshot.objects.filter(pk=snapshot_id).first():
        finder_jobs.match_page(snapshot)
