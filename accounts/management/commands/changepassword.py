"""`manage.py changepassword ada`: replaces Django's, which would end no tokens."""

import secrets

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import actions
from accounts.models import User


class Command(BaseCommand):
    help = "Give an account a new random password, printed once; its sessions and tokens end."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *, username: str, **options: object) -> None:
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"There is no account with the username {username}.")
        password = secrets.token_urlsafe(12)
        actions.change_password(user, password=password, by=User.objects.system())
        self.stdout.write(f"{username}: {password}")
