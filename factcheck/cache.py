"""A cache that is down counts as a miss, never as an error.

Sign-in limits and API throttles go through the cache, so an error there would lock the newsroom
out; and if every request asked a cache that is down, each would wait for its timeout.
"""

import logging
import time
from collections.abc import Callable
from typing import Any, TypeVar

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

log = logging.getLogger(__name__)
Answer = TypeVar("Answer")

PAUSE = 3.0
"""Seconds for which this process remembers an outage before it asks the cache again."""
PATIENCE = 0.3
"""Seconds that one command may take; `OPTIONS` of the setting may override it."""


class ForgivingClient(RedisCacheClient):
    """Django's client, which answers from nothing during an outage."""

    _down_until = 0.0

    def __init__(self, servers: list[str], **options: Any) -> None:
        # By default redis-py waits and retries three times, which takes seconds each time.
        patient = {"socket_connect_timeout": PATIENCE, "socket_timeout": PATIENCE}
        super().__init__(servers, **{**patient, "retry": Retry(NoBackoff(), 0), **options})

    def _ask(self, ask: Callable[..., Answer], *asked: Any, otherwise: Answer) -> Answer:
        if time.monotonic() < self._down_until:
            return otherwise
        try:
            return ask(*asked)
        except (RedisError, OSError) as error:
            # Shared by all threads of the process; a race here costs one more timeout.
            ForgivingClient._down_until = time.monotonic() + PAUSE
            log.warning("The cache does not answer (%s): continuing without it.", error)
            return otherwise

    def add(self, *asked: Any) -> bool:
        # True: nobody else is known to hold it. With False, allauth would wait for its lock.
        return self._ask(super().add, *asked, otherwise=True)

    def get(self, key: Any, default: Any) -> Any:
        return self._ask(super().get, key, default, otherwise=default)

    def set(self, *asked: Any) -> None:
        self._ask(super().set, *asked, otherwise=None)

    def touch(self, *asked: Any) -> bool:
        return self._ask(super().touch, *asked, otherwise=False)

    def delete(self, *asked: Any) -> bool:
        return self._ask(super().delete, *asked, otherwise=False)

    def get_many(self, *asked: Any) -> dict[Any, Any]:
        return self._ask(super().get_many, *asked, otherwise={})

    def has_key(self, *asked: Any) -> bool:
        return self._ask(super().has_key, *asked, otherwise=False)

    def incr(self, key: Any, delta: int) -> int:
        # As if it had just been reset: a count that starts again.
        return self._ask(super().incr, key, delta, otherwise=delta)

    def set_many(self, *asked: Any) -> None:
        self._ask(super().set_many, *asked, otherwise=None)

    def delete_many(self, *asked: Any) -> None:
        self._ask(super().delete_many, *asked, otherwise=None)

    def clear(self) -> bool:
        return self._ask(super().clear, otherwise=False)


class ForgivingRedisCache(RedisCache):
    """Django's Redis backend with the client that survives outages."""

    def __init__(self, server: str | list[str], params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = ForgivingClient
