"""`manage.py evaluate`: score extraction, ranking and intake on data, without a database."""

import gzip
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypedDict, cast

from django.core.management import CommandError, CommandParser

from claims.extraction import ExtractedStatement, extract_statements
from claims.extraction.checkworthiness import THRESHOLD
from claims.extraction.evaluation import pieces, quotes, ranking
from claims.extraction.evaluation.articles import article_scores as score_articles
from claims.extraction.evaluation.passages import passage_scores as score_passages
from claims.management import article_scores, file_scores, json_lines, passage_scores
from claims.management.closed_output import PipedCommand
from claims.management.commands.worth import score_rows
from claims.ranking.training import LabelledSentence


class Command(PipedCommand):
    help = "Score extraction, ranking or the reading of files on a folder of annotated data."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "what", choices=["quotes", "worth", "files", "passages", "articles"]
        )
        parser.add_argument(
            "--data", required=True, metavar="DIR", help="the data's folder, or its parent"
        )
        parser.add_argument("--json", action="store_true", help="one object, as JSON")
        parser.add_argument(
            "--failures",
            action="store_true",
            help="passages, articles: list what was read wrong",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        what = options["what"]
        if what == "files":
            self._evaluate_files(Path(options["data"]), as_json=options["json"])
            return
        if what == "articles":
            self._evaluate_articles(Path(options["data"]), options)
            return
        folder = _folder(Path(options["data"]), what)
        if what == "passages":
            self._evaluate_passages(folder, options)
            return
        scores: Mapping[str, object] = (
            evaluate_quotes(folder) if what == "quotes" else evaluate_ranking(folder)
        )
        if options["json"]:
            self.stdout.write(json_lines.format_line(scores))
        else:
            for name, value in _flatten(scores):
                self.stdout.write(f"{name:44} {value}")

    def _evaluate_passages(self, folder: Path, options: dict[str, Any]) -> None:
        """Print the figures of each class of passage, and what was read wrong if asked."""
        results = list(passage_scores.read_passages(folder))
        scores = score_passages(results)
        table = passage_scores.as_table(scores)
        for line in [json_lines.format_line(scores)] if options["json"] else table:
            self.stdout.write(line)
        if options["failures"]:
            for line in passage_scores.failures(results):
                self.stdout.write(line)

    def _evaluate_articles(self, given: Path, options: dict[str, Any]) -> None:
        """Print the figures of each article, and what was read wrong if asked."""
        folder = given / "articles" if (given / "articles").is_dir() else given
        results = list(article_scores.read_articles(folder))
        if not results:
            raise CommandError(f"{given} has no articles with marks (*.txt and *.said).")
        scores = score_articles(results)
        table = article_scores.as_table(scores)
        for line in [json_lines.format_line(scores)] if options["json"] else table:
            self.stdout.write(line)
        if options["failures"]:
            for line in article_scores.failures(results):
                self.stdout.write(line)

    def _evaluate_files(self, given: Path, *, as_json: bool) -> None:
        """Print the figures of each kind of file, then all of them as one line of JSON."""
        folder = given / "files" if (given / "files").is_dir() else given
        if not folder.is_dir():
            raise CommandError(f"{given} isn't a folder.")
        scores = file_scores.evaluate_files(folder)
        if not as_json:
            for line in file_scores.as_table(scores):
                self.stdout.write(line)
        self.stdout.write(json_lines.format_line(scores))


class AnnotatedArticle(TypedDict):
    """An article of the data with the quotes that people marked."""

    text: str
    quotes: list[pieces.SpokenWords]


def evaluate_quotes(folder: Path) -> quotes.QuoteScores:
    """Score attribution on the annotated articles of every `*.jsonl` file in the folder."""
    return quotes.quote_scores(
        (
            pieces.statement_pieces(row["text"], row["quotes"]),
            pieces.statement_pieces(
                row["text"], [_spoken_words(one) for one in _statements(row["text"])]
            ),
        )
        for path in _files(folder)
        for row in cast("Iterator[AnnotatedArticle]", _rows(path))
    )


def _spoken_words(statement: ExtractedStatement) -> pieces.SpokenWords:
    return {
        "start": statement.start,
        "end": statement.end,
        "kind": statement.kind,
        "speaker_start": statement.speaker_start,
        "speaker_end": statement.speaker_end,
        "parts": [list(part) for part in statement.parts],
    }


def _statements(text: str) -> list[ExtractedStatement]:
    """Extract the statements of an annotated article, whose text must be stored unchanged."""
    extraction = extract_statements(text)
    if extraction.text != text:
        raise CommandError("An annotated article has line ends or characters that we change.")
    return extraction.statements


def evaluate_ranking(folder: Path) -> dict[str, str | ranking.WorthScores]:
    """Score the ranking of labelled sentences, for each file in the folder.

    Rows with a `doc` are also ranked within it, and the result has the mean over documents.
    """
    scores: dict[str, str | ranking.WorthScores] = {"set": "worth"}
    for path in _files(folder):
        rows = list(cast("Iterator[LabelledSentence]", _rows(path)))
        scores[path.name.partition(".")[0]] = _scores(list(score_rows(rows)))
    return scores


def _scores(
    rows: list[tuple[LabelledSentence, float, tuple[str, ...]]],
) -> ranking.WorthScores:
    debates: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for row, value, _ in rows:
        debates[row.get("doc", "")].append((value, row["label"]))
    scores = ranking.worth_scores([(v, row["label"]) for row, v, _ in rows], THRESHOLD)
    if set(debates) != {""}:
        mean = ranking.mean_average_precision(debates.values())
        scores["mean_average_precision"] = round(mean, 4)
    return scores


def _folder(given: Path, what: str) -> Path:
    folder = given / what if (given / what).is_dir() else given
    if not _files(folder):
        raise CommandError(f"{given} has no data to score (*.jsonl, or {what}/*.jsonl).")
    return folder


def _files(folder: Path) -> list[Path]:
    return sorted([*folder.glob("*.jsonl"), *folder.glob("*.jsonl.gz")])


def _rows(path: Path) -> Iterator[Any]:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


def _flatten(scores: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in scores.items():
        if isinstance(value, dict):
            yield from _flatten(value, f"{above}{name}.")
        else:
            yield above + name, value
