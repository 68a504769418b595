"""Who may see the text of an article."""

from django.utils.translation import gettext_lazy

from claims.articles.models import Article
from sources.snapshots.storage_errors import QUARANTINED, Quarantined

TEXT_QUARANTINED = gettext_lazy("This text is in quarantine: nobody may see it.")


def refuse_quarantined(article: Article) -> Article:
    """Return the article. Raises Quarantined if its text is in quarantine."""
    if article.is_quarantined:
        raise Quarantined(QUARANTINED if article.archived_page else TEXT_QUARANTINED)
    return article
