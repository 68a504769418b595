"""`manage.py verify_published`: check that readers see what was approved and recorded."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from accounts import verification as accounts
from accounts.people import People
from history.redactions import protected_redactions
from readers.verification import docket, publications, shown_facts, stored_pages


class Command(BaseCommand):
    help = (
        "Render what readers see again from approved revisions and from history, and name"
        " each difference, also of roles. Exits with 1 if there is one."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--sample",
            type=int,
            metavar="N",
            help="check only N of the stored pages, chosen at random",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        pages = stored_pages.differences(sample=options["sample"])
        counts = {
            "checks": self._report(chain(publications.differences(), publications.lost())),
            "stored pages": self._report(pages),
            "accounts": self._report(accounts.differences()),
        }
        self._report(docket.differences())
        self._report(shown_facts.differences())
        self._list_redactions()
        told = ", ".join(f"{count} {name}" for name, count in counts.items())
        if self.bad:
            raise CommandError(f"{told}: {self.bad} differences.")
        self.stdout.write(f"{told}: readers are shown what was approved.")

    bad = 0

    def _list_redactions(self) -> None:
        """Print redacted events, which aren't differences: history says who did it and why."""
        for one in protected_redactions():
            by = People([one.by]).username(one.by)
            what = (
                f"what this event ({one.kind}) said was redacted by {by}, {one.at}: {one.why}"
            )
            self.stdout.write(f"{one.chain} #{one.seq}: {what}")

    def _report(self, found: Iterator[object]) -> int:
        """Print each difference; return how many things were compared."""
        compared = 0
        for difference in found:
            if difference is None:
                compared += 1
            else:
                self.bad += 1
                self.stdout.write(str(difference))
        return compared
