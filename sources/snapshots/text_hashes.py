"""Hashes of the texts of archived pages: written with each text, compared with it later."""

from collections.abc import Iterator

from django.db import connection, transaction

from sources.snapshots.models import TextHash

AT_ONCE = 2000

DIFFERENCES = """
SELECT snapshot_id, wrong FROM (
    SELECT content.snapshot_id, CASE
        WHEN content.erased_at IS NOT NULL AND content.text || content.article_text <> ''
            THEN 'it was erased, but has a text'
        WHEN content.erased_at IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM history_event
            WHERE chain = 'snapshot:' || content.snapshot_id AND kind = 'erase')
            THEN 'it is marked as erased, but history has no such event'
        WHEN content.erased_at IS NOT NULL THEN NULL
        WHEN content.quarantined_at IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM history_event
            WHERE chain = 'snapshot:' || content.snapshot_id AND kind = 'quarantine')
            THEN 'it is marked as quarantined, but history has no such event'
        WHEN content.quarantined_at IS NOT NULL AND content.text || content.article_text <> ''
            THEN 'it is in quarantine, but has a text'
        WHEN content.quarantined_at IS NOT NULL THEN NULL
        WHEN content.state <> 'done' AND content.text || content.article_text = ''
            AND EXISTS (
                SELECT 1 FROM history_event
                WHERE chain = 'snapshot:' || content.snapshot_id
                    AND kind = 'release-quarantine')
            THEN NULL
        WHEN newest.id IS NULL THEN 'its text was never hashed'
        WHEN newest.text_sha256 <> sha256_of(content.text)
            THEN 'its text is not the one that was ' || newest.hashed
        WHEN newest.article_text_sha256 <> sha256_of(content.article_text)
            THEN 'its main text is not the one that was ' || newest.hashed
        WHEN EXISTS (
            SELECT 1 FROM sources_earliertext earlier
            WHERE earlier.snapshot_id = content.snapshot_id AND earlier.text <> ''
                AND NOT EXISTS (
                SELECT 1 FROM sources_texthash hashed
                WHERE hashed.snapshot_id = earlier.snapshot_id
                    AND hashed.text_sha256 = sha256_of(earlier.text)))
            THEN 'an earlier text of it was never hashed'
        WHEN all_of_it.by_hand > (
            SELECT count(*) FROM history_event
            WHERE chain = 'snapshot:' || content.snapshot_id AND kind = 'type')
            THEN 'its text was changed by hand, but history has no such event'
        WHEN all_of_it.readings > all_of_it.editions
            THEN 'two different texts are recorded for one version of the parser'
    END AS wrong
    FROM sources_content content
    LEFT JOIN LATERAL (
        SELECT *, CASE WHEN is_found_later THEN 'first hashed on ' ELSE 'hashed on ' END
            || to_char(hashed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI "UTC"') AS hashed
        FROM sources_texthash WHERE snapshot_id = content.snapshot_id
        ORDER BY id DESC LIMIT 1
    ) newest ON true
    CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE parser_version = '' AND id > first) AS by_hand,
            count(DISTINCT parser_version) FILTER (WHERE parser_version <> '') AS editions,
            count(DISTINCT (parser_version, text_sha256, article_text_sha256))
                FILTER (WHERE parser_version <> '') AS readings
        FROM (
            SELECT *, min(id) OVER () AS first
            FROM sources_texthash WHERE snapshot_id = content.snapshot_id
        ) rows
    ) all_of_it
    WHERE content.erased_at IS NOT NULL OR newest.id IS NOT NULL
        OR content.text <> '' OR content.article_text <> ''
) compared WHERE wrong IS NOT NULL ORDER BY snapshot_id
"""


def hash_text(snapshot_id: int) -> None:
    """Add the row of the text that an archived page has now.

    Call it in the transaction that sets the text, after it: the database refuses to commit one
    without the other.
    """
    TextHash.objects.create(snapshot_id=snapshot_id)


def differences() -> Iterator[tuple[int, str]]:
    """Archived pages whose text differs from its hashes, with what differs, in a few words."""
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(DIFFERENCES)
        while rows := cursor.fetchmany(AT_ONCE):
            yield from rows
