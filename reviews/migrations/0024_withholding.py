"""What readers are not shown for a time, and addresses that a check may leave."""

from pathlib import Path

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

SQL = Path(__file__).with_name("sql") / "withholding.sql"


class Migration(migrations.Migration):

    dependencies = [
        ('reviews', '0023_proposed_corrections'),
        ('sources', '0013_take_turn'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
        migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop),
    ]
