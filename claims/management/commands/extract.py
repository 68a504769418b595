"""`manage.py extract`: print who said what in a text, without a database or secrets."""

from argparse import ArgumentTypeError
from datetime import date, datetime
from typing import Any, NotRequired, TypedDict

from django.core.management import CommandError, CommandParser

from claims.extraction import ExtractedStatement, Extraction, TextTooLong, extract_statements
from claims.extraction.statements.statement import StatementJson
from claims.management import json_lines
from claims.management.closed_output import PipedCommand


class ArticleLine(TypedDict):
    """One line of the output for `--articles`."""

    id: Any
    statements: list[StatementJson]
    error: NotRequired[str]
    unread_from: NotRequired[int]


class Command(PipedCommand):
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
        parser.add_argument("--json", action="store_true", help="one JSON object per statement")
        parser.add_argument(
            "--date",
            type=_day,
            metavar="YYYY-MM-DD",
            help='the day to which "on Tuesday" refers; by default the dateline\'s',
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["articles"]:
            self._extract_articles(options["articles"], options["date"])
            return
        try:
            extraction = extract_statements(
                json_lines.read_text(options["path"]), published_on=options["date"]
            )
        except TextTooLong as error:
            raise CommandError(str(error)) from None
        if extraction.unread_sentence:
            self.stderr.write(extraction.unread_sentence)
        if options["json"]:
            for statement in extraction.statements:
                self.stdout.write(json_lines.format_line(statement.as_json()))
        else:
            self._print_list(extraction)

    def _extract_articles(self, path: str, day: date | None) -> None:
        """Print the statements of each article. The line of one that is too long says so."""
        for row in json_lines.read_rows(path):
            line: ArticleLine = {"id": row["id"], "statements": []}
            try:
                found = extract_statements(row["text"], published_on=day)
            except TextTooLong as error:
                line["error"] = str(error)
            else:
                line["statements"] = [statement.as_json() for statement in found]
                if found.unread_from is not None:
                    line["unread_from"] = found.unread_from
            self.stdout.write(json_lines.format_line(line))
            self.stdout.flush()

    def _print_list(self, extraction: Extraction) -> None:
        """Print statements for people: those most worth checking first, with the reasons."""
        for statement in sorted(extraction.statements, key=lambda found: -found.worth):
            self.stdout.write(_in_words(statement))
        left = sum(end - start for start, end in extraction.left_over)
        self.stdout.write(
            f"{len(extraction.statements)} statements; {left} of {len(extraction.text)}"
            " characters are no text and were not read."
        )


def _day(words: str) -> date:
    try:
        return datetime.strptime(words, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        raise ArgumentTypeError(
            f"{words!r} isn't a day. Write it as YYYY-MM-DD, such as 2026-03-03."
        ) from None


def _in_words(statement: ExtractedStatement) -> str:
    nobody = "the text" if statement.kind == "narration" else "nobody named"
    who = statement.speaker or " or ".join(statement.speaker_candidates) or nobody
    denied = ", denied" if statement.denied else ""
    quote = " ".join(statement.quote.split())
    reasons = "; ".join(statement.reasons)
    return (
        f"{statement.worth:.2f}  {who} ({statement.kind}, {statement.claim_type}{denied})\n"
        f"      “{quote}”\n      {reasons}\n"
    )
