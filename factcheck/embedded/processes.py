"""Start and end programs so that none outlives the desk that started it.

Every program gets its own session, so that Ctrl-C in a terminal reaches only the desk, which
then stops the rest in order. If the desk cannot, `orphan_reaper` does.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from factcheck.embedded import orphan_reaper as guarding

PROJECT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Account:
    """A system user that a program runs as: name and numeric ids."""

    name: str
    uid: int
    gid: int


def spawn(
    argv: Sequence[str | Path],
    *,
    desk: Path,
    log: Path,
    env: Mapping[str, str] | None = None,
    account: Account | None = None,
) -> subprocess.Popen[bytes]:
    """Start a program of the desk whose `VAR` is `desk`; its output is appended to `log`."""
    log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with log.open("ab") as output:
        return subprocess.Popen(
            [str(word) for word in argv],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**(os.environ if env is None else env), guarding.MARK: str(desk)},
            cwd="/" if account else PROJECT,  # `python -m` finds the project there
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
            start_new_session=True,
        )


def guard(desk: Path) -> subprocess.Popen[bytes]:
    """Start the program that ends the desk's others once this process is gone.

    Start it before them, and `kill` it after them.
    """
    return subprocess.Popen(
        [sys.executable, "-P", guarding.__file__, str(desk)],
        stdin=subprocess.PIPE,
        start_new_session=True,
    )


def end(
    process: subprocess.Popen[bytes],
    *,
    by: signal.Signals = signal.SIGTERM,
    seconds: float = 15.0,
) -> bool:
    """Ask a program to end, wait, and kill whatever is left of its session.

    True if it ended by itself in time.
    """
    if process.poll() is None:
        process.send_signal(by)
    try:
        process.wait(seconds)
        went = True
    except subprocess.TimeoutExpired:
        went = False
    kill(process)
    return went


def kill(process: subprocess.Popen[bytes]) -> None:
    """Kill a program and all that it started at once, as `kill -9` does, and wait for it."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def left_behind(desk: Path) -> list[psutil.Process]:
    """The running programs of this desk, which may be those of an earlier start."""
    return guarding.programs_of(str(desk))


def last_lines(log: Path, count: int = 15) -> str:
    """The end of a log file, for an error message."""
    try:
        with log.open("rb") as written:
            written.seek(max(0, log.stat().st_size - 8000))
            lines = written.read().decode(errors="replace").splitlines()
    except OSError:
        return ""
    return "\n".join(lines[-count:])
