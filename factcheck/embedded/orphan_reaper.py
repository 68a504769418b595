"""End a desk's programs once the desk itself is gone. A program of its own.

Its standard input is a pipe that only the desk holds open: `kill -9` closes it as surely as an
orderly end does, on every system. It is run by its path, so it needs no Django and starts at
once.
"""

import os
import signal
import sys
from contextlib import suppress

import psutil

MARK = "FACTCHECK_DESK"
"""The environment variable that marks a desk's programs: it holds the desk's `VAR`."""


def programs_of(desk: str) -> list[psutil.Process]:
    """Every running program that was started for this desk, and what those started in turn."""
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            if process.pid != os.getpid() and process.environ().get(MARK) == desk:
                found.append(process)
    return found


def end_all(programs: list[psutil.Process], *, seconds: float = 10.0) -> None:
    """Ask them to end, and end by force those that do not within `seconds`."""
    for program in programs:
        with suppress(psutil.Error):
            # PostgreSQL waits for its sessions on SIGTERM and cuts them on SIGINT.
            is_postgres = program.name() == "postgres"
            program.send_signal(signal.SIGINT if is_postgres else signal.SIGTERM)
    _, stubborn = psutil.wait_procs(programs, timeout=seconds)
    for program in stubborn:
        with suppress(psutil.Error):
            program.kill()
    psutil.wait_procs(stubborn, timeout=5)


if __name__ == "__main__":
    for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(signum, signal.SIG_IGN)
    sys.stdin.buffer.read()
    end_all(programs_of(sys.argv[1]))
