"""How the time of numbers, parts, types and days grows with texts made to be slow.

The limit of ten times the text is ten times the time of the text: a ratio near 1 is linear.
"""

import time
from collections.abc import Callable
from datetime import date

from benchmarks.figures import Figure, figure
from claims.extraction.claim_types import claim_type
from claims.extraction.cues import Cues
from claims.extraction.dates import days_of
from claims.extraction.language import load
from claims.extraction.quantities import find_numbers
from claims.extraction.splitting import parts_of

HARD = ("and ", "he said and, ", "1,2,3,", "5 ", "a third of ", "5% of the ", "in May ", "“")
LENGTH = 20_000
TIMES = 10
RUNS = 3


def _seconds(measure: Callable[[str], object], length: int) -> float:
    start = time.perf_counter()
    for piece in HARD:
        measure(piece * (length // len(piece)))
    return time.perf_counter() - start


def figures() -> list[Figure]:
    """Seconds for ten times the text beside ten times the seconds for the text."""
    cues = Cues(load("en"))
    measures: dict[str, Callable[[str], object]] = {
        "numbers": find_numbers,
        "parts": parts_of,
        "types": lambda text: claim_type(text, cue="say", kind="mixed", numbers=(), cues=cues),
        "days": lambda text: days_of(text, date(2026, 3, 4)),
    }
    found = []
    for name, measure in measures.items():
        measure(HARD[0])
        pairs = [
            (_seconds(measure, LENGTH * TIMES), TIMES * _seconds(measure, LENGTH))
            for _ in range(RUNS)
        ]
        long, short = map(list, zip(*pairs, strict=True))
        found.append(figure(f"growth-of-{name}", long, short, unit="seconds"))
    return found
