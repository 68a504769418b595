"""The right of reply: whom we asked, what came back, and messages to start from."""

from typing import Self

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now, TruncDate

from reviews.review.models.reviews import Review
from sources.snapshots.models import LONG_TEXTS

USER = settings.AUTH_USER_MODEL


class ReplyTemplate(models.Model):
    """A message to start from; words in braces are filled in: {claim}, {claimant}, {due}."""

    name = models.CharField(max_length=80, unique=True)
    subject = models.CharField(max_length=200)
    text = models.TextField(max_length=5000)
    place = models.PositiveSmallIntegerField("where it stands in the list", default=0)

    class Meta:
        ordering = ["place", "name"]

    def __str__(self) -> str:
        return self.name


class ReplyQuerySet(models.QuerySet["ReplyRequest"]):
    def with_people(self) -> Self:
        """With who asked, and the answer's file."""
        long = (f"answer__content__{name}" for name in LONG_TEXTS)
        return self.select_related("asked_by", "answer__content").defer(*long)

    def overdue(self) -> Self:
        """Asked, not answered, and the day that we gave is over."""
        return self.filter(
            asked_on__isnull=False,
            due_on__lt=TruncDate(Now()),
            reply="",
            replied_on=None,
            answer=None,
        )


class ReplyRequest(models.Model):
    """We asked the claimant; when, how, what they said, or why we did not ask."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="replies")
    whom = models.CharField("empty: the claimant", max_length=200, blank=True)
    asked_on = models.DateField(null=True, blank=True)
    asked_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    how = models.CharField(max_length=100, blank=True)
    message = models.TextField(
        "what we wrote", max_length=5000, blank=True, validators=[MaxLengthValidator(5000)]
    )
    due_on = models.DateField(null=True, blank=True)
    reply = models.TextField(max_length=5000, blank=True, validators=[MaxLengthValidator(5000)])
    replied_on = models.DateField(null=True, blank=True)
    answer = models.ForeignKey(
        "sources.Snapshot",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="the answer as a file that we keep",
    )
    not_asked_because = models.CharField(max_length=300, blank=True)
    noted_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(db_default=Now())

    objects = ReplyQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(asked_on__isnull=False) | ~Q(not_asked_because=""),
                name="reviews_asked_or_why_not",
                violation_error_message="Say when you asked, or why you did not ask.",
            )
        ]

    def __str__(self) -> str:
        return f"reply request {self.pk} of review {self.review_id}"
