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
LEAST_ON_CLOCK = 90.0
"""Seconds on a clock that every text has at least, however busy the machine is."""
BUSY = 1.6
"""How much longer than its computing time a text may take on a clock."""
MOST_ON_CLOCK = BUSY * MOST


class CpuBudget:
    """The computing time of one text, from when it is made."""

    def __init__(self, characters: int) -> None:
        self.seconds = min(BASE + PER_THOUSAND * characters / 1_000, MOST)
        self.on_clock = max(LEAST_ON_CLOCK, BUSY * self.seconds)
        self._began = time.thread_time()
        self._began_on_clock = time.monotonic()

    def is_spent(self, share: float = 1.0) -> bool:
        """Return whether this share of the time is used up, of the processor or on a clock."""
        computed = time.thread_time() - self._began
        waited = time.monotonic() - self._began_on_clock
        return computed > share * self.seconds or waited > share * self.on_clock
