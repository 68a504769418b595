"""The health of broker, workers and beat, and the length of the queues."""

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
"""Each has its own workers, which are named after the queue."""
BEAT = "factcheck:beat"
"""The key that beat writes at every tick, and that expires by itself."""
SECONDS = 30
"""How long a tick of beat counts; it ticks at least every `max_interval` seconds."""
WORKER_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class JobsHealth:
    """Which parts answered just now. `workers` and `queued` (messages) are keyed by queue.

    `queued` is empty if the broker doesn't answer.
    """

    broker: bool
    beat: bool
    workers: dict[str, bool]
    queued: dict[str, int] = field(default_factory=dict)


def check_health(*, seconds: float = WORKER_SECONDS) -> JobsHealth:
    """Ask every part once; takes about two seconds if none answers."""
    if not succeeds(broker_answers):
        return JobsHealth(broker=False, beat=False, workers=dict.fromkeys(QUEUES, False))
    return JobsHealth(
        broker=True,
        beat=succeeds(beat_ticks),
        workers={
            name: succeeds(partial(worker_answers, name, seconds=seconds)) for name in QUEUES
        },
        queued=_queued(),
    )


def succeeds(question: Callable[[], bool]) -> bool:
    """The answer to a question; False if it cannot be asked."""
    try:
        return question()
    except (OSError, psycopg.Error, redis.RedisError, KombuError):
        return False


def valkey() -> redis.Redis:
    """A client that gives up within a second: for health checks, not for work."""
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
    # Not from the pool, and tried once: a pooled one would wait for a broker that went away.
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
    """The number of messages that no worker has taken yet; 0 for a queue that doesn't exist."""
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
