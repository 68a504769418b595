"""The jobs that make snapshots, and the hosts, which get one request at a time."""

import uuid
from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Now

from jobs.models import Job, JobQuerySet, JobState
from sources.captures import host_leases
from sources.snapshots.models import Snapshot


class Host(models.Model):
    """A host that we fetch from: one request at a time, and a gap between two.

    The row holds for all workers on all machines; flushing the broker loses nothing.
    """

    name = models.CharField(max_length=253, primary_key=True)
    free_at = models.DateTimeField("when the next request may start", db_default=Now())
    lease_token = models.UUIDField("the lease of the running request", null=True, blank=True)
    lease_until = models.DateTimeField("when that lease expires", null=True, blank=True)
    robots = models.TextField("its robots.txt when we last fetched it", blank=True)
    robots_read_at = models.DateTimeField(null=True, blank=True)
    robots_refuses_all = models.BooleanField(
        "the host failed to deliver its robots.txt", default=False
    )

    def __str__(self) -> str:
        return self.name


def gap() -> timedelta:
    """The pause between the end of a request to a host and the start of the next."""
    return timedelta(seconds=settings.CAPTURE_GAP)


class CaptureQuerySet(JobQuerySet):
    def lease(self, pk: int) -> Any | None:
        """Take one due row and lease its host; None while one of them is not free."""
        return self.lease_or_wait(pk)[0]

    def lease_or_wait(self, pk: int) -> "tuple[Capture | None, host_leases.Wait | None]":
        """The leased row; or None, and its host with the seconds that the gap still lasts.

        One statement. Waiting for a host costs no attempt, and marks the row as not
        dispatched. The wait is None as well if another request to the host is running, which
        dispatches the next one, and if the row is done, taken or not due yet.
        """
        token = uuid.uuid4()
        columns, wait = host_leases.take_lease(
            pk, token=token, lease=self.model.lease_time, most=self.model.max_attempts
        )
        if columns is None:
            return None, wait
        known = columns._fields
        names = [f.attname for f in self.model._meta.concrete_fields if f.attname in known]
        return self.model.from_db(
            self.db, names, [getattr(columns, one) for one in names]
        ), None

    def undispatched(self) -> Self:
        """Of each free host only the first row: its worker dispatches the next one.

        Also rows whose worker died, which may continue under their own lease of the host.
        """
        busy = Host.objects.filter(name=OuterRef("host")).filter(
            Q(free_at__gt=Now()) | Q(lease_token__isnull=False, lease_until__gte=Now())
        )
        unheard = super().undispatched()
        first = unheard.filter(~Exists(busy), state=JobState.WAITING).exclude(host="")
        first = first.order_by("host", "run_after", "pk").distinct("host")
        anyway = Q(host="") | Q(state=JobState.RUNNING)
        return unheard.filter(anyway | Q(pk__in=Subquery(first.values("pk"))))


class Capture(Job):
    """The job that makes a snapshot of a URL.

    Its lease and that of its host are taken in one statement and released together, whether it
    is done, failed or waits.
    """

    task_name: ClassVar[str] = "sources.capture"
    lease_time: ClassVar[timedelta] = timedelta(seconds=75)

    url = models.URLField(max_length=2048)
    host = models.CharField("the host whose lease it needs", max_length=253, blank=True)
    is_automatic = models.BooleanField(
        "requested by a program, not a person: robots.txt is obeyed", default=False
    )
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    asked_at = models.DateTimeField(db_default=Now())
    snapshot = models.ForeignKey(
        Snapshot, on_delete=models.PROTECT, null=True, blank=True, related_name="captures"
    )
    hops = models.JSONField(default=list, blank=True)

    objects = CaptureQuerySet.as_manager()

    next_in_line: host_leases.Next | None = None
    """After it has ended: the next capture of its host, and in how many seconds."""

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

    @property
    def asked_for_at(self) -> datetime:
        return self.asked_at

    def _end(self, **changes: object) -> bool:
        token, ended = self.lease_token, super()._end(**changes)
        if ended and token and self.host:
            self.next_in_line = host_leases.release_host(self.host, token=token, gap=gap())
        return ended
