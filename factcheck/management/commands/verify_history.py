"""`manage.py verify_history`: recompute every chain, and compare it with the tables."""

from collections.abc import Iterator
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from history import export
from history.verify import Fault, faults, read_heads
from reviews.publication.models import Publication, PublishedVersion
from reviews.review.models import Review
from reviews.revisions.audit import Replay, Shown, Standing
from reviews.revisions.desk_part_audit import all_differences
from reviews.revisions.document import digest


class Command(BaseCommand):
    help = (
        "Recompute every chain of history, compare its replay with the reviews and what was"
        " published, and name each line that does not match. Exits with 1 if one does not."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--export",
            type=Path,
            metavar="FILE",
            help="write the verified events to FILE, for `python history/verify.py FILE`",
        )
        parser.add_argument(
            "--heads",
            type=Path,
            metavar="FILE",
            help="compare with heads stored outside: an earlier export, or its last line",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        kept_outside = read_heads(options["heads"]) if options["heads"] else None
        if kept_outside == {}:
            raise CommandError(f"{options['heads']} names no heads.")
        replay, bad = Replay(), 0
        with ExitStack() as stack:
            stack.enter_context(export.one_moment())
            heads, lines = export.heads(), export.lines()
            if options["export"]:
                file = stack.enter_context(options["export"].open("w", encoding="utf-8"))
                lines = export.exported(lines, file)
            found = chain(
                faults(replay.hear(lines), heads, kept_outside),
                _replayed(replay),
            )
            for fault in found:
                self.stdout.write(str(fault))
                bad += 1
            if options["export"]:
                export.export_heads(heads, file)
        count = sum(seq for seq, _ in heads.values())
        told = f"{count} events in {len(heads)} chains"
        if bad:
            raise CommandError(f"{told}: {bad} faults.")
        self.stdout.write(f"{told}: every chain holds, and the reviews stand where it says.")


def _replayed(replay: Replay) -> Iterator[Fault]:
    """The differences, asked for after the chains, when the replay has seen every event."""
    rows = Review.objects.order_by("claim", "pk").values_list("claim_id", "pk", "state")
    shown = chain(
        PublishedVersion.objects.values_list(
            "publication__claim_id",
            "revision__review_id",
            "revision__number",
            "revision__content",
        ).iterator(chunk_size=export.AT_ONCE),
        Publication.objects.values_list(
            "claim_id", "revision__review_id", "revision__number", "revision__content"
        ).iterator(chunk_size=export.AT_ONCE),
    )
    yield from (Fault(found.chain, 0, found.what) for found in all_differences())
    yield from replay.faults(
        (Standing(*row) for row in rows.iterator(chunk_size=export.AT_ONCE)),
        (Shown(claim, review, number, digest(text)) for claim, review, number, text in shown),
    )
