"""Separate engines, as durable as in production, and one `captures` worker for local hosts."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen
from urllib.request import urlopen

import psycopg
from celery import Celery

from benchmarks.desk import ROOT, broker_of
from factcheck.database import APP, OWNER
from factcheck.embedded import commands
from factcheck.embedded.engines import embedded
from factcheck.embedded.processes import end, guard, kill, last_lines, spawn

PAUSE = 0.02


@dataclass
class Workshop:
    """The engines of an empty desk, and the environment in which its programs run."""

    var: Path
    database_url: str
    environment: dict[str, str]

    @property
    def broker_url(self) -> str:
        return broker_of(self.environment["REDIS_URL"])

    def database(self) -> "psycopg.Connection[tuple[int, ...]]":
        return psycopg.connect(self.database_url, autocommit=True)

    def run(self, *argv: str) -> str:
        """Run a program of the desk and return what it prints. It must exit with 0."""
        command = [sys.executable, *argv]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, check=True, capture_output=True, text=True
        )
        return done.stdout

    @contextmanager
    def worker(self, port: int, **environment: str) -> Iterator["Popen[bytes]"]:
        """Run a captures worker that may fetch from the benchmark's hosts."""
        log = self.var / "log" / "captures.log"
        log.unlink(missing_ok=True)
        process = spawn(
            commands.worker("captures", app="benchmarks.local_hosts_app"),
            desk=self.var,
            log=log,
            env={**self.environment, "BENCH_PORT": str(port), **environment},
        )
        try:
            wait_until(lambda: "ready." in last_lines(log, 200), process=process, log=log)
            yield process
        finally:
            end(process)

    @contextmanager
    def broker(self) -> Iterator[Celery]:
        with Celery(broker=self.broker_url, set_as_current=False) as app:
            yield app


def wait_until(
    is_so: Callable[[], object],
    *,
    seconds: float = 120,
    process: "Popen[bytes] | None" = None,
    log: Path | None = None,
) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        if process is not None and process.poll() is not None and log is not None:
            raise RuntimeError(last_lines(log, 40))
        if time.monotonic() > deadline:
            raise RuntimeError(f"Still waiting after {seconds} seconds.")
        time.sleep(PAUSE)


@contextmanager
def opened() -> Iterator[Workshop]:
    """Run engines with a migrated database and one user; they are removed afterwards."""
    var = Path(tempfile.mkdtemp(prefix="fc-bench-"))
    guarding = guard(var)
    postgres, valkey, _ = embedded(var)
    servers = []
    try:
        servers.append((valkey.start(), valkey.farewell))
        postgres.initialise()
        servers.append((postgres.start(), postgres.farewell))
        postgres.wait_until_ready(servers[1][0])
        valkey.wait_until_ready(servers[0][0])
        postgres.provide()
        environment = {
            **{k: v for k, v in os.environ.items() if not k.endswith(("_URL", "SECRET_KEY"))},
            "VAR": str(var),
            "SNAPSHOTS": str(var / "snapshots"),
            "SITE_URL": "http://127.0.0.1",
            "SECRET_KEY": "for-the-bench-alone-" + os.urandom(16).hex(),
            "DATABASE_URL": postgres.url(APP),
            "DATABASE_OWNER_URL": postgres.url(OWNER),
            "REDIS_URL": valkey.url(),
            "REMAP_SIGTERM": "SIGQUIT",
        }
        place = Workshop(var, postgres.url(APP), environment)
        place.run("manage.py", "migrate", "--no-input", "--verbosity", "0")
        yield place
    finally:
        for server, farewell in reversed(servers):
            end(server, by=farewell)
        kill(guarding)
        shutil.rmtree(var, ignore_errors=True)


@contextmanager
def sites(seconds: float) -> Iterator[int]:
    """Run fifty hosts that take so many seconds for a page; yields their port."""
    server = Popen(
        [sys.executable, "-m", "benchmarks.sites", "--seconds", str(seconds)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert server.stdout is not None
    try:
        yield int(server.stdout.readline())
    finally:
        server.terminate()
        server.wait(10)


def served(port: int) -> int:
    """Return how many pages the hosts have sent."""
    with urlopen(f"http://127.0.0.1:{port}/served") as answer:
        return int(answer.read())
