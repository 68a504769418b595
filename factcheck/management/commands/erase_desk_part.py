"""`manage.py erase_desk_part 5 2 evidence/1/note --by ada --why "…"`: erase one secret."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError, CommandParser
from django.db import transaction

from factcheck.database import as_owner
from factcheck.management.commands.redact import admin_named, is_confirmed
from reviews.revisions.erasure import erase_desk_part
from reviews.revisions.models import Revision


class Command(BaseCommand):
    help = (
        "Erase one part of what the desk alone sees of a version of a check (a confidential"
        " passage, a note, a message, its authors) for good, as the database's owner. The hash"
        " of the version still verifies; history keeps who erased it, when and why."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("review", type=int, help="the number of the review: 5")
        parser.add_argument("version", type=int, help="which of its versions: 2")
        parser.add_argument("place", help="which part: evidence/1/note")
        parser.add_argument("--why", required=True, help="the reason, which history keeps")
        parser.add_argument("--by", required=True, help="the username of an admin")
        parser.add_argument(
            "--no-input", action="store_true", help="do not ask for confirmation"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with as_owner(), transaction.atomic():
            admin = admin_named(options["by"])
            found = Revision.objects.filter(
                review=options["review"], number=options["version"]
            ).first()
            if found is None:
                raise CommandError("There is no such version.")
            told = f"{options['place']} of {found}"
            if not options["no_input"] and not is_confirmed(told):
                raise CommandError("Nothing was erased.")
            try:
                erase_desk_part(found, options["place"], why=options["why"], by=admin)
            except ValidationError as error:
                raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"Erased {told}. Its hash still verifies.")
