"""Searches of finders and their proposals. Only a person makes evidence of a proposal."""

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from jobs.models import Job, JobQuerySet
from sources.captures.models import Capture
from sources.snapshots.models import Snapshot

USER = settings.AUTH_USER_MODEL


class Search(Job):
    """One finder's search for one review: a job, and how many sources it proposed."""

    task_name: ClassVar[str] = "reviews.find"
    lease_time: ClassVar[timedelta] = timedelta(seconds=75)

    review = models.ForeignKey(
        "reviews.Review", on_delete=models.PROTECT, related_name="searches"
    )
    finder = models.CharField(max_length=30)
    asked_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(db_default=Now())
    found = models.PositiveSmallIntegerField(default=0)

    objects = JobQuerySet.as_manager()

    class Meta(Job.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["review", "finder"], name="reviews_search_once_per_finder"
            )
        ]

    def __str__(self) -> str:
        return f"{self.finder} for review {self.review_id}"


class Proposal(models.Model):
    """A page that may be relevant to the claim, with its most relevant sentence."""

    class State(models.TextChoices):
        PROPOSED = "proposed"
        TAKEN = "taken"
        DISMISSED = "dismissed"

    search = models.ForeignKey(Search, on_delete=models.PROTECT, related_name="proposals")
    review = models.ForeignKey(
        "reviews.Review", on_delete=models.PROTECT, related_name="proposals"
    )
    url = models.URLField(max_length=2048)
    title = models.CharField(max_length=500, blank=True)
    publisher = models.CharField(max_length=200, blank=True)
    published_on = models.DateField(null=True, blank=True)
    snippet = models.TextField("what the finder itself says of it", blank=True)
    about = models.JSONField("facts that only this finder gives", default=dict, blank=True)
    capture = models.ForeignKey(
        Capture, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    snapshot = models.ForeignKey(
        Snapshot, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    passage = models.TextField("the sentence of the page that bears on it", blank=True)
    start = models.PositiveIntegerField(null=True, blank=True)
    words = models.JSONField("words of the claim that the passage has", default=list)
    rank = models.FloatField("0 to 1, by the passage", default=0.0)
    state = models.CharField(max_length=9, choices=State.choices, default=State.PROPOSED)
    found_at = models.DateTimeField(db_default=Now())
    decided_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-rank", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "url"], name="reviews_proposal_once_per_page"
            )
        ]
        indexes = [
            models.Index(
                fields=["capture"],
                condition=Q(capture__isnull=False, snapshot=None),
                name="reviews_proposal_on_its_way",
            )
        ]

    def __str__(self) -> str:
        return f"{self.url} for review {self.review_id}"
