"""The draft of a review, and every saved state of it."""

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models.functions import Now

USER = settings.AUTH_USER_MODEL

CONCLUSION_WORDS = 30
"""How long a conclusion should be at most. A longer one is allowed."""


class Draft(models.Model):
    """The text in work. Its version counts up; a save names the version it was made from."""

    review = models.OneToOneField("reviews.Review", on_delete=models.CASCADE, primary_key=True)
    version = models.PositiveIntegerField(default=1)
    rating = models.ForeignKey(
        "reviews.Rating", on_delete=models.PROTECT, null=True, blank=True
    )
    conclusion = models.CharField(max_length=300, blank=True)
    body = models.TextField(
        blank=True, max_length=200_000, validators=[MaxLengthValidator(200_000)]
    )
    saved_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    saved_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"draft {self.version} of review {self.review_id}"


class DraftSave(models.Model):
    """Every saved state of a draft, kept; the same save sent twice is one row."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="saves")
    version = models.PositiveIntegerField()
    session = models.CharField("the tab that saved", max_length=40)
    counter = models.PositiveIntegerField("its how-manieth save")
    rating = models.ForeignKey(
        "reviews.Rating", on_delete=models.PROTECT, null=True, blank=True
    )
    conclusion = models.CharField(max_length=300, blank=True)
    body = models.TextField(blank=True)
    saved_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "session", "counter"], name="reviews_draft_save_once"
            ),
            models.UniqueConstraint(
                fields=["draft", "version"], name="reviews_one_save_per_version"
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.version} of draft {self.draft_id}"
