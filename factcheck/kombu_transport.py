"""The transport to the broker: kombu's own for Redis, with one client for each channel.

kombu creates a new client for each message that is sent, taken or acknowledged, and a client
costs more than the message itself.
"""

from typing import Any

from kombu.transport import TRANSPORT_ALIASES, redis

ALIASES = ("redis", "rediss")


class Channel(redis.Channel):
    """Reuses one client of its pool, which is as safe for many threads as the pool is."""

    _kept: Any = None

    def _create_client(self, **asked: Any) -> Any:
        if asked.get("asynchronous"):
            return super()._create_client(**asked)  # type: ignore[misc]
        if self._kept is None or self._kept.connection_pool is not self.pool:
            self._kept = super()._create_client()  # type: ignore[misc]
        return self._kept


class Transport(redis.Transport):
    Channel = Channel


def use() -> None:
    """Use this transport for addresses of Redis, in this process."""
    for alias in ALIASES:
        TRANSPORT_ALIASES[alias] = f"{__name__}:Transport"
