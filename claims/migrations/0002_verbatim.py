"""What was said stays verbatim."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql") / "verbatim.sql"


class Migration(migrations.Migration):
    dependencies = [("claims", "0001_initial")]

    operations = [migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop)]
