"""The task that polls a feed."""

from celery import shared_task
from django.db import connection

from claims.feeds import poll as feed_poll
from claims.feeds.models import Feed


@shared_task(name="claims.poll", ignore_result=True)
def poll(feed_id: int) -> None:
    """Poll a feed if it is due and no other request to its site is running."""
    if (feed := Feed.objects.lease(feed_id)) and feed_poll.may_ask_site(feed):
        connection.close()  # return it to the pool while waiting for the network
        feed_poll.poll_feed(feed)
