"""Limit the computing time of one text, so that nobody waits for a hostile or useless one.

Ordinary prose needs a third of its budget; lists of marks or numbers can need a hundred times
as much for each character. CPU time of this thread is counted, not time on a clock: what a text
may take doesn't depend on how busy the machine is.
"""

from __future__ import annotations

import time

BASE = 10.0
"""Seconds for every text."""
PER_THOUSAND = 0.1
"""Seconds for each thousand characters."""
MOST = 150.0
"""Seconds for the longest text."""


class CpuBudget:
    """The computing time of one text, from when it is made."""

    def __init__(self, characters: int) -> None:
        self.seconds = min(BASE + PER_THOUSAND * characters / 1_000, MOST)
        self._began = time.thread_time()

    def is_spent(self, share: float = 1.0) -> bool:
        """Return whether this share of the time is used up."""
        return time.thread_time() - self._began > share * self.seconds
