"""A Celery application that fails where a test wants it to. The open door's, with fail-points.

For tests alone, like `tests.live.open_door`, and as little part of what ships. `FAIL_POINTS` is
a folder: a file in it named after a point is one failure, which whoever gets there first takes.
`CLOCK` shifts the process's own clock by so many seconds; `VISIBILITY` is how many seconds a
message may be unacknowledged; `SWEEP` is how many lie between two sweeps of beat.
"""

import os
import signal
import socket
import time
from functools import cache
from pathlib import Path

import time_machine
from celery.signals import task_postrun, task_prerun

from factcheck.celery import app
from tests.live import open_door
from tests.live.open_door import OPENED
from tests.sources.safe_fetch.hostile_servers import Names, policy

POINTS = Path(os.environ["FAIL_POINTS"])
HEARD = POINTS.with_name("heard")
"""A line for each task that was begun: its name and arguments."""
POISON = b"This page is poison."
"""Whoever reads a page with these words dies of it, each time."""
NEVER_FOUND = "never-found.test"
"""A name for which the resolver takes a minute, once."""


def silence():
    """Says nothing for a minute the first time, and then that there is no such name."""
    if names.asked.count(NEVER_FOUND) == 1:
        time.sleep(60)
    raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")


names = Names()
names.known[NEVER_FOUND] = silence
# As patient as a lease is long: a page that is held stays so on a machine that others load.
PATIENT = {"gap_seconds": 60.0, "slowest_after": 60.0, "capture_seconds": 65.0}
open_door.OPEN = policy(*OPENED, names=names, ports=[port for _, port in OPENED], **PATIENT)

if shift := float(os.environ.get("CLOCK", "0")):
    time_machine.travel(time.time() + shift, tick=True).start()
if seconds := float(os.environ.get("VISIBILITY", "0")):
    app.conf.broker_transport_options |= {
        "visibility_timeout": seconds,
        "unacked_restore_interval": 1,
        "unacked_restore_throttle": 1,
    }
if seconds := float(os.environ.get("SWEEP", "0")):
    app.conf.beat_schedule["sweep"]["schedule"] = seconds


def fail_at(point):
    """`kill -9` of this process, if a test asked for it."""
    try:
        (POINTS / point).unlink()
    except FileNotFoundError:
        return
    die()


def die():
    os.kill(os.getpid(), signal.SIGKILL)
    signal.pause()


@task_postrun.connect
def before_the_acknowledgement(sender, **_):
    """The task has come to its end, and its message is still unacknowledged."""
    fail_at(f"after-{sender.name}")


@cache
def arm():
    """Put the points into the desk's own code, once its apps are loaded."""
    from sources.captures import store as capture_store  # noqa: PLC0415
    from sources.parsing import parser as parsing_parser  # noqa: PLC0415

    write, parse = capture_store.write_snapshot, parsing_parser.parse

    def failing_write(*args):
        fail_at("before-commit")
        return write(*args)

    def failing_parse(body, *args):
        if POISON in body:
            die()
        return parse(body, *args)

    capture_store.write_snapshot, parsing_parser.parse = failing_write, failing_parse


@task_prerun.connect
def before_the_task(sender, args, **_):
    arm()
    with HEARD.open("a") as heard:
        heard.write(f"{sender.name} {list(args)}\n")
