"""The desk's Celery application, allowed to fetch the benchmark's hosts, and one bare task.

For `make bench` alone, as `tests/live/open_door.py` is for tests: no package of the product
imports it, and nothing else can make a process of the desk allow local hosts.
"""

import hashlib
import os
from typing import Any

from django.db import connection

from benchmarks.sites import HOSTS
from factcheck.celery import app
from sources.safe_fetch import safe_fetch
from tests.sources.safe_fetch.hostile_servers import policy

PORT = int(os.environ["BENCH_PORT"])


# The opening is the tests' own: nothing outside of them knows how to make one.
OPEN = policy(*((host, PORT) for host in HOSTS), ports=[PORT])  # type: ignore[no-untyped-call]
app.conf.task_routes = {**app.conf.task_routes, "bench.fetch": {"queue": "captures"}}


@app.task(name="bench.fetch", ignore_result=True)
def fetch(url: str) -> None:
    """Fetch a page safely, hash it, and store nothing."""
    hashlib.sha256(safe_fetch(url, OPEN).raw).hexdigest()


# Registered before the desk's own task of that name, which then gives way.
@app.task(name="sources.capture", lazy=False)
def capture(capture_id: int) -> Any:
    """As `sources.captures.tasks.capture`, with a policy."""
    from sources.captures import politeness  # noqa: PLC0415 - the apps are not loaded yet
    from sources.captures import run as capture_run  # noqa: PLC0415

    if leased := politeness.lease_with_host(capture_id):
        connection.close()
        capture_run.fetch_capture(leased, OPEN)
