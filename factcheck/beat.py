"""Celery's scheduler with a heartbeat, so that `/healthz` can tell whether beat runs.

The schedule is in memory only: rows say what is due, so a restarted beat loses nothing, and no
file can be left half written.
"""

import logging
from typing import Any

import redis
from celery.beat import Scheduler

from jobs.health import BEAT, SECONDS, valkey

log = logging.getLogger(__name__)


class HeartbeatScheduler(Scheduler):
    """Writes a key that expires, at every tick."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.max_interval = 5
        self._valkey = valkey()

    def tick(self, *args: Any, **kwargs: Any) -> float:
        wait: float = super().tick(*args, **kwargs)
        try:
            self._valkey.set(BEAT, 1, ex=SECONDS)
        except redis.RedisError as error:
            log.warning("Could not write the heartbeat: %s", error)
        return wait
