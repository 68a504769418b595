"""The desk's Celery application for benchmarks, which may fetch local hosts, and a bare task.

Only `make bench` uses it, as tests use `tests/live/open_door.py`. No package of the product
imports it, and nothing else makes a process of the desk allow local hosts.
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


# The policy comes from the tests: nothing else can create one that allows local hosts.
OPEN = policy(*((host, PORT) for host in HOSTS), ports=[PORT])  # type: ignore[no-untyped-call]
app.conf.task_routes = {**app.conf.task_routes, "bench.fetch": {"queue": "captures"}}


@app.task(name="bench.fetch", ignore_result=True)
def fetch(url: str) -> None:
    """Fetch a page safely, hash it, and store nothing."""
    hashlib.sha256(safe_fetch(url, OPEN).raw).hexdigest()


# It is registered before the desk's task with this name, so that it is the one that runs.
@app.task(name="sources.capture", lazy=False)
def capture(capture_id: int) -> Any:
    """Run a capture like `sources.captures.tasks.capture`, but with a policy."""
    from sources.captures import politeness  # noqa: PLC0415 - the apps are not loaded yet
    from sources.captures import run as capture_run  # noqa: PLC0415

    if leased := politeness.lease_with_host(capture_id):
        connection.close()
        capture_run.fetch_capture(leased, OPEN)
