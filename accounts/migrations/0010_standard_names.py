"""Name the rule that a change of an account has its event by standard words."""

from pathlib import Path

import django.db.models.functions.text
from django.db import migrations, models

SQL = Path(__file__).with_name("sql") / "account_change_has_event.sql"


class Migration(migrations.Migration):

    dependencies = [("accounts", "0009_pen_names_of_one_person")]

    operations = [
        migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop),
        migrations.AlterConstraint(
            model_name='user',
            name='accounts_pen_name_is_given',
            constraint=models.CheckConstraint(condition=models.Q(('byline_choice', 'pen-name'), ('pen_name', ''), _negated=True), name='accounts_pen_name_is_given', violation_error_message='Enter the pen name that readers will see.'),
        ),
        migrations.AlterConstraint(
            model_name='user',
            name='accounts_pen_name_is_one_person_s',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Upper('pen_name'), condition=models.Q(('pen_name', ''), _negated=True), name='accounts_pen_name_is_one_person_s', violation_error_message='Somebody at this desk already uses this name.'),
        ),
    ]
