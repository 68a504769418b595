"""A cache that is down is a miss, never an error.

Sign-in limits and API throttles go through the cache, so an error there would lock the newsroom
out; and a cache that is asked anew by every request while it is down would cost each of them
its time-out.
"""

import logging
import time
from collections.abc import Callable, Iterable, Mapping
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
"""Seconds that one question may take; `OPTIONS` of the setting may say otherwise."""


class ForgivingClient(RedisCacheClient):
    """Django's client, each of whose questions has an answer for the time of an outage."""

    _down_until = 0.0

    def __init__(self, servers: list[str], **options: Any) -> None:
        # redis-py waits and tries three times more unless told otherwise: seconds, each time.
        patient = {"socket_connect_timeout": PATIENCE, "socket_timeout": PATIENCE}
        super().__init__(servers, **{**patient, "retry": Retry(NoBackoff(), 0), **options})

    def _or(self, otherwise: Answer, ask: Callable[[], Answer]) -> Answer:
        if time.monotonic() < self._down_until:
            return otherwise
        try:
            return ask()
        except (RedisError, OSError) as error:
            # Shared by all threads of the process; a race here costs one more time-out.
            ForgivingClient._down_until = time.monotonic() + PAUSE
            log.warning("The cache does not answer (%s): going on without it.", error)
            return otherwise

    def add(self, key: str, value: Any, timeout: int | None) -> bool:
        # True: nobody else is known to hold it. With False, allauth would wait for its lock.
        return self._or(
            otherwise=True, ask=lambda: super(ForgivingClient, self).add(key, value, timeout)
        )

    def get(self, key: str, default: Any) -> Any:
        return self._or(default, lambda: super(ForgivingClient, self).get(key, default))

    def set(self, key: str, value: Any, timeout: int | None) -> None:
        self._or(None, lambda: super(ForgivingClient, self).set(key, value, timeout))

    def touch(self, key: str, timeout: int | None) -> bool:
        return self._or(
            otherwise=False, ask=lambda: super(ForgivingClient, self).touch(key, timeout)
        )

    def delete(self, key: str) -> bool:
        return self._or(otherwise=False, ask=lambda: super(ForgivingClient, self).delete(key))

    def get_many(self, keys: Iterable[str]) -> dict[str, Any]:
        return self._or({}, lambda: super(ForgivingClient, self).get_many(keys))

    def has_key(self, key: str) -> bool:
        return self._or(otherwise=False, ask=lambda: super(ForgivingClient, self).has_key(key))

    def incr(self, key: str, delta: int) -> int:
        # As if it had just been set to nothing: a count that starts anew.
        return self._or(delta, lambda: super(ForgivingClient, self).incr(key, delta))

    def set_many(self, data: Mapping[str, Any], timeout: int | None) -> None:
        self._or(None, lambda: super(ForgivingClient, self).set_many(data, timeout))

    def delete_many(self, keys: Iterable[str]) -> None:
        self._or(None, lambda: super(ForgivingClient, self).delete_many(keys))

    def clear(self) -> bool:
        return self._or(otherwise=False, ask=lambda: super(ForgivingClient, self).clear())


class ForgivingRedisCache(RedisCache):
    """Django's Redis backend over a client that forgives."""

    def __init__(self, server: str | list[str], params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = ForgivingClient
