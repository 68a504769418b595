"""Rename the model of the desk's ranking preferences.

The table keeps its name, so only Django's state changes.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("claims", "0022_standard_names")]

    operations = [
        migrations.AlterModelTable(name="leaning", table="claims_leaning"),
        migrations.RenameModel(old_name="Leaning", new_name="RankingPreference"),
    ]
