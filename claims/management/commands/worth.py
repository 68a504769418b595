"""`manage.py worth`: how much each sentence of a file is worth checking, without a database."""

from typing import Any

from django.core.management import BaseCommand, CommandParser

from claims.extraction.claim_types import claim_type
from claims.extraction.cues import Cues
from claims.extraction.language import load
from claims.extraction.quantities import find_numbers
from claims.extraction.worth import worth
from claims.management import lines

LANGUAGE = "en"


class Command(BaseCommand):
    help = (
        'Score sentences from 0 to 1: lines {"id", "text"}, with "doc" and "speaker" where they'
        ' are known, become lines {"id", "worth"}.'
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", metavar="FILE.jsonl")

    def handle(self, *args: Any, **options: Any) -> None:
        for row in lines.rows(options["path"]):
            value, reasons = score(row["text"], str(row.get("speaker") or ""))
            told = {"id": row["id"], "worth": value, "reasons": list(reasons)}
            self.stdout.write(lines.as_line(told))


def score(sentence: str, speaker: str) -> tuple[float, tuple[str, ...]]:
    """The worth of a sentence that stands alone, and the reasons.

    By the reader's own tests and weights, with no article around it: the speaker is as given,
    and a sentence without one is the paper's own.
    """
    numbers = find_numbers(sentence, LANGUAGE)
    kind = "direct" if speaker else "narration"
    type_ = claim_type(
        sentence,
        cue="",
        kind=kind,
        numbers=numbers,
        cues=Cues(load(LANGUAGE)),
        language=LANGUAGE,
    )
    return worth(
        sentence,
        claim_type=type_,
        numbers=numbers,
        speaker=speaker or None,
        is_named=bool(speaker),
        is_said=bool(speaker),
        language=LANGUAGE,
    )
