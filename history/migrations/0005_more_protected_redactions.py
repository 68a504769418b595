"""The owner alone redacts the other events that `verify_published` replays, too.

With a redacted event the application's role could have hidden what contradicts a forged row.
The application itself redacts none of these kinds.
"""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql") / "more_protected_redactions.sql"


class Migration(migrations.Migration):
    dependencies = [("history", "0004_protected_redactions")]

    operations = [migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop)]
