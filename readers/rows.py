"""Stored pages in the database: what was written, and whether it still holds."""

import hashlib
import json
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import connection

from readers.answers import Page

READ = """
SELECT
    (SELECT string_agg(concat_ws(',', p.id, p.revision_id, p.changed_at, p.retracted_at), ';'
                       ORDER BY p.id)
     FROM reviews_publication p WHERE p.claim_id = own.claim_id)
    || coalesce(
        (SELECT string_agg(
            concat_ws(',', '|', w.evidence_id, w.page, w.passage, w.since,
                CASE WHEN w.page = 'same' THEN date_trunc('week', w.looked_at)::date END),
            ';' ORDER BY w.evidence_id)
         FROM reviews_publication p
         JOIN reviews_evidence e ON e.review_id = p.review_id
         JOIN reviews_watch w ON w.evidence_id = e.id
         WHERE p.claim_id = own.claim_id AND w.page <> ''), '')
    || coalesce(
        (SELECT string_agg(concat_ws(',', '|', e.id, c.erased_at, c.licence), ';' ORDER BY e.id)
         FROM reviews_publication p
         JOIN reviews_evidence e ON e.review_id = p.review_id
         JOIN sources_content c ON c.snapshot_id = e.snapshot_id
         WHERE p.claim_id = own.claim_id AND (c.is_public OR c.erased_at IS NOT NULL)), ''),
    stored.stamp, stored.etag, stored.headers,
    CASE WHEN stored.etag <> %(known)s THEN stored.body END,
    CASE WHEN stored.etag <> %(known)s THEN stored.gzip END,
    CASE WHEN stored.etag <> %(known)s THEN stored.brotli END
FROM reviews_publication own
LEFT JOIN readers_storedpage stored ON stored.path = %(path)s
WHERE own.slug = %(slug)s
"""
"""The state is that of all the claim's checks: a retracted one names the one that followed.

And that of the pages that they cite, as far as somebody looked: what became of one shows within
a second. A look that finds a page the same makes the check's page anew once a week at most; the
day that it names until then is that of an earlier look, and true.

And that of our copies of them: one that is erased, or that readers may have, shows as soon.
"""

WRITE = """
INSERT INTO readers_storedpage (path, stamp, etag, headers, body, gzip, brotli)
VALUES (%s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (path) DO UPDATE SET stamp = excluded.stamp, etag = excluded.etag,
    headers = excluded.headers, body = excluded.body, gzip = excluded.gzip,
    brotli = excluded.brotli, stored_at = now()
"""


def read(path: str, slug: str, known: Page | None, cached: str) -> tuple[str, Page | None]:
    """The stamp of now (empty where nothing is published there), and the page if it holds.

    The bytes travel only where they are not those of `known`.
    """
    etag = known.etag if known else ""
    with connection.cursor() as cursor:
        cursor.execute(READ, {"path": path, "slug": slug, "known": etag})
        row = cursor.fetchone()
    if row is None:
        return "", None
    state, stored_stamp, stored_etag, headers, *bodies = row
    stamp = _stamp(state)
    if stored_stamp != stamp:
        return stamp, None
    if known and stored_etag == etag:
        return stamp, known
    body, gzip, brotli = (bytes(part) for part in bodies)
    kept = [(name, value) for name, value in json.loads(headers)]
    return stamp, Page(200, kept, body, gzip, brotli, stored_etag, cached)


def write(path: str, stamp: str, page: Page) -> None:
    """Store what was rendered after `stamp` was read: it is never older than its stamp."""
    bodies = (page.body, page.gzip, page.brotli)
    with connection.cursor() as cursor:
        cursor.execute(WRITE, [path, stamp, page.etag, json.dumps(page.headers), *bodies])


def _stamp(state: str) -> str:
    return f"{edition()}:{hashlib.sha256(state.encode()).hexdigest()[:32]}"


@cache
def edition() -> str:
    """What the page depends on besides the publication: code, templates, styles, settings."""
    digest = hashlib.sha256()
    root: Path = settings.BASE_DIR
    for folder, pattern in (("readers", "*.py"), ("reviews", "*.py"), ("templates", "*.html")):
        for file in sorted((root / folder).rglob(pattern)):
            digest.update(file.read_bytes())
    manifest = settings.STATIC_ROOT / "staticfiles.json"
    if manifest.is_file():
        digest.update(manifest.read_bytes())
    told = (settings.DESK_NAME, settings.DESK_TAGLINE, settings.SITE_URL, settings.HTTPS)
    digest.update(repr((told, settings.CONTENT_SECURITY_POLICY)).encode())
    return digest.hexdigest()[:32]
