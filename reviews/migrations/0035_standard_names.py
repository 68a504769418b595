"""Name the columns of searches, and the rules that a change has its event, by standard words."""

from django.db import migrations

RENAME = """
ALTER TRIGGER review_change_is_told ON reviews_review RENAME TO review_change_has_event;
ALTER FUNCTION review_change_is_told() RENAME TO review_change_has_event;
ALTER TRIGGER withholding_is_told ON reviews_withholding RENAME TO withholding_has_event;
ALTER FUNCTION withholding_is_told() RENAME TO withholding_has_event;
"""


class Migration(migrations.Migration):

    dependencies = [("reviews", "0034_withheld_spellings")]

    operations = [
        migrations.RenameField('search', 'then', 'on_done'),
        migrations.RenameField('search', 'last_rung', 'dispatched_at'),
        migrations.RunSQL(RENAME, migrations.RunSQL.noop),
    ]
