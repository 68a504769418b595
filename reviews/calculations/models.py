"""A small calculation over numbers that evidence gives, shown to readers."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Now


class SumQuerySet(models.QuerySet["Sum"]):
    def standing(self) -> Self:
        return self.filter(removed_at=None)


class Sum(models.Model):
    """A sum as data: its terms are the figures of evidence by number, and plain numbers.

    `expression` is read by `reviews.calculations`, never evaluated as code: `[1] / [2] * 100`.
    """

    review = models.ForeignKey("reviews.Review", on_delete=models.PROTECT, related_name="sums")
    label = models.CharField("what it works out", max_length=120)
    expression = models.CharField(max_length=300)
    unit = models.CharField("of the result", max_length=40, blank=True)
    decimals = models.PositiveSmallIntegerField(default=2)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField(db_default=Now())
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = SumQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decimals__lte=10), name="reviews_sum_decimals"
            )
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.expression}"
