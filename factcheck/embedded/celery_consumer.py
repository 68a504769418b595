"""A Celery consumer that survives unreadable messages and a broker that is out of memory."""

from typing import Any

from celery.worker.consumer import Consumer
from redis.exceptions import OutOfMemoryError

UNREADABLE = (ValueError, LookupError, TypeError, AttributeError)
"""What the broker's library raises on bytes that aren't a message."""


class Forgiving(Consumer):
    """Reconnects after an unreadable message, which is dropped, as after a broken connection.

    It does the same if the broker has no memory to record that a message was taken; the sweep
    sends that message again. Celery's own consumer would end the worker, each time.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known: tuple[type[Exception], ...] = self.connection_errors  # type: ignore[has-type]
        self.connection_errors = (*known, *UNREADABLE, OutOfMemoryError)
