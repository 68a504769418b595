"""The abstract row of a job: its state, lease, attempts and what to ring when it is done."""

import uuid
from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

RING_AGAIN = timedelta(seconds=45)
"""How long a due row may go unheard before the sweep rings for it again."""
DEALT_WITH: set[str] = set()
"""What rows ring (`then`) that deals with failures, too: apps add their own as they start."""


class JobState(models.TextChoices):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class JobQuerySet(models.QuerySet[Any]):
    """Queries on rows that are work. All times are the database's own clock."""

    def due(self) -> Self:
        """Rows that a worker may take now: waiting and due, or running with a lapsed lease."""
        return self.filter(
            Q(state=JobState.WAITING, run_after__lte=Now())
            | Q(state=JobState.RUNNING, lease_until__lt=Now()),
            attempts__lt=self.model.max_attempts,
        )

    def spent(self) -> Self:
        """Rows whose last attempt lapsed without a word: its worker died each time."""
        return self.filter(
            state=JobState.RUNNING, lease_until__lt=Now(), attempts__gte=self.model.max_attempts
        )

    def unheard(self) -> Self:
        """Due rows that nobody was rung for since they became due, or not lately."""
        return self.due().filter(
            Q(last_rung__lt=F("run_after")) | Q(last_rung__lt=Now() - RING_AGAIN)
        )

    def next_due(self) -> int | None:
        """The row that has been due for longest, whoever was rung for it."""
        return self.due().order_by("run_after").values_list("pk", flat=True).first()

    def failed_for_people(self) -> Self:
        """Those that failed and that a person should see: nothing that they ring does so."""
        return self.filter(state=JobState.FAILED).exclude(then__in=DEALT_WITH)

    def try_again(self) -> int:
        """Failed rows wait anew, from their first attempt; whoever calls rings for them."""
        return self.filter(state=JobState.FAILED).update(
            state=JobState.WAITING, attempts=0, run_after=Now(), last_rung=Now()
        )

    def lease(self, pk: int) -> Any | None:
        """Take one due row for this worker; None when it is done, taken or not yet due.

        The attempt is counted in the same statement, so a job that kills its worker cannot do
        so for ever.
        """
        token = uuid.uuid4()
        taken = (
            self.due()
            .filter(pk=pk)
            .update(
                state=JobState.RUNNING,
                attempts=F("attempts") + 1,
                lease_token=token,
                lease_until=Now() + self.model.lease_time,
            )
        )
        return self.get(pk=pk, lease_token=token) if taken else None


class Job(models.Model):
    """A row that is work. The model says which task to ring and how long a lease is."""

    doorbell: ClassVar[str]
    lease_time: ClassVar[timedelta] = timedelta(seconds=90)
    max_attempts: ClassVar[int] = 3

    state = models.CharField(
        max_length=8, choices=JobState.choices, default=JobState.WAITING, editable=False
    )
    run_after = models.DateTimeField(db_default=Now(), editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    lease_until = models.DateTimeField(null=True, editable=False)
    lease_token = models.UUIDField(null=True, editable=False)
    last_rung = models.DateTimeField(db_default=Now(), editable=False)
    failure = models.CharField(max_length=20, blank=True, default="", editable=False)
    detail = models.CharField(max_length=500, blank=True, default="", editable=False)
    then = models.CharField(max_length=60, blank=True, default="", editable=False)
    ended_at = models.DateTimeField("when its last attempt ended", null=True, editable=False)

    class Meta:
        abstract = True
        indexes = [
            models.Index(
                fields=["run_after"],
                condition=Q(state__in=["waiting", "running"]),
                name="%(app_label)s_%(class)s_due",
            ),
            models.Index(
                fields=["ended_at"],
                condition=Q(state="done"),
                name="%(app_label)s_%(class)s_done",
            ),
            models.Index(
                fields=["ended_at"],
                condition=Q(state="failed"),
                name="%(app_label)s_%(class)s_failed",
            ),
        ]

    @property
    def asked_for_at(self) -> datetime | None:
        """Since when there is this work, where its model knows."""
        return None

    def done(self, **changes: object) -> bool:
        """Write the result under our lease. False: it is somebody else's now, drop it."""
        return self._end(state=JobState.DONE, failure="", detail="", **changes)

    def failed(self, kind: str, detail: str, **changes: object) -> bool:
        """Give up for good, with a kind and a sentence."""
        return self._end(state=JobState.FAILED, failure=kind, detail=detail[:500], **changes)

    def again(self, kind: str, detail: str, *, wait: int | None = None) -> bool:
        """Try later: after `wait` seconds, else later each time; failed after the last."""
        if self.attempts >= self.max_attempts:
            return self.failed(kind, detail)
        pause = timedelta(seconds=wait or 5 * 4 ** (self.attempts - 1))
        return self._end(
            state=JobState.WAITING,
            failure=kind,
            detail=detail[:500],
            run_after=Now() + pause,
        )

    def rest(self, pause: timedelta, **changes: object) -> bool:
        """End a round of work that is never done: due again after a pause, with no attempt."""
        began_anew = {"attempts": 0, "failure": "", "detail": "", "run_after": Now() + pause}
        return self._end(state=JobState.WAITING, **{**began_anew, **changes})

    def _end(self, **changes: object) -> bool:
        ours = type(self)._default_manager.filter(
            pk=self.pk, state=JobState.RUNNING, lease_token=self.lease_token
        )
        ended = ours.update(lease_until=None, lease_token=None, ended_at=Now(), **changes)
        if ended:
            self.refresh_from_db()
        return bool(ended)
