"""A count that ends sessions; and the admin site's flags follow from the role alone."""

from typing import Any

from django.db import migrations, models


def follow_roles(apps: Any, schema_editor: object) -> None:
    """A superuser of Django's could always make themselves an admin; a mere flag gave nothing."""
    users = apps.get_model("accounts", "User").objects
    users.filter(is_superuser=True).update(role="admin", is_staff=True)
    users.filter(role="admin").update(is_staff=True, is_superuser=True)
    users.exclude(role="admin").update(is_staff=False)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_tokens")]

    operations = [
        migrations.AddField(
            "user",
            "sessions_ended",
            models.PositiveIntegerField(
                default=0,
                editable=False,
                help_text="How often all sessions were ended; a session opened before is not valid.",
            ),
        ),
        migrations.RunPython(follow_roles, migrations.RunPython.noop),
    ]
