"""To plan the statement that leases a capture cost more than to run it: planned once a session."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql") / "take_turn.sql"
BACK = "DROP FUNCTION take_turn"


class Migration(migrations.Migration):
    dependencies = [("sources", "0012_bytes_of_erased_pages")]

    operations = [migrations.RunSQL(SQL.read_text(), BACK)]
