"""`make bench`: run the benchmarks and write `var/bench.jsonl`. `ARGS="reading"` runs some."""

import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks import (
    add_evidence,
    captures,
    commands,
    desk,
    extraction,
    page_parser,
    reader_page,
    snapshots,
    take_next,
    time_growth,
)
from benchmarks.results import Measurement, write

ROOT = Path(__file__).resolve().parent.parent
ALONE: dict[str, Callable[[], list[Measurement]]] = {
    "reading": extraction.measurements,
    "extracting": commands.measurements,
    "measuring": time_growth.measurements,
    "parsing": page_parser.measurements,
    "capturing": captures.measurements,
    "slow-hosts": captures.slow_hosts,
    "keeping": snapshots.measurements,
}
AT_A_DESK: dict[str, Callable[[desk.BenchDesk], list[Measurement]]] = {
    "showing": reader_page.measurements,
    "adding": add_evidence.measurements,
    "taking": take_next.measurements,
}


def main(wanted: list[str]) -> None:
    measurements: list[Measurement] = []
    for name, measure in ALONE.items():
        if not wanted or name in wanted:
            measurements += measure()
    if at_a_desk := [name for name in AT_A_DESK if not wanted or name in wanted]:
        with desk.running() as place:
            for name in at_a_desk:
                measurements += AT_A_DESK[name](place)
    write(measurements, ROOT / "var" / "bench.jsonl")


main(sys.argv[1:])
