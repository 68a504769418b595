"""The desk's published scale."""

from django.db import models


class Rating(models.Model):
    """A grade of the desk's published scale. Without an ordinal it has no place on the line."""

    slug = models.SlugField(max_length=40)
    scale = models.PositiveSmallIntegerField("version of the scale", default=1)
    ordinal = models.PositiveSmallIntegerField(null=True, blank=True)
    label = models.CharField(max_length=40)
    meaning = models.CharField(max_length=300)
    place = models.PositiveSmallIntegerField("order on pages")

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["scale", "slug"], name="reviews_rating_per_scale")
        ]

    def __str__(self) -> str:
        return self.label

    @classmethod
    def current(cls) -> "models.QuerySet[Rating]":
        """The grades of the scale in force, true first."""
        newest = cls.objects.aggregate(newest=models.Max("scale"))["newest"]
        return cls.objects.filter(scale=newest)
