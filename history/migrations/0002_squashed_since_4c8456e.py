"""Salt payloads; let only the owner redact what the verifiers replay. All rules of history are here."""

from pathlib import Path

from django.db import migrations, models


SQL = Path(__file__).with_name('sql')


class Migration(migrations.Migration):

    replaces = [
        ('history', '0003_salted_payloads'),
        ('history', '0004_protected_redactions'),
        ('history', '0005_more_protected_redactions'),
    ]

    dependencies = [
        ('history', '0001_squashed_until_4c8456e'),
    ]

    operations = [
        migrations.AddField(
            model_name='event',
            name='format',
            field=models.PositiveSmallIntegerField(default=1),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='payload',
            name='salt',
            field=models.CharField(default='', max_length=64),
            preserve_default=False,
        ),
        migrations.RunSQL((SQL / 'record.sql').read_text(), migrations.RunSQL.noop),
    ]
