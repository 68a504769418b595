"""Text that was typed off a page and typed again since, kept for the evidence taken from it."""

from pathlib import Path

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

SQL = Path(__file__).with_name("sql") / "earlier_texts.sql"
BACK = "DROP FUNCTION earlier_text_never_changes, earlier_text_was_hashed CASCADE"


class Migration(migrations.Migration):

    dependencies = [
        ('sources', '0014_text_hashes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='EarlierText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(blank=True)),
                ('pages', models.JSONField(blank=True, default=list, verbose_name='where each page of a scan begins in the text')),
                ('typed_at', models.DateTimeField(null=True)),
                ('replaced_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('snapshot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='earlier_texts', to='sources.snapshot')),
                ('typed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.RunSQL(SQL.read_text(), BACK),
    ]
