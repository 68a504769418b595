"""`manage.py prepare_database`: extensions and privileges, before a first `migrate` by hand."""

from typing import Any

import psycopg
from django.core.management import BaseCommand

from factcheck.database import owner_url, prepare_database


class Command(BaseCommand):
    help = "Create the extensions and grant the app's role its rights. Safe to repeat."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        with psycopg.connect(owner_url()) as owner:
            prepare_database(owner)
        self.stdout.write("The database is prepared: run `manage.py migrate` next.")
