"""Words of texts in quarantine: kept where no page looks, until they come back or are gone."""

from django.db import models
from django.db.models import Q

from claims.articles.models import Article
from claims.tips.models import Tip
from sources.quarantine.models import Quarantine


class SetAside(models.Model):
    """What an article or a tip says, moved out of its row while it is in quarantine.

    So no page, list, search or export can show it, whoever wrote that. `words` holds columns by
    name, those of an article's statements and of feeds' entries too; an admin's act empties it
    for good. The hash of the text stays: the database lets no other text come back.
    """

    quarantine = models.ForeignKey(
        Quarantine, on_delete=models.PROTECT, related_name="set_aside"
    )
    article = models.OneToOneField(
        Article, on_delete=models.PROTECT, null=True, blank=True, related_name="set_aside"
    )
    tip = models.OneToOneField(
        Tip, on_delete=models.PROTECT, null=True, blank=True, related_name="set_aside"
    )
    text_sha256 = models.CharField("of the text as UTF-8", max_length=64)
    words = models.JSONField("null once they are destroyed", null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(article=None, tip__isnull=False)
                | Q(article__isnull=False, tip=None),
                name="claims_set_aside_of_one",
            )
        ]

    def __str__(self) -> str:
        return f"words of {self.article or self.tip}"
