from celery import shared_task
from django.db import connection

from sources import fetching, hosts
from sources.models import Content


@shared_task(name="sources.capture", ignore_result=True)
def capture(capture_id: int) -> None:
    """Take the row and its host's turn, fetch with no connection held, keep the page."""
    if leased := hosts.take_turn(capture_id):
        connection.close()  # back to the pool while the network makes us wait
        fetching.fetch(leased)


@shared_task(name="sources.parse", ignore_result=True)
def parse(snapshot_id: int) -> None:
    """Read a kept page's bytes, in a child process."""
    if leased := Content.objects.lease(snapshot_id):
        connection.close()  # the child may take its full time
        fetching.parse(leased)
