"""The folder `VAR` at start: the desk's lock, free space, the port, leftover programs.

Every refusal here is one sentence that says what to do next.
"""

import errno
import fcntl
import os
import secrets
import shutil
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

from factcheck.embedded.orphan_reaper import end_all
from factcheck.embedded.processes import left_behind
from factcheck.env_files import read_env

ROOM_AT_FIRST = 300 * 1024**2
"""Bytes that a new database, its log and the static files take."""
ROOM_AFTER = 50 * 1024**2


class CannotStart(Exception):
    """The desk cannot start here; the message is for the person who started it."""


@contextmanager
def only_one(var: Path, url: str) -> Iterator[None]:
    """Hold the desk's lock, which ends with this process, however that ends."""
    try:
        var.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = (var / "lock").open("a+")
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise CannotStart(_disk_is_full(var)) from None
        raise CannotStart(
            f"{var} cannot be written ({error.strerror}); choose another VAR."
        ) from None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise CannotStart(
                f"This desk runs already ({lock.read().strip() or var}). Stop it first, or"
                " start a second one with another VAR and PORT."
            ) from None
        lock.truncate(0)
        lock.write(f"process {os.getpid()}, {url}\n")
        lock.flush()
        yield


def refuse_without_room(var: Path) -> None:
    is_new = not (var / "postgres" / "PG_VERSION").exists()
    needed = ROOM_AT_FIRST if is_new else ROOM_AFTER
    free = shutil.disk_usage(var).free
    if free < needed:
        raise CannotStart(
            f"There is no room: the disk of {var} has {free // 1024**2} MB free and the desk"
            f" needs {needed // 1024**2} MB. Free some, or choose another VAR."
        )


def _disk_is_full(var: Path) -> str:
    return f"The disk of {var} is full. Free some space, or choose another VAR."


def refuse_taken_port(host: str, port: int) -> None:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (OSError, OverflowError):
        raise CannotStart(
            f"HOST={host} PORT={port} is not an address of this machine."
        ) from None
    family, kind, protocol, _, address = found[0]
    with socket.socket(family, kind, protocol) as probe:
        # As servers do: connections of a desk that just stopped don't block the port.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            raise CannotStart(_why_not(error, host, port)) from None


def _why_not(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} of {host} is taken by another program. Stop that, or choose another:"
            f" PORT={port + 1} make run"
        )
    if error.errno == errno.EACCES:
        return f"Port {port} is for root alone; choose one above 1023: PORT=8000 make run"
    return f"Nothing can listen on HOST={host} PORT={port}: {error.strerror}."


def end_leftovers(var: Path) -> int:
    """End the programs that an earlier start of this desk left running; return how many.

    PostgreSQL is left to `engines.Postgres`, which stops it cleanly.
    """
    left = [process for process in left_behind(var) if not _is_postgres(process)]
    end_all(left)
    return len(left)


def _is_postgres(process: psutil.Process) -> bool:
    with suppress(psutil.Error):
        return bool(process.name() == "postgres")
    return False


def given(var: Path, environment: Mapping[str, str]) -> dict[str, str]:
    """The environment as the operator gave it, without the values of `VAR/env`.

    Django's settings have already copied an earlier start's `VAR/env` into it.
    """
    earlier = read_env(var)
    return {name: value for name, value in environment.items() if earlier.get(name) != value}


def new_secret() -> str:
    return secrets.token_urlsafe(48)
