"""Celery's scheduler with a pulse, so that `/healthz` can tell whether beat ticks.

The schedule is kept in memory alone: what is due stands in rows, so a beat that starts anew
loses nothing, and no file can be left half written.
"""

import logging
from typing import Any

import redis
from celery.beat import Scheduler
from django.conf import settings

log = logging.getLogger(__name__)

KEY = "factcheck:beat"
SECONDS = 30
"""A pulse counts for this long; beat ticks at least every `max_interval` seconds."""


class Pulse(Scheduler):
    """Writes a key that runs out, at every tick."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.max_interval = 5
        self._valkey = valkey()

    def tick(self, *args: Any, **kwargs: Any) -> float:
        wait: float = super().tick(*args, **kwargs)
        try:
            self._valkey.set(KEY, 1, ex=SECONDS)
        except redis.RedisError as error:
            log.warning("No pulse: %s", error)
        return wait


def valkey() -> redis.Redis:
    """A client that gives up within a second: for questions of health, not for work."""
    return redis.Redis.from_url(
        settings.REDIS_URL or "redis://127.0.0.1:1/0",
        socket_connect_timeout=1,
        socket_timeout=1,
        retry=redis.retry.Retry(redis.backoff.NoBackoff(), 0),
    )
