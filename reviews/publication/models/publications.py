"""What readers see, the versions of it, and its corrections."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.claims.models import Claim
from reviews.publication.models.withholdings import OldAddress, Withholding
from reviews.review.models.reviews import Review

USER = settings.AUTH_USER_MODEL


def _is_withheld() -> models.Exists:
    what = Withholding.What
    its_version = Q(
        what=what.VERSION,
        version__publication=models.OuterRef("pk"),
        version__revision=models.OuterRef("revision"),
    )
    whole = Q(what=what.CHECK, publication=models.OuterRef("pk"))
    return models.Exists(Withholding.objects.in_force().filter(whole | its_version))


class PublicationQuerySet(models.QuerySet["Publication"]):
    def live(self) -> Self:
        return self.filter(retracted_at=None)

    def live_of(self, review: Review) -> "Publication | None":
        """The live publication of a review's claim, also if an earlier review made it."""
        return self.live().filter(claim=review.claim_id).first()

    def shown(self) -> Self:
        """Those that readers may see: neither the check nor its present version is withheld."""
        return self.exclude(_is_withheld())

    def withheld(self) -> Self:
        """Those that readers do not see for the time being."""
        return self.filter(_is_withheld())

    def with_revision(self) -> Self:
        return self.select_related("revision", "claim")

    def for_page(self) -> Self:
        """With all that its pages tell: revision, versions with approvers, corrections.

        And `old_slugs`, the addresses that it used to have.
        """
        corrections = Correction.objects.select_related(
            "before__revision", "after__revision"
        ).prefetch_related("reports")
        versions = PublishedVersion.objects.select_related("approved_by", "revision")
        old = OldAddress.objects.filter(publication=models.OuterRef("pk")).values("slug")
        return (
            self.with_revision()
            .annotate(old_slugs=ArraySubquery(old))
            .prefetch_related(
                models.Prefetch("versions", versions),
                models.Prefetch("corrections", corrections),
            )
        )

    def newest_first(self) -> Self:
        return self.order_by("-published_at", "-pk")

    def newest_change_first(self) -> Self:
        """Retracted ones, too: a retraction is a change."""
        return self.order_by("-changed_at", "-pk")

    def changed_before(self, last: "Publication") -> Self:
        """What comes after this one in a list, newest change first; its place is a key."""
        return self.filter(
            Q(changed_at__lt=last.changed_at) | Q(changed_at=last.changed_at, pk__lt=last.pk)
        )

    def changed_since(self, time: datetime) -> Self:
        return self.filter(changed_at__gte=time)

    def search(self, words: str) -> Self:
        """Checks whose claim, claimant or conclusion holds the words, as they were approved."""
        return self.filter(search=SearchQuery(words, config="english", search_type="websearch"))

    def of_claimant(self, slug: str) -> Self:
        return self.filter(claimant_slug=slug)

    def rated(self, slug: str) -> Self:
        return self.filter(rating_slug=slug)

    def on_topic(self, name: str) -> Self:
        return self.filter(topics__contains=[name])

    def since(self, time: datetime) -> Self:
        return self.filter(published_at__gte=time)

    def older_than(self, last: "Publication") -> Self:
        """What comes after this one in a list, newest first; its place is a key."""
        return self.filter(
            Q(published_at__lt=last.published_at)
            | Q(published_at=last.published_at, pk__lt=last.pk)
        )


class Publication(models.Model):
    """What readers see: a slug and the revision it shows. A retracted one stays and says so."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="publications")
    review = models.ForeignKey(
        "reviews.Review", on_delete=models.PROTECT, related_name="publications"
    )
    revision = models.ForeignKey("reviews.Revision", on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=100, unique=True)
    published_at = models.DateTimeField(db_default=Now())
    published_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(db_default=Now())
    privacy_changed_at = models.DateTimeField(
        "when something in it last became private, or public again", null=True, blank=True
    )
    retracted_at = models.DateTimeField(null=True, blank=True)
    retraction = models.CharField(max_length=1000, blank=True)
    rating_slug = models.SlugField(max_length=40)
    claimant_slug = models.SlugField(
        "whose claim it was when approved; empty for a private person",
        max_length=80,
        blank=True,
    )
    topics = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    words = models.TextField("what search looks in")
    search = models.GeneratedField(
        expression=SearchVector("words", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = PublicationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["claim"],
                condition=Q(retracted_at=None),
                name="reviews_one_live_publication_per_claim",
                violation_error_message=_("This claim has a live publication already."),
            )
        ]
        indexes = [
            models.Index(fields=["-published_at", "-id"], name="reviews_newest_checks"),
            models.Index(fields=["-changed_at", "-id"], name="reviews_newest_changes"),
            models.Index(
                fields=["claimant_slug", "-published_at", "-id"],
                name="reviews_checks_of_claimant",
            ),
            GinIndex(fields=["search"], name="reviews_check_words"),
            GinIndex(fields=["topics"], name="reviews_check_topics"),
        ]

    def __str__(self) -> str:
        return self.slug

    @property
    def is_retracted(self) -> bool:
        return self.retracted_at is not None


class PublishedVersion(models.Model):
    """One version that readers saw. Its address stays."""

    publication = models.ForeignKey(
        Publication, on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveSmallIntegerField()
    revision = models.ForeignKey("reviews.Revision", on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "number"], name="reviews_published_version_number"
            )
        ]

    def __str__(self) -> str:
        return f"version {self.number} of {self.publication}"


class Correction(models.Model):
    """An open, dated change to a publication."""

    class Kind(models.TextChoices):
        MINOR = "minor"
        UPDATE = "update"
        SUBSTANTIAL = "substantial"
        RETRACTION = "retraction"

        @property
        def head(self) -> str:
            """The heading above its text, for readers."""
            if self == self.UPDATE:
                return gettext("Updated")
            return gettext("Retracted") if self == self.RETRACTION else gettext("Corrected")

    publication = models.ForeignKey(
        Publication, on_delete=models.PROTECT, related_name="corrections"
    )
    kind = models.CharField(max_length=11, choices=Kind.choices)
    text = models.CharField(max_length=1000)
    before = models.ForeignKey(
        PublishedVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    after = models.ForeignKey(
        PublishedVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    corrected_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    corrected_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-corrected_at"]

    def __str__(self) -> str:
        return f"{self.kind} of {self.publication}"

    @property
    def credits_a_reader(self) -> bool:
        """Whether a reader found the error, and wishes to be credited."""
        return any(one.is_credited for one in self.reports.all())


class CorrectedReport(models.Model):
    """A reader's report that led to a correction, according to the editor who corrected."""

    report = models.OneToOneField(
        "claims.Tip", on_delete=models.PROTECT, primary_key=True, related_name="led_to"
    )
    correction = models.ForeignKey(Correction, on_delete=models.PROTECT, related_name="reports")
    is_credited = models.BooleanField("its sender wished that readers are told")

    def __str__(self) -> str:
        return f"report {self.report_id}, which led to {self.correction}"
