"""`manage.py train_worth`: train the weights of the ranking, and write them to a file."""

import gzip
import json
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from claims.extraction.lexicon.language import FOLDER
from claims.ranking import training

LANGUAGE = "en"
KINDS = ("words", "pairs", "edges", "shapes")
HEADER = """\
# Learnt weights of the ranking, in log-odds. Written by a program; not to be edited by hand.
#
#   manage.py train_worth --data ../shared/data/worth/ct24_train.jsonl.gz
#   (needs requirements-dev.txt)
#
# Trained on {n} sentences, {positive} of them worth checking.
# Data: ClaimBuster: A Benchmark Dataset of Check-worthy Factual Claims, F. Arslan, N. Hassan,
#   C. Li, M. Tremayne, ICWSM 2020, doi 10.5281/zenodo.3609356, licence CC BY 4.0
#   (https://creativecommons.org/licenses/by/4.0/), as given out for CheckThat! 2024, task 1.
#   Changed: sentences were reduced to weights of words, pairs, edges and shapes of words.
# With {held_out} sentences held out, on those: average precision {average_precision}, F1 {f1}
#   (precision {precision}, recall {recall}). A score of 0.5 is the cut with the best F1 there.
"""


class Command(BaseCommand):
    help = "Train the ranking on labelled sentences. The same data gives the same file."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--data", required=True, metavar="FILE", help='lines {"id", "text", "label"}'
        )
        parser.add_argument("--out", metavar="FILE", help="default: the language's folder")

    def handle(self, *args: Any, **options: Any) -> None:
        rows = _rows(Path(options["data"]))
        try:
            trained = training.train_weights(rows, LANGUAGE)
        except ModuleNotFoundError as error:
            raise CommandError(f"{error.name} is needed: see requirements-dev.txt.") from None
        out = Path(options["out"] or FOLDER / LANGUAGE / "weights.toml")
        out.write_text(as_toml(trained, rows), encoding="utf-8")
        self.stdout.write(f"{out}: {json.dumps(trained.scores)}")


def _rows(path: Path) -> list[training.LabelledSentence]:
    opened = gzip.open if path.suffix == ".gz" else open
    try:
        with opened(path, "rt", encoding="utf-8") as file:
            return [json.loads(line) for line in file if line.strip()]
    except OSError as error:
        raise CommandError(f"Can't read {path}: {error.strerror}.") from None


def as_toml(trained: training.TrainedWeights, rows: list[training.LabelledSentence]) -> str:
    """Format the weights as TOML, with the same bytes for the same weights."""
    head = HEADER.format(
        n=f"{len(rows):,}",
        positive=f"{sum(int(row['label']) for row in rows):,}",
        held_out=f"{trained.scores['n']:,}",
        average_precision=f"{trained.scores['average_precision']:.3f}",
        f1=f"{trained.scores['f1']:.3f}",
        precision=f"{trained.scores['precision']:.3f}",
        recall=f"{trained.scores['recall']:.3f}",
    )
    weights = trained.weights
    parts = [f"{head}\nbase = {weights.base}\nform = {weights.form}\n"]
    for kind in KINDS:
        table = {
            gram: weight for gram, weight in weights.grams.items() if kind_of(gram) == kind
        }
        parts.append(_table(kind, table))
    parts.append(_table("features", trained.weights.features))
    return "\n".join(parts)


def kind_of(gram: str) -> str:
    """Return the table for an n-gram."""
    if gram.startswith("/"):
        return "shapes"
    if "~" in gram:
        return "edges"
    return "pairs" if " " in gram else "words"


def _table(name: str, weights: dict[str, float]) -> str:
    lines = (
        f"{json.dumps(key, ensure_ascii=False)} = {value}" for key, value in weights.items()
    )
    return f"[{name}]\n" + "\n".join(lines) + "\n"
