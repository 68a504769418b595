"""Private people of published checks are hidden in every check, as those are from now on."""

from django.db import migrations

SQL = """
UPDATE claims_claimant SET name_hidden = true
WHERE kind = 'private-person' AND EXISTS (
    SELECT 1 FROM claims_claim c JOIN reviews_publication p ON p.claim_id = c.id
    WHERE c.claimant_id = claims_claimant.id)
"""


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0021_hidden_names"),
        ("reviews", "0032_archive_links_proposed"),
    ]

    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
