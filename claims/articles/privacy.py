"""Mark articles as private or public."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from claims.articles.models import Article
from history.record import record

EDITORS_RELEASE = gettext_lazy("Only an editor may let readers see this. Ask one.")


@transaction.atomic
def set_private(article: Article, *, is_private: bool, by: User) -> Article:
    """Mark an article as private, or as public, which only an editor may do.

    After either, the automatic rule no longer applies. `reviews.triage.privacy.set_private`
    also updates the pages already published; pages and API call that.
    """
    if not by.is_checker:
        raise PermissionDenied(_("Only people of the desk may do this."))
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
