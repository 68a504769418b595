"""The owner alone redacts what the verifiers replay, and the redaction keeps who and what."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql") / "protected_redactions.sql"


class Migration(migrations.Migration):
    dependencies = [("history", "0003_salted_payloads")]

    operations = [migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop)]
