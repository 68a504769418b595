"""What became of the page that a piece of evidence was taken from."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from sources.models import Capture, Snapshot

USER = settings.AUTH_USER_MODEL


class Watch(models.Model):
    """The live page of one piece of evidence: looked at by button, or again and again.

    `page` and `passage` say how things stood at the last look that told anything; the kept
    page and its passage never change.
    """

    class Page(models.TextChoices):
        SAME = "same", "the page is the same"
        CHANGED = "changed", "the page has changed"
        MOVED = "moved", "the page has moved"
        GONE = "gone", "the page is gone"
        WALLED = "walled", "the page is behind a wall"

    class Passage(models.TextChoices):
        EXACT = "exact", "exact"
        MOVED = "moved", "moved"
        NEAR = "near", "near match"
        ABSENT = "absent", "not on the page now"

    evidence = models.OneToOneField(
        "reviews.Evidence", on_delete=models.PROTECT, primary_key=True, related_name="watch"
    )
    page = models.CharField(max_length=7, choices=Page.choices, blank=True)
    passage = models.CharField(max_length=6, choices=Passage.choices, blank=True)
    since = models.DateTimeField("when it was first seen so", null=True, blank=True)
    looked_at = models.DateTimeField(null=True, blank=True)
    looks = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField("null: by button alone", null=True, blank=True)
    capture = models.ForeignKey(
        Capture, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    found = models.ForeignKey(
        Snapshot,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="the page as the last look found it",
    )
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    near_percent = models.PositiveSmallIntegerField(null=True, blank=True)
    detail = models.CharField(
        "what the last look says, in a sentence", max_length=500, blank=True
    )
    settled_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_note = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["next_at"],
                condition=Q(next_at__isnull=False, capture=None),
                name="reviews_watch_due",
            ),
            models.Index(
                fields=["capture"],
                condition=Q(capture__isnull=False),
                name="reviews_watch_looking",
            ),
        ]

    def __str__(self) -> str:
        return f"watch of evidence {self.evidence_id}"

    @property
    def is_trouble(self) -> bool:
        """Whether readers can no longer see there what we quoted."""
        lost = {self.Page.GONE, self.Page.WALLED}
        return self.page in lost or self.passage in {self.Passage.NEAR, self.Passage.ABSENT}
