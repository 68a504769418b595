"""Set titles aside with a quarantined file, and decide on what was closed together once."""

from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

FOLDER = Path(__file__).with_name("sql")
HOLDS = (FOLDER / "quarantine_titles.sql").read_text()
NOW_CLOSED = """
UPDATE sources_content SET title = '', author = '', description = '',
    set_aside = jsonb_build_object('title', title, 'author', author, 'description', description)
WHERE quarantined_at IS NOT NULL
"""


class Migration(migrations.Migration):

    dependencies = [
        ('sources', '0018_quarantined_pages'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='content',
            name='sources_content_quarantined_is_blank',
        ),
        migrations.AddField(
            model_name='content',
            name='set_aside',
            field=models.JSONField(blank=True, editable=False, null=True, verbose_name='title, author and description while it is in quarantine; null once they are destroyed'),
        ),
        migrations.RunSQL(NOW_CLOSED, migrations.RunSQL.noop),
        migrations.RunSQL(HOLDS, migrations.RunSQL.noop),
        migrations.AddField(
            model_name='quarantine',
            name='closed_with',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='others', to='sources.quarantine', verbose_name='the quarantine that it is decided on with'),
        ),
        migrations.AlterField(
            model_name='quarantine',
            name='sha256',
            field=models.CharField(max_length=64, verbose_name='of the bytes, or of the text as UTF-8'),
        ),
        migrations.AddConstraint(
            model_name='content',
            constraint=models.CheckConstraint(condition=models.Q(('quarantined_at', None), models.Q(('article_text', ''), ('author', ''), ('description', ''), ('html', ''), ('is_public', False), ('state', 'done'), ('text', ''), ('title', '')), _connector='OR'), name='sources_content_quarantined_is_blank'),
        ),
    ]
