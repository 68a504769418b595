"""Columns and indexes by which lists of reviews and of published checks are found."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models

FILL = """
UPDATE reviews_publication p
SET claimant_slug = r.content::jsonb -> 'claimant' ->> 'slug'
FROM reviews_revision r WHERE r.id = p.revision_id
"""


class Migration(migrations.Migration):
    dependencies = [("reviews", "0004_source")]

    operations = [
        migrations.AddField(
            model_name="publication",
            name="claimant_slug",
            field=models.SlugField(default="", max_length=80, verbose_name="whose claim it was when approved"),
            preserve_default=False,
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AddField(
            model_name="publication",
            name="search",
            field=models.GeneratedField(
                db_persist=True,
                expression=django.contrib.postgres.search.SearchVector("words", config="english"),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        migrations.AddIndex(
            model_name="publication",
            index=django.contrib.postgres.indexes.GinIndex(fields=["search"], name="reviews_check_words"),
        ),
        migrations.AddIndex(
            model_name="publication",
            index=models.Index(
                fields=["claimant_slug", "-published_at", "-id"], name="reviews_checks_of_claimant"
            ),
        ),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(fields=["state", "-id"], name="reviews_by_state"),
        ),
    ]
