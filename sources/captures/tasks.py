from celery import shared_task
from django.db import connection

from sources.captures import politeness
from sources.captures import run as capture_run


@shared_task(name="sources.capture", ignore_result=True)
def capture(capture_id: int) -> None:
    """Fetch and store the page of a capture, once its host allows another request."""
    if leased := politeness.lease_with_host(capture_id):
        connection.close()  # back to the pool while the network makes us wait
        capture_run.fetch_capture(leased)
