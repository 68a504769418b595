"""`manage.py invite ada editor --name "Ada Okoro"`: an account, its password printed once."""

import secrets

from django.core.management.base import BaseCommand, CommandParser

from accounts import actions
from accounts.models import Role, User


class Command(BaseCommand):
    help = "Create an account and print its random password once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("role", choices=Role.values)
        parser.add_argument("--name", default="")

    def handle(self, *, username: str, role: str, name: str, **options: object) -> None:
        password = secrets.token_urlsafe(12)
        system = User.objects.system()
        actions.invite(username=username, password=password, role=role, name=name, by=system)
        self.stdout.write(f"{username} ({role}): {password}")
