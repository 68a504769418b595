"""The life of a review, guarded by the database."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql") / "life.sql"


class Migration(migrations.Migration):
    dependencies = [("reviews", "0001_initial"), ("history", "0002_record")]

    operations = [migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop)]
