import logging
import time

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.db import connection

from jobs.dispatch import dispatch
from sources.snapshots import parse_job
from sources.snapshots.models import Content

log = logging.getLogger(__name__)

MOST_OF_READING = 5.0
"""Seconds after which a worker stops taking pages, so that other jobs get their turn."""


@shared_task(name="sources.parse", ignore_result=True)
def parse(snapshot_id: int) -> None:
    """Parse an archived page in a child process, then continue with others that are due.

    A page on which the parser fails keeps its lease until it expires, and blocks no other.
    """
    begun = time.monotonic()
    due: int | None = snapshot_id
    while due is not None:
        if leased := Content.objects.lease(due):
            connection.close()  # the child may take its full time
            try:
                parse_job.parse_content(leased)
            except SoftTimeLimitExceeded:
                raise
            except Exception:
                log.exception("Archived page %s was not parsed.", due)
        due = Content.objects.next_due()
        if time.monotonic() - begun > MOST_OF_READING:
            break
    if due is not None:
        dispatch(Content.task_name, due)
