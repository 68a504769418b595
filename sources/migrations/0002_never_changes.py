"""Kept pages never change."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql") / "snapshots.sql"


class Migration(migrations.Migration):
    dependencies = [("sources", "0001_initial")]

    operations = [migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop)]
