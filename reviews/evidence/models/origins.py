"""Pairs of evidence that may have one origin, such as the same wire story."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from reviews.review.models.reviews import Review


class SharedOriginQuerySet(models.QuerySet["SharedOrigin"]):
    def of(self, review: Review) -> Self:
        """The pairs of a review whose pieces are both in use, with what a list shows."""
        return self.filter(
            first__review=review, first__withdrawn_at=None, second__withdrawn_at=None
        ).select_related("first", "second", "decided_by")


class SharedOrigin(models.Model):
    """The proposal that two pieces of a review have one origin, for a person to decide."""

    first = models.ForeignKey("reviews.Evidence", on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey("reviews.Evidence", on_delete=models.CASCADE, related_name="+")
    percent = models.PositiveSmallIntegerField("how much of the shorter text is in the other")
    words = models.TextField("the longest words that both have")
    found_at = models.DateTimeField(db_default=Now())
    is_one = models.BooleanField("as a person decided", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = SharedOriginQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["first", "second"], name="reviews_shared_origin_once"
            ),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")), name="reviews_shared_origin_ordered"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} and {self.second_id}: {self.percent} % alike"
