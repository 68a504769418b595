from django.db import migrations

# Code points in Python are characters in PostgreSQL: places count from 0 there, from 1 here.
SIDES = """
UPDATE reviews_evidence AS piece
SET prefix = substr(content.text, greatest(1, piece.start - 31), least(piece.start, 32)),
    suffix = substr(content.text, piece."end" + 1, 32)
FROM sources_content AS content
WHERE content.snapshot_id = piece.snapshot_id
  AND piece.anchored AND piece.prefix = '' AND piece.suffix = ''
"""


class Migration(migrations.Migration):
    """Store what stands around passages that were anchored before the sides were kept."""

    dependencies = [
        ("reviews", "0015_words_of_passages"),
        ("sources", "0005_evidence_that_lasts"),
    ]

    operations = [migrations.RunSQL(SIDES, migrations.RunSQL.noop)]
