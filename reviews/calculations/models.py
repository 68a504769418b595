"""A small calculation over numbers that evidence gives, shown to readers."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Now


class CalculationQuerySet(models.QuerySet["Calculation"]):
    def standing(self) -> Self:
        return self.filter(removed_at=None)


class Calculation(models.Model):
    """A formula as data: its terms are plain numbers and the figures of evidence, by number.

    `reviews.calculations.parser` parses `expression` (`[1] / [2] * 100`); nothing evaluates it
    as code.
    """

    review = models.ForeignKey(
        "reviews.Review", on_delete=models.PROTECT, related_name="calculations"
    )
    label = models.CharField("what it calculates", max_length=120)
    expression = models.CharField(max_length=300)
    unit = models.CharField("of the result", max_length=40, blank=True)
    decimals = models.PositiveSmallIntegerField(default=2)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField(db_default=Now())
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = CalculationQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decimals__lte=10), name="reviews_calculation_decimals"
            )
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.expression}"
