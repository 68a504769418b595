"""Each text of a kept page has a row of its hashes, which never changes."""

from pathlib import Path

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

SQL = Path(__file__).with_name("sql") / "text_hashes.sql"
BACK = """
DROP TRIGGER text_has_its_hash ON sources_content;
DROP TRIGGER new_text_has_its_hash ON sources_content;
DROP FUNCTION text_has_its_hash, text_hash_is_of_the_text, text_hash_never_changes CASCADE;
DROP FUNCTION sha256_of;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('sources', '0013_take_turn'),
    ]

    operations = [
        migrations.CreateModel(
            name='TextHash',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('edition', models.CharField(blank=True, max_length=64, verbose_name='of the parser; empty where people had a hand in it')),
                ('text_sha256', models.CharField(max_length=64)),
                ('article_text_sha256', models.CharField(max_length=64, verbose_name='of the main text')),
                ('hashed_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('is_found_later', models.BooleanField(default=False)),
                ('snapshot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='text_hashes', to='sources.snapshot')),
            ],
        ),
        migrations.RunSQL(SQL.read_text(), BACK),
    ]
