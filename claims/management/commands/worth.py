"""`manage.py worth`: how much each sentence of a file is worth checking, without a database."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.management import BaseCommand, CommandParser

from claims.extraction.checkworthiness import score_sentence
from claims.management import json_lines

ASKS_OFTEN = 0.12
"""Share of questions among somebody's sentences from which they are the one who asks."""
ENOUGH_SENTENCES = 8

Row = dict[str, Any]


class Command(BaseCommand):
    help = (
        'Score sentences from 0 to 1: lines {"id", "text"}, with "doc" and "speaker" where they'
        ' are known, become lines {"id", "worth"}.'
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", metavar="FILE.jsonl")
        parser.add_argument("--reasons", action="store_true", help="say why, too")

    def handle(self, *args: Any, **options: Any) -> None:
        rows = list(json_lines.read_rows(options["path"]))
        for row, value, reasons in score_rows(rows, is_explained=options["reasons"]):
            told = {"id": row["id"], "worth": value}
            if options["reasons"]:
                told["reasons"] = list(reasons)
            self.stdout.write(json_lines.format_line(told))


def score_rows(
    rows: list[Row], *, is_explained: bool = False
) -> Iterator[tuple[Row, float, tuple[str, ...]]]:
    """Each row with its worth and, where it is explained, the reasons; in their order."""
    asking = _asking(rows)
    for row in rows:
        asks = _who(row) in asking
        yield row, *score_sentence(row["text"], asks_often=asks, is_explained=is_explained)


def _asking(rows: Iterable[Row]) -> set[tuple[str, str]]:
    """Who mostly asks in a debate or interview, by `doc` and `speaker`: the chair."""
    said: Counter[tuple[str, str]] = Counter()
    asked: Counter[tuple[str, str]] = Counter()
    for row in rows:
        if "doc" in row and row.get("speaker"):
            said[_who(row)] += 1
            asked[_who(row)] += "?" in row["text"]
    return {
        who for who, n in said.items() if n >= ENOUGH_SENTENCES and asked[who] / n >= ASKS_OFTEN
    }


def _who(row: Row) -> tuple[str, str]:
    return str(row.get("doc")), str(row.get("speaker"))
