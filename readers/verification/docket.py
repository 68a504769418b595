"""Compares what the docket shows of claims and statements with history.

Reasons for which they were declined or dropped, and words: those that an editor released, and
that they are the words which were filed.
"""

from collections.abc import Iterator
from unicodedata import normalize

from claims.claims.models import Claim
from history.export import rows
from readers.verification.difference import Difference, is_not

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

RELEASED = """
SELECT 'article:' || statement.article_id, statement.id
FROM claims_statement statement
LEFT JOIN LATERAL (
    SELECT event.kind
    FROM history_event event JOIN history_payload payload ON payload.event_id = event.id
    WHERE event.chain = 'article:' || statement.article_id
        AND event.kind IN ('release-words', 'withhold-words') AND payload.redacted_why = ''
        AND (payload.text::jsonb ->> 'statement')::bigint = statement.id
    ORDER BY event.seq DESC LIMIT 1
) last ON true
WHERE statement.released_by_id IS NOT NULL AND last.kind IS DISTINCT FROM 'release-words'
ORDER BY statement.id
"""

CLAIMS = """
SELECT 'claim:' || claim.id, claim.text, claim.docket, words.text, docket.now
FROM claims_claim claim
LEFT JOIN LATERAL (
    -- Null where the database's owner redacted it, as the law asked.
    SELECT nullif(payload.text, '')::jsonb ->> 'text' AS text
    FROM history_event event JOIN history_payload payload ON payload.event_id = event.id
    WHERE event.chain = 'claim:' || claim.id AND event.kind IN ('file', 'accept', 'reword')
    ORDER BY event.seq DESC LIMIT 1
) words ON true
LEFT JOIN LATERAL (
    SELECT payload.text::jsonb ->> 'now' AS now
    FROM history_event event JOIN history_payload payload ON payload.event_id = event.id
    WHERE event.chain = 'claim:' || claim.id AND event.kind = 'docket'
        AND payload.redacted_why = ''
    ORDER BY event.seq DESC LIMIT 1
) docket ON true
WHERE NOT EXISTS (SELECT 1 FROM reviews_publication WHERE claim_id = claim.id)
ORDER BY claim.id
"""


def differences() -> Iterator[Difference]:
    """Reasons and words that history does not give."""
    yield from _reasons()
    for chain, statement in rows(RELEASED):
        what = f"the docket shows the words of statement {statement}"
        yield Difference(chain, f"{what}, and history does not say so")
    for chain, text, docket, told_text, told_docket in rows(CLAIMS):
        if docket == Claim.Docket.SHOWN and told_docket != docket:
            what = "the docket shows its words, and history does not say so"
            yield Difference(chain, what)
        # An event has the words as they were sent; those of the claim are on one line.
        told = told_text and " ".join(told_text.split())
        if told is not None and normalize("NFC", text) != told:
            yield Difference(chain, is_not("its wording", text, told))


def _reasons() -> Iterator[Difference]:
    for statement in (DECLINED, DROPPED):
        for chain, name, found, told in rows(statement):
            yield Difference(chain, is_not(name, found, told))
