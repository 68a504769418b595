"""The user that beat acts under: it cannot sign in."""

from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import migrations


def make_system(apps: Any, schema_editor: object) -> None:
    apps.get_model("accounts", "User").objects.get_or_create(
        username="system",
        defaults={"first_name": "The system", "is_active": False, "password": make_password(None)},
    )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [migrations.RunPython(make_system, migrations.RunPython.noop)]
