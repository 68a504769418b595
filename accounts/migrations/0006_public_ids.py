"""A random id for each person, which history and revisions hold in place of a name."""

from django.db import migrations, models

import accounts.models

FILL = """
UPDATE accounts_user SET
    public_id = CASE WHEN username = 'system' THEN 'system'
                     ELSE 'person:' || replace(gen_random_uuid()::text, '-', '') END,
    legacy_username = username
"""
NEVER_CHANGES = """
CREATE FUNCTION public_id_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The id of a person never changes: history refers to it.'
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER public_id_never_changes BEFORE UPDATE ON accounts_user FOR EACH ROW
    WHEN (OLD.public_id IS DISTINCT FROM NEW.public_id)
    EXECUTE FUNCTION public_id_never_changes();
ALTER TABLE accounts_user ENABLE ALWAYS TRIGGER public_id_never_changes;
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_account_events")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="public_id",
            field=models.CharField(default="", editable=False, max_length=39),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="user",
            name="legacy_username",
            field=models.CharField(
                blank=True, db_index=True, default="", editable=False, max_length=150
            ),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="user",
            name="public_id",
            field=models.CharField(
                default=accounts.models.new_public_id,
                editable=False,
                max_length=39,
                unique=True,
            ),
        ),
        migrations.RunSQL(
            NEVER_CHANGES,
            "DROP TRIGGER public_id_never_changes ON accounts_user;"
            " DROP FUNCTION public_id_never_changes",
        ),
    ]
