"""`make bench`: measure and write `var/bench.jsonl`. `ARGS="reading"` measures some."""

import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks import (
    adding,
    capturing,
    desk,
    extracting,
    keeping,
    measuring,
    parsing,
    reading,
    showing,
    taking,
)
from benchmarks.figures import Figure, write

ROOT = Path(__file__).resolve().parent.parent
ALONE: dict[str, Callable[[], list[Figure]]] = {
    "reading": reading.figures,
    "extracting": extracting.figures,
    "measuring": measuring.figures,
    "parsing": parsing.figures,
    "capturing": capturing.figures,
    "slow-hosts": capturing.slow_hosts,
    "keeping": keeping.figures,
}
AT_A_DESK: dict[str, Callable[[desk.Desk], list[Figure]]] = {
    "showing": showing.figures,
    "adding": adding.figures,
    "taking": taking.figures,
}


def main(wanted: list[str]) -> None:
    figures: list[Figure] = []
    for name, measure in ALONE.items():
        if not wanted or name in wanted:
            figures += measure()
    if at_a_desk := [name for name in AT_A_DESK if not wanted or name in wanted]:
        with desk.running() as place:
            for name in at_a_desk:
                figures += AT_A_DESK[name](place)
    write(figures, ROOT / "var" / "bench.jsonl")


main(sys.argv[1:])
