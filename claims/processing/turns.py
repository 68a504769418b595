"""Decide whose article is extracted next: people go before feeds, and people take turns.

Method: start-time fair queueing (Goyal, Vin, Cheng, "Start-time Fair Queuing: A Scheduling
Algorithm for Integrated Services Packet Switching Networks", SIGCOMM 1996), each article
counting as one unit of work. A new article's `turn` is one more than the last that the same
person has waiting, but never before the one whose turn it is now. So somebody who submitted
one article waits for one of each of the others', not for the 200 that a colleague pasted just
before. Feeds take turns in the same way, after everybody else.

The order is in the rows: a message of the queue says that some article is due, and the worker
takes the one whose turn it is.
"""

from django.db import transaction
from django.db.models import Max

from claims.articles.models import Article, ArticleQuerySet
from jobs.models import JobState


def next_turn(article: Article) -> int:
    """Return the `turn` of an article that is submitted or retried now.

    Two articles that one person submits at the same instant can get the same turn; then their
    ids decide.
    """
    rivals, own = _rivals_of(article)
    current = rivals.due().in_turn().values_list("turn", flat=True).first() or 0
    last = own.filter(state=JobState.WAITING).aggregate(last=Max("turn"))["last"]
    return current if last is None else max(current, last + 1)


def lease_in_turn(article_id: int) -> Article | None:
    """Take the article whose turn it is, or None if none is due.

    `article_id` is taken only if all others are locked, so that no message is lost.
    """
    with transaction.atomic():
        free = Article.objects.due().in_turn().select_for_update(skip_locked=True, of=("self",))
        first = free.values_list("pk", flat=True).first()
        leased: Article | None = Article.objects.lease(first or article_id)
    return leased


def _rivals_of(article: Article) -> tuple[ArticleQuerySet, ArticleQuerySet]:
    """Return the articles that take turns with this one, and those of the same origin."""
    feed = Article.CameBy.FEED
    if article.came_by == feed:
        rivals = Article.objects.filter(came_by=feed)
        return rivals, rivals.filter(feed=article.feed_id)
    rivals = Article.objects.exclude(came_by=feed)
    return rivals, rivals.filter(submitted_by=article.submitted_by_id)
