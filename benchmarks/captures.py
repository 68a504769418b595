"""Captures per second of a worker with 50 threads, compared with asyncio's 50 connections."""

import subprocess
import sys
import time
from collections.abc import Callable

import psutil
from celery import Celery
from redis import Redis

from benchmarks.desk import ROOT
from benchmarks.engines import Workshop, opened, served, sites, wait_until
from benchmarks.results import Measurement, measurement
from benchmarks.sites import HOSTS

RUNS = 7
PAGES = 1000
SLOW, GAP = 2.0, 2.0  # seconds
WARM = 100
QUEUE = """
INSERT INTO sources_capture (url, host, is_automatic, asked_by_id, hops, state, attempts,
                             failure, detail, "on_done")
SELECT format('http://%%s:%%s/%%s/%%s', host, %(port)s::int, %(round)s::text, n), host, false,
       (SELECT id FROM accounts_user WHERE username = 'system'), '[]', 'waiting', 0, '', '', ''
FROM generate_series(1, %(count)s) n,
     LATERAL (SELECT (%(hosts)s::text[])[n %% 50 + 1] AS host) picked
ORDER BY n RETURNING id
"""
LEFT = "SELECT count(*) FROM sources_capture WHERE state IN ('waiting', 'running')"
LOST = "SELECT count(*) FROM sources_capture WHERE state <> 'done' OR snapshot_id IS NULL"


def measurements() -> list[Measurement]:
    """Measure pages per second: of the bare task, of captures with their rows, of asyncio."""
    with opened() as place, sites(0.2) as port, place.worker(port, CAPTURE_GAP="0"):
        found: list[tuple[float, float, float]] = []
        for number in range(RUNS + 1):
            plain = _plain(place, port, number)
            found.append((_bare(port), plain, _captures(place, port, number)))
            print(found[-1], file=sys.stderr)
    limits, tasks, rows = map(list, zip(*found[1:], strict=True))  # the first warms up
    return [
        measurement("fetch-task", tasks, limits, unit="pages/s"),
        measurement("capture", rows, limits, unit="pages/s"),
    ]


def _bare(port: int) -> float:
    command = [sys.executable, "-m", "benchmarks.asyncio_client", str(port), str(PAGES)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return float(done.stdout)


def _plain(place: Workshop, port: int, number: int) -> float:
    before = served(port)
    urls = [
        f"http://{HOSTS[n % len(HOSTS)]}:{port}/plain{number}/{n}" for n in range(1, PAGES + 1)
    ]

    def queue(app: Celery) -> None:
        with app.producer_pool.acquire() as producer:
            for url in urls:
                app.send_task("bench.fetch", [url], queue="captures", producer=producer)

    return _rate(place, queue, lambda: served(port) - before >= PAGES)


def _captures(place: Workshop, port: int, number: int) -> float:
    with place.database() as database:
        rows = database.execute(QUEUE, _round(port, f"rows{number}")).fetchall()

        def are_done() -> bool:
            return not database.execute(LEFT).fetchone()[0]  # type: ignore[index]

        rate = _rate(place, lambda app: _ring(app, rows), are_done)
        lost = database.execute(LOST).fetchone()
        assert lost == (0,), f"{lost} captures have no page"
    return rate


def _round(port: int, name: str) -> dict[str, int | str | list[str]]:
    return {"port": port, "round": name, "count": PAGES, "hosts": HOSTS}


def _ring(app: Celery, rows: list[tuple[int, ...]]) -> None:
    with app.producer_pool.acquire() as producer:
        for (pk,) in rows:
            app.send_task("sources.capture", [pk], queue="captures", producer=producer)


def _rate(
    place: Workshop, queue: Callable[[Celery], None], are_done: Callable[[], bool]
) -> float:
    """Return pages per second from the moment that the worker may take tasks."""
    with place.broker() as app:
        app.control.cancel_consumer("captures", reply=True)
        queue(app)
        start = time.perf_counter()
        app.control.add_consumer("captures")
        wait_until(are_done)
        rate = PAGES / (time.perf_counter() - start)
        with Redis.from_url(
            place.environment["REDIS_URL"]
        ) as broker:  # leave nothing to the next round
            wait_until(lambda: broker.llen("captures") == broker.zcard("unacked_index") == 0)
        return rate


def slow_hosts() -> list[Measurement]:
    """Measure a thousand pages of fifty slow hosts, with the desk's limits per host.

    The limit follows from politeness: twenty requests to each host, one at a time, with a gap
    between them. Memory is the worker's peak in MB, compared with that after a hundred pages.
    """
    with (
        opened() as place,
        sites(SLOW) as port,
        place.worker(port, CAPTURE_GAP=str(GAP)) as ran,
        place.database() as database,
        place.broker() as app,
    ):
        rows = database.execute(QUEUE, _round(port, "slow")).fetchall()
        worker, held = psutil.Process(ran.pid), []

        def are_done() -> bool:
            held.append((served(port), worker.memory_info().rss / 1024**2))
            time.sleep(0.5)
            return database.execute(LEFT).fetchone() == (0,)

        start = time.perf_counter()
        _ring(app, rows)
        wait_until(are_done, seconds=590)
        seconds = time.perf_counter() - start
        assert database.execute(LOST).fetchone() == (0,)
    visits = PAGES // len(HOSTS)
    least = visits * SLOW + (visits - 1) * GAP
    warm = next(megabytes for count, megabytes in held if count >= WARM)
    peak = max(megabytes for _, megabytes in held)
    return [
        measurement("slow-hosts", [seconds], [least], unit="seconds"),
        measurement("slow-hosts-memory", [peak], [warm], unit="MB"),
    ]
