"""The verifiers as an operator runs them, and what somebody with a database password may do."""

from io import StringIO

import psycopg
from django.core.management import CommandError, call_command


def verify(command, *arguments):
    """What a verifier printed, line by line, and whether all was well."""
    printed = StringIO()
    try:
        call_command(command, *arguments, stdout=printed)
    except CommandError:
        return printed.getvalue().splitlines(), False
    return printed.getvalue().splitlines(), True


def forge(place, *statements):
    """Run statements as the application's role, by psycopg alone, and commit them together.

    Each is its SQL and the list of its values, and must have changed something.
    """
    with psycopg.connect(place.url) as app:
        assert app.execute("SELECT current_user").fetchone() == ("factcheck_app",)
        for statement, values in statements:
            assert app.execute(statement, values).rowcount


def spoil(place, table, statement, *values):
    """Change a table as its owner, behind its triggers, and leave these as they were."""
    with psycopg.connect(place.owner_url, autocommit=True) as owner:
        owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        changed = owner.execute(statement, values).rowcount
        triggers = owner.execute(
            "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal",
            [table],
        )
        for (name,) in triggers.fetchall():
            owner.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")
    assert changed
