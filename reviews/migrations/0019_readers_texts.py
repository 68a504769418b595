from django.db import migrations, models

KEEP = "UPDATE reviews_review SET retract_text = retract_note WHERE state = 'retracted'"


class Migration(migrations.Migration):
    """Part what readers are told of a retraction from the desk's note.

    What a retraction of before says is public already, so it is the readers' text. A request
    that still waits has a note alone: the text for readers is to be written.
    """

    dependencies = [
        ("reviews", "0018_changes_around_passages"),
    ]

    operations = [
        migrations.AddField(
            model_name="review",
            name="retract_text",
            field=models.CharField(
                blank=True,
                db_default="",
                max_length=1000,
                verbose_name="what readers are told if it is retracted",
            ),
        ),
        migrations.AlterField(
            model_name="review",
            name="drop_reason",
            field=models.CharField(
                blank=True,
                max_length=500,
                verbose_name="what readers of the docket are told",
            ),
        ),
        migrations.AlterField(
            model_name="review",
            name="retract_note",
            field=models.CharField(
                blank=True, max_length=1000, verbose_name="why, for the desk alone"
            ),
        ),
        migrations.RunSQL(KEEP, migrations.RunSQL.noop),
    ]
