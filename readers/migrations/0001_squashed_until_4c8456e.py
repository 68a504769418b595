"""The stored pages of readers as the tree of 26 November 2026 (4c8456e) had them."""

import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('readers', '0001_initial'),
    ]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='StoredPage',
            fields=[
                ('path', models.CharField(max_length=200, primary_key=True, serialize=False)),
                ('stamp', models.CharField(max_length=130)),
                ('etag', models.CharField(max_length=64)),
                ('headers', models.JSONField(default=list)),
                ('body', models.BinaryField()),
                ('gzip', models.BinaryField()),
                ('brotli', models.BinaryField()),
                ('stored_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
        ),
    ]
