"""Feeds that the desk follows. They are polled regularly, and their entries become articles."""

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
"""The shortest and longest time between two polls, in minutes: five minutes and a week."""
MOST_ENTRIES = 200
"""The most entries of one poll; older ones are skipped."""
FAILING = 3
"""Failed polls in a row after which the list of feeds says so."""
PERSISTENT = 5
"""Failed polls in a row after which the feed appears in the inbox."""


class FeedQuerySet(JobQuerySet):
    def due(self) -> Self:
        """Feeds to poll now. A stopped feed is never due."""
        return super().due().filter(stopped_at__isnull=True)

    def failing_persistently(self) -> Self:
        """Feeds that keep failing, or that were stopped automatically."""
        is_failing = ~Q(failure="") & (
            Q(stopped_at__isnull=False) | Q(failures__gte=PERSISTENT)
        )
        return self.filter(is_failing | Q(state=JobState.FAILED))

    def for_lists(self) -> Self:
        """Add the number of entries of the last day."""
        lately = Entry.objects.filter(
            feed=models.OuterRef("pk"), seen_at__gt=Now() - timedelta(days=1)
        ).order_by()
        counted = lately.values("feed").annotate(n=models.Count("pk")).values("n")
        return self.select_related("publisher", "added_by").annotate(
            n_today=models.Subquery(counted, output_field=models.IntegerField())
        )


class Feed(Job):
    """An RSS, Atom or JSON feed. Polling is a job that reschedules itself."""

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
        "entries that become articles at the first poll",
        default=10,
        validators=[MaxValueValidator(MOST_ENTRIES)],
    )
    host = models.CharField(max_length=255, blank=True, db_index=True)
    offered = models.JSONField(
        "feeds that the page at this address links to: url, title", default=list, blank=True
    )
    etag = models.CharField(max_length=300, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    asked_at = models.DateTimeField("last request to its site", null=True, blank=True)
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
    def is_failing(self) -> bool:
        """Whether somebody should look at it. A single failed poll doesn't count."""
        return self.state == JobState.FAILED or bool(
            self.failure and (self.stopped_at or self.failures >= FAILING)
        )


class Entry(models.Model):
    """One entry of a feed, and the article it became."""

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="entries")
    name = models.CharField("its id in the feed or, without one, its address", max_length=500)
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
