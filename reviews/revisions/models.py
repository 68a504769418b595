"""Revisions, their desk parts, who has seen them, and approvals."""

from collections.abc import Mapping

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from reviews.review.models.reviews import Review
from reviews.revisions.desk_part import Secret, unsealed
from reviews.revisions.document import Document, load_document

USER = settings.AUTH_USER_MODEL


class RevisionQuerySet(models.QuerySet["Revision"]):
    def newest_of(self, review: Review) -> "Revision | None":
        """The newest revision of a review, which is the one submitted or approved."""
        return self.filter(review=review).order_by("-number").first()


class Revision(models.Model):
    """What `submit` freezes. `content` is canonical JSON: the public part of the document.

    The page for readers is made of it alone. Before format 3 it was the whole document.
    """

    review = models.ForeignKey(
        "reviews.Review", on_delete=models.PROTECT, related_name="revisions"
    )
    number = models.PositiveIntegerField()
    content = models.TextField()
    hash = models.CharField(max_length=64)
    author_ids = ArrayField(models.BigIntegerField())
    submitted_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(db_default=Now())

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="reviews_revision_number")
        ]

    def __str__(self) -> str:
        return f"version {self.number} of review {self.review_id}"

    @property
    def frozen(self) -> Document:
        """The whole document, for the desk: the public part with the secrets put back."""
        document = self.public_part
        if not document.get("commitments"):
            return document
        return unsealed(document, {one.place: one.text for one in self.desk_parts.all()})

    @property
    def public_part(self) -> Document:
        """The document that the hash is over. From format 3 on, nothing in it is secret."""
        return load_document(self.content)

    def keep_desk_part(self, secrets: Mapping[str, Secret]) -> None:
        """Store the secrets; the database compares each with its hash in the public part."""
        DeskPart.objects.bulk_create(
            DeskPart(revision=self, place=place, salt=secret.salt, text=secret.text)
            for place, secret in secrets.items()
        )

    @property
    def approval(self) -> "Approval | None":
        """The approval that was not withdrawn, if there is one."""
        return self.approvals.filter(withdrawn_at=None).select_related("approver").first()


class DeskPart(models.Model):
    """One secret of a revision, by its place (`reviews.revisions.desk_part`).

    Never changed. The owner of the database can erase salt and text, as the law may ask; the
    revision's hash still verifies.
    """

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="desk_parts")
    place = models.CharField(max_length=60)
    salt = models.CharField(max_length=64, blank=True)
    text = models.TextField(blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "place"], name="reviews_one_desk_part_at_a_place"
            )
        ]

    def __str__(self) -> str:
        return f"{self.place} of {self.revision}"


class Seen(models.Model):
    """Somebody had this revision open; their next one is compared with it."""

    review = models.ForeignKey("reviews.Review", on_delete=models.CASCADE, related_name="seen")
    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(USER, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "revision"], name="reviews_seen_once")
        ]

    def __str__(self) -> str:
        return f"{self.revision}, seen by {self.user_id}"


class Approval(models.Model):
    """An editor's approval of exactly one revision. Withdrawn, never removed."""

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="approvals")
    approver = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="approvals")
    given_at = models.DateTimeField(db_default=Now())
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["revision"],
                condition=Q(withdrawn_at=None),
                name="reviews_one_standing_approval",
            )
        ]

    def __str__(self) -> str:
        return f"approval of {self.revision}"
