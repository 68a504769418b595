"""The tables of sources as the tree of 26 November 2026 (4c8456e) had them."""

import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('sources', '0001_initial'),
        ('sources', '0002_never_changes'),
        ('sources', '0003_formats'),
        ('sources', '0004_canonical_url'),
        ('sources', '0005_evidence_that_lasts'),
        ('sources', '0006_job_ended'),
        ('sources', '0007_licences_and_descriptions'),
        ('sources', '0008_keep_page'),
        ('sources', '0009_addresses_of_pages'),
        ('sources', '0010_editions_of_readers'),
        ('sources', '0011_leave_host'),
        ('sources', '0012_bytes_of_erased_pages'),
        ('sources', '0013_take_turn'),
    ]

    initial = True

    dependencies = [
        ('accounts', '0001_squashed_until_4c8456e'),
    ]

    operations = [
        migrations.CreateModel(
            name='Snapshot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('url', models.URLField(blank=True, max_length=2048)),
                ('final_url', models.URLField(blank=True, max_length=2048)),
                ('sha256', models.CharField(max_length=64, verbose_name='of the body as received')),
                ('size', models.PositiveBigIntegerField()),
                ('media_type', models.CharField(max_length=100)),
                ('charset', models.CharField(blank=True, max_length=40)),
                ('status', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('marks', models.JSONField(blank=True, default=list, verbose_name='facts about the answer')),
                ('ip', models.GenericIPAddressField(blank=True, null=True)),
                ('tls', models.JSONField(blank=True, null=True, verbose_name='the certificate that was shown')),
                ('by_hand', models.BooleanField(default=False)),
                ('kept_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('warc_sha256', models.CharField(blank=True, max_length=64, verbose_name='of the record of the exchange; empty where there was none')),
                ('warc_size', models.PositiveBigIntegerField(default=0)),
                ('kept_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['sha256'], name='sources_snapshot_of_bytes'), django.contrib.postgres.indexes.HashIndex(fields=['url'], name='sources_snapshot_of_url'), django.contrib.postgres.indexes.HashIndex(fields=['final_url'], name='sources_snapshot_of_final_url')],
            },
        ),
        migrations.CreateModel(
            name='Host',
            fields=[
                ('name', models.CharField(max_length=253, primary_key=True, serialize=False)),
                ('free_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='when the next visit may begin')),
                ('visit', models.UUIDField(blank=True, null=True, verbose_name='who is there now')),
                ('visit_until', models.DateTimeField(blank=True, null=True, verbose_name='when that visit counts as over, whatever became of it')),
                ('robots', models.TextField(blank=True, verbose_name='its robots.txt as last read')),
                ('robots_read_at', models.DateTimeField(blank=True, null=True)),
                ('robots_refuses_all', models.BooleanField(default=False, verbose_name='robots.txt could not be had for a fault of the host')),
            ],
        ),
        migrations.CreateModel(
            name='Publisher',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name='Conversation',
            fields=[
                ('snapshot', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, serialize=False, to='sources.snapshot')),
                ('with_whom', models.CharField(max_length=200)),
                ('role', models.CharField(blank=True, max_length=200, verbose_name='who that is')),
                ('medium', models.CharField(choices=[('call', 'Call'), ('interview', 'Interview'), ('meeting', 'Meeting'), ('message', 'Message')], max_length=9)),
                ('terms', models.CharField(choices=[('on-record', 'on the record'), ('background', 'on background, without the name'), ('off-record', 'off the record')], max_length=10)),
                ('held_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Capture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('running', 'Running'), ('done', 'Done'), ('failed', 'Failed')], default='waiting', editable=False, max_length=8)),
                ('run_after', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('attempts', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('lease_until', models.DateTimeField(editable=False, null=True)),
                ('lease_token', models.UUIDField(editable=False, null=True)),
                ('last_rung', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('failure', models.CharField(blank=True, default='', editable=False, max_length=20)),
                ('detail', models.CharField(blank=True, default='', editable=False, max_length=500)),
                ('then', models.CharField(blank=True, default='', editable=False, max_length=60)),
                ('url', models.URLField(max_length=2048)),
                ('asked_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('hops', models.JSONField(blank=True, default=list)),
                ('host', models.CharField(blank=True, max_length=253, verbose_name='whose turn it waits for')),
                ('is_unasked', models.BooleanField(default=False, verbose_name='a program asks, not a person: robots.txt is heard')),
                ('ended_at', models.DateTimeField(editable=False, null=True, verbose_name='when its last attempt ended')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ('snapshot', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='captures', to='sources.snapshot')),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(condition=models.Q(('state__in', ['waiting', 'running'])), fields=['run_after'], name='sources_capture_due'), models.Index(condition=models.Q(('state', 'waiting')), fields=['host', 'run_after'], name='sources_capture_of_host'), models.Index(condition=models.Q(('state', 'done')), fields=['ended_at'], name='sources_capture_done'), models.Index(condition=models.Q(('state', 'failed')), fields=['ended_at'], name='sources_capture_failed')],
            },
        ),
        migrations.CreateModel(
            name='ArchivedCopy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('url', models.URLField(max_length=2048)),
                ('archived_at', models.DateTimeField(blank=True, null=True)),
                ('found_by', models.CharField(blank=True, max_length=30, verbose_name='the finder that found it')),
                ('noted_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('noted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ('snapshot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='archived_copies', to='sources.snapshot')),
            ],
            options={
                'ordering': ['archived_at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('snapshot', 'url'), name='sources_archived_copy_once')],
            },
        ),
        migrations.CreateModel(
            name='Content',
            fields=[
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('running', 'Running'), ('done', 'Done'), ('failed', 'Failed')], default='waiting', editable=False, max_length=8)),
                ('run_after', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('attempts', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('lease_until', models.DateTimeField(editable=False, null=True)),
                ('lease_token', models.UUIDField(editable=False, null=True)),
                ('last_rung', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('failure', models.CharField(blank=True, default='', editable=False, max_length=20)),
                ('detail', models.CharField(blank=True, default='', editable=False, max_length=500)),
                ('then', models.CharField(blank=True, default='', editable=False, max_length=60)),
                ('snapshot', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, serialize=False, to='sources.snapshot')),
                ('title', models.CharField(blank=True, max_length=500)),
                ('published_on', models.DateField(blank=True, null=True)),
                ('language', models.CharField(blank=True, max_length=12)),
                ('text', models.TextField(blank=True)),
                ('article_text', models.TextField(blank=True)),
                ('html', models.TextField(blank=True)),
                ('marks', models.JSONField(blank=True, default=list)),
                ('pages', models.JSONField(blank=True, default=list, verbose_name='where each page of a PDF begins in the text')),
                ('is_public', models.BooleanField(default=False, help_text='Our own document, or one under an open licence.')),
                ('listed', models.JSONField(blank=True, default=list, verbose_name='statements as a list gives them, in places of the main text')),
                ('notes', models.JSONField(blank=True, default=list, verbose_name='what could not be read of it, in sentences')),
                ('times', models.JSONField(blank=True, default=list, verbose_name='where each moment of a recording begins in the main text: [place, seconds]')),
                ('canonical_url', models.URLField(blank=True, max_length=2048, verbose_name='what the page calls its address, where that is another')),
                ('author', models.CharField(blank=True, max_length=200)),
                ('erased_at', models.DateTimeField(blank=True, null=True)),
                ('erased_why', models.CharField(blank=True, max_length=500, verbose_name='what the tombstone says')),
                ('links', models.JSONField(blank=True, default=list, verbose_name='where the page leads, in its order: {url, text}')),
                ('typed_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(editable=False, null=True, verbose_name='when its last attempt ended')),
                ('description', models.CharField(blank=True, max_length=500, verbose_name='what it is, in the words of who put it in')),
                ('licence', models.CharField(blank=True, max_length=100, verbose_name='what leaves us free to show it whole')),
                ('edition', models.CharField(blank=True, max_length=64, verbose_name='of the readers that found all of the above; empty where people had a hand in it')),
                ('bytes_gone_at', models.DateTimeField(blank=True, null=True, verbose_name='when the store had none of its bytes any more; empty while they are to be removed')),
                ('erased_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('publisher', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='sources.publisher')),
                ('typed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who typed the text off an image or a scan')),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(condition=models.Q(('state__in', ['waiting', 'running'])), fields=['run_after'], name='sources_content_due'), models.Index(condition=models.Q(('state', 'done')), fields=['ended_at'], name='sources_content_done'), models.Index(condition=models.Q(('state', 'failed')), fields=['ended_at'], name='sources_content_failed'), models.Index(condition=models.Q(('bytes_gone_at', None), ('erased_at__isnull', False)), fields=['erased_at'], name='sources_content_bytes_to_go')],
                'constraints': [models.CheckConstraint(condition=models.Q(('bytes_gone_at', None), ('erased_at__isnull', False), _connector='OR'), name='sources_content_bytes_go_if_erased')],
            },
        ),
    ]
