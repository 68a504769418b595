"""Stored pages in the database, and whether they are still current."""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import connection

from accounts.models import User
from history import incidents
from readers.pagecache import mac as pagecache_mac
from readers.pagecache.response import CachedPage

READ = """
SELECT
    (SELECT string_agg(
        concat_ws(',', p.id, p.slug, p.revision_id, p.changed_at, p.retracted_at,
                  p.privacy_changed_at), ';'
        ORDER BY p.id)
     FROM reviews_publication p WHERE p.claim_id = own.claim_id)
    || coalesce(
        (SELECT string_agg(
            concat_ws(',', '|', w.evidence_id, w.page, w.passage, w.since, w.settled_at,
                CASE WHEN w.page = 'same' THEN date_trunc('week', w.looked_at)::date END),
            ';' ORDER BY w.evidence_id)
         FROM reviews_publication p
         JOIN reviews_evidence e ON e.review_id = p.review_id
         JOIN reviews_watch w ON w.evidence_id = e.id
         WHERE p.claim_id = own.claim_id AND w.page <> ''), '')
    || coalesce(
        (SELECT string_agg(
            concat_ws(',', '|', e.id, c.erased_at, c.licence, c.quarantined_at), ';'
            ORDER BY e.id)
         FROM reviews_publication p
         JOIN reviews_evidence e ON e.review_id = p.review_id
         JOIN sources_content c ON c.snapshot_id = e.snapshot_id
         WHERE p.claim_id = own.claim_id
           AND (c.is_public OR c.erased_at IS NOT NULL OR c.quarantined_at IS NOT NULL)), '')
    || coalesce(
        (SELECT string_agg(concat_ws(',', '|', h.id, h.confirmed_at), ';' ORDER BY h.id)
         FROM reviews_withholding h JOIN reviews_publication p ON p.id = h.publication_id
         WHERE (h.what IN ('name', 'copy') OR p.claim_id = own.claim_id)
           AND h.lifted_at IS NULL AND h.lapsed_at IS NULL
           AND (h.confirmed_at IS NOT NULL OR h.confirm_by > now())), '')
    || coalesce(
        (SELECT '|' || string_agg(r.correction_id::text, ',' ORDER BY r.report_id)
         FROM reviews_publication p
         JOIN reviews_correction c ON c.publication_id = p.id
         JOIN reviews_correctedreport r ON r.correction_id = c.id
         WHERE p.claim_id = own.claim_id AND r.is_credited), '')
    || coalesce(
        (SELECT string_agg(
            concat_ws(',', '|', u.id, u.byline_choice, u.pen_name, u.first_name, u.last_name,
                      u.username), ';' ORDER BY u.id)
         FROM accounts_user u
         WHERE u.id IN (
            SELECT unnest(r.author_ids || v.approved_by_id)
            FROM reviews_publication p
            JOIN reviews_publishedversion v ON v.publication_id = p.id
            JOIN reviews_revision r ON r.id = v.revision_id
            WHERE p.claim_id = own.claim_id)), '')
    || (SELECT concat('|', n.version) FROM claims_hiddennamesversion n),
    stored.stamp, stored.etag, stored.headers, stored.mac,
    CASE WHEN stored.etag <> %(known)s THEN stored.body END,
    CASE WHEN stored.etag <> %(known)s THEN stored.gzip END,
    CASE WHEN stored.etag <> %(known)s THEN stored.brotli END
FROM reviews_publication own
LEFT JOIN readers_storedpage stored ON stored.path = %(path)s
WHERE own.slug = %(slug)s
"""
"""The state is that of all the claim's checks: a retracted one names the one that followed.

And that of the pages that they cite, as far as somebody looked: what became of one shows within
a second, and so does that an editor settled it. A look that finds a page the same makes the
check's page again once a week at most; the day that it names until then is that of an earlier
look, and true.

A name or a text that became private changes no revision: `privacy_changed_at` tells of it.

And which corrections a reader is credited for.

And that of our copies of them: one that is erased or quarantined, or that readers may have,
shows as soon.

And what is withheld from readers: of this claim, and names and copies wherever they are.

And which names of private people are hidden, wherever those are named.

And the by-lines of everybody whom a version names: one that was changed shows as soon.
"""

WRITE = """
INSERT INTO readers_storedpage (path, stamp, etag, headers, body, gzip, brotli, mac)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (path) DO UPDATE SET stamp = excluded.stamp, etag = excluded.etag,
    headers = excluded.headers, body = excluded.body, gzip = excluded.gzip,
    brotli = excluded.brotli, mac = excluded.mac, stored_at = now()
"""


MADE_BY = (
    ("accounts", "models.py"),  # by-lines
    ("factcheck/formats", "*.py"),
    ("locale", "*.mo"),
    ("readers", "*.py"),
    ("reviews", "*.py"),
    ("templates", "*.html"),
)


class Found(NamedTuple):
    """What the database has for a path.

    `stamp`: that of now, empty where nothing is published there. `page`: the stored page, if
    it is current and authentic. `is_forged`: it is current, but this desk did not write it.
    """

    stamp: str
    page: CachedPage | None = None
    is_forged: bool = False


def read(path: str, slug: str, known: CachedPage | None, cached: str) -> Found:
    """Look up the stored page of a path.

    The bytes travel only where they are not those of `known`, which was authentic when it came.
    """
    etag = known.etag if known else ""
    with connection.cursor() as cursor:
        cursor.execute(READ, {"path": path, "slug": slug, "known": etag})
        row = cursor.fetchone()
    if row is None:
        return Found("")
    state, stored_stamp, stored_etag, headers, mac, *bodies = row
    stamp = _stamp(state)
    if stored_stamp != stamp:
        return Found(stamp)
    if known and stored_etag == etag:
        return Found(stamp, known)
    body, gzip, brotli = (bytes(part) for part in bodies)
    kept = [(name, value) for name, value in json.loads(headers)]
    page = CachedPage(200, kept, body, gzip, brotli, stored_etag, cached)
    if not pagecache_mac.is_authentic(mac, path, stamp, page):
        return Found(stamp, is_forged=True)
    return Found(stamp, page)


def write(path: str, stamp: str, page: CachedPage) -> None:
    """Store a page rendered after `stamp` was read, so it is never older than its stamp."""
    bodies = (page.body, page.gzip, page.brotli)
    headers, mac = json.dumps(page.headers), pagecache_mac.of(path, stamp, page)
    with connection.cursor() as cursor:
        cursor.execute(WRITE, [path, stamp, page.etag, headers, *bodies, mac])


def report_forged(path: str) -> None:
    """Write to history that a stored page was not this desk's; the page of jobs shows it."""
    incidents.report_forged_page(path, by=User.objects.system())


def _stamp(state: str) -> str:
    return f"{edition()}:{hashlib.sha256(state.encode()).hexdigest()[:32]}"


@cache
def edition() -> str:
    """What the page depends on besides the publication: code, templates, styles, settings."""
    digest = hashlib.sha256()
    root: Path = settings.BASE_DIR
    for folder, pattern in MADE_BY:
        for file in sorted((root / folder).rglob(pattern)):
            digest.update(file.read_bytes())
    manifest = settings.STATIC_ROOT / "staticfiles.json"
    if manifest.is_file():
        digest.update(manifest.read_bytes())
    told = (settings.DESK_NAME, settings.DESK_TAGLINE, settings.SITE_URL, settings.HTTPS)
    served = (settings.CONTENT_SECURITY_POLICY, settings.LANGUAGE_CODE)
    digest.update(repr((told, *served)).encode())
    return digest.hexdigest()[:32]
