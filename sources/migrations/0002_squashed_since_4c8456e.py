"""Keep hashes of texts, earlier texts and quarantined files; all rules of sources are here."""

from pathlib import Path

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


SQL = Path(__file__).with_name('sql')


class Migration(migrations.Migration):

    replaces = [
        ('sources', '0014_text_hashes'),
        ('sources', '0015_earlier_texts'),
        ('sources', '0016_people_by_id'),
        ('sources', '0017_quarantine'),
        ('sources', '0018_quarantined_pages'),
        ('sources', '0019_quarantine_of_texts'),
        ('sources', '0020_standard_names'),
    ]

    dependencies = [
        ('accounts', '0002_squashed_since_4c8456e'),
        ('history', '0002_squashed_since_4c8456e'),
        ('sources', '0001_squashed_until_4c8456e'),
    ]

    operations = [
        migrations.RenameField(
            model_name='capture',
            old_name='then',
            new_name='on_done',
        ),
        migrations.RenameField(
            model_name='capture',
            old_name='last_rung',
            new_name='dispatched_at',
        ),
        migrations.RenameField(
            model_name='content',
            old_name='then',
            new_name='on_done',
        ),
        migrations.RenameField(
            model_name='content',
            old_name='last_rung',
            new_name='dispatched_at',
        ),
        migrations.RenameField(
            model_name='capture',
            old_name='is_unasked',
            new_name='is_automatic',
        ),
        migrations.RenameField(
            model_name='host',
            old_name='visit',
            new_name='lease_token',
        ),
        migrations.RenameField(
            model_name='host',
            old_name='visit_until',
            new_name='lease_until',
        ),
        migrations.RenameField(
            model_name='content',
            old_name='edition',
            new_name='parser_version',
        ),
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
        migrations.CreateModel(
            name='Quarantine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64, verbose_name='of the bytes, or of the text as UTF-8')),
                ('why', models.CharField(max_length=500)),
                ('quarantined_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('released_at', models.DateTimeField(blank=True, null=True)),
                ('destroyed_at', models.DateTimeField(blank=True, null=True)),
                ('bytes_gone_at', models.DateTimeField(blank=True, null=True)),
                ('closed_with', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='others', to='sources.quarantine', verbose_name='the quarantine that is decided together with it')),
                ('destroyed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('quarantined_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('released_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('released_at', None)), fields=('sha256',), name='sources_quarantine_once_for_a_file'), models.CheckConstraint(condition=models.Q(('released_at', None), ('destroyed_at', None), _connector='OR'), name='sources_quarantine_released_or_destroyed')],
            },
        ),
        migrations.CreateModel(
            name='TextHash',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text_sha256', models.CharField(max_length=64)),
                ('article_text_sha256', models.CharField(max_length=64, verbose_name='of the main text')),
                ('hashed_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('is_found_later', models.BooleanField(default=False)),
                ('parser_version', models.CharField(blank=True, max_length=64, verbose_name='empty if a person changed the text')),
                ('snapshot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='text_hashes', to='sources.snapshot')),
            ],
        ),
        migrations.AddField(
            model_name='content',
            name='quarantined_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='since when its bytes have been in quarantine: nobody may open it'),
        ),
        migrations.AddField(
            model_name='content',
            name='set_aside',
            field=models.JSONField(blank=True, editable=False, null=True, verbose_name='title, author and description while it is in quarantine; null once they are destroyed'),
        ),
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
            model_name='snapshot',
            name='marks',
            field=models.JSONField(blank=True, default=list, verbose_name='facts about the response'),
        ),
        migrations.AlterField(
            model_name='snapshot',
            name='tls',
            field=models.JSONField(blank=True, null=True, verbose_name='the certificate that the server presented'),
        ),
        migrations.AddIndex(
            model_name='content',
            index=models.Index(condition=models.Q(('quarantined_at__isnull', False)), fields=['quarantined_at'], name='sources_content_quarantined'),
        ),
        migrations.AddConstraint(
            model_name='content',
            constraint=models.CheckConstraint(condition=models.Q(('quarantined_at', None), models.Q(('article_text', ''), ('author', ''), ('description', ''), ('html', ''), ('is_public', False), ('state', 'done'), ('text', ''), ('title', '')), _connector='OR'), name='sources_content_quarantined_is_blank'),
        ),
        migrations.RunSQL((SQL / 'captures.sql').read_text(), migrations.RunSQL.noop),
        migrations.RunSQL((SQL / 'snapshots.sql').read_text(), migrations.RunSQL.noop),
        migrations.RunSQL((SQL / 'text_hashes.sql').read_text(), migrations.RunSQL.noop),
        migrations.RunSQL((SQL / 'earlier_texts.sql').read_text(), migrations.RunSQL.noop),
        migrations.RunSQL((SQL / 'quarantine.sql').read_text(), migrations.RunSQL.noop),
    ]
