"""Near-duplicate articles: which of two was here first, and which is a new version of a page.

Articles whose sketches share half of their hashes are compared word by word; see
`textmatch.shingles` for both methods.
"""

import math

from django.db import connection

from claims.articles.models import Article
from jobs.models import JobState
from textmatch.shingles import comparable_words, word_similarity

AT_ONCE = 7_301_002
"""The advisory lock under which a text finds its place: of two, one is there first."""
SAME = 0.97
"""Share of words in common from which two texts are one: a few words in a hundred differ."""
A_VERSION = 0.1
"""Share of sketches from which what a page calls its own address is believed: some sites give
one address to all their pages."""
CANDIDATES = 8


def lock_versions() -> None:
    """Hold others off until this transaction ends: of two same texts, one is to be first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [AT_ONCE])


def _sharing(sketched: list[int], *, own: int, least: int) -> list[int]:
    """Keys of the first articles, read and no copies, that share so much of a sketch."""
    # Apart, because nearly every row is no copy: the sketch alone is to choose the index.
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
    """The first article that was read and holds the same text within a few words."""
    if not found:
        return None
    near = _sharing(sketched, own=article.pk, least=max(1, len(sketched) // 2))
    others: list[Article] = list(Article.objects.filter(pk__in=near).order_by("pk"))
    for other in others:
        if word_similarity(found, comparable_words(other.text), at_least=SAME):
            return other
    return None


def find_near_duplicate(sketched: list[int], *, before: int) -> Article | None:
    """The first article of a smaller key that shares nine tenths of a sketch; a hint only."""
    ids = _sharing(sketched, own=before, least=max(1, math.ceil(0.9 * len(sketched))))
    return Article.objects.filter(pk__in=ids, pk__lt=before).order_by("pk").first()


def find_previous_version(
    article: Article, sketched: list[int], places: list[str]
) -> Article | None:
    """The newest version of the page that this text was read from; None where it is new.

    `places` are the page's addresses, the one that was asked for first. What was asked for by
    the same address is a version whatever it says; a page that only calls itself so, or that
    was led to, must have words in common.
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
