"""Articles that were made of a quarantined file: nobody sees their text or reads it again."""

from claims.models import Article
from sources.outages import QUARANTINED, Quarantined


def refuse_quarantined(article: Article) -> Article:
    """The article, unless it was made of a file in quarantine. Raises Quarantined."""
    if article.is_quarantined:
        raise Quarantined(QUARANTINED)
    return article
