"""Ringing a little later: one thread with a heap of what to ring and when.

For waits of seconds that are worth no thread, no message and no attempt. What is noted here is
lost with the process, without harm: the rows stand, and the sweep rings for them.
"""

import heapq
import logging
import math
import os
import threading
import time
from collections.abc import Callable
from itertools import count

from jobs import dispatch

log = logging.getLogger(__name__)

SHORTLY = 0.05
"""Seconds between two rings for work whose worker goes on by itself to whatever is due."""
MOST = 10_000
"""Of waits in one process; what is beyond them is left to the sweep."""


class Timers:
    """Rings that are due later in this process, the soonest first.

    `ring` is called in the one thread that waits, with a doorbell's name and a row's key.
    """

    def __init__(self, ring: Callable[[str, int], object]) -> None:
        self._ring = ring
        self.begin_anew()

    def begin_anew(self) -> None:
        """With no waits and no thread, as after a fork."""
        self._changed = threading.Condition()
        self._heap: list[tuple[float, int, str, str, int]] = []
        self._due: dict[str, float] = {}
        self._order = count()
        self._rung: dict[str, float] = {}
        self._thread: threading.Thread | None = None

    def ring_soon(self, name: str, pk: int) -> None:
        """Ring for a row whose worker goes on to all that is due: one ring does for many rows.

        At once where there was none shortly before, else a moment later.
        """
        now = time.monotonic()
        if now - self._rung.get(name, -math.inf) < SHORTLY:
            self.ring_in(SHORTLY, name, pk, once_for=f"all of {name}")
        else:
            self._rung[name] = now
            self._ring(name, pk)

    def ring_in(self, seconds: float, name: str, pk: int, *, once_for: str) -> None:
        """Ring for a row in so many seconds; now, and in this thread, where none are left.

        Of several waits with one `once_for` only the soonest rings: whoever comes of it sees to
        the others.
        """
        if seconds <= 0:
            self._ring(name, pk)
            return
        due = time.monotonic() + seconds
        with self._changed:
            if self._due.get(once_for, due + 1) <= due or len(self._heap) >= MOST:
                return
            self._due[once_for] = due
            heapq.heappush(self._heap, (due, next(self._order), once_for, name, pk))
            if self._thread is None:
                thread = threading.Thread(target=self._wait, name="timers", daemon=True)
                thread.start()  # raises where the system gives no more of them
                self._thread = thread
            self._changed.notify()

    @property
    def waiting(self) -> int:
        """How many are noted."""
        with self._changed:
            return len(self._due)

    def _wait(self) -> None:
        while True:
            with self._changed:
                while not self._heap or self._heap[0][0] > time.monotonic():
                    left = self._heap[0][0] - time.monotonic() if self._heap else None
                    self._changed.wait(left)
                due, _, once_for, name, pk = heapq.heappop(self._heap)
                if self._due.get(once_for) != due:  # a sooner one has rung
                    continue
                del self._due[once_for]
            try:
                self._ring(name, pk)
            except Exception:
                log.exception("Could not ring %s %s. The sweep will.", name, pk)


TIMERS = Timers(dispatch.ring)
os.register_at_fork(after_in_child=TIMERS.begin_anew)  # threads stay behind
