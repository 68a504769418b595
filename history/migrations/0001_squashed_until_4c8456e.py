"""The tables of history as the tree of 26 November 2026 (4c8456e) had them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('history', '0001_initial'),
        ('history', '0002_record'),
    ]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('chain', models.CharField(max_length=80)),
                ('seq', models.PositiveBigIntegerField()),
                ('kind', models.CharField(max_length=60)),
                ('actor', models.CharField(max_length=150)),
                ('role', models.CharField(max_length=20)),
                ('request', models.CharField(max_length=64)),
                ('occurred_at', models.DateTimeField()),
                ('payload_sha256', models.CharField(max_length=64)),
                ('previous', models.CharField(max_length=64)),
                ('hash', models.CharField(max_length=64)),
                ('transaction', models.BigIntegerField()),
            ],
            options={
                'default_permissions': ('view',),
                'indexes': [models.Index(fields=['transaction'], name='history_event_transaction')],
                'constraints': [models.UniqueConstraint(fields=('chain', 'seq'), name='history_one_event_per_place')],
            },
        ),
        migrations.CreateModel(
            name='Head',
            fields=[
                ('chain', models.CharField(max_length=80, primary_key=True, serialize=False)),
                ('seq', models.PositiveBigIntegerField()),
                ('hash', models.CharField(max_length=64)),
            ],
            options={
                'default_permissions': ('view',),
            },
        ),
        migrations.CreateModel(
            name='Payload',
            fields=[
                ('event', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='side', serialize=False, to='history.event')),
                ('text', models.TextField()),
                ('redacted_by', models.CharField(max_length=150)),
                ('redacted_why', models.CharField(max_length=300)),
                ('redacted_at', models.DateTimeField(null=True)),
            ],
            options={
                'default_permissions': ('view',),
            },
        ),
    ]
