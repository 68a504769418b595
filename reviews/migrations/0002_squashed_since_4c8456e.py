"""Withhold, propose, keep desk parts; all rules that the database has for reviews are here."""

from pathlib import Path
from typing import Any

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


SQL = Path(__file__).with_name('sql')


def say_when_the_standard_was_set(apps: Any, schema_editor: object) -> None:
    """Who set the one row that there was, and when, is in the history."""
    told = apps.get_model("history", "Event").objects.filter(chain="site", kind="set-standard")
    if newest := told.order_by("-seq").first():
        users = apps.get_model("accounts", "User").objects.filter(username=newest.actor)
        apps.get_model("reviews", "Standard").objects.update(
            set_at=newest.occurred_at, set_by=users.first()
        )


class Migration(migrations.Migration):

    replaces = [
        ('reviews', '0019_readers_texts'),
        ('reviews', '0020_evidence_of_earlier_texts'),
        ('reviews', '0021_claims_without_marks'),
        ('reviews', '0022_privacy'),
        ('reviews', '0023_proposed_corrections'),
        ('reviews', '0024_withholding'),
        ('reviews', '0025_standards_in_versions'),
        ('reviews', '0026_corrected_reports'),
        ('reviews', '0027_scale_never_changes'),
        ('reviews', '0028_proposed_changes'),
        ('reviews', '0029_slugs_of_private_people'),
        ('reviews', '0030_due_time'),
        ('reviews', '0031_next_by_due_time'),
        ('reviews', '0032_archive_links_proposed'),
        ('reviews', '0033_names_hidden_in_every_check'),
        ('reviews', '0034_withheld_spellings'),
        ('reviews', '0035_standard_names'),
        ('reviews', '0036_calculations'),
        ('reviews', '0037_desk_parts'),
    ]

    dependencies = [
        ('accounts', '0002_squashed_since_4c8456e'),
        ('claims', '0002_squashed_since_4c8456e'),
        ('history', '0002_squashed_since_4c8456e'),
        ('reviews', '0001_squashed_until_4c8456e'),
        ('sources', '0002_squashed_since_4c8456e'),
    ]

    operations = [
        migrations.RenameField(
            model_name='search',
            old_name='then',
            new_name='on_done',
        ),
        migrations.RenameField(
            model_name='search',
            old_name='last_rung',
            new_name='dispatched_at',
        ),
        migrations.RenameModel(
            old_name='Sum',
            new_name='Calculation',
        ),
        migrations.AlterModelOptions(
            name='standard',
            options={'ordering': ['-version']},
        ),
        migrations.RemoveConstraint(
            model_name='calculation',
            name='reviews_sum_decimals',
        ),
        migrations.RemoveConstraint(
            model_name='standard',
            name='reviews_one_standard',
        ),
        migrations.RemoveIndex(
            model_name='review',
            name='reviews_next_to_take',
        ),
        migrations.AddField(
            model_name='evidence',
            name='earlier_text',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='sources.earliertext', verbose_name='the typed text that its words are from, if it was typed again since'),
        ),
        migrations.AddField(
            model_name='publication',
            name='privacy_changed_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='when something in it last became private, or public again'),
        ),
        migrations.AddField(
            model_name='review',
            name='due_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='review',
            name='retract_text',
            field=models.CharField(blank=True, db_default='', max_length=1000, verbose_name='what readers are told if it is retracted'),
        ),
        migrations.AddField(
            model_name='standard',
            name='policy',
            field=models.TextField(blank=True, max_length=20000, verbose_name='what no software can know'),
        ),
        migrations.AddField(
            model_name='standard',
            name='reason',
            field=models.CharField(blank=True, max_length=300, verbose_name='why it was set'),
        ),
        migrations.AddField(
            model_name='standard',
            name='set_at',
            field=models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), null=True),
        ),
        migrations.AddField(
            model_name='standard',
            name='set_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='standard',
            name='template',
            field=models.CharField(choices=[('ifcn', 'IFCN'), ('efcsn', 'EFCSN'), ('default', 'The default')], default='default', max_length=10, verbose_name='made from'),
        ),
        migrations.AddField(
            model_name='standard',
            name='version',
            field=models.PositiveSmallIntegerField(default=1, unique=True),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='standard',
            name='why_needed',
            field=models.BooleanField(default=False, verbose_name='it is said why we check the claim'),
        ),
        migrations.AlterField(
            model_name='calculation',
            name='label',
            field=models.CharField(max_length=120, verbose_name='what it calculates'),
        ),
        migrations.AlterField(
            model_name='calculation',
            name='review',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calculations', to='reviews.review'),
        ),
        migrations.AlterField(
            model_name='publication',
            name='claimant_slug',
            field=models.SlugField(blank=True, max_length=80, verbose_name='whose claim it was when approved; empty for a private person'),
        ),
        migrations.AlterField(
            model_name='review',
            name='drop_reason',
            field=models.CharField(blank=True, max_length=500, verbose_name='what readers of the docket are told'),
        ),
        migrations.AlterField(
            model_name='review',
            name='due_on',
            field=models.DateField(blank=True, help_text='The day of `due_at`.', null=True),
        ),
        migrations.AlterField(
            model_name='review',
            name='priority',
            field=models.SmallIntegerField(default=50, validators=[django.core.validators.MinValueValidator(0, 'Priority goes from 0 to 100.'), django.core.validators.MaxValueValidator(100, 'Priority goes from 0 to 100.')]),
        ),
        migrations.AlterField(
            model_name='review',
            name='retract_note',
            field=models.CharField(blank=True, max_length=1000, verbose_name='why, for the desk alone'),
        ),
        migrations.AddIndex(
            model_name='review',
            index=models.Index(models.OrderBy(models.F('priority'), descending=True), models.OrderBy(models.F('due_at'), nulls_last=True), models.F('id'), condition=models.Q(('state', 'queued')), name='reviews_next_to_take'),
        ),
        migrations.AddConstraint(
            model_name='calculation',
            constraint=models.CheckConstraint(condition=models.Q(('decimals__lte', 10)), name='reviews_calculation_decimals'),
        ),
        migrations.CreateModel(
            name='CorrectedReport',
            fields=[
                ('report', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='led_to', serialize=False, to='claims.tip')),
                ('is_credited', models.BooleanField(verbose_name='its sender wished that readers are told')),
                ('correction', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='reviews.correction')),
            ],
        ),
        migrations.CreateModel(
            name='DeskPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.CharField(max_length=60)),
                ('salt', models.CharField(blank=True, max_length=64)),
                ('text', models.TextField(blank=True)),
                ('erased_at', models.DateTimeField(blank=True, null=True)),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='desk_parts', to='reviews.revision')),
            ],
            options={
                'ordering': ['place'],
                'constraints': [models.UniqueConstraint(fields=('revision', 'place'), name='reviews_one_desk_part_at_a_place')],
            },
        ),
        migrations.CreateModel(
            name='OldAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=100, unique=True)),
                ('is_withheld', models.BooleanField(default=False, verbose_name='answers 451 for good')),
                ('moved_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('publication', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='old_addresses', to='reviews.publication')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='ProposedChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('copy', 'who may have the archived copy'), ('title', 'what an archived page is called'), ('publisher', 'who publishes an archived page'), ('archive-link', 'that an archive has the page'), ('claimant', 'what is known of a claimant'), ('spelling', "another spelling of a claimant's name"), ('source-change', 'that a changed source is settled')], max_length=13)),
                ('before', models.JSONField(default=dict)),
                ('after', models.JSONField(default=dict)),
                ('state', models.CharField(choices=[('proposed', 'Proposed'), ('confirmed', 'Confirmed'), ('refused', 'Refused')], default='proposed', max_length=9)),
                ('proposed_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='why it was refused')),
                ('claimant', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='claims.claimant')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('snapshot', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sources.snapshot')),
                ('watch', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='proposed_changes', to='reviews.watch')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state', 'proposed')), fields=['proposed_at'], name='reviews_changes_waiting')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('claimant', None), ('snapshot__isnull', False), ('watch', None)), models.Q(('claimant__isnull', False), ('snapshot', None), ('watch', None)), models.Q(('claimant', None), ('snapshot', None), ('watch__isnull', False)), _connector='OR'), name='reviews_change_has_one_subject'), models.CheckConstraint(condition=models.Q(models.Q(('decided_by', None), ('state', 'proposed')), models.Q(models.Q(('state', 'proposed'), _negated=True), ('decided_by__isnull', False)), _connector='OR'), name='reviews_change_decided_by_somebody')],
            },
        ),
        migrations.CreateModel(
            name='ProposedCorrection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('minor', 'Minor'), ('update', 'Update'), ('substantial', 'Substantial')], max_length=11)),
                ('text', models.CharField(max_length=1000, verbose_name='what readers are told')),
                ('note', models.CharField(blank=True, max_length=1000, verbose_name='for the desk alone')),
                ('asked_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_of', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('review', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='proposed_correction', to='reviews.review')),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reviews.revision')),
            ],
        ),
        migrations.CreateModel(
            name='Withholding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(choices=[('check', 'The whole check'), ('version', 'One version'), ('passage', 'A passage'), ('copy', 'An archived page'), ('name', 'A name'), ('words', 'Words, for law or privacy')], max_length=7)),
                ('words', models.TextField(blank=True, max_length=5000, validators=[django.core.validators.MaxLengthValidator(5000)])),
                ('instead', models.CharField(blank=True, max_length=80, verbose_name='what stands instead of a name')),
                ('reason', models.CharField(max_length=1000, verbose_name='for the desk alone')),
                ('withheld_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('confirm_by', models.DateTimeField(verbose_name='by when a second editor confirms, or it ends')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('ask_again_at', models.DateTimeField(verbose_name='when both editors are asked whether it is needed still')),
                ('lifted_at', models.DateTimeField(blank=True, null=True)),
                ('lapsed_at', models.DateTimeField(blank=True, null=True)),
                ('spellings', models.JSONField(blank=True, default=list, verbose_name='other spellings that are withheld with a name')),
                ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('lifted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('publication', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='withholdings', to='reviews.publication')),
                ('snapshot', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='withholdings', to='sources.snapshot')),
                ('version', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='withholdings', to='reviews.publishedversion')),
                ('withheld_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('lapsed_at', None), ('lifted_at', None)), fields=['publication'], name='reviews_withheld_now')],
                'constraints': [models.CheckConstraint(condition=models.Q(('confirmed_by', models.F('withheld_by')), _negated=True), name='reviews_withholding_second_editor', violation_error_message='Another editor than the one who withheld it confirms.'), models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at', None), ('confirmed_by', None)), models.Q(('confirmed_at__isnull', False), ('confirmed_by__isnull', False)), _connector='OR'), name='reviews_withholding_confirmed_by_somebody'), models.CheckConstraint(condition=models.Q(models.Q(('version__isnull', False), ('what', 'version')), models.Q(models.Q(('what', 'version'), _negated=True), ('version', None)), _connector='OR'), name='reviews_withholding_names_a_version', violation_error_message='Say which version.'), models.CheckConstraint(condition=models.Q(models.Q(('snapshot__isnull', False), ('what', 'copy')), models.Q(models.Q(('what', 'copy'), _negated=True), ('snapshot', None)), _connector='OR'), name='reviews_withholding_names_a_copy', violation_error_message='Say which archived page.'), models.CheckConstraint(condition=models.Q(models.Q(('what__in', ['passage', 'name', 'words']), models.Q(('words', ''), _negated=True)), models.Q(models.Q(('what__in', ['passage', 'name', 'words']), _negated=True), ('words', '')), _connector='OR'), name='reviews_withholding_names_words', violation_error_message='Give the exact words.')],
            },
        ),
        migrations.RunPython(say_when_the_standard_was_set, migrations.RunPython.noop),
        migrations.RunSQL((SQL / 'existing_rows.sql').read_text(), migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('due_at', None), ('due_on', None)), models.Q(('due_at__isnull', False), ('due_on__isnull', False)), _connector='OR'), name='reviews_due_day_of_due_time'),
        ),
        migrations.RunSQL((SQL / 'life.sql').read_text(), migrations.RunSQL.noop),
        migrations.RunSQL((SQL / 'publishing.sql').read_text(), migrations.RunSQL.noop),
        migrations.RunSQL((SQL / 'withholding.sql').read_text(), migrations.RunSQL.noop),
        migrations.RunSQL((SQL / 'desk_parts.sql').read_text(), migrations.RunSQL.noop),
    ]
