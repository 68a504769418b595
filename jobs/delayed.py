"""Dispatch a job some seconds from now: one thread with a heap of what is due and when.

For short waits, which are not worth a thread, a message or an attempt each. If the process
dies, nothing is lost: the rows are still waiting, and the sweep dispatches them.
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
"""Seconds between two dispatches of a task whose worker continues with all that is due."""
MOST = 10_000
"""Most waits in one process; the sweep dispatches the rest."""


class DelayedDispatch:
    """Dispatches that are due later in this process, the soonest first.

    `dispatch` is called in the one waiting thread, with a task's name and a row's key.
    """

    def __init__(self, dispatch: Callable[[str, int], object]) -> None:
        self._dispatch = dispatch
        self.reset()

    def reset(self) -> None:
        """Forget all waits and the thread: after a fork, the thread runs in the parent only."""
        self._changed = threading.Condition()
        self._heap: list[tuple[float, int, str, str, int]] = []
        self._due: dict[str, float] = {}
        self._order = count()
        self._dispatched: dict[str, float] = {}
        self._thread: threading.Thread | None = None

    def dispatch_soon(self, name: str, pk: int) -> None:
        """Dispatch a row whose worker continues with all that is due; one message serves many.

        At once if there was no message just before, else a moment later.
        """
        now = time.monotonic()
        if now - self._dispatched.get(name, -math.inf) < SHORTLY:
            self.dispatch_in(SHORTLY, name, pk, once_for=f"all of {name}")
        else:
            self._dispatched[name] = now
            self._dispatch(name, pk)

    def dispatch_in(self, seconds: float, name: str, pk: int, *, once_for: str) -> None:
        """Dispatch a row after that many seconds; at once, in this thread, if there are none.

        Of several waits with the same `once_for` only the soonest is dispatched: its worker
        takes care of the others.
        """
        if seconds <= 0:
            self._dispatch(name, pk)
            return
        due = time.monotonic() + seconds
        with self._changed:
            if self._due.get(once_for, due + 1) <= due or len(self._heap) >= MOST:
                return
            self._due[once_for] = due
            heapq.heappush(self._heap, (due, next(self._order), once_for, name, pk))
            if self._thread is None:
                thread = threading.Thread(target=self._wait, name="timers", daemon=True)
                thread.start()  # raises if the system is out of threads
                self._thread = thread
            self._changed.notify()

    @property
    def waiting(self) -> int:
        """How many waits there are."""
        with self._changed:
            return len(self._due)

    def _wait(self) -> None:
        while True:
            with self._changed:
                while not self._heap or self._heap[0][0] > time.monotonic():
                    left = self._heap[0][0] - time.monotonic() if self._heap else None
                    self._changed.wait(left)
                due, _, once_for, name, pk = heapq.heappop(self._heap)
                if self._due.get(once_for) != due:  # a sooner one was dispatched
                    continue
                del self._due[once_for]
            try:
                self._dispatch(name, pk)
            except Exception:
                log.exception("Could not dispatch %s %s. The sweep will.", name, pk)


DELAYED = DelayedDispatch(dispatch.dispatch)
os.register_at_fork(after_in_child=DELAYED.reset)  # threads stay behind
