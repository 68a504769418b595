"""Waiting for something to become true, by asking until a deadline."""

import time
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")


def wait_until(
    condition: Callable[[], Found],
    *,
    seconds: float = 30.0,
    what: str = "",
    every: float = 0.05,
) -> Found:
    """Ask `condition` until it answers something true, and return that.

    An AssertionError with `what` after `seconds`.
    """
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        if time.monotonic() > deadline:
            raise AssertionError(f"Not within {seconds:g} s: {what or condition}")
        time.sleep(every)
    return found
