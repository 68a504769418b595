"""Django's `migrate`, as the database's owner and on a prepared database."""

from typing import Any

import psycopg
from django.core.management.commands.migrate import Command as Migrate

from factcheck.database import as_owner, owner_url, prepare_database


class Command(Migrate):
    """Migrates as the owner: the app's own role may not create tables."""

    def handle(self, *args: Any, **options: Any) -> None:
        with as_owner(url := owner_url()):
            if not (options["plan"] or options["check_unapplied"]):
                with psycopg.connect(url) as owner:
                    prepare_database(owner)
            super().handle(*args, **options)
