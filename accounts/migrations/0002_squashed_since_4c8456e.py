"""Give people ids, by-lines and events; all rules that the database has for accounts are here."""

from pathlib import Path

import accounts.models
import accounts.validators
import django.db.models.functions.datetime
import django.db.models.functions.text
from django.db import migrations, models


SQL = Path(__file__).with_name('sql')


class Migration(migrations.Migration):

    replaces = [
        ('accounts', '0004_ended_sessions'),
        ('accounts', '0005_account_events'),
        ('accounts', '0006_public_ids'),
        ('accounts', '0007_sign_in_attempts'),
        ('accounts', '0008_bylines'),
        ('accounts', '0009_pen_names_of_one_person'),
        ('accounts', '0010_standard_names'),
    ]

    dependencies = [
        ('accounts', '0001_squashed_until_4c8456e'),
        ('history', '0002_squashed_since_4c8456e'),
    ]

    operations = [
        migrations.CreateModel(
            name='SignInAttempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account', models.CharField(max_length=32)),
                ('address', models.CharField(blank=True, max_length=32)),
                ('succeeded', models.BooleanField(default=False)),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                'indexes': [models.Index(fields=['account', 'address', 'at'], name='accounts_attempt_account'), models.Index(fields=['address', 'at'], name='accounts_attempt_address'), models.Index(fields=['at'], name='accounts_attempt_at')],
            },
        ),
        migrations.AddField(
            model_name='user',
            name='byline_choice',
            field=models.CharField(choices=[('name', 'my name'), ('pen-name', 'a pen name'), ('desk', 'the desk')], db_default='name', default='name', max_length=8, verbose_name='by-line'),
        ),
        migrations.AddField(
            model_name='user',
            name='legacy_username',
            field=models.CharField(blank=True, db_index=True, default='', editable=False, max_length=150),
        ),
        migrations.AddField(
            model_name='user',
            name='name_erased_at',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='user',
            name='pen_name',
            field=models.CharField(blank=True, db_default='', default='', max_length=100, validators=[accounts.validators.validate_pen_name]),
        ),
        migrations.AddField(
            model_name='user',
            name='public_id',
            field=models.CharField(default='', editable=False, max_length=39),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='user',
            name='sessions_ended',
            field=models.PositiveIntegerField(default=0, editable=False, help_text='How often all sessions were ended; a session opened before is not valid.'),
        ),
        migrations.RunSQL((SQL / 'existing_accounts.sql').read_text(), migrations.RunSQL.noop),
        migrations.AlterField(
            model_name='user',
            name='public_id',
            field=models.CharField(default=accounts.models.new_public_id, editable=False, max_length=39, unique=True),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('is_staff', True), ('is_superuser', True), ('role', 'admin')), models.Q(models.Q(('role', 'admin'), _negated=True), ('is_staff', False), ('is_superuser', False)), _connector='OR'), name='accounts_admins_alone_are_superusers', violation_error_message='Admins, and nobody else, may open the admin site.'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.CheckConstraint(condition=models.Q(('byline_choice', 'pen-name'), ('pen_name', ''), _negated=True), name='accounts_pen_name_is_given', violation_error_message='Enter the pen name that readers will see.'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.CheckConstraint(condition=models.Q(('name_erased_at', None), models.Q(('email', ''), ('first_name', ''), ('is_active', False), ('last_name', ''), ('legacy_username', ''), ('pen_name', '')), _connector='OR'), name='accounts_erased_name_is_gone', violation_error_message='The name of this account was erased for good.'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Upper('pen_name'), condition=models.Q(('pen_name', ''), _negated=True), name='accounts_pen_name_is_one_person_s', violation_error_message='Somebody at this desk already uses this name.'),
        ),
        migrations.RunSQL((SQL / 'accounts.sql').read_text(), migrations.RunSQL.noop),
        migrations.RunSQL((SQL / 'found_accounts.sql').read_text(), migrations.RunSQL.noop),
    ]
