"""Django's `migrate`, as the database's owner and on a prepared database."""

from typing import Any

import psycopg
from django.conf import settings
from django.core.management.commands.migrate import Command as Migrate

from factcheck.database import as_owner, prepare_database


class Command(Migrate):
    """The app's own role may not make tables, so this alone connects by DATABASE_OWNER_URL."""

    def handle(self, *args: Any, **options: Any) -> None:
        with as_owner():
            if not (options["plan"] or options["check_unapplied"]):
                with psycopg.connect(settings.DATABASE_OWNER_URL) as owner:
                    prepare_database(owner)
            super().handle(*args, **options)
