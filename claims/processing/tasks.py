"""The tasks that extract the statements of articles."""

from celery import shared_task

from claims.articles.follow_up_jobs import LeftOver
from claims.processing import extract, extract_again, turns
from sources.snapshots.models import Snapshot

SOFT_LIMIT, LIMIT = 280, 300
"""Seconds. Reading stops itself before (`extraction.cpu_budget`), to save what was read."""


@shared_task(
    name="claims.read", ignore_result=True, soft_time_limit=SOFT_LIMIT, time_limit=LIMIT
)
def read(article_id: int) -> None:
    """Extract the statements of the article whose turn it is: this one, or one before it."""
    if article := turns.lease_in_turn(article_id):
        extract.extract_article(article)


@shared_task(
    name="claims.read_left_over",
    ignore_result=True,
    soft_time_limit=SOFT_LIMIT,
    time_limit=LIMIT,
)
def read_left_over(asked_id: int) -> None:
    """Extract statements from skipped lines, if that hasn't been done yet."""
    if asked := LeftOver.objects.lease(asked_id):
        extract_again.extract_left_over(asked)


@shared_task(name="claims.read_page", ignore_result=True)
def read_page(snapshot_id: int) -> None:
    """Dispatch the articles that waited for the text of this page."""
    if snapshot := Snapshot.objects.filter(pk=snapshot_id).first():
        extract.dispatch_articles_of(snapshot)
