"""`manage.py redact claim:3 7 --by ada --why "…"`: erase an event's payload, as the owner."""

from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser
from django.db import transaction

from accounts.models import User
from factcheck.database import as_owner
from history.models import Event
from history.record import redact


class Command(BaseCommand):
    help = (
        "Erase the payload of one event for good, as the database's owner. History keeps who"
        " erased it, when and why. For events that publications and roles depend on,"
        " history also keeps who did what and the hash of the revision. What readers are shown"
        " does not change."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("chain", help="the chain of the event: claim:3")
        parser.add_argument("seq", type=int, help="its place in the chain: 7")
        parser.add_argument("--why", required=True, help="the reason, which history keeps")
        parser.add_argument("--by", required=True, help="the username of an admin")
        parser.add_argument(
            "--no-input", action="store_true", help="do not ask for confirmation"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with as_owner(), transaction.atomic():
            admin = admin_named(options["by"])
            event = _event(options["chain"], options["seq"])
            told = (
                f"{event.chain} #{event.seq} ({event.kind}, {event.occurred_at:%Y-%m-%d %H:%M})"
            )
            if not options["no_input"] and not is_confirmed(f"what {told} says"):
                raise CommandError("Nothing was erased.")
            redact(event.pk, why=options["why"], by=admin)
        self.stdout.write(f"Erased what {told} said. verify_published lists it.")


def admin_named(username: str) -> User:
    """The admin who decides on an erasure."""
    found: User | None = User.objects.filter(username=username).first()
    if found is None or not found.is_admin:
        raise CommandError(
            f"{username} is not an admin of this desk: --by names the admin who decides."
        )
    return found


def _event(chain: str, seq: int) -> Event:
    found = Event.objects.filter(chain=chain, seq=seq).select_related("side").first()
    if found is None:
        raise CommandError(f"There is no event {seq} in the chain {chain}.")
    if found.side.redacted_why:
        raise CommandError(f"It was redacted already: {found.side.redacted_why}")
    return found


def is_confirmed(what: str) -> bool:
    """Ask at the terminal whether this is really to be erased."""
    return input(f"Erase {what}? This cannot be undone. Type yes: ").strip() == "yes"
