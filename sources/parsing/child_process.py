"""Start, feed, bound and read the process that parses foreign bytes."""

import json
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sources.parsing.formats import MOST_OUTPUT
from sources.parsing.parsed import ChildRecord

CHILD = Path(__file__).with_name("parser_process.py")


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one child: CPU and wall-clock seconds, address space in MB."""

    cpu: int
    wall: int
    megabytes: int


def run_child(
    mode: str, body: bytes, url: str, limits: Limits, **asked: object
) -> tuple[list[ChildRecord], bool]:
    """Run a child with `asked` as its options; return its records and whether it ended well."""
    command = [sys.executable, "-I", str(CHILD), mode]
    command += [str(limits.cpu), str(limits.wall), str(limits.megabytes)]
    with subprocess.Popen(  # noqa: S603 (our own program, no word of the page among them)
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": "/nonexistent"},
        cwd="/",
        start_new_session=True,
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        watchdog = threading.Timer(limits.wall + 1, child.kill)
        feeder = threading.Thread(
            target=_feed, args=(child, {"url": url, **asked}, body), daemon=True
        )
        watchdog.start()
        feeder.start()
        try:
            output = child.stdout.read(MOST_OUTPUT + 1)
            if len(output) > MOST_OUTPUT:
                child.kill()
            child.wait()
        finally:
            child.kill()
            watchdog.cancel()
            feeder.join()
    is_whole = len(output) <= MOST_OUTPUT and child.returncode == 0
    return _records(output), is_whole


def _records(output: bytes) -> list[ChildRecord]:
    """The records up to the first broken one; a line without its end was cut by a kill."""
    records = []
    for line in output.split(b"\n")[:-1]:
        try:
            record = json.loads(line)
        except ValueError:
            break
        if not isinstance(record, dict) or "step" not in record:
            break
        records.append(record)
    return records


def _feed(child: "subprocess.Popen[bytes]", asked: Mapping[str, object], body: bytes) -> None:
    assert child.stdin is not None
    with suppress(BrokenPipeError), child.stdin as stdin:
        stdin.write(json.dumps(asked).encode() + b"\n")
        stdin.write(body)
