"""Files that may be illegal to possess: nobody opens them, and no new copy is parsed."""

from pathlib import Path

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

SQL = Path(__file__).with_name("sql") / "quarantine.sql"
BACK = """
DROP TRIGGER quarantined_again ON sources_content;
DROP TRIGGER quarantine_holds ON sources_content;
DROP FUNCTION quarantined_again, quarantine_holds, quarantined_since;
DROP FUNCTION quarantine_is_not_deleted CASCADE;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('sources', '0016_people_by_id'),
        ('accounts', '0006_public_ids'),
        ('history', '0003_salted_payloads'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Quarantine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64, verbose_name='of the bytes')),
                ('why', models.CharField(max_length=500)),
                ('quarantined_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('released_at', models.DateTimeField(blank=True, null=True)),
                ('destroyed_at', models.DateTimeField(blank=True, null=True)),
                ('bytes_gone_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.AddField(
            model_name='content',
            name='quarantined_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='since when nobody may open it: its bytes are in quarantine'),
        ),
        migrations.AddConstraint(
            model_name='content',
            constraint=models.CheckConstraint(condition=models.Q(('quarantined_at', None), models.Q(('article_text', ''), ('html', ''), ('is_public', False), ('state', 'done'), ('text', '')), _connector='OR'), name='sources_content_quarantined_is_blank'),
        ),
        migrations.AddField(
            model_name='quarantine',
            name='destroyed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='quarantine',
            name='quarantined_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='quarantine',
            name='released_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='quarantine',
            constraint=models.UniqueConstraint(condition=models.Q(('released_at', None)), fields=('sha256',), name='sources_quarantine_once_for_a_file'),
        ),
        migrations.AddConstraint(
            model_name='quarantine',
            constraint=models.CheckConstraint(condition=models.Q(('released_at', None), ('destroyed_at', None), _connector='OR'), name='sources_quarantine_released_or_destroyed'),
        ),
        migrations.RunSQL(SQL.read_text(), BACK),
    ]
