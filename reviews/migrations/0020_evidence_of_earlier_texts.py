"""Evidence keeps the typed text that it was taken from. Changes of sources are settled by editors.

Until now the holder of a reopened check, a checker, could settle for readers what became of its
source. Such a change is before the editors again.
"""

import django.db.models.deletion
from django.db import migrations, models


UNSETTLE = """
UPDATE reviews_watch w
SET settled_by_id = NULL, settled_at = NULL, settled_note = ''
FROM accounts_user u
WHERE u.id = w.settled_by_id AND u.role = 'checker' AND w.next_at IS NOT NULL
"""


class Migration(migrations.Migration):

    dependencies = [
        ('reviews', '0019_readers_texts'),
        ('sources', '0015_earlier_texts'),
    ]

    operations = [
        migrations.AddField(
            model_name='evidence',
            name='earlier_text',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='sources.earliertext', verbose_name='the typed text that its words are from, if it was typed again since'),
        ),
        migrations.RunSQL(UNSETTLE, migrations.RunSQL.noop),
    ]
