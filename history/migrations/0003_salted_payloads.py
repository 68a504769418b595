"""Salt the payloads of new events, so that an erased payload cannot be guessed from its digest."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).with_name("sql") / "salted_payloads.sql"


class Migration(migrations.Migration):
    dependencies = [("history", "0002_record")]

    operations = [
        migrations.AddField(
            model_name="event",
            name="format",
            field=models.PositiveSmallIntegerField(default=1),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="payload",
            name="salt",
            field=models.CharField(default="", max_length=64),
            preserve_default=False,
        ),
        migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop),
    ]
