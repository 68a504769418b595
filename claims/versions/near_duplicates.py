"""Find near-duplicate articles, and the previous version of a page.

Articles whose sketches share half of their hashes are compared word by word; see
`textmatch.shingles` for both methods.
"""

import math

from django.db import connection

from claims.articles.models import Article
from jobs.models import JobState
from textmatch.shingles import comparable_words, word_similarity

AT_ONCE = 7_301_002
"""The advisory lock that makes one of two equal texts the first."""
SAME = 0.97
"""The share of common words from which two texts are the same."""
A_VERSION = 0.1
"""The share of common hashes from which a page's own canonical address is believed. Some sites
give all their pages the same one."""
CANDIDATES = 8


def lock_versions() -> None:
    """Make others wait until this transaction ends, so that one of two equal texts is first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [AT_ONCE])


def _ids_sharing_hashes(sketched: list[int], *, own: int, least: int) -> list[int]:
    """Return the ids of the first extracted articles that share so many hashes of a sketch."""
    # A separate CTE makes the planner use the index on the sketch: most rows aren't copies.
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH near AS MATERIALIZED (
                SELECT id, sketch, state, copy_of_id FROM claims_article
                WHERE sketch && %(ours)s::bigint[])
            SELECT id FROM near
            WHERE state = %(done)s AND copy_of_id IS NULL AND id <> %(own)s
              AND (SELECT count(*) FROM unnest(sketch) hash
                   WHERE hash = ANY(%(ours)s::bigint[])) >= %(least)s
            ORDER BY id LIMIT %(most)s
            """,
            {
                "ours": sketched,
                "done": JobState.DONE,
                "own": own,
                "least": least,
                "most": CANDIDATES,
            },
        )
        return [row[0] for row in cursor.fetchall()]


def find_same_text(article: Article, found: list[str], sketched: list[int]) -> Article | None:
    """Return the first extracted article with the same text, apart from a few words."""
    if not found:
        return None
    near = _ids_sharing_hashes(sketched, own=article.pk, least=max(1, len(sketched) // 2))
    others: list[Article] = list(Article.objects.filter(pk__in=near).order_by("pk"))
    for other in others:
        if word_similarity(found, comparable_words(other.text), at_least=SAME):
            return other
    return None


def find_near_duplicate(sketched: list[int], *, before: int) -> Article | None:
    """Return the first earlier article that shares nine tenths of a sketch, as a hint only."""
    ids = _ids_sharing_hashes(
        sketched, own=before, least=max(1, math.ceil(0.9 * len(sketched)))
    )
    return Article.objects.filter(pk__in=ids, pk__lt=before).order_by("pk").first()


def find_previous_version(
    article: Article, sketched: list[int], places: list[str]
) -> Article | None:
    """Return the newest version of the page of this text, or None if it is new.

    `places` are the page's addresses, the requested one first. An article requested by the same
    address is always a version; one with only the same canonical or redirected address must
    have words in common.
    """
    if not places:
        return None
    known = Article.objects.newest().filter(addresses__overlap=places, state=JobState.DONE)
    others: list[Article] = list(known.exclude(pk=article.pk).order_by("-pk")[:CANDIDATES])
    ours = set(sketched)
    for other in others:
        shared = len(ours.intersection(other.sketch))
        is_asked = places[0] == other.addresses[0]
        if is_asked or shared >= A_VERSION * max(len(ours), len(other.sketch)):
            return other
    return None
