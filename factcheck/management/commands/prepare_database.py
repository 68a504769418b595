"""`manage.py prepare_database`: extensions and privileges, before a first `migrate` by hand."""

from typing import Any

import psycopg
from django.conf import settings
from django.core.management import BaseCommand, CommandError

from factcheck.database import prepare_database


class Command(BaseCommand):
    help = "Make the extensions and lay down what the app's role may do. Harmless to repeat."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DATABASE_OWNER_URL:
            raise CommandError("DATABASE_OWNER_URL is missing: only the owner can do this.")
        with psycopg.connect(settings.DATABASE_OWNER_URL) as owner:
            prepare_database(owner)
        self.stdout.write("The database is prepared: run `manage.py migrate` next.")
