"""Feeds that the desk follows: each is polled again and again, its entries become articles."""

from datetime import timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from claims.articles.models import Article
from jobs.models import Job, JobQuerySet, JobState
from sources.snapshots.publishers import Publisher

OFTEN, SELDOM = 5, 7 * 24 * 60
"""Minutes: nobody is asked more often than every five, nor more seldom than every week."""
MOST_ENTRIES = 200
"""Of one poll; the oldest beyond it are left out."""
TROUBLING = 3
"""Polls in a row that failed before the list of feeds says so."""
LASTING = 5
"""Polls in a row that failed before it is somebody's turn to look."""


class FeedQuerySet(JobQuerySet):
    def due(self) -> Self:
        """A feed that was stopped is never due."""
        return super().due().filter(stopped_at__isnull=True)

    def in_lasting_trouble(self) -> Self:
        """Those that fail again and again, or that the machine has stopped."""
        is_failing = ~Q(failure="") & (Q(stopped_at__isnull=False) | Q(failures__gte=LASTING))
        return self.filter(is_failing | Q(state=JobState.FAILED))

    def for_lists(self) -> Self:
        """Each with how many entries came in the last day."""
        lately = Entry.objects.filter(
            feed=models.OuterRef("pk"), seen_at__gt=Now() - timedelta(days=1)
        ).order_by()
        counted = lately.values("feed").annotate(n=models.Count("pk")).values("n")
        return self.select_related("publisher", "added_by").annotate(
            n_today=models.Subquery(counted, output_field=models.IntegerField())
        )


class Feed(Job):
    """An RSS, Atom or JSON feed. Polling it is a job that is never done but for a pause."""

    task_name: ClassVar[str] = "claims.poll"
    lease_time: ClassVar[timedelta] = timedelta(seconds=90)

    url = models.URLField("address", max_length=800, unique=True)
    title = models.CharField(max_length=300, blank=True)
    publisher = models.ForeignKey(Publisher, on_delete=models.PROTECT, null=True, blank=True)
    interval = models.PositiveIntegerField(
        "minutes between polls",
        default=30,
        validators=[MinValueValidator(OFTEN), MaxValueValidator(SELDOM)],
    )
    take_first = models.PositiveSmallIntegerField(
        "entries taken at the first poll",
        default=10,
        validators=[MaxValueValidator(MOST_ENTRIES)],
    )
    host = models.CharField(max_length=255, blank=True, db_index=True)
    offered = models.JSONField(
        "feeds that the page at this address names: url, title", default=list, blank=True
    )
    etag = models.CharField(max_length=300, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    asked_at = models.DateTimeField("last time its site was asked", null=True, blank=True)
    polled_at = models.DateTimeField(null=True, blank=True)
    came_at = models.DateTimeField("last new entry", null=True, blank=True)
    failures = models.PositiveIntegerField("polls in a row that failed", default=0)
    stopped_at = models.DateTimeField(null=True, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    added_at = models.DateTimeField(db_default=Now())

    objects = FeedQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title or self.url

    @property
    def chain(self) -> str:
        return f"feed:{self.pk}"

    @property
    def is_stopped(self) -> bool:
        return self.stopped_at is not None or self.state == JobState.FAILED

    @property
    def is_in_trouble(self) -> bool:
        """Whether somebody should look at it: not one bad poll, which will pass."""
        return self.state == JobState.FAILED or bool(
            self.failure and (self.stopped_at or self.failures >= TROUBLING)
        )


class Entry(models.Model):
    """One entry of a feed that was seen, and the article it became."""

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="entries")
    name = models.CharField("what the feed calls it: its id, else its address", max_length=500)
    url = models.URLField(max_length=2048, blank=True)
    title = models.CharField(max_length=500, blank=True)
    published_on = models.DateField(null=True, blank=True)
    changed = models.CharField("when the feed says it changed", max_length=64, blank=True)
    article = models.ForeignKey(
        Article, on_delete=models.PROTECT, null=True, blank=True, related_name="entries"
    )
    seen_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["feed", "name"], name="claims_entry_once_a_feed")
        ]

    def __str__(self) -> str:
        return self.title or self.name
