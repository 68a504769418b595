"""The growth of time for finding numbers, clauses and types in texts made to be slow.

The limit for ten times the text is ten times the time: a ratio near 1 is linear.
"""

import time
from collections.abc import Callable

from benchmarks.results import Measurement, measurement
from claims.extraction.checkworthiness import claim_types
from claims.extraction.checkworthiness.claim_types import classify_claim
from claims.extraction.lexicon.cues import Cues
from claims.extraction.lexicon.language import load_language
from claims.extraction.numbers import quantities
from claims.extraction.numbers.quantities import find_numbers
from claims.extraction.statements.clauses import split_clauses

HARD = ("and ", "he said and, ", "1,2,3,", "5 ", "a third of ", "5% of the ", "in May ", "“")
TIMES = 10
RUNS = 5


def _seconds(measure: Callable[[str], object], length: int) -> float:
    start = time.perf_counter()
    for piece in HARD:
        measure(piece * (length // len(piece)))
    return time.perf_counter() - start


def measurements() -> list[Measurement]:
    """Measure the seconds for ten times the text against ten times the seconds for the text.

    The longest texts are as long as what each step examines; clauses are split at any length.
    """
    cues = Cues(load_language("en"))
    measures: dict[str, tuple[Callable[[str], object], int]] = {
        "numbers": (find_numbers, quantities.LONGEST),
        "parts": (split_clauses, 200_000),
        "types": (
            lambda text: classify_claim(text, cue="say", kind="mixed", numbers=(), cues=cues),
            claim_types.LONGEST,
        ),
    }
    found = []
    for name, (measure, longest) in measures.items():
        measure(HARD[0])
        pairs = [
            (_seconds(measure, longest), TIMES * _seconds(measure, longest // TIMES))
            for _ in range(RUNS)
        ]
        long, short = map(list, zip(*pairs, strict=True))
        found.append(measurement(f"growth-of-{name}", long, short, unit="seconds"))
    return found
