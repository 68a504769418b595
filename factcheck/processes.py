"""Starting and ending programs so that none outlives the desk that started it.

Every program gets its own session, so that Ctrl-C in a terminal reaches only the desk, which
then stops the rest in order. On Linux the kernel ends a program whose desk is gone; everywhere
the next start finds what was left behind by the mark in its environment.
"""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

MARK = "FACTCHECK_DESK"
_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


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
    farewell: signal.Signals = signal.SIGTERM,
) -> subprocess.Popen[bytes]:
    """Start a program of the desk whose `VAR` is `desk`; what it prints is appended to `log`.

    `farewell` is the signal that the kernel sends it if this process dies without a word. Call
    this from a thread that lives as long as the desk: Linux counts the death of that thread.
    """
    log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    environment = {**(os.environ if env is None else env), MARK: str(desk)}
    with log.open("ab") as output:
        return subprocess.Popen(
            [str(word) for word in argv],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=environment,
            cwd="/" if account else None,
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
            start_new_session=True,
            preexec_fn=_dies_with(os.getpid(), farewell),  # noqa: PLW1509 - runs before any thread
        )


def _dies_with(parent: int, farewell: signal.Signals) -> Callable[[], None]:
    def ask_the_kernel() -> None:
        if _libc is not None:
            _libc.prctl(_PR_SET_PDEATHSIG, int(farewell), 0, 0, 0)
            if os.getppid() != parent:  # it died between fork and prctl
                os._exit(1)

    return ask_the_kernel


def end(
    process: subprocess.Popen[bytes],
    *,
    by: signal.Signals = signal.SIGTERM,
    seconds: float = 15.0,
) -> bool:
    """Ask a program to end, wait, and end by force whatever is left of its session.

    True when it went by itself in time.
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
    """End a program and all that it started at once, as `kill -9` does, and wait for it."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def left_behind(desk: Path) -> list[psutil.Process]:
    """Programs of an earlier start of this desk that still run. Hold the desk's lock to ask."""
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            if process.pid != os.getpid() and process.environ().get(MARK) == str(desk):
                found.append(process)
    return found


def last_lines(log: Path, count: int = 15) -> str:
    """The end of a log file, for an error message."""
    try:
        with log.open("rb") as written:
            written.seek(max(0, log.stat().st_size - 8000))
            lines = written.read().decode(errors="replace").splitlines()
    except OSError:
        return ""
    return "\n".join(lines[-count:])
