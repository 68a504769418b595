"""Set the words of quarantined texts aside, out of the rows that pages show."""

from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

SQL = Path(__file__).with_name("sql") / "set_aside.sql"


class Migration(migrations.Migration):

    dependencies = [
        ('claims', '0019_claimant_kinds'),
        ('sources', '0019_quarantine_of_texts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SetAside',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text_sha256', models.CharField(max_length=64, verbose_name='of the text as UTF-8')),
                ('words', models.JSONField(null=True, verbose_name='null once they are destroyed')),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='tip',
            name='claims_tip_says_something',
        ),
        migrations.AddField(
            model_name='article',
            name='quarantined_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='since when nobody may see it: its words are set aside'),
        ),
        migrations.AddField(
            model_name='tip',
            name='quarantined_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='since when nobody may see it: its words are set aside'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(models.Func('text', function='sha256_of'), condition=models.Q(('text', ''), _negated=True), name='claims_article_of_text'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(condition=models.Q(('quarantined_at__isnull', False)), fields=['quarantined_at'], name='claims_article_quarantined'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(('quarantined_at', None), models.Q(('text', ''), ('title', '')), _connector='OR'), name='claims_article_quarantined_is_blank'),
        ),
        migrations.AddConstraint(
            model_name='tip',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('text', ''), _negated=True), models.Q(('url', ''), _negated=True), ('erased_at__isnull', False), ('quarantined_at__isnull', False), _connector='OR'), name='claims_tip_says_something', violation_error_message='Send us the words, or a link to them.'),
        ),
        migrations.AddConstraint(
            model_name='tip',
            constraint=models.CheckConstraint(condition=models.Q(('quarantined_at', None), models.Q(('text', ''), ('url', ''), ('why', '')), _connector='OR'), name='claims_tip_quarantined_is_blank'),
        ),
        migrations.AddField(
            model_name='setaside',
            name='article',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='set_aside', to='claims.article'),
        ),
        migrations.AddField(
            model_name='setaside',
            name='quarantine',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='set_aside', to='sources.quarantine'),
        ),
        migrations.AddField(
            model_name='setaside',
            name='tip',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='set_aside', to='claims.tip'),
        ),
        migrations.AddConstraint(
            model_name='setaside',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('article', None), ('tip__isnull', False)), models.Q(('article__isnull', False), ('tip', None)), _connector='OR'), name='claims_set_aside_of_one'),
        ),
        migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop),
    ]
