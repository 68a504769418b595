"""Celery's scheduler with a pulse, so that `/healthz` can tell whether beat ticks.

The schedule is kept in memory alone: what is due stands in rows, so a beat that starts anew
loses nothing, and no file can be left half written.
"""

import logging
from typing import Any

import redis
from celery.beat import Scheduler

from jobs.health import BEAT, SECONDS, valkey

log = logging.getLogger(__name__)


class Pulse(Scheduler):
    """Writes a key that runs out, at every tick."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.max_interval = 5
        self._valkey = valkey()

    def tick(self, *args: Any, **kwargs: Any) -> float:
        wait: float = super().tick(*args, **kwargs)
        try:
            self._valkey.set(BEAT, 1, ex=SECONDS)
        except redis.RedisError as error:
            log.warning("No pulse: %s", error)
        return wait
