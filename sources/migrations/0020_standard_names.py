"""Name columns and functions of captures, hosts and texts by standard words."""

from pathlib import Path

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

SQL = Path(__file__).with_name("sql") / "standard_names.sql"


class Migration(migrations.Migration):

    dependencies = [
        ("sources", "0019_quarantine_of_texts"),
        ("accounts", "0009_pen_names_of_one_person"),
        ("history", "0005_more_protected_redactions"),
    ]

    operations = [
        migrations.RenameField('capture', 'then', 'on_done'),
        migrations.RenameField('capture', 'last_rung', 'dispatched_at'),
        migrations.RenameField('content', 'then', 'on_done'),
        migrations.RenameField('content', 'last_rung', 'dispatched_at'),
        migrations.RenameField('capture', 'is_unasked', 'is_automatic'),
        migrations.RenameField('host', 'visit', 'lease_token'),
        migrations.RenameField('host', 'visit_until', 'lease_until'),
        migrations.RenameField('content', 'edition', 'parser_version'),
        migrations.RenameField('texthash', 'edition', 'parser_version'),
        migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop),
        migrations.AlterField(
            model_name='capture',
            name='host',
            field=models.CharField(blank=True, max_length=253, verbose_name='the host whose lease it needs'),
        ),
        migrations.AlterField(
            model_name='capture',
            name='is_automatic',
            field=models.BooleanField(default=False, verbose_name='requested by a program, not a person: robots.txt is obeyed'),
        ),
        migrations.AlterField(
            model_name='content',
            name='bytes_gone_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='when the storage had removed all of its bytes; empty until then'),
        ),
        migrations.AlterField(
            model_name='content',
            name='canonical_url',
            field=models.URLField(blank=True, max_length=2048, verbose_name='the address that the page gives as its own, if it differs'),
        ),
        migrations.AlterField(
            model_name='content',
            name='description',
            field=models.CharField(blank=True, max_length=500, verbose_name='what it is, in the words of the person who uploaded it'),
        ),
        migrations.AlterField(
            model_name='content',
            name='licence',
            field=models.CharField(blank=True, max_length=100, verbose_name='the licence under which we may show all of it'),
        ),
        migrations.AlterField(
            model_name='content',
            name='links',
            field=models.JSONField(blank=True, default=list, verbose_name='the links of the page, in its order: {url, text}'),
        ),
        migrations.AlterField(
            model_name='content',
            name='listed',
            field=models.JSONField(blank=True, default=list, verbose_name='statements that the file lists, by position in the main text'),
        ),
        migrations.AlterField(
            model_name='content',
            name='notes',
            field=models.JSONField(blank=True, default=list, verbose_name='what could not be read, in sentences'),
        ),
        migrations.AlterField(
            model_name='content',
            name='parser_version',
            field=models.CharField(blank=True, max_length=64, verbose_name='of the parser that found all of the above; empty if a person changed any of it'),
        ),
        migrations.AlterField(
            model_name='content',
            name='quarantined_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='since when its bytes have been in quarantine: nobody may open it'),
        ),
        migrations.AlterField(
            model_name='content',
            name='times',
            field=models.JSONField(blank=True, default=list, verbose_name='where each moment of a recording begins in the main text: [position, seconds]'),
        ),
        migrations.AlterField(
            model_name='content',
            name='typed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who typed the text from an image or a scan'),
        ),
        migrations.AlterField(
            model_name='host',
            name='free_at',
            field=models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='when the next request may start'),
        ),
        migrations.AlterField(
            model_name='host',
            name='lease_token',
            field=models.UUIDField(blank=True, null=True, verbose_name='the lease of the running request'),
        ),
        migrations.AlterField(
            model_name='host',
            name='lease_until',
            field=models.DateTimeField(blank=True, null=True, verbose_name='when that lease expires'),
        ),
        migrations.AlterField(
            model_name='host',
            name='robots',
            field=models.TextField(blank=True, verbose_name='its robots.txt when we last fetched it'),
        ),
        migrations.AlterField(
            model_name='host',
            name='robots_refuses_all',
            field=models.BooleanField(default=False, verbose_name='the host failed to deliver its robots.txt'),
        ),
        migrations.AlterField(
            model_name='quarantine',
            name='closed_with',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='others', to='sources.quarantine', verbose_name='the quarantine that is decided together with it'),
        ),
        migrations.AlterField(
            model_name='snapshot',
            name='marks',
            field=models.JSONField(blank=True, default=list, verbose_name='facts about the response'),
        ),
        migrations.AlterField(
            model_name='snapshot',
            name='tls',
            field=models.JSONField(blank=True, null=True, verbose_name='the certificate that the server presented'),
        ),
        migrations.AlterField(
            model_name='texthash',
            name='parser_version',
            field=models.CharField(blank=True, max_length=64, verbose_name='empty if a person changed the text'),
        ),
    ]
