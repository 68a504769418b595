"""Results of benchmarks, written as JSON lines `name, value, unit, n, limit, ratio`."""

import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median


@dataclass(frozen=True)
class Measurement:
    """The median of `n` runs, and that of the minimal way; `ratio` is value over limit."""

    name: str
    value: float
    unit: str
    n: int
    limit: float
    ratio: float


def measurement(
    name: str, values: list[float], limits: list[float], *, unit: str
) -> Measurement:
    """Return the medians of pairs measured in turn, and the median of their ratios."""
    ratios = [value / limit for value, limit in zip(values, limits, strict=True)]
    return Measurement(
        name,
        round(median(values), 2),
        unit,
        len(values),
        round(median(limits), 2),
        round(median(ratios), 3),
    )


def write(measurements: list[Measurement], path: Path) -> None:
    """Print the measurements and write them, one JSON object per line."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    lines = [json.dumps(asdict(one)) for one in measurements]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    for one in measurements:
        print(
            f"{one.name:28} {one.value:>10} {one.unit:9} limit {one.limit:>10}"
            f"  ratio {one.ratio}  (n={one.n})",
            file=sys.stderr,
        )
