"""Keeping a fetched page, and leaving a host, in one statement each; kept bytes by their hash."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).with_name("sql") / "keep_page.sql"
BACK = "DROP FUNCTION keep_page; DROP FUNCTION leave_host"


class Migration(migrations.Migration):
    dependencies = [("sources", "0007_licences_and_descriptions")]

    operations = [
        migrations.RunSQL(SQL.read_text(), BACK),
        migrations.AddIndex(
            model_name="snapshot",
            index=models.Index(fields=["sha256"], name="sources_snapshot_of_bytes"),
        ),
    ]
