"""Without a gap between visits, whoever leaves a host is told of any capture that waits there."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql") / "leave_host.sql"


class Migration(migrations.Migration):
    dependencies = [("sources", "0010_editions_of_readers")]

    operations = [migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop)]
