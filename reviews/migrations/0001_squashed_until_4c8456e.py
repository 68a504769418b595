"""The tables of reviews as the tree of 26 November 2026 (4c8456e) had them, and what a desk starts with."""

from typing import Any

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


SCALE = [
    ("true", 5, "True", "The claim is right and leaves out nothing that would change how it is understood."),
    ("mostly-true", 4, "Mostly true", "The claim is right in the main; a detail is wrong or missing, and it changes little."),
    ("half-true", 3, "Half true", "Part of the claim is right, but it leaves out or mixes up something that matters."),
    ("mostly-false", 2, "Mostly false", "There is something in the claim, but what matters in it is wrong."),
    ("false", 1, "False", "The claim is wrong."),
    ("unproven", None, "Unproven", "What can be found out today neither bears the claim out nor refutes it."),
    ("satire", None, "Satire, not a claim", "It was meant as satire and was taken for a report."),
]


def make_scale(apps: Any, schema_editor: object) -> None:
    Rating = apps.get_model("reviews", "Rating")
    Rating.objects.bulk_create(
        Rating(slug=slug, scale=1, ordinal=ordinal, label=label, meaning=meaning, place=place)
        for place, (slug, ordinal, label, meaning) in enumerate(SCALE, start=1)
    )


OPENING = (
    "Dear {claimant},\n\n"
    "We are {desk}, a fact-check desk. We are checking this statement, which is attributed to"
    " you:\n\n"
    "{claim}\n\n"
)
CLOSING = (
    "Please write to us by {due}. We publish what you say with the check.\n\n{name}\n{desk}"
)

TEMPLATES = [
    (
        "First request",
        "We are checking a statement of yours",
        OPENING
        + "Did you say this, and what do you base it on? We would be glad of documents or"
        " figures that we can look at, and of anything that we should know before we publish."
        "\n\n" + CLOSING + "\n{url}",
    ),
    (
        "Reminder",
        "A reminder: your statement that we are checking",
        OPENING
        + "We asked you about it and have had no answer yet. There is still time for what you"
        " want to say.\n\n" + CLOSING,
    ),
    (
        "Last call",
        "We are about to publish: your statement",
        OPENING
        + "We are about to publish. Without an answer by {due} we tell our readers that we"
        " asked and had none. What you send later we add.\n\n{name}\n{desk}",
    ),
]


def make_templates(apps: Any, _schema_editor: object) -> None:
    templates = apps.get_model("reviews", "ReplyTemplate")
    for place, (name, subject, text) in enumerate(TEMPLATES, start=1):
        templates.objects.get_or_create(
            name=name, defaults={"subject": subject, "text": text, "place": place}
        )


class Migration(migrations.Migration):

    replaces = [
        ('reviews', '0001_initial'),
        ('reviews', '0002_life'),
        ('reviews', '0003_default_scale'),
        ('reviews', '0004_source'),
        ('reviews', '0005_finding_checks'),
        ('reviews', '0006_topics_of_checks'),
        ('reviews', '0007_seen'),
        ('reviews', '0008_newest_changes'),
        ('reviews', '0009_text_limits'),
        ('reviews', '0010_evidence_that_lasts'),
        ('reviews', '0011_job_ended'),
        ('reviews', '0012_watching'),
        ('reviews', '0013_sums_and_replies'),
        ('reviews', '0014_origins_due'),
        ('reviews', '0015_words_of_passages'),
        ('reviews', '0016_sides_of_passages'),
        ('reviews', '0017_moves_beside_erased_lines'),
        ('reviews', '0018_changes_around_passages'),
    ]

    initial = True

    dependencies = [
        ('accounts', '0001_squashed_until_4c8456e'),
        ('claims', '0001_squashed_until_4c8456e'),
        ('sources', '0001_squashed_until_4c8456e'),
    ]

    operations = [
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('queued', 'Queued'), ('evidence', 'Evidence'), ('verdict', 'Verdict'), ('submitted', 'Submitted'), ('approved', 'Approved'), ('published', 'Published'), ('retracted', 'Retracted'), ('dropped', 'Dropped')], default='queued', max_length=9)),
                ('state_since', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('priority', models.SmallIntegerField(default=50)),
                ('due_on', models.DateField(blank=True, null=True)),
                ('queued_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('taken_at', models.DateTimeField(blank=True, null=True)),
                ('lease_until', models.DateTimeField(blank=True, null=True)),
                ('written_at', models.DateTimeField(blank=True, null=True)),
                ('idle_since', models.DateTimeField(blank=True, null=True)),
                ('parked_for', models.CharField(blank=True, choices=[('reply', 'reply'), ('data', 'data'), ('expert', 'expert')], max_length=6)),
                ('parked_until', models.DateField(blank=True, null=True)),
                ('sent_back', models.CharField(blank=True, max_length=500)),
                ('publish_at', models.DateTimeField(blank=True, null=True)),
                ('retract_note', models.CharField(blank=True, max_length=1000)),
                ('drop_reason', models.CharField(blank=True, max_length=500)),
                ('origins_due', models.BooleanField(db_default=False, default=False, verbose_name='its pages are to be compared, for origins')),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='claims.claim')),
                ('holder', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='holds', to=settings.AUTH_USER_MODEL)),
                ('publish_set_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('queued_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('retract_asked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(models.OrderBy(models.F('priority'), descending=True), models.OrderBy(models.F('due_on'), nulls_last=True), models.F('id'), condition=models.Q(('state', 'queued')), name='reviews_next_to_take'), models.Index(fields=['holder', 'state'], name='reviews_of_holder'), models.Index(condition=models.Q(('lease_until__isnull', False)), fields=['lease_until'], name='reviews_leased'), models.Index(fields=['state', '-id'], name='reviews_by_state'), models.Index(condition=models.Q(('origins_due', True)), fields=['id'], name='reviews_origins_due')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['dropped', 'published', 'retracted']), _negated=True), fields=('claim',), name='reviews_one_open_review_per_claim', violation_error_message='This claim is already being reviewed.'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['queued', 'published', 'retracted', 'dropped']), _negated=True), ('holder', None), _connector='OR'), name='reviews_held_only_in_work'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['evidence', 'verdict', 'submitted', 'approved']), _negated=True), ('holder__isnull', False), _connector='OR'), name='reviews_work_has_a_holder')],
            },
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('quote', models.TextField(max_length=5000, validators=[django.core.validators.MaxLengthValidator(5000)], verbose_name='the words as given')),
                ('passage', models.TextField(blank=True, verbose_name="the page's own words")),
                ('start', models.PositiveIntegerField(blank=True, null=True)),
                ('end', models.PositiveIntegerField(blank=True, null=True)),
                ('anchored', models.BooleanField(blank=True, null=True)),
                ('near_passage', models.TextField(blank=True, verbose_name='much the same words on the page')),
                ('near_percent', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('stance', models.CharField(choices=[('supports', 'Supports'), ('refutes', 'Refutes'), ('context', 'Context')], max_length=8)),
                ('primary', models.BooleanField(default=False)),
                ('origin', models.CharField(blank=True, max_length=200)),
                ('note', models.CharField(blank=True, max_length=1000)),
                ('is_confidential', models.BooleanField(default=False)),
                ('described_as', models.CharField(blank=True, max_length=300, verbose_name='what readers are told instead')),
                ('added_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_note', models.CharField(blank=True, max_length=500)),
                ('figure', models.DecimalField(blank=True, decimal_places=10, max_digits=30, null=True, verbose_name='the number that it gives')),
                ('figure_period', models.CharField(blank=True, max_length=80)),
                ('figure_place', models.CharField(blank=True, max_length=80)),
                ('figure_unit', models.CharField(blank=True, max_length=40)),
                ('interest', models.CharField(blank=True, max_length=300, verbose_name='what the publisher has at stake, as readers are told')),
                ('point', models.CharField(blank=True, max_length=300, verbose_name='the point of the claim that it bears on')),
                ('prefix', models.CharField(blank=True, max_length=64, verbose_name='the words just before it')),
                ('suffix', models.CharField(blank=True, max_length=64, verbose_name='the words just after it')),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('capture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='sources.capture')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='reviews.review')),
                ('snapshot', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='sources.snapshot')),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['number'],
                'indexes': [django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.SearchVector('passage', config='english'), name='reviews_evidence_words')],
                'constraints': [models.UniqueConstraint(fields=('review', 'number'), name='reviews_evidence_number'), models.CheckConstraint(condition=models.Q(('snapshot__isnull', False), ('capture__isnull', False), _connector='OR'), name='reviews_evidence_has_a_page', violation_error_message='Evidence needs a page: an address or a kept page.'), models.CheckConstraint(condition=models.Q(models.Q(('anchored', True), _negated=True), models.Q(('snapshot__isnull', False), models.Q(('passage', ''), _negated=True)), _connector='OR'), name='reviews_anchored_means_passage'), models.CheckConstraint(condition=models.Q(('is_confidential', False), models.Q(('described_as', ''), _negated=True), _connector='OR'), name='reviews_confidential_is_described', violation_error_message='Say how readers are told of it: it is confidential.')],
            },
        ),
        migrations.CreateModel(
            name='ReplyTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, unique=True)),
                ('subject', models.CharField(max_length=200)),
                ('text', models.TextField(max_length=5000)),
                ('place', models.PositiveSmallIntegerField(default=0, verbose_name='where it stands in the list')),
            ],
            options={
                'ordering': ['place', 'name'],
            },
        ),
        migrations.CreateModel(
            name='Author',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='authors', to='reviews.review')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('review', 'user'), name='reviews_author_once')],
            },
        ),
        migrations.CreateModel(
            name='Watch',
            fields=[
                ('evidence', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='watch', serialize=False, to='reviews.evidence')),
                ('page', models.CharField(blank=True, choices=[('same', 'the page is the same'), ('changed', 'the page has changed'), ('moved', 'the page has moved'), ('gone', 'the page is gone'), ('walled', 'the page is behind a wall'), ('unreachable', 'the page cannot be reached')], max_length=11)),
                ('passage', models.CharField(blank=True, choices=[('exact', 'exact'), ('moved', 'moved'), ('near', 'near match'), ('absent', 'not on the page now')], max_length=6)),
                ('since', models.DateTimeField(blank=True, null=True, verbose_name='when it was first seen so')),
                ('looked_at', models.DateTimeField(blank=True, null=True)),
                ('looks', models.PositiveIntegerField(default=0)),
                ('next_at', models.DateTimeField(blank=True, null=True, verbose_name='null: by button alone')),
                ('start', models.PositiveIntegerField(blank=True, null=True)),
                ('end', models.PositiveIntegerField(blank=True, null=True)),
                ('near_percent', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('detail', models.CharField(blank=True, max_length=500, verbose_name='what the last look says, in a sentence')),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('settled_note', models.CharField(blank=True, max_length=500)),
                ('address', models.URLField(blank=True, max_length=2048, verbose_name='where it is looked for')),
                ('began_at', models.DateTimeField(blank=True, null=True, verbose_name='since when it is looked at by itself')),
                ('failed_looks', models.PositiveSmallIntegerField(default=0, verbose_name='looks in a row that failed')),
                ('failing_since', models.DateTimeField(blank=True, null=True)),
                ('around', models.JSONField(blank=True, default=list, verbose_name='kinds of change around words that still stand, until settled')),
                ('around_at', models.DateTimeField(blank=True, null=True, verbose_name='when such a change was first seen; null: there is none')),
                ('seen_around', models.JSONField(blank=True, default=list, verbose_name='kinds of change that were settled then')),
                ('seen_at', models.DateTimeField(blank=True, null=True)),
                ('capture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sources.capture')),
                ('copy', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sources.snapshot', verbose_name='a later copy put in by hand that is still being read')),
                ('copy_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('found', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sources.snapshot', verbose_name='the page as the last look found it')),
                ('seen', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sources.snapshot', verbose_name='the page as whoever settled it last has seen it')),
                ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('capture', None), ('next_at__isnull', False)), fields=['next_at'], name='reviews_watch_due'), models.Index(condition=models.Q(('capture__isnull', False)), fields=['capture'], name='reviews_watch_looking'), models.Index(condition=models.Q(models.Q(('page__in', ('gone', 'walled', 'unreachable')), ('passage__in', ('near', 'absent')), _connector='OR'), ('settled_at', None)), fields=['since'], name='reviews_watch_trouble'), django.contrib.postgres.indexes.HashIndex(fields=['address'], name='reviews_watch_address'), models.Index(condition=models.Q(('around_at__isnull', False)), fields=['around_at'], name='reviews_watch_around')],
            },
        ),
        migrations.CreateModel(
            name='Rating',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=40)),
                ('scale', models.PositiveSmallIntegerField(default=1, verbose_name='version of the scale')),
                ('ordinal', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('label', models.CharField(max_length=40)),
                ('meaning', models.CharField(max_length=300)),
                ('place', models.PositiveSmallIntegerField(verbose_name='order on pages')),
            ],
            options={
                'ordering': ['place'],
                'constraints': [models.UniqueConstraint(fields=('scale', 'slug'), name='reviews_rating_per_scale')],
            },
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('review', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, serialize=False, to='reviews.review')),
                ('version', models.PositiveIntegerField(default=1)),
                ('conclusion', models.CharField(blank=True, max_length=300)),
                ('body', models.TextField(blank=True, max_length=200000, validators=[django.core.validators.MaxLengthValidator(200000)])),
                ('saved_at', models.DateTimeField(blank=True, null=True)),
                ('rating', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='reviews.rating')),
                ('saved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='ReplyRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_on', models.DateField(blank=True, null=True)),
                ('how', models.CharField(blank=True, max_length=100)),
                ('due_on', models.DateField(blank=True, null=True)),
                ('reply', models.TextField(blank=True, max_length=5000, validators=[django.core.validators.MaxLengthValidator(5000)])),
                ('replied_on', models.DateField(blank=True, null=True)),
                ('not_asked_because', models.CharField(blank=True, max_length=300)),
                ('noted_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('message', models.TextField(blank=True, max_length=5000, validators=[django.core.validators.MaxLengthValidator(5000)], verbose_name='what we wrote')),
                ('whom', models.CharField(blank=True, max_length=200, verbose_name='empty: the claimant')),
                ('answer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sources.snapshot', verbose_name='the answer as a file that we keep')),
                ('asked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('noted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='reviews.review')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('asked_on__isnull', False), models.Q(('not_asked_because', ''), _negated=True), _connector='OR'), name='reviews_asked_or_why_not', violation_error_message='Say when you asked, or why you did not ask.')],
            },
        ),
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('content', models.TextField()),
                ('hash', models.CharField(max_length=64)),
                ('author_ids', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ('submitted_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='revisions', to='reviews.review')),
                ('submitted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('review', 'number'), name='reviews_revision_number')],
            },
        ),
        migrations.CreateModel(
            name='Publication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=100, unique=True)),
                ('published_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('changed_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('retracted_at', models.DateTimeField(blank=True, null=True)),
                ('retraction', models.CharField(blank=True, max_length=1000)),
                ('rating_slug', models.SlugField(max_length=40)),
                ('words', models.TextField(verbose_name='what search looks in')),
                ('claimant_slug', models.SlugField(max_length=80, verbose_name='whose claim it was when approved')),
                ('search', models.GeneratedField(db_persist=True, expression=django.contrib.postgres.search.SearchVector('words', config='english'), output_field=django.contrib.postgres.search.SearchVectorField())),
                ('topics', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, default=list, size=None)),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='publications', to='claims.claim')),
                ('published_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='publications', to='reviews.review')),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reviews.revision')),
            ],
            options={
                'indexes': [models.Index(fields=['-published_at', '-id'], name='reviews_newest_checks'), django.contrib.postgres.indexes.GinIndex(fields=['search'], name='reviews_check_words'), models.Index(fields=['claimant_slug', '-published_at', '-id'], name='reviews_checks_of_claimant'), django.contrib.postgres.indexes.GinIndex(fields=['topics'], name='reviews_check_topics'), models.Index(fields=['-changed_at', '-id'], name='reviews_newest_changes')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('retracted_at', None)), fields=('claim',), name='reviews_one_live_publication_per_claim', violation_error_message='This claim has a live publication already.')],
            },
        ),
        migrations.CreateModel(
            name='PublishedVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('published_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('approved_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('publication', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='reviews.publication')),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reviews.revision')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('publication', 'number'), name='reviews_published_version_number')],
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('minor', 'Minor'), ('update', 'Update'), ('substantial', 'Substantial'), ('retraction', 'Retraction')], max_length=11)),
                ('text', models.CharField(max_length=1000)),
                ('corrected_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('corrected_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('publication', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='reviews.publication')),
                ('after', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reviews.publishedversion')),
                ('before', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reviews.publishedversion')),
            ],
            options={
                'ordering': ['-corrected_at'],
            },
        ),
        migrations.CreateModel(
            name='Approval',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('given_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('approver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='approvals', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='approvals', to='reviews.revision')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('revision',), name='reviews_one_standing_approval')],
            },
        ),
        migrations.CreateModel(
            name='Search',
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
                ('finder', models.CharField(max_length=30)),
                ('asked_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('found', models.PositiveSmallIntegerField(default=0)),
                ('ended_at', models.DateTimeField(editable=False, null=True, verbose_name='when its last attempt ended')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='searches', to='reviews.review')),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(condition=models.Q(('state__in', ['waiting', 'running'])), fields=['run_after'], name='reviews_search_due'), models.Index(condition=models.Q(('state', 'done')), fields=['ended_at'], name='reviews_search_done'), models.Index(condition=models.Q(('state', 'failed')), fields=['ended_at'], name='reviews_search_failed')],
                'constraints': [models.UniqueConstraint(fields=('review', 'finder'), name='reviews_search_once_per_finder')],
            },
        ),
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('url', models.URLField(max_length=2048)),
                ('title', models.CharField(blank=True, max_length=500)),
                ('publisher', models.CharField(blank=True, max_length=200)),
                ('published_on', models.DateField(blank=True, null=True)),
                ('snippet', models.TextField(blank=True, verbose_name='what the finder itself says of it')),
                ('about', models.JSONField(blank=True, default=dict, verbose_name='facts that only this finder gives')),
                ('passage', models.TextField(blank=True, verbose_name='the sentence of the page that bears on it')),
                ('start', models.PositiveIntegerField(blank=True, null=True)),
                ('words', models.JSONField(default=list, verbose_name='words of the claim that the passage has')),
                ('rank', models.FloatField(default=0.0, verbose_name='0 to 1, by the passage')),
                ('state', models.CharField(choices=[('proposed', 'Proposed'), ('taken', 'Taken'), ('dismissed', 'Dismissed')], default='proposed', max_length=9)),
                ('found_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('capture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sources.capture')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='reviews.review')),
                ('snapshot', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sources.snapshot')),
                ('search', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='reviews.search')),
            ],
            options={
                'ordering': ['-rank', 'pk'],
                'indexes': [models.Index(condition=models.Q(('capture__isnull', False), ('snapshot', None)), fields=['capture'], name='reviews_proposal_on_its_way')],
                'constraints': [models.UniqueConstraint(fields=('review', 'url'), name='reviews_proposal_once_per_page')],
            },
        ),
        migrations.CreateModel(
            name='Seen',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seen_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seen', to='reviews.review')),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='reviews.revision')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('user', 'revision'), name='reviews_seen_once')],
            },
        ),
        migrations.CreateModel(
            name='SettledWords',
            fields=[
                ('statement', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='settled', serialize=False, to='claims.statement')),
                ('settled_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('note', models.CharField(blank=True, max_length=500)),
                ('settled_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='SharedOrigin',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('percent', models.PositiveSmallIntegerField(verbose_name='how much of the shorter text is in the other')),
                ('words', models.TextField(verbose_name='the longest words that both have')),
                ('found_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('is_one', models.BooleanField(blank=True, null=True, verbose_name='as a person decided')),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('first', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='reviews.evidence')),
                ('second', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='reviews.evidence')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('first', 'second'), name='reviews_shared_origin_once'), models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='reviews_shared_origin_ordered')],
            },
        ),
        migrations.CreateModel(
            name='Source',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('added_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('capture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sources.capture')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sources', to='reviews.review')),
                ('snapshot', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sources.snapshot')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('snapshot__isnull', False), ('capture__isnull', False), _connector='OR'), name='reviews_source_has_a_page', violation_error_message='A source needs a page: an address or a file.')],
            },
        ),
        migrations.CreateModel(
            name='Standard',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('origins_needed', models.PositiveSmallIntegerField(default=0, verbose_name='independent origins needed')),
                ('reply_needed', models.BooleanField(default=False, verbose_name='the claimant was asked, or it is said why not')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='reviews_one_standard')],
            },
        ),
        migrations.CreateModel(
            name='Sum',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('label', models.CharField(max_length=120, verbose_name='what it works out')),
                ('expression', models.CharField(max_length=300)),
                ('unit', models.CharField(blank=True, max_length=40, verbose_name='of the result')),
                ('decimals', models.PositiveSmallIntegerField(default=2)),
                ('added_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sums', to='reviews.review')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('decimals__lte', 10)), name='reviews_sum_decimals')],
            },
        ),
        migrations.CreateModel(
            name='DraftSave',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField()),
                ('session', models.CharField(max_length=40, verbose_name='the tab that saved')),
                ('counter', models.PositiveIntegerField(verbose_name='its how-manieth save')),
                ('conclusion', models.CharField(blank=True, max_length=300)),
                ('body', models.TextField(blank=True)),
                ('saved_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('saved_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('rating', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='reviews.rating')),
                ('draft', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saves', to='reviews.draft')),
            ],
            options={
                'ordering': ['-version'],
                'constraints': [models.UniqueConstraint(fields=('draft', 'session', 'counter'), name='reviews_draft_save_once'), models.UniqueConstraint(fields=('draft', 'version'), name='reviews_one_save_per_version')],
            },
        ),
        migrations.RunPython(make_scale, migrations.RunPython.noop),
        migrations.RunPython(make_templates, migrations.RunPython.noop),
    ]
