"""The topics that a published check was approved with, to find it by."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models

FILL = """
UPDATE reviews_publication p
SET topics = ARRAY(SELECT jsonb_array_elements_text(r.content::jsonb -> 'claim' -> 'topics'))
FROM reviews_revision r WHERE r.id = p.revision_id
"""


class Migration(migrations.Migration):
    dependencies = [("reviews", "0005_finding_checks")]

    operations = [
        migrations.AddField(
            model_name="publication",
            name="topics",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=60), blank=True, default=list, size=None
            ),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="publication",
            index=django.contrib.postgres.indexes.GinIndex(fields=["topics"], name="reviews_check_topics"),
        ),
    ]
