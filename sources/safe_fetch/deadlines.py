"""The deadline of a fetch, and the one thread that shuts down connections past theirs."""

import math
import os
import sched
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Self

from sources.safe_fetch.errors import BY_HAND, CannotFetch

OUT_OF_TIME = f"The site took too long. Try again later. {BY_HAND}"


class Alarms:
    """Calls functions at their time, with one thread for all fetches of a process.

    A thread for each fetch would be the most expensive part of its deadline.
    """

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Forget alarms and thread: after a fork, the thread runs only in the parent."""
        self._lock = threading.Lock()
        self._due = sched.scheduler(time.monotonic)
        self._sooner = threading.Event()
        self._thread: threading.Thread | None = None
        self._waits_until = math.inf

    def set(self, at: float, call: Callable[[], None]) -> sched.Event:
        """Call `call` at this time of the monotonic clock; it must not block."""
        alarm = self._due.enterabs(at, 0, call)
        with self._lock:
            if self._thread is None:
                thread = threading.Thread(target=self._wait, name="alarms", daemon=True)
                thread.start()  # raises if the system is out of threads
                self._thread = thread
        if at < self._waits_until:
            self._sooner.set()
        return alarm

    def cancel(self, alarm: sched.Event) -> None:
        """Cancel an alarm; one that has been called is cancelled already."""
        with suppress(ValueError):
            self._due.cancel(alarm)

    def _wait(self) -> None:
        while True:
            self._waits_until = math.inf  # any alarm set from here on wakes this thread
            pause = self._due.run(blocking=False)
            if pause is not None:
                self._waits_until = time.monotonic() + pause
            self._sooner.wait(pause)
            self._sooner.clear()


ALARMS = Alarms()
os.register_at_fork(
    after_in_child=ALARMS.reset
)  # after a fork, threads exist only in the parent


class Deadline:
    """The deadline of one whole fetch.

    Every operation gets at most the time that is left; and an alarm in another thread shuts
    down the socket at the end, so that no blocking call can outlast it.
    """

    def __init__(self, seconds: float) -> None:
        self._ends = time.monotonic() + seconds
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self._alarm: sched.Event | None = None

    def __enter__(self) -> Self:
        self._alarm = ALARMS.set(self._ends, self._shut)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._alarm is not None:
            ALARMS.cancel(self._alarm)
        self.close()

    @property
    def is_over(self) -> bool:
        return time.monotonic() >= self._ends

    def at_most(self, seconds: float) -> float:
        """`seconds`, or the time that is left if that is less. Nothing left:
        CannotFetch(timeout)."""
        left = self._ends - time.monotonic()
        if left <= 0:
            raise CannotFetch("timeout", OUT_OF_TIME)
        return min(seconds, left)

    def watch(self, sock: socket.socket) -> None:
        """Shut this socket at the deadline, instead of the one watched before."""
        with self._lock:
            self._socket = sock
        if self.is_over:
            self._shut()

    def close(self) -> None:
        with self._lock:  # so that the alarm cannot shut a descriptor that was reused
            if self._socket is not None:
                self._socket.close()
            self._socket = None

    def _shut(self) -> None:
        with self._lock:
            if self._socket is not None:
                # Past ssl.SSLSocket.shutdown, which would also drop its TLS state while the
                # reading thread is inside it. A shutdown wakes that thread, a close would not.
                with suppress(OSError):  # not connected, or gone already
                    socket.socket.shutdown(self._socket, socket.SHUT_RDWR)
