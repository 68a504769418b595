"""Who says things, and what about."""

from django.db import models


class Claimant(models.Model):
    """The person or body who said it."""

    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=80, unique=True)
    aliases = models.JSONField(default=list, blank=True)
    role = models.CharField("party or role", max_length=200, blank=True)
    same_as = models.URLField("Wikidata or Wikipedia address", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("name", name="claims_one_claimant_per_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Topic(models.Model):
    """What a claim is about, as readers can follow it."""

    name = models.CharField(max_length=60, unique=True)
    slug = models.SlugField(max_length=60, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
