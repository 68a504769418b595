"""Words of texts in quarantine, kept where no page reads them until released or destroyed."""

from django.db import models
from django.db.models import Q

from claims.articles.models import Article
from sources.quarantine.models import Quarantine


class SetAside(models.Model):
    """The words of an article or a tip, moved out of its row while it is in quarantine.

    This way no page, list, search or export can show them. `words` holds columns by name,
    including those of the article's statements and feed entries. An admin can empty it for
    good. The hash of the text stays, so that the database lets only the same text come back.
    """

    quarantine = models.ForeignKey(
        Quarantine, on_delete=models.PROTECT, related_name="set_aside"
    )
    article = models.OneToOneField(
        Article, on_delete=models.PROTECT, null=True, blank=True, related_name="set_aside"
    )
    tip = models.OneToOneField(
        "claims.Tip",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="set_aside",
    )
    text_sha256 = models.CharField("hash of the text in UTF-8", max_length=64)
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
