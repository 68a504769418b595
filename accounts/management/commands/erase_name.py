"""`manage.py erase_name ada --why "Left, and was threatened."`: see `accounts.actions`."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import actions
from accounts.models import User


class Command(BaseCommand):
    help = "Erase the name of somebody who leaves, for good, and deactivate the account."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument(
            "--why", required=True, help="stays in history: do not name the person"
        )

    def handle(self, *, username: str, why: str, **options: object) -> None:
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"There is no account with the username {username}.")
        try:
            gone = actions.erase_name(user, why=why, by=User.objects.system())
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"The name was erased; the account is now {gone.username}.")
