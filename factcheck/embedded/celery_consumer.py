"""A worker's ear at the broker, which no message can kill, nor a broker that is full."""

from typing import Any

from celery.worker.consumer import Consumer
from redis.exceptions import OutOfMemoryError

UNREADABLE = (ValueError, LookupError, TypeError, AttributeError)
"""What the broker's library raises on bytes that are no message."""


class Forgiving(Consumer):
    """Takes what is no message for a line that broke: it is opened anew, the bytes are gone.

    And so where the broker has no memory in which to note that a message was taken: the sweep
    rings again. Celery's own ends the worker instead, and would again for each of them.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known: tuple[type[Exception], ...] = self.connection_errors  # type: ignore[has-type]
        self.connection_errors = (*known, *UNREADABLE, OutOfMemoryError)
