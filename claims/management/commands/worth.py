"""`manage.py worth`: score how much sentences are worth checking, without a database."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NotRequired, TypedDict, TypeVar

from django.core.management import CommandParser

from claims.extraction.checkworthiness import score_sentence
from claims.management import json_lines
from claims.management.closed_output import PipedCommand

ASKS_OFTEN = 0.12
"""The share of questions from which a speaker counts as one who mostly asks."""
ENOUGH_SENTENCES = 8

Row = TypeVar("Row", bound=json_lines.TextRow)


class WorthLine(TypedDict):
    """One line of the output."""

    id: Any
    worth: float
    reasons: NotRequired[list[str]]


class Command(PipedCommand):
    help = (
        'Score sentences from 0 to 1: lines {"id", "text"}, with optional "doc" and "speaker",'
        ' become lines {"id", "worth"}.'
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", metavar="FILE.jsonl")
        parser.add_argument("--reasons", action="store_true", help="print the reasons too")

    def handle(self, *args: Any, **options: Any) -> None:
        rows = list(json_lines.read_rows(options["path"]))
        for row, value, reasons in score_rows(rows, is_explained=options["reasons"]):
            line: WorthLine = {"id": row["id"], "worth": value}
            if options["reasons"]:
                line["reasons"] = list(reasons)
            self.stdout.write(json_lines.format_line(line))


def score_rows(
    rows: list[Row], *, is_explained: bool = False
) -> Iterator[tuple[Row, float, tuple[str, ...]]]:
    """Yield each row in order, with its worth and, if explained, the reasons."""
    asking = _asking(rows)
    for row in rows:
        asks = _who(row) in asking
        yield row, *score_sentence(row["text"], asks_often=asks, is_explained=is_explained)


def _asking(rows: Iterable[json_lines.TextRow]) -> set[tuple[str, str]]:
    """Return who mostly asks questions, such as a debate's chair, by `doc` and `speaker`."""
    said: Counter[tuple[str, str]] = Counter()
    asked: Counter[tuple[str, str]] = Counter()
    for row in rows:
        if "doc" in row and row.get("speaker"):
            said[_who(row)] += 1
            asked[_who(row)] += "?" in row["text"]
    return {
        who for who, n in said.items() if n >= ENOUGH_SENTENCES and asked[who] / n >= ASKS_OFTEN
    }


def _who(row: json_lines.TextRow) -> tuple[str, str]:
    return str(row.get("doc")), str(row.get("speaker"))
