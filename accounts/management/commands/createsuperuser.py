"""In place of Django's, which knows no roles and writes no history."""

from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Says which command makes an admin."
    requires_system_checks = []

    def handle(self, *args: object, **options: object) -> None:
        raise CommandError("Accounts are made with a role: manage.py invite USERNAME admin")
