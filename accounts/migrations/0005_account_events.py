"""No role and no activation without its event, from the events `account-found` on."""

from pathlib import Path

from django.db import migrations, models
from django.db.models import Q

SQL = Path(__file__).with_name("sql") / "account_events.sql"


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_ended_sessions"), ("history", "0002_record")]

    operations = [
        migrations.AddConstraint(
            "user",
            models.CheckConstraint(
                condition=Q(role="admin", is_staff=True, is_superuser=True)
                | (~Q(role="admin") & Q(is_staff=False, is_superuser=False)),
                name="accounts_admins_alone_are_superusers",
                violation_error_message="Admins, and nobody else, may open the admin site.",
            ),
        ),
        migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop),
    ]
