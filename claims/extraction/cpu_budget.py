"""Limit the computing time of one text, so that nobody waits for a hostile or useless one.

Ordinary prose needs a third of its budget; lists of marks or numbers can need a hundred times
as much for each character. CPU time of this thread is counted, so that what a text may take
doesn't depend on how busy the machine is. A clock ends the reading too, far later, before the
task is stopped and what was read is lost.
"""

from __future__ import annotations

import time

BASE = 10.0
"""Seconds for every text."""
PER_THOUSAND = 0.1
"""Seconds for each thousand characters."""
MOST = 150.0
"""Seconds for the longest text."""
ON_CLOCK = 90.0
"""Seconds on a clock in which a text has to be read, however busy the machine is."""
LONG_TEXT = 100_000
"""The number of characters from which a text has longer on the clock."""
ON_CLOCK_IF_LONG = 240.0
"""Seconds on a clock for such a text."""


class CpuBudget:
    """The computing time of one text, from when it is made."""

    def __init__(self, characters: int) -> None:
        self.seconds = min(BASE + PER_THOUSAND * characters / 1_000, MOST)
        self.on_clock = ON_CLOCK_IF_LONG if characters >= LONG_TEXT else ON_CLOCK
        self._began = time.thread_time()
        self._began_on_clock = time.monotonic()

    def is_spent(self, share: float = 1.0) -> bool:
        """Return whether this share of the time is used up, of the processor or on a clock."""
        computed = time.thread_time() - self._began
        waited = time.monotonic() - self._began_on_clock
        return computed > share * self.seconds or waited > share * self.on_clock
