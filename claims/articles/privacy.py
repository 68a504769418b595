"""What readers may know of a text, and of words on which nothing is published."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from claims.articles.models import Article
from history.record import record

EDITORS_RELEASE = "Only an editor may let readers see this. Ask one."


@transaction.atomic
def set_private(article: Article, *, is_private: bool, by: User) -> Article:
    """Mark a text as private, or say that readers may know of it, which is an editor's.

    Either way the rule is not asked again. Pages already published follow by
    `reviews.triage.privacy.set_private`, which every entry point calls.
    """
    if not by.is_checker:
        raise PermissionDenied("Only people of the desk may do this.")
    if not is_private and not by.is_editor:
        raise PermissionDenied(EDITORS_RELEASE)
    article = Article.objects.select_for_update(of=("self",)).get(pk=article.pk)
    if article.is_private == is_private:
        return article
    was = article.private_because
    article.private_because = Article.Private.MARKED if is_private else ""
    article.privacy_set_by = by
    article.save(update_fields=["private_because", "privacy_set_by"])
    kind = "mark-private" if is_private else "mark-public"
    record(f"article:{article.pk}", kind, by=by, was=was)
    return article
