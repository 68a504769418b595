from celery import shared_task
from django.db import connection

from sources import fetching
from sources.models import Capture, Content


@shared_task(name="sources.capture", ignore_result=True)
def capture(capture_id: int) -> None:
    """Take the row if it is still to be done, fetch with no connection held, keep the page."""
    if leased := Capture.objects.lease(capture_id):
        connection.close()  # back to the pool while the network makes us wait
        fetching.fetch(leased)


@shared_task(name="sources.parse", ignore_result=True)
def parse(snapshot_id: int) -> None:
    """Read a kept page's bytes, in a child process."""
    if leased := Content.objects.lease(snapshot_id):
        connection.close()  # the child may take its full time
        fetching.parse(leased)
