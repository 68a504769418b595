"""The abstract row of a job: its state, lease, attempts, and what to dispatch when done."""

import uuid
from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.functional import Promise
from django.utils.translation import get_language

DISPATCH_AGAIN_AFTER = timedelta(seconds=45)
"""How long after its last message the sweep sends another one for a due row."""
FAILURE_SENTENCES: dict[str, Promise | str] = {}
"""Kind of failure → a translated sentence for pages; apps add theirs at start."""
HANDLED_ELSEWHERE: set[str] = set()
"""Follow-up tasks (`on_done`) that handle failures themselves; apps add theirs at start."""


class JobState(models.TextChoices):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class JobQuerySet(models.QuerySet[Any]):
    """Queries on jobs. All times are by the database's clock."""

    def due(self) -> Self:
        """Rows that a worker may take: waiting and due, or running with an expired lease."""
        return self.filter(
            Q(state=JobState.WAITING, run_after__lte=Now())
            | Q(state=JobState.RUNNING, lease_until__lt=Now()),
            attempts__lt=self.model.max_attempts,
        )

    def out_of_attempts(self) -> Self:
        """Rows whose lease expired in their last attempt: their workers died each time."""
        return self.filter(
            state=JobState.RUNNING, lease_until__lt=Now(), attempts__gte=self.model.max_attempts
        )

    def undispatched(self) -> Self:
        """Due rows without a message since they became due, or without a recent one."""
        return self.due().filter(
            Q(dispatched_at__lt=F("run_after"))
            | Q(dispatched_at__lt=Now() - DISPATCH_AGAIN_AFTER)
        )

    def next_due(self) -> int | None:
        """The row that has been due for longest, even if its message is on its way."""
        return self.due().order_by("run_after").values_list("pk", flat=True).first()

    def failed_for_people(self) -> Self:
        """Failed rows that a person should see, since no follow-up task handles them."""
        return self.filter(state=JobState.FAILED).exclude(on_done__in=HANDLED_ELSEWHERE)

    def try_again(self) -> int:
        """Make failed rows wait again, from the first attempt; the caller dispatches them."""
        return self.filter(state=JobState.FAILED).update(
            state=JobState.WAITING, attempts=0, run_after=Now(), dispatched_at=Now()
        )

    def lease(self, pk: int) -> Any | None:
        """Take one due row for this worker; None if it is done, taken or not due yet.

        The attempt is counted in the same statement, so that a job cannot kill its workers for
        ever.
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
    """A job. The model names its task and sets the length of a lease."""

    task_name: ClassVar[str]
    lease_time: ClassVar[timedelta] = timedelta(seconds=90)
    max_attempts: ClassVar[int] = 3

    state = models.CharField(
        max_length=8, choices=JobState.choices, default=JobState.WAITING, editable=False
    )
    run_after = models.DateTimeField(db_default=Now(), editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    lease_until = models.DateTimeField(null=True, editable=False)
    lease_token = models.UUIDField(null=True, editable=False)
    dispatched_at = models.DateTimeField(db_default=Now(), editable=False)
    failure = models.CharField(max_length=20, blank=True, default="", editable=False)
    detail = models.CharField(max_length=500, blank=True, default="", editable=False)
    on_done = models.CharField(max_length=60, blank=True, default="", editable=False)
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
        """When somebody asked for this job, if its model knows."""
        return None

    @property
    def shown_detail(self) -> str:
        """Why it failed, for a page: as stored in English, else the sentence of its kind."""
        translated = FAILURE_SENTENCES.get(self.failure)
        if translated is None or (get_language() or "en").startswith("en"):
            return self.detail
        return str(translated)

    def done(self, **changes: object) -> bool:
        """Write the result under our lease. False: the lease was lost, so drop the result."""
        return self._end(state=JobState.DONE, failure="", detail="", **changes)

    def failed(self, kind: str, detail: str, **changes: object) -> bool:
        """Give up, with a kind of failure and a sentence for people."""
        return self._end(state=JobState.FAILED, failure=kind, detail=detail[:500], **changes)

    def again(self, kind: str, detail: str, *, wait: int | None = None) -> bool:
        """Retry after `wait` seconds, by default with growing pauses; fail after the last."""
        if self.attempts >= self.max_attempts:
            return self.failed(kind, detail)
        pause = timedelta(seconds=wait or 5 * 4 ** (self.attempts - 1))
        return self._end(
            state=JobState.WAITING,
            failure=kind,
            detail=detail[:500],
            run_after=Now() + pause,
        )

    def reschedule(self, pause: timedelta, **changes: object) -> bool:
        """End one round of a recurring job: due again after the pause, no attempts counted."""
        from_start = {"attempts": 0, "failure": "", "detail": "", "run_after": Now() + pause}
        return self._end(state=JobState.WAITING, **{**from_start, **changes})

    def _end(self, **changes: object) -> bool:
        ours = type(self)._default_manager.filter(
            pk=self.pk, state=JobState.RUNNING, lease_token=self.lease_token
        )
        ended = ours.update(lease_until=None, lease_token=None, ended_at=Now(), **changes)
        if ended:
            self.refresh_from_db()
        return bool(ended)
