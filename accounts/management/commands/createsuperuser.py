"""Replaces Django's command, which knows no roles and records no history."""

from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Names the command that creates an admin."
    requires_system_checks = []

    def handle(self, *args: object, **options: object) -> None:
        raise CommandError("Create accounts with a role: manage.py invite USERNAME admin")
