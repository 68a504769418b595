"""Extract statements from skipped lines that are text after all, in a worker."""

from collections.abc import Iterator

from django.db import transaction
from django.db.models import Max

from claims.articles.follow_up_jobs import LeftOver
from claims.articles.models import Article
from claims.extraction import Extraction, extract_statements
from claims.processing.extract import build_statement
from claims.set_aside.actions import QUARANTINED_KIND
from claims.statements import preferences as ranking_preferences
from claims.statements.models import Statement
from history.record import record
from sources.snapshots.storage_errors import QUARANTINED

Span = tuple[int, int]


def extract_left_over(asked: LeftOver) -> None:
    """Extract the statements of leased skipped lines, in the context of the whole article."""
    article = Article.objects.select_related("publisher").get(pk=asked.article_id)
    if article.is_quarantined:
        asked.failed(QUARANTINED_KIND, QUARANTINED)
        return
    span = (asked.start, asked.end)
    reading = extract_statements(
        article.text,
        published_on=article.published_on,
        publisher=article.publisher.name if article.publisher else None,
        as_text=[span],
    )
    with transaction.atomic():
        Article.objects.select_for_update(of=("self",), no_key=True).get(pk=article.pk)
        found = list(_new_in(span, reading, article))
        if not asked.done():
            transaction.set_rollback(True)
            return
        Statement.objects.bulk_create(ranking_preferences.with_preferences(found))
        details = {"start": asked.start, "end": asked.end, "statements": len(found)}
        record(f"article:{article.pk}", "read-left-over", by=asked.asked_by, **details)


def _new_in(span: Span, reading: Extraction, article: Article) -> Iterator[Statement]:
    """Yield new statements that overlap a span, numbered after the existing ones."""
    known = set(article.statements.values_list("start", "end"))
    number = article.statements.aggregate(last=Max("number"))["last"] or 0
    for statement in reading.statements:
        touches = statement.start < span[1] and statement.end > span[0]
        if touches and (statement.start, statement.end) not in known:
            number += 1
            yield build_statement(article, number, statement)
