"""The jobs that make snapshots, and the hosts that they visit one at a time."""

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from jobs.models import Job, JobQuerySet
from sources.models.snapshots import Snapshot


class Host(models.Model):
    """A stranger's host and our manners there: one visit at a time, and a gap between two.

    The row is the truth across all workers and machines; a flushed broker forgets nothing.
    """

    name = models.CharField(max_length=253, primary_key=True)
    free_at = models.DateTimeField("when the next visit may begin", db_default=Now())
    visit = models.UUIDField("who is there now", null=True, blank=True)
    visit_until = models.DateTimeField(
        "when that visit counts as over, whatever became of it", null=True, blank=True
    )
    robots = models.TextField("its robots.txt as last read", blank=True)
    robots_read_at = models.DateTimeField(null=True, blank=True)
    robots_refuses_all = models.BooleanField(
        "robots.txt could not be had for a fault of the host", default=False
    )

    def __str__(self) -> str:
        return self.name


class Capture(Job):
    """The job that makes a snapshot of a URL."""

    doorbell: ClassVar[str] = "sources.capture"
    lease_time: ClassVar[timedelta] = timedelta(seconds=75)

    url = models.URLField(max_length=2048)
    host = models.CharField("whose turn it waits for", max_length=253, blank=True)
    is_unasked = models.BooleanField(
        "a program asks, not a person: robots.txt is heard", default=False
    )
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    asked_at = models.DateTimeField(db_default=Now())
    snapshot = models.ForeignKey(
        Snapshot, on_delete=models.PROTECT, null=True, blank=True, related_name="captures"
    )
    hops = models.JSONField(default=list, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta(Job.Meta):
        indexes = [
            *Job.Meta.indexes,
            models.Index(
                fields=["host", "run_after"],
                condition=Q(state="waiting"),
                name="sources_capture_of_host",
            ),
        ]

    def __str__(self) -> str:
        return f"capture of {self.url}"
