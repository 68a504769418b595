"""Marks a text as private, and refreshes published pages that mention it."""

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import User
from claims.articles import privacy
from claims.articles.models import Article
from reviews.publication.models.publications import Publication


@transaction.atomic
def set_private(article: Article, *, is_private: bool, by: User) -> Article:
    """Mark a text as private or public. Published pages follow at once."""
    article = privacy.set_private(article, is_private=is_private, by=by)
    snapshot = article.capture.snapshot_id if article.capture else article.page_id
    told_of = Q(claim__appearances__article=article)
    if snapshot:
        told_of |= Q(review__evidence__snapshot=snapshot)
    found = Publication.objects.filter(told_of).order_by().values("pk")
    Publication.objects.filter(pk__in=found).update(privacy_changed_at=Now())
    return article
