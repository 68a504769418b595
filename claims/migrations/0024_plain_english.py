"""Describe columns in plain English. Only names and labels change, no data."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('claims', '0023_ranking_preferences'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
            name='privacy_set_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who decided whether it is private, instead of the rule'),
        ),
        migrations.AlterField(
            model_name='article',
            name='private_because',
            field=models.CharField(blank=True, choices=[('mail', 'It is an e-mail, or came with one.'), ('tip', 'A reader sent it.'), ('unnamed', 'Nobody said who published it, or where it can be read.'), ('marked', 'Somebody at the desk marked it as private.')], help_text='empty if it is public', max_length=7, verbose_name='why readers may not see it'),
        ),
        migrations.AlterField(
            model_name='article',
            name='quarantined_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='when it was put in quarantine'),
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
            model_name='claim',
            name='compared_with',
            field=models.CharField(blank=True, max_length=200, verbose_name='recording or document with which the words were compared'),
        ),
        migrations.AlterField(
            model_name='claim',
            name='docket',
            field=models.CharField(blank=True, choices=[('shown', 'Shown'), ('withheld', 'Withheld')], help_text="empty for the desk's default", max_length=8, verbose_name='whether the docket shows its words'),
        ),
        migrations.AlterField(
            model_name='claimant',
            name='described_as',
            field=models.CharField(blank=True, help_text='for example “a resident of Elm Street”; by default “a private person”', max_length=100, verbose_name="what readers see instead of a private person's name"),
        ),
        migrations.AlterField(
            model_name='claimant',
            name='kind',
            field=models.CharField(blank=True, choices=[('person', 'a person'), ('organization', 'an organization'), ('private-person', 'a private person')], help_text='empty if unknown', max_length=14),
        ),
        migrations.AlterField(
            model_name='claimant',
            name='name_hidden',
            field=models.BooleanField(db_default=False, default=False, verbose_name="whether a private person's name is hidden in every check"),
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
            model_name='setaside',
            name='text_sha256',
            field=models.CharField(max_length=64, verbose_name='hash of the text in UTF-8'),
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
            name='released_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='the editor who lets the docket show its words after it was declined'),
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
            name='disputed_version',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='the version of the check that the sender read'),
        ),
        migrations.AlterField(
            model_name='tip',
            name='disputes',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='claims.claim', verbose_name='the claim whose check is disputed'),
        ),
        migrations.AlterField(
            model_name='tip',
            name='likeness',
            field=models.CharField(blank=True, max_length=64, verbose_name='hash of the link or, without one, of the words'),
        ),
        migrations.AlterField(
            model_name='tip',
            name='quarantined_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='when it was put in quarantine'),
        ),
        migrations.AlterField(
            model_name='tip',
            name='state',
            field=models.CharField(choices=[('received', 'Received'), ('read', 'accepted and being read'), ('answered', 'Answered'), ('spam', 'closed as spam'), ('withdrawn', 'withdrawn by its sender')], default='received', max_length=9),
        ),
        migrations.AlterConstraint(
            model_name='claim',
            name='claims_who_compared_the_words',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('compared_at', None), ('compared_by', None), ('compared_with', '')), models.Q(models.Q(('compared_with', ''), _negated=True), ('compared_at__isnull', False), ('compared_by__isnull', False)), _connector='OR'), name='claims_who_compared_the_words', violation_error_message='Say what was compared, by whom and when.'),
        ),
        migrations.AlterConstraint(
            model_name='rankingpreference',
            name='claims_one_leaning_each',
            constraint=models.UniqueConstraint(models.F('kind'), django.db.models.functions.text.Lower('text'), name='claims_one_leaning_each', violation_error_message='The desk already has a preference for this. Change it.'),
        ),
    ]
