"""Who is alive: the broker, the workers of each queue, beat; and what waits in the queues."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import psycopg
import redis
from celery import current_app
from django.conf import settings
from kombu.exceptions import ChannelError, KombuError

QUEUES = ("captures", "work")
"""Each has workers of its own, which answer to the queue's name."""
BEAT = "factcheck:beat"
"""The key that beat writes at every tick, and that runs out by itself."""
SECONDS = 30
"""A pulse of beat counts for this long; it ticks at least every `max_interval` seconds."""
WORKER_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Pulse:
    """Who answered just now. `workers` and `queued` (messages) go by queue.

    `queued` is empty where the broker does not answer.
    """

    broker: bool
    beat: bool
    workers: dict[str, bool]
    queued: dict[str, int] = field(default_factory=dict)


def feel(*, seconds: float = WORKER_SECONDS) -> Pulse:
    """Ask everybody once; some two seconds if nobody answers."""
    if not is_well(broker_answers):
        return Pulse(broker=False, beat=False, workers=dict.fromkeys(QUEUES, False))
    return Pulse(
        broker=True,
        beat=is_well(beat_ticks),
        workers={
            name: is_well(partial(worker_answers, name, seconds=seconds)) for name in QUEUES
        },
        queued=_queued(),
    )


def is_well(question: Callable[[], bool]) -> bool:
    """The answer; False where whoever is asked cannot give one."""
    try:
        return question()
    except (OSError, psycopg.Error, redis.RedisError, KombuError):
        return False


def valkey() -> redis.Redis:
    """A client that gives up within a second: for questions of health, not for work."""
    return redis.Redis.from_url(
        settings.REDIS_URL or "redis://127.0.0.1:1/0",
        socket_connect_timeout=1,
        socket_timeout=1,
        retry=redis.retry.Retry(redis.backoff.NoBackoff(), 0),
    )


def broker_answers() -> bool:
    return bool(valkey().ping())


def beat_ticks() -> bool:
    """Whether beat ticked within `SECONDS`."""
    return bool(valkey().exists(BEAT))


def worker_answers(name: str, *, seconds: float = WORKER_SECONDS) -> bool:
    """Whether some worker of the queue `name` answers a ping."""
    # A connection of its own, tried once: the pool's would wait for a broker that went away.
    with current_app.connection_for_write() as connection:
        connection.ensure_connection(max_retries=1, timeout=max(1, round(seconds)))
        replies = current_app.control.ping(
            timeout=seconds,
            limit=1,
            pattern=f"{name}@*",
            matcher="glob",
            connection=connection,
        )
    return bool(replies)


def _queued() -> dict[str, int]:
    """Messages that no worker has taken yet. A queue that is not there holds none."""
    found = {}
    try:
        with current_app.connection_for_write() as connection:
            connection.ensure_connection(max_retries=1, timeout=1)
            for name in QUEUES:
                channel: Any
                with connection.channel() as channel:
                    try:
                        declared = channel.queue_declare(queue=name, passive=True)
                    except ChannelError:
                        found[name] = 0
                    else:
                        found[name] = declared.message_count
    except (OSError, KombuError, redis.RedisError):
        return {}
    return found
