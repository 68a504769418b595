"""Mark private texts, hide names, set words aside; all rules that the database has for claims are here."""

from pathlib import Path

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


SQL = Path(__file__).with_name('sql')


class Migration(migrations.Migration):

    replaces = [
        ('claims', '0015_words_compared'),
        ('claims', '0016_privacy'),
        ('claims', '0017_existing_private_texts'),
        ('claims', '0018_reports_that_a_check_is_wrong'),
        ('claims', '0019_claimant_kinds'),
        ('claims', '0020_words_set_aside'),
        ('claims', '0021_hidden_names'),
        ('claims', '0022_standard_names'),
        ('claims', '0023_ranking_preferences'),
        ('claims', '0024_plain_english'),
    ]

    dependencies = [
        ('accounts', '0002_squashed_since_4c8456e'),
        ('claims', '0001_squashed_until_4c8456e'),
        ('sources', '0002_squashed_since_4c8456e'),
    ]

    operations = [
        migrations.RenameField(
            model_name='article',
            old_name='then',
            new_name='on_done',
        ),
        migrations.RenameField(
            model_name='article',
            old_name='last_rung',
            new_name='dispatched_at',
        ),
        migrations.RenameField(
            model_name='feed',
            old_name='then',
            new_name='on_done',
        ),
        migrations.RenameField(
            model_name='feed',
            old_name='last_rung',
            new_name='dispatched_at',
        ),
        migrations.RenameField(
            model_name='leftover',
            old_name='then',
            new_name='on_done',
        ),
        migrations.RenameField(
            model_name='leftover',
            old_name='last_rung',
            new_name='dispatched_at',
        ),
        migrations.RenameField(
            model_name='letter',
            old_name='then',
            new_name='on_done',
        ),
        migrations.RenameField(
            model_name='letter',
            old_name='last_rung',
            new_name='dispatched_at',
        ),
        migrations.RenameField(
            model_name='secondreading',
            old_name='then',
            new_name='on_done',
        ),
        migrations.RenameField(
            model_name='secondreading',
            old_name='last_rung',
            new_name='dispatched_at',
        ),
        migrations.RenameField(
            model_name='unpacking',
            old_name='then',
            new_name='on_done',
        ),
        migrations.RenameField(
            model_name='unpacking',
            old_name='last_rung',
            new_name='dispatched_at',
        ),
        migrations.AlterModelTable(
            name='leaning',
            table='claims_leaning',
        ),
        migrations.RenameModel(
            old_name='Leaning',
            new_name='RankingPreference',
        ),
        migrations.RemoveConstraint(
            model_name='tip',
            name='claims_tip_says_something',
        ),
        migrations.CreateModel(
            name='HiddenNamesVersion',
            fields=[
                ('id', models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('version', models.UUIDField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='claims_one_hidden_names_version')],
            },
        ),
        migrations.CreateModel(
            name='SetAside',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text_sha256', models.CharField(max_length=64, verbose_name='hash of the text in UTF-8')),
                ('words', models.JSONField(null=True, verbose_name='null once they are destroyed')),
                ('article', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='set_aside', to='claims.article')),
                ('quarantine', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='set_aside', to='sources.quarantine')),
                ('tip', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='set_aside', to='claims.tip')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('article', None), ('tip__isnull', False)), models.Q(('article__isnull', False), ('tip', None)), _connector='OR'), name='claims_set_aside_of_one')],
            },
        ),
        migrations.AddField(
            model_name='article',
            name='privacy_set_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who decided whether it is private, instead of the rule'),
        ),
        migrations.AddField(
            model_name='article',
            name='private_because',
            field=models.CharField(blank=True, choices=[('mail', 'It is an e-mail, or came with one.'), ('tip', 'A reader sent it.'), ('unnamed', 'Nobody said who published it, or where it can be read.'), ('marked', 'Somebody at the desk marked it as private.')], help_text='empty if it is public', max_length=7, verbose_name='why readers may not see it'),
        ),
        migrations.AddField(
            model_name='article',
            name='quarantined_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='when it was put in quarantine'),
        ),
        migrations.AddField(
            model_name='claim',
            name='compared_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='claim',
            name='compared_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='claim',
            name='compared_with',
            field=models.CharField(blank=True, max_length=200, verbose_name='recording or document with which the words were compared'),
        ),
        migrations.AddField(
            model_name='claim',
            name='docket',
            field=models.CharField(blank=True, choices=[('shown', 'Shown'), ('withheld', 'Withheld')], help_text="empty for the desk's default", max_length=8, verbose_name='whether the docket shows its words'),
        ),
        migrations.AddField(
            model_name='claimant',
            name='described_as',
            field=models.CharField(blank=True, help_text='for example “a resident of Elm Street”; by default “a private person”', max_length=100, verbose_name="what readers see instead of a private person's name"),
        ),
        migrations.AddField(
            model_name='claimant',
            name='kind_guessed',
            field=models.BooleanField(default=False, verbose_name='whether the kind is a guess by name and role'),
        ),
        migrations.AddField(
            model_name='claimant',
            name='name_hidden',
            field=models.BooleanField(db_default=False, default=False, verbose_name="whether a private person's name is hidden in every check"),
        ),
        migrations.AddField(
            model_name='statement',
            name='released_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='the editor who lets the docket show its words after it was declined'),
        ),
        migrations.AddField(
            model_name='tip',
            name='disputed_version',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='the version of the check that the sender read'),
        ),
        migrations.AddField(
            model_name='tip',
            name='disputes',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='claims.claim', verbose_name='the claim whose check is disputed'),
        ),
        migrations.AddField(
            model_name='tip',
            name='quarantined_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='when it was put in quarantine'),
        ),
        migrations.AddField(
            model_name='tip',
            name='wants_credit',
            field=models.BooleanField(default=False, verbose_name='a correction may say that a reader found it'),
        ),
        migrations.AlterField(
            model_name='article',
            name='addresses',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, default=list, size=None, verbose_name='addresses of its page: requested, final and canonical'),
        ),
        migrations.AlterField(
            model_name='article',
            name='copy_of',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='copies', to='claims.article', verbose_name='the earlier article with the same text'),
        ),
        migrations.AlterField(
            model_name='article',
            name='listed',
            field=models.JSONField(blank=True, default=list, verbose_name='statements of an uploaded list: start, end, speaker, said_on, url'),
        ),
        migrations.AlterField(
            model_name='article',
            name='notes',
            field=models.JSONField(blank=True, default=list, verbose_name='warnings about the text, as sentences'),
        ),
        migrations.AlterField(
            model_name='article',
            name='once',
            field=models.UUIDField(blank=True, null=True, unique=True, verbose_name='idempotency key of the sender'),
        ),
        migrations.AlterField(
            model_name='article',
            name='replaces',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='claims.article', verbose_name='the previous version'),
        ),
        migrations.AlterField(
            model_name='article',
            name='sketch',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), blank=True, default=list, size=None, verbose_name='hashes of some of its word sequences, to find copies'),
        ),
        migrations.AlterField(
            model_name='article',
            name='times',
            field=models.JSONField(blank=True, default=list, verbose_name='where times of a recording are in the text: [offset, seconds]'),
        ),
        migrations.AlterField(
            model_name='claimant',
            name='kind',
            field=models.CharField(blank=True, choices=[('person', 'a person'), ('organization', 'an organization'), ('private-person', 'a private person')], help_text='empty if unknown', max_length=14),
        ),
        migrations.AlterField(
            model_name='entry',
            name='name',
            field=models.CharField(max_length=500, verbose_name='its id in the feed or, without one, its address'),
        ),
        migrations.AlterField(
            model_name='feed',
            name='asked_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='last request to its site'),
        ),
        migrations.AlterField(
            model_name='feed',
            name='offered',
            field=models.JSONField(blank=True, default=list, verbose_name='feeds that the page at this address links to: url, title'),
        ),
        migrations.AlterField(
            model_name='feed',
            name='take_first',
            field=models.PositiveSmallIntegerField(default=10, validators=[django.core.validators.MaxValueValidator(200)], verbose_name='entries that become articles at the first poll'),
        ),
        migrations.AlterField(
            model_name='secondreading',
            name='kept',
            field=models.PositiveIntegerField(default=0, verbose_name='proposed statements found in the text'),
        ),
        migrations.AlterField(
            model_name='secondreading',
            name='model',
            field=models.CharField(blank=True, max_length=200, verbose_name='name of the model'),
        ),
        migrations.AlterField(
            model_name='secondreading',
            name='proposed',
            field=models.PositiveIntegerField(default=0, verbose_name='statements that it proposed'),
        ),
        migrations.AlterField(
            model_name='statement',
            name='base_worth',
            field=models.FloatField(blank=True, null=True, verbose_name="worth before the desk's preferences changed it"),
        ),
        migrations.AlterField(
            model_name='statement',
            name='carried_from',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='carried_to', to='claims.statement', verbose_name='the same words in the previous version'),
        ),
        migrations.AlterField(
            model_name='statement',
            name='found_by',
            field=models.CharField(choices=[('reader', 'automatic extraction'), ('second-reader', 'the second reader'), ('list', 'an uploaded list'), ('person', 'a person')], default='reader', max_length=13),
        ),
        migrations.AlterField(
            model_name='statement',
            name='said_on',
            field=models.DateField(blank=True, null=True, verbose_name='date it was said according to the text'),
        ),
        migrations.AlterField(
            model_name='statement',
            name='splits',
            field=models.JSONField(blank=True, default=list, verbose_name='spans that can be checked separately'),
        ),
        migrations.AlterField(
            model_name='tip',
            name='likeness',
            field=models.CharField(blank=True, max_length=64, verbose_name='hash of the link or, without one, of the words'),
        ),
        migrations.AlterField(
            model_name='tip',
            name='state',
            field=models.CharField(choices=[('received', 'Received'), ('read', 'accepted and being read'), ('answered', 'Answered'), ('spam', 'closed as spam'), ('withdrawn', 'withdrawn by its sender')], default='received', max_length=9),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(models.Func('text', function='sha256_of'), condition=models.Q(('text', ''), _negated=True), name='claims_article_of_text'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(condition=models.Q(('quarantined_at__isnull', False)), fields=['quarantined_at'], name='claims_article_quarantined'),
        ),
        migrations.AddIndex(
            model_name='claimant',
            index=models.Index(condition=models.Q(('kind', 'private-person'), ('name_hidden', True)), fields=['id'], name='claims_hidden_names'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(('quarantined_at', None), models.Q(('text', ''), ('title', '')), _connector='OR'), name='claims_article_quarantined_is_blank'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('compared_at', None), ('compared_by', None), ('compared_with', '')), models.Q(models.Q(('compared_with', ''), _negated=True), ('compared_at__isnull', False), ('compared_by__isnull', False)), _connector='OR'), name='claims_who_compared_the_words', violation_error_message='Say what was compared, by whom and when.'),
        ),
        migrations.AddConstraint(
            model_name='tip',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('text', ''), _negated=True), models.Q(('url', ''), _negated=True), ('erased_at__isnull', False), ('quarantined_at__isnull', False), _connector='OR'), name='claims_tip_says_something', violation_error_message='Send us the words, or a link to them.'),
        ),
        migrations.AddConstraint(
            model_name='tip',
            constraint=models.CheckConstraint(condition=models.Q(('quarantined_at', None), models.Q(('text', ''), ('url', ''), ('why', '')), _connector='OR'), name='claims_tip_quarantined_is_blank'),
        ),
        migrations.AlterConstraint(
            model_name='rankingpreference',
            name='claims_one_leaning_each',
            constraint=models.UniqueConstraint(models.F('kind'), django.db.models.functions.text.Lower('text'), name='claims_one_leaning_each', violation_error_message='The desk already has a preference for this. Change it.'),
        ),
        migrations.RunSQL((SQL / 'existing_rows.sql').read_text(), migrations.RunSQL.noop),
        migrations.RunSQL((SQL / 'verbatim.sql').read_text(), migrations.RunSQL.noop),
        migrations.RunSQL((SQL / 'hidden_names.sql').read_text(), migrations.RunSQL.noop),
    ]
