"""Fetch from ok.test at a port; print the reason it failed and by how many KB memory grew."""

import re
import sys
from pathlib import Path

from sources.safe_fetch import CannotFetch, safe_fetch
from tests.sources.safe_fetch.hostile_servers import policy


def peak():
    """The greatest resident memory of this program so far, in KB.

    Not getrusage: its ru_maxrss begins with that of the process that started us.
    """
    return int(re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())[1])


if __name__ == "__main__":
    port = int(sys.argv[1])
    before = peak()
    try:
        safe_fetch(f"http://ok.test:{port}/", policy(("ok.test", port)))
    except CannotFetch as failure:
        print(failure.kind, peak() - before)  # noqa: T201
    else:
        print("fetched", peak() - before)  # noqa: T201
