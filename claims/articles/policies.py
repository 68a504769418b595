"""Who may see a text."""

from claims.articles.models import Article
from sources.snapshots.storage_errors import QUARANTINED, Quarantined

TEXT_QUARANTINED = "This text is in quarantine: nobody may see it."


def refuse_quarantined(article: Article) -> Article:
    """The article, unless nobody may see its text. Raises Quarantined."""
    if article.is_quarantined:
        raise Quarantined(QUARANTINED if article.archived_page else TEXT_QUARANTINED)
    return article
