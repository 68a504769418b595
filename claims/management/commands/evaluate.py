"""`manage.py evaluate`: the reader's figures on marked rows, without a database or engines."""

import gzip
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from claims.extraction import evaluation, extract_statements
from claims.extraction.checkworthiness import THRESHOLD
from claims.management import json_lines
from claims.management.commands.worth import score_rows


class Command(BaseCommand):
    help = "Score the reader on a folder of marked rows; its README says what they are."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["quotes", "worth"])
        parser.add_argument(
            "--data", required=True, metavar="DIR", help="the set's folder, or the one above it"
        )
        parser.add_argument("--json", action="store_true", help="one object, as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        what = options["what"]
        folder = _folder(Path(options["data"]), what)
        told = evaluate_quotes(folder) if what == "quotes" else evaluate_ranking(folder)
        if options["json"]:
            self.stdout.write(json_lines.format_line(told))
        else:
            for name, value in _flat(told):
                self.stdout.write(f"{name:44} {value}")


def evaluate_quotes(folder: Path) -> dict[str, Any]:
    """Who said what, in every `*.jsonl` of marked articles in the folder."""
    return evaluation.quote_scores(
        (
            evaluation.statement_pieces(row["text"], row["quotes"]),
            evaluation.statement_pieces(
                row["text"], [one.as_json() for one in _statements(row["text"])]
            ),
        )
        for path in _files(folder)
        for row in _rows(path)
    )


def _statements(text: str) -> list[Any]:
    """The statements of a marked article, whose offsets are those of the text as given."""
    reading = extract_statements(text)
    if reading.text != text:
        raise CommandError("A marked article has line ends or characters that are not kept.")
    return reading.statements


def evaluate_ranking(folder: Path) -> dict[str, Any]:
    """What is worth checking, for each file of labelled sentences in the folder.

    Rows with a `doc` are ranked within it too, and the mean over the documents is told.
    """
    told: dict[str, Any] = {"set": "worth"}
    for path in _files(folder):
        told[path.name.partition(".")[0]] = _figures(list(score_rows(list(_rows(path)))))
    return told


def _figures(rows: list[tuple[dict[str, Any], float, tuple[str, ...]]]) -> dict[str, Any]:
    debates: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for row, value, _ in rows:
        debates[row.get("doc", "")].append((value, row["label"]))
    scores = [(value, row["label"]) for row, value, _ in rows]
    told = evaluation.worth_scores(scores, THRESHOLD)
    if set(debates) != {""}:
        mean = evaluation.mean_average_precision(debates.values())
        told["mean_average_precision"] = round(mean, 4)
    return told


def _folder(given: Path, what: str) -> Path:
    folder = given / what if (given / what).is_dir() else given
    if not _files(folder):
        raise CommandError(f"{given} holds no rows to score (*.jsonl, or {what}/*.jsonl).")
    return folder


def _files(folder: Path) -> list[Path]:
    return sorted([*folder.glob("*.jsonl"), *folder.glob("*.jsonl.gz")])


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


def _flat(told: dict[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in told.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{name}.")
        else:
            yield above + name, value
