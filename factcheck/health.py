"""`GET /healthz`: whether the desk could do its work now. True or false, and nothing more."""

import threading
import time
from functools import partial

import psycopg
from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jobs.health import QUEUES, beat_ticks, broker_answers, succeeds, worker_answers

MEMORY = 1.0
"""Seconds for which an answer is reused, so that asking never becomes a load of its own."""
DATABASE_SECONDS = 2  # libpq takes no less

_lock = threading.Lock()
_known: dict[str, bool] = {}
_known_until = 0.0


@never_cache
@require_safe
def healthz(_request: HttpRequest) -> JsonResponse:
    """200 when all is well, else 503; `database`, `broker`, `worker`, `beat`: true or false.

    `worker` is true when a worker of each queue answered, `beat` when it ticked within
    `jobs.health.SECONDS`.
    """
    health = _ask_at_most_once_in_a_while()
    return JsonResponse(health, status=200 if all(health.values()) else 503)


def _ask_at_most_once_in_a_while() -> dict[str, bool]:
    global _known, _known_until  # noqa: PLW0603 - one answer for all threads of the process
    with _lock:
        if time.monotonic() >= _known_until:
            _known = ask()
            _known_until = time.monotonic() + MEMORY
        return dict(_known)


def ask() -> dict[str, bool]:
    """Ask every part, each with a time limit: about four seconds if nothing answers."""
    broker = succeeds(broker_answers)
    return {
        "database": succeeds(_database_answers),
        "broker": broker,
        "worker": broker and all(succeeds(partial(worker_answers, name)) for name in QUEUES),
        "beat": broker and succeeds(beat_ticks),
    }


def _database_answers() -> bool:
    # Not from the pool: we ask whether PostgreSQL is up, not whether we are busy.
    limit = f"-c statement_timeout={DATABASE_SECONDS * 1000}"
    with psycopg.connect(
        settings.DATABASE_URL, connect_timeout=DATABASE_SECONDS, options=limit
    ) as connection:
        return connection.execute("SELECT true").fetchone() == (True,)
