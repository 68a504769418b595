"""Compares the reasons that the docket shows with those in history."""

from collections.abc import Iterator

from django.db import connection

from history.stored import one_moment
from readers.verification.difference import Difference, is_not

AT_ONCE = 2000

DECLINED = """
SELECT 'article:' || statement.article_id, 'why statement ' || statement.id || ' was declined',
    statement.decline_reason, coalesce(told.reason, before.decline_reason)
FROM claims_statement statement
LEFT JOIN claims_statement before
    ON before.id = statement.carried_from_id AND before.state = 'declined'
LEFT JOIN LATERAL (
    SELECT payload.text::jsonb ->> 'reason' AS reason
    FROM history_event event JOIN history_payload payload ON payload.event_id = event.id
    WHERE event.chain = 'article:' || statement.article_id AND event.kind = 'decline'
        AND payload.redacted_why = ''
        AND (payload.text::jsonb ->> 'statement')::bigint = statement.id
    ORDER BY event.seq DESC LIMIT 1
) told ON true
WHERE statement.state = 'declined'
    AND (told.reason IS NOT NULL OR before.id IS NOT NULL OR statement.carried_from_id IS NULL)
    AND statement.decline_reason IS DISTINCT FROM coalesce(told.reason, before.decline_reason)
    AND NOT EXISTS (
        SELECT 1 FROM history_event event JOIN history_payload payload
            ON payload.event_id = event.id
        WHERE event.chain = 'article:' || statement.article_id AND event.kind = 'decline'
            AND payload.redacted_why <> ''
    )
ORDER BY statement.id
"""

DROPPED = """
SELECT 'claim:' || review.claim_id, 'why review ' || review.id || ' was dropped',
    review.drop_reason, told.reason
FROM reviews_review review
LEFT JOIN LATERAL (
    SELECT payload.text::jsonb ->> 'reason' AS reason
    FROM history_event event JOIN history_payload payload ON payload.event_id = event.id
    WHERE event.chain = 'claim:' || review.claim_id AND event.kind = 'drop'
        AND payload.redacted_why = ''
        AND (payload.text::jsonb ->> 'review')::bigint = review.id
    ORDER BY event.seq DESC LIMIT 1
) told ON true
WHERE review.state = 'dropped' AND review.drop_reason IS DISTINCT FROM told.reason
    AND NOT EXISTS (
        SELECT 1 FROM history_event event JOIN history_payload payload
            ON payload.event_id = event.id
        WHERE event.chain = 'claim:' || review.claim_id AND event.kind = 'drop'
            AND payload.redacted_why <> ''
    )
ORDER BY review.id
"""


def differences() -> Iterator[Difference]:
    """Reasons of declined statements and dropped reviews that history does not give."""
    for statement in (DECLINED, DROPPED):
        with one_moment(), connection.chunked_cursor() as cursor:
            cursor.execute(statement)
            while rows := cursor.fetchmany(AT_ONCE):
                for chain, name, found, told in rows:
                    yield Difference(chain, is_not(name, found, told))
