"""Verify and list twenty thousand archived pages, compared with two thousand.

The limit for time is ten times that of two thousand, for memory that of two thousand. Each
measurement has its own process; the files are like the desk's, but aren't flushed to disk.
"""

import hashlib
import json
import os
import resource
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.engines import Workshop, opened
from benchmarks.results import Measurement, measurement

FEW, MANY = 2_000, 20_000
RUNS = 3
SAME = 20
"""One of so many pages has the same bytes as another."""
ROW = """
WITH kept AS (
    INSERT INTO sources_snapshot SELECT * FROM jsonb_populate_record(NULL::sources_snapshot,
        %s::jsonb || jsonb_build_object(
            'id', nextval(pg_get_serial_sequence('sources_snapshot', 'id')), 'kept_at', now(),
            'kept_by_id', (SELECT id FROM accounts_user WHERE username = 'system')))
    RETURNING id
), read AS (
    INSERT INTO sources_content SELECT side.* FROM kept,
        jsonb_populate_record(NULL::sources_content, %s::jsonb || jsonb_build_object(
            'snapshot_id', kept.id, 'run_after', now(), 'dispatched_at', now())) side
)
SELECT record('snapshot:' || id, 'keep', 'system', 'system', '', %s) FROM kept
"""


def measurements() -> list[Measurement]:
    found: dict[str, list[tuple[float, float]]] = {}
    measured: dict[int, list[dict[str, float]]] = {}
    with opened() as place:
        for count in (FEW, MANY):
            _measure(place, "fill", count)
            measured[count] = [_measure(place, "all", count) for _ in range(RUNS)]
    for few, many in zip(measured[FEW], measured[MANY], strict=True):
        for name, value in many.items():
            times = 1 if name in {"memory", "list", "same"} else MANY / FEW
            found.setdefault(name, []).append((value, times * few[name]))
    units = {"memory": "MB"}
    return [
        measurement(
            f"kept-{name}", *map(list, zip(*pairs, strict=True)), unit=units.get(name, "ms")
        )
        for name, pairs in found.items()
    ]


def _measure(place: Workshop, what: str, count: int) -> dict[str, float]:
    return dict(json.loads(place.run("-m", "benchmarks.snapshots", what, str(count))))


def _fill(count: int) -> dict[str, float]:
    """Create so many pages, with files, rows and events."""
    from django.db import connection, transaction  # noqa: PLC0415 - after django.setup

    from sources.captures import store as capture_store  # noqa: PLC0415
    from sources.snapshots import warc as snapshot_warc  # noqa: PLC0415
    from sources.snapshots.models import Snapshot  # noqa: PLC0415

    there = Snapshot.objects.count()
    with transaction.atomic(), connection.cursor() as cursor:
        for number in range(there, count):
            url = f"http://h{number % 50}.bench.test/{number}"
            same = number - 1 if number % SAME == 1 else number
            body = f"<title>{same}</title><p>Words of page {same}. {'x' * 2000}".encode()
            sha256 = _put(body)
            packed = snapshot_warc.kept_record(_fetched(url, body), sha256)
            warc = _put(packed)
            row = capture_store._columns(  # noqa: SLF001 - the rows that a capture writes
                Snapshot(
                    url=url,
                    final_url=url,
                    sha256=sha256,
                    size=len(body),
                    warc_sha256=warc,
                    warc_size=len(packed),
                    media_type="text/html",
                    status=200,
                )
            )
            details = {"sha256": sha256, "warc": warc, "url": url}
            content = capture_store._new_content()  # noqa: SLF001
            cursor.execute(ROW, [json.dumps(row), content, json.dumps(details)])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return {}


def _put(body: bytes) -> str:
    digest = hashlib.sha256(body).hexdigest()
    file = Path(os.environ["SNAPSHOTS"], digest[:2], digest)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(body)
    return digest


def _fetched(url: str, body: bytes) -> Any:
    from sources.safe_fetch import Fetched, Hop  # noqa: PLC0415

    at = datetime.now(UTC)
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n"
    hop = Hop(url, 200, "127.0.0.1", b"GET / HTTP/1.1\r\n\r\n", head % len(body), at)
    return Fetched(
        requested_url=url,
        final_url=url,
        hops=(hop,),
        status=200,
        headers={},
        media_type="text/html",
        declared_type="text/html",
        charset="utf-8",
        raw=body,
        body=body,
        marks=(),
        refresh=None,
        ip="127.0.0.1",
        certificate=None,
        started_at=at,
        finished_at=at,
    )


def _all(count: int) -> dict[str, float]:
    """Return the milliseconds of each task, and the peak memory of this process in MB."""
    from django.core.management import call_command  # noqa: PLC0415

    from sources.snapshots import orphan_files  # noqa: PLC0415
    from sources.snapshots.erasure import standing_alike  # noqa: PLC0415
    from sources.snapshots.models import Snapshot  # noqa: PLC0415

    some = Snapshot.objects.order_by("pk")[count // 2]
    before = Snapshot.objects.for_lists().filter(pk__lt=some.pk).order_by("-pk")

    def timed(work: object) -> float:
        start = time.perf_counter()
        work()  # type: ignore[operator]
        return (time.perf_counter() - start) * 1000

    with open(os.devnull, "w") as nowhere:  # noqa: PTH123
        found = {
            "verify": timed(lambda: call_command("verify_snapshots", stdout=nowhere)),
            "orphans": timed(lambda: sum(1 for _ in orphan_files.found())),
            "list": min(timed(lambda: list(before[:50])) for _ in range(20)),
            "same": min(timed(lambda: list(standing_alike(some))) for _ in range(20)),
        }
    found["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return found


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
    import django

    django.setup()
    work = {"fill": _fill, "all": _all}[sys.argv[1]]
    print(json.dumps(work(int(sys.argv[2]))))
