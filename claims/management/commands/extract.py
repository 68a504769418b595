"""`manage.py extract`: who said what in a text, without a database, engines or secrets."""

from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from claims.extraction import ExtractedStatement, Extraction, TextTooLong, extract_statements
from claims.management import json_lines


class Command(BaseCommand):
    help = "Print the statements found in a text, or in each article of a file."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("path", nargs="?", metavar="PATH|-", help="a text in UTF-8")
        what.add_argument(
            "--articles",
            metavar="FILE.jsonl",
            help='lines {"id", "text"}; prints lines {"id", "statements": […]}',
        )
        parser.add_argument("--json", action="store_true", help="one statement a line, as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["articles"]:
            self._read_articles(options["articles"])
            return
        try:
            reading = extract_statements(json_lines.read_text(options["path"]))
        except TextTooLong as error:
            raise CommandError(str(error)) from None
        if options["json"]:
            for statement in reading.statements:
                self.stdout.write(json_lines.format_line(statement.as_json()))
        else:
            self._list(reading)

    def _read_articles(self, path: str) -> None:
        """An article that cannot be read says so on its line, and the others are read."""
        for row in json_lines.read_rows(path):
            told: dict[str, object] = {"id": row["id"], "statements": []}
            try:
                statements = extract_statements(row["text"]).statements
            except TextTooLong as error:
                told["error"] = str(error)
            else:
                told["statements"] = [statement.as_json() for statement in statements]
            self.stdout.write(json_lines.format_line(told))
            self.stdout.flush()

    def _list(self, reading: Extraction) -> None:
        """For people: most worth checking first, with the reasons."""
        for statement in sorted(reading.statements, key=lambda found: -found.worth):
            self.stdout.write(_in_words(statement))
        left = sum(end - start for start, end in reading.left_over)
        self.stdout.write(
            f"{len(reading.statements)} statements; {left} of {len(reading.text)} characters"
            " are no text and were not read."
        )


def _in_words(statement: ExtractedStatement) -> str:
    who = statement.speaker or ("the text" if statement.kind == "narration" else "nobody named")
    denied = ", denied" if statement.denied else ""
    quote = " ".join(statement.quote.split())
    reasons = "; ".join(statement.reasons)
    return (
        f"{statement.worth:.2f}  {who} ({statement.kind}, {statement.claim_type}{denied})\n"
        f"      “{quote}”\n      {reasons}\n"
    )
