"""Claimants, who said something, and the topics of claims."""

from typing import ClassVar, Self

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import TrigramSimilarity
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

ALIKE = 0.42
"""Trigram similarity of "M. Brook" or "Mayor Brook" to "Mara Brook"; "Tom Brook" has 0.40."""


class ClaimantQuerySet(models.QuerySet["Claimant"]):
    def spelled(self, name: str) -> Self:
        """Claimants with exactly this name or alias; the one with this name comes first."""
        is_named = models.ExpressionWrapper(Q(name=name), output_field=models.BooleanField())
        return self.filter(Q(name=name) | Q(aliases__contains=[name])).order_by(
            is_named.desc(), "pk"
        )

    def similar_to(self, name: str, *, limit: int = 3) -> list["Claimant"]:
        """Return claimants with similar names, the most similar first, each with `n_claims`.

        Method: trigram similarity of the names of at least ALIKE (PostgreSQL's pg_trgm, by its
        index), or an alias that contains the name. The list is for a person to choose from;
        the claimant with exactly this name is left out.
        """
        if not name.strip():
            return []
        return list(
            self.filter(Q(name__trigram_similar=name) | Q(aliases__icontains=name))
            .exclude(name=name)
            .annotate(similarity=TrigramSimilarity("name", name))
            .filter(Q(similarity__gte=ALIKE) | Q(aliases__icontains=name))
            .annotate(n_claims=models.Count("claims"))
            .order_by("-similarity", "pk")[:limit]
        )

    def containing(self, words: str) -> Self:
        """Claimants whose name, alias or role contains the words."""
        return self.filter(
            Q(name__icontains=words) | Q(aliases__icontains=words) | Q(role__icontains=words)
        )

    def hidden(self) -> Self:
        """Private people whose name is hidden in every check, also in those of others."""
        return self.filter(kind=Claimant.Kind.PRIVATE, name_hidden=True)

    def starting_with(self, words: str, *, limit: int = 8) -> Self:
        """Suggestions while somebody types: name, alias or role contains the words."""
        return self.containing(words).order_by("name")[:limit]


class Claimant(models.Model):
    """The person or organization who said it."""

    class Kind(models.TextChoices):
        """The kind of a claimant. Older frozen documents have "body" for an organization."""

        PERSON = "person", _("a person")
        ORGANIZATION = "organization", _("an organization")
        PRIVATE = "private-person", _("a private person")

    UNNAMED: ClassVar[str] = "a private person"

    name = models.CharField(max_length=200)
    kind = models.CharField(
        max_length=14, choices=Kind.choices, blank=True, help_text="empty if unknown"
    )
    kind_guessed = models.BooleanField(
        "whether the kind is a guess by name and role", default=False
    )
    described_as = models.CharField(
        "what readers see instead of a private person's name",
        max_length=100,
        blank=True,
        help_text="for example “a resident of Elm Street”; by default “a private person”",
    )
    name_hidden = models.BooleanField(
        "whether a private person's name is hidden in every check",
        default=False,
        db_default=False,
    )
    slug = models.SlugField(max_length=80, unique=True)
    aliases = models.JSONField(default=list, blank=True)
    role = models.CharField("party or role", max_length=200, blank=True)
    same_as = models.URLField("Wikidata or Wikipedia address", blank=True)

    objects = ClaimantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("name", name="claims_one_claimant_per_name"),
        ]
        indexes = [
            GinIndex(fields=["name"], opclasses=["gin_trgm_ops"], name="claims_claimant_names"),
            models.Index(
                fields=["id"],
                condition=Q(kind="private-person", name_hidden=True),
                name="claims_hidden_names",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_private(self) -> bool:
        """Whether readers see a description instead of the name, and no page."""
        return self.kind == self.Kind.PRIVATE

    @property
    def public_name(self) -> str:
        """The name that readers see."""
        return (self.described_as or self.UNNAMED) if self.is_private else self.name


class HiddenNamesVersion(models.Model):
    """One row with a random version, which a trigger changes with the set of hidden names.

    Stored pages, and processes that cache the names, compare it with their own version.
    """

    id = models.SmallIntegerField(primary_key=True, default=1)
    version = models.UUIDField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="claims_one_hidden_names_version")
        ]

    def __str__(self) -> str:
        return str(self.version)


class Topic(models.Model):
    """A topic of claims, which readers can follow."""

    name = models.CharField(max_length=60, unique=True)
    slug = models.SlugField(max_length=60, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
