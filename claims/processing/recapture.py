"""Fetch the page of an article again: a changed text becomes a new version."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from claims.articles.models import Article
from claims.processing.actions import submit_article
from claims.versions import detect as version_detect
from history.record import record
from jobs.models import JobState


@transaction.atomic
def recapture_article(article: Article, *, by: User) -> Article:
    """Fetch and extract the page of an article again. Returns the new article.

    It becomes a new version, with the decisions carried over; if no word has changed, it
    becomes a copy. While the page is already being fetched, that article is returned.
    """
    first = Article.objects.select_for_update(of=("self",)).get(pk=article.pk)
    if not first.url or not first.addresses:
        raise ValidationError(_("This article has no page that could be fetched again."))
    newest = version_detect.newest_article_at(first.url)
    if newest is not None and newest.state != JobState.DONE:
        return newest
    again = submit_article(
        url=first.url,
        publisher=str(first.publisher or ""),
        published_on=first.published_on,
        language=first.language,
        came_by=Article.CameBy.FEED if first.feed_id else Article.CameBy.LINK,
        feed_id=first.feed_id,
        by=by,
    )
    Article.objects.filter(pk=again.pk).update(addresses=first.addresses[:1])
    record(f"article:{first.pk}", "look-again", by=by, article=again.pk)
    again.refresh_from_db()
    return again
