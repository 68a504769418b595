"""Compares passages that checks quote with the texts of the archived pages they are from."""

from collections.abc import Iterator

from django.db import connection

from reviews.revisions.models import Revision

MISSING = """
SELECT quoted.number FROM unnest(%s::int[], %s::bigint[], %s::text[])
    AS quoted(number, snapshot, passage)
JOIN sources_content content ON content.snapshot_id = quoted.snapshot
WHERE content.erased_at IS NULL AND content.quarantined_at IS NULL AND content.state = 'done'
    AND strpos(normalize(content.text), quoted.passage) = 0
    AND NOT EXISTS (
        SELECT 1 FROM sources_earliertext earlier WHERE earlier.snapshot_id = quoted.snapshot
            AND strpos(normalize(earlier.text), quoted.passage) > 0
    )
ORDER BY quoted.number
"""
"""Frozen documents are in Unicode's form NFC; a page's own text may be in another."""


def differences(revision: Revision) -> Iterator[str]:
    """Passages of a revision that the text of their archived page does not have any more."""
    quoted = [
        (piece["number"], page["id"], piece["passage"])
        for piece in revision.frozen["evidence"]
        if piece["anchored"] and piece["passage"] and (page := piece["snapshot"])
    ]
    if not quoted:
        return
    columns = [list(column) for column in zip(*quoted, strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(MISSING, columns)
        for (number,) in cursor.fetchall():
            yield f"the archived page of [{number}] does not have the passage that is quoted"
