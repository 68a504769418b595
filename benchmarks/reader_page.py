"""The page of a published check, compared with a static file of the same bytes."""

import os
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path

from benchmarks.desk import ROOT, BenchDesk, free_port
from benchmarks.load import rate
from benchmarks.results import Measurement, measurement
from factcheck.embedded import commands

RUNS = 3


def measurements(desk: BenchDesk) -> list[Measurement]:
    """Measure requests per second at 8 connections, of the page and of the static file."""
    page = f"{desk.url}/checks/police-funding-was-cut-by-40-percent-in-a-single-year/"
    with urllib.request.urlopen(page) as answer:
        body = answer.read()
    with tempfile.TemporaryDirectory(prefix="fc-static-") as folder:
        Path(folder, "page.html").write_bytes(body)
        port = free_port()
        command = [*commands.web("127.0.0.1", port), "--static-path-mount", folder]
        server = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, **desk.environment, "VAR": str(desk.var)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            static = f"http://127.0.0.1:{port}/static/page.html"
            _wait_for(static)
            pairs = [(rate(page), rate(static)) for _ in range(RUNS)]
        finally:
            server.terminate()
            server.wait(30)
    values, limits = map(list, zip(*pairs, strict=True))
    return [measurement("reader-page", values, limits, unit="req/s")]


def _wait_for(url: str) -> None:
    deadline = time.monotonic() + 30
    while True:
        try:
            urllib.request.urlopen(url).close()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
        else:
            return
