import logging
import time

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.db import connection

from jobs.dispatch import ring
from sources.captures import politeness
from sources.captures import run as capture_run
from sources.snapshots.models import Content

log = logging.getLogger(__name__)

MOST_OF_READING = 5.0
"""Seconds after which a worker that goes on lets other work have its turn."""


@shared_task(name="sources.capture", ignore_result=True)
def capture(capture_id: int) -> None:
    """Take the row and its host's turn, fetch with no connection held, keep the page."""
    if leased := politeness.take_turn(capture_id):
        connection.close()  # back to the pool while the network makes us wait
        capture_run.fetch(leased)


@shared_task(name="sources.parse", ignore_result=True)
def parse(snapshot_id: int) -> None:
    """Read a kept page's bytes, in a child process, and go on to others that are due.

    A page that we fail at keeps its lease until that lapses, and stands in no other's way.
    """
    begun = time.monotonic()
    due: int | None = snapshot_id
    while due is not None:
        if leased := Content.objects.lease(due):
            connection.close()  # the child may take its full time
            try:
                capture_run.parse(leased)
            except SoftTimeLimitExceeded:
                raise
            except Exception:
                log.exception("Kept page %s was not read.", due)
        due = Content.objects.next_due()
        if time.monotonic() - begun > MOST_OF_READING:
            break
    if due is not None:
        ring(Content.doorbell, due)
