"""History has one writer, and never changes."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql") / "record.sql"


class Migration(migrations.Migration):
    dependencies = [("history", "0001_initial")]

    operations = [migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop)]
