"""Archived pages parsed per second in child processes, compared with a single process."""

import io
import json
import subprocess
import sys
import time
from contextlib import redirect_stdout

from benchmarks.desk import ROOT
from benchmarks.results import Measurement, measurement
from benchmarks.sites import page

RUNS = 3
PAGES = 8


def measurements() -> list[Measurement]:
    """Measure pages per second. The limit is the same parser without a child process."""
    pairs = [(_run("child"), _run("here")) for _ in range(RUNS)]
    return [measurement("parse-pages", *map(list, zip(*pairs, strict=True)), unit="pages/s")]


def _run(way: str) -> float:
    command = [sys.executable, "-m", "benchmarks.page_parser", way]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return float(json.loads(done.stdout))


def _measure(way: str) -> float:
    from sources.parsing import parser as parsing_parser  # noqa: PLC0415
    from sources.parsing.formats import html  # noqa: PLC0415

    bodies = [page(f"/parse/{number}") for number in range(PAGES)]

    def read(body: bytes) -> None:
        if way == "child":
            assert parsing_parser.parse(body, "text/html", "utf-8", "https://a.example/").text
        else:
            assert list(html.read_html(body, "https://a.example/"))

    read(bodies[0])
    start = time.perf_counter()
    for body in bodies:
        read(body)
    return PAGES / (time.perf_counter() - start)


if __name__ == "__main__":
    with redirect_stdout(io.StringIO()):
        rate = _measure(sys.argv[1])
    print(rate)
