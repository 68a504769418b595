"""Feeds list checks by their last change."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reviews", "0007_seen")]

    operations = [
        migrations.AddIndex(
            model_name="publication",
            index=models.Index(fields=["-changed_at", "-id"], name="reviews_newest_changes"),
        ),
    ]
