"""A Celery application whose captures and polls may visit `.test` names on this machine.

For tests alone: `OPEN_DOOR=kept.test:4711 celery -A tests.live.open_door worker`, with commas
between several. It is the desk's own application; only `sources.capture`, `claims.poll` and
`reviews.find` are others, which pass the door a policy. Nothing that ships imports it, and
without it no process of the desk can be told to open the door.
"""

import os

from django.db import connection

from factcheck.celery import app
from tests.sources.safe_fetch.hostile_servers import policy

OPENED = [
    (host, int(port))
    for host, _, port in (one.partition(":") for one in os.environ["OPEN_DOOR"].split(","))
]
OPEN = policy(*OPENED, ports=[port for _, port in OPENED])


# Registered before the desk's own task of that name, which then gives way.
@app.task(name="sources.capture", lazy=False)
def capture(capture_id):
    """As `sources.captures.tasks.capture`, with a policy."""
    from sources.captures import politeness  # noqa: PLC0415 - the apps are not loaded yet
    from sources.captures import run as capture_run  # noqa: PLC0415

    if leased := politeness.lease_with_host(capture_id):
        connection.close()
        capture_run.fetch_capture(leased, OPEN)


@app.task(name="claims.poll", lazy=False)
def poll(feed_id):
    """As `claims.feeds.tasks.poll`, with a policy."""
    from claims.feeds import poll as feed_poll  # noqa: PLC0415
    from claims.feeds.models import Feed  # noqa: PLC0415

    if (leased := Feed.objects.lease(feed_id)) and feed_poll.may_ask_site(leased):
        connection.close()
        feed_poll.poll_feed(leased, OPEN)


@app.task(name="reviews.find", lazy=False)
def find(search_id):
    """As `reviews.finders.tasks.find`, with a policy."""
    from reviews.finders import jobs as finder_jobs  # noqa: PLC0415
    from reviews.finders.models import Search  # noqa: PLC0415

    if (leased := Search.objects.lease(search_id)) and (
        facts := finder_jobs.facts_for_search(leased)
    ):
        connection.close()
        finder_jobs.run_search(leased, facts, OPEN)
