"""One figure, and the file of figures: JSON lines `name, value, unit, n, limit, ratio`."""

import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median


@dataclass(frozen=True)
class Measurement:
    """A median of `n` runs beside the median of the barest way; `ratio` is value over limit."""

    name: str
    value: float
    unit: str
    n: int
    limit: float
    ratio: float


def figure(name: str, values: list[float], limits: list[float], *, unit: str) -> Measurement:
    """The medians of pairs that were measured in turn, and the median of their ratios."""
    ratios = [value / limit for value, limit in zip(values, limits, strict=True)]
    return Measurement(
        name,
        round(median(values), 2),
        unit,
        len(values),
        round(median(limits), 2),
        round(median(ratios), 3),
    )


def write(figures: list[Measurement], path: Path) -> None:
    """Print the figures and write them, one JSON object a line."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    lines = [json.dumps(asdict(one)) for one in figures]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    for one in figures:
        print(
            f"{one.name:28} {one.value:>10} {one.unit:9} limit {one.limit:>10}"
            f"  ratio {one.ratio}  (n={one.n})",
            file=sys.stderr,
        )
