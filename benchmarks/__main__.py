"""`make bench`: measure and write `var/bench.jsonl`. `ARGS="reading"` measures some."""

import sys
from pathlib import Path

from benchmarks import desk, extracting, measuring, reading, showing, taking
from benchmarks.figures import Figure, write

ROOT = Path(__file__).resolve().parent.parent


def main(wanted: list[str]) -> None:
    figures: list[Figure] = []
    if not wanted or "reading" in wanted:
        figures += reading.figures()
    if not wanted or "extracting" in wanted:
        figures += extracting.figures()
    if not wanted or "measuring" in wanted:
        figures += measuring.figures()
    if not wanted or {"taking", "showing"} & set(wanted):
        with desk.running() as place:
            if not wanted or "showing" in wanted:
                figures += showing.figures(place)
            if not wanted or "taking" in wanted:
                figures += taking.figures(place)
    write(figures, ROOT / "var" / "bench.jsonl")


main(sys.argv[1:])
