"""Score how a folder of files is read, without a database: its texts, titles and dates.

Method: texts are compared as bags of words, as in CleanEval's word measure (Baroni, Chantree,
Kilgarriff and Sharoff, "CleanEval: a Competition for Cleaning Web Pages", LREC 2008). Precision
is that of the text without the lines that extraction skips.
"""

import html
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NotRequired, TypedDict

from claims.processing.file_reading import FileReading, read_file

INDEX = "index.json"
UNSEEN = re.compile(r"<(script|style)\b.*?</\1>", re.IGNORECASE | re.DOTALL)
TAG = re.compile(r"<[^>]+>")
KINDS = {
    "text/html": "page",
    "application/xhtml+xml": "page",
    "application/pdf": "PDF",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word file",
    "message/rfc822": "e-mail",
    "application/x-subrip": "subtitles",
    "text/vtt": "subtitles",
    "text/x-sbv": "subtitles",
    "text/csv": "list",
}
OTHER = "other text"


class GoldFile(TypedDict):
    """A row of `index.json`. `gold` is a file with the text; `date` is an ISO day."""

    file: str
    gold: NotRequired[str | None]
    title: NotRequired[str | None]
    date: NotRequired[str | None]


class KindScores(TypedDict):
    """Figures of one kind of file; those without gold are None."""

    files: int
    read: int
    refused: dict[str, list[str]]
    statements: int
    with_gold: int
    recall: float | None
    precision: float | None
    titles_exact: int
    titles: int
    dates_right: int
    dates_wrong: int
    dates_missing: int


@dataclass(slots=True)
class _Tally:
    files: int = 0
    statements: int = 0
    refused: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    recall: list[float] = field(default_factory=list)
    precision: list[float] = field(default_factory=list)
    titles: list[bool] = field(default_factory=list)
    dates: Counter[str] = field(default_factory=Counter)

    def add(self, name: str, found: FileReading, gold: GoldFile, folder: Path) -> None:
        self.files += 1
        self.statements += found.statements
        if found.refused:
            self.refused[found.refused].append(name)
        if expected := gold.get("gold"):
            recall, precision = word_agreement(read_text(found), gold_text(folder / expected))
            self.recall.append(recall)
            self.precision.append(precision)
        if title := gold.get("title"):
            self.titles.append(_same_words(found.title, title))
        if day := gold.get("date"):
            told = found.published_on.isoformat() if found.published_on else ""
            self.dates["right" if told == day else "wrong" if told else "missing"] += 1

    def scores(self) -> KindScores:
        return {
            "files": self.files,
            "read": self.files - sum(map(len, self.refused.values())),
            "refused": dict(self.refused),
            "statements": self.statements,
            "with_gold": len(self.recall),
            "recall": _mean(self.recall),
            "precision": _mean(self.precision),
            "titles_exact": sum(self.titles),
            "titles": len(self.titles),
            "dates_right": self.dates["right"],
            "dates_wrong": self.dates["wrong"],
            "dates_missing": self.dates["missing"],
        }


def evaluate_files(folder: Path) -> dict[str, KindScores]:
    """Read every file of a folder as intake does; return the scores of each kind and of all."""
    tallies: dict[str, _Tally] = defaultdict(_Tally)
    for name, gold in files_of(folder):
        found = read_file((folder / name).read_bytes(), name)
        for tally in (tallies[KINDS.get(found.kind, OTHER)], tallies["all"]):
            tally.add(name, found, gold, folder)
    kinds = sorted(tallies, key=lambda kind: (kind == "all", kind))
    return {kind: tallies[kind].scores() for kind in kinds}


def as_table(scores: Mapping[str, KindScores]) -> Iterator[str]:
    """Yield the lines of a report for people: a row for each kind, then what was refused."""
    yield (
        f"{'kind':12} {'files':>5} {'read':>5} {'statements':>10} {'recall':>7}"
        f" {'precision':>9} {'titles':>8} {'dates right/wrong/missing':>26}"
    )
    for kind, row in scores.items():
        dates = f"{row['dates_right']}/{row['dates_wrong']}/{row['dates_missing']}"
        recall, precision = (
            "–" if value is None else f"{value:.3f}"
            for value in (row["recall"], row["precision"])
        )
        titles = f"{row['titles_exact']}/{row['titles']}"
        yield (
            f"{kind:12} {row['files']:5} {row['read']:5} {row['statements']:10}"
            f" {recall:>7} {precision:>9} {titles:>8} {dates:>26}"
        )
    for why, names in (scores["all"]["refused"] if "all" in scores else {}).items():
        yield f"Refused: {', '.join(names)}: {why}"


def files_of(folder: Path) -> Iterator[tuple[str, GoldFile]]:
    """Yield the names of the files to read, with their gold row.

    Those are the files that `index.json` lists; without one, all that aren't hidden.
    """
    index = folder / INDEX
    if index.is_file():
        rows: list[GoldFile] = json.loads(index.read_text(encoding="utf-8"))
        yield from ((row["file"], row) for row in rows)
        return
    for path in sorted(folder.iterdir()):
        if path.is_file() and not path.name.startswith("."):
            yield path.name, {"file": path.name}


def read_text(found: FileReading) -> str:
    """Return the text that statements are looked for in: without skipped lines."""
    text, kept, last = found.reading.text, [], 0
    for start, end in found.reading.left_over:
        kept.append(text[last:start])
        last = end
    return "".join([*kept, text[last:]])


def gold_text(path: Path) -> str:
    """Return the words of a gold file; markup and entities of an HTML file are removed."""
    text = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix != ".html":
        return text
    return html.unescape(TAG.sub(" ", UNSEEN.sub(" ", text)))


def word_agreement(found: str, gold: str) -> tuple[float, float]:
    """Return recall and precision of the words, each counted as often as it occurs."""
    ours, theirs = (Counter(re.findall(r"[^\W_]+", text.lower())) for text in (found, gold))
    same = (ours & theirs).total()
    return same / max(1, theirs.total()), same / max(1, ours.total())


def _same_words(one: str, other: str) -> bool:
    return _words(one) == _words(other)


def _words(text: str) -> str:
    return re.sub(r"\W+", " ", text.lower()).strip()


def _mean(values: Iterable[float]) -> float | None:
    listed = list(values)
    return round(sum(listed) / len(listed), 3) if listed else None
