"""`make bench`: measure and write `var/bench.jsonl`. `ARGS="reading"` measures some."""

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
    "reading": extraction.figures,
    "extracting": commands.figures,
    "measuring": time_growth.figures,
    "parsing": page_parser.figures,
    "capturing": captures.figures,
    "slow-hosts": captures.slow_hosts,
    "keeping": snapshots.figures,
}
AT_A_DESK: dict[str, Callable[[desk.BenchDesk], list[Measurement]]] = {
    "showing": reader_page.figures,
    "adding": add_evidence.figures,
    "taking": take_next.figures,
}


def main(wanted: list[str]) -> None:
    figures: list[Measurement] = []
    for name, measure in ALONE.items():
        if not wanted or name in wanted:
            figures += measure()
    if at_a_desk := [name for name in AT_A_DESK if not wanted or name in wanted]:
        with desk.running() as place:
            for name in at_a_desk:
                figures += AT_A_DESK[name](place)
    write(figures, ROOT / "var" / "bench.jsonl")


main(sys.argv[1:])
