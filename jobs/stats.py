"""How many jobs of each kind wait, run, hang or failed: index scans, up to `MOST` rows each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Min, Q
from django.db.models.functions import Now

from jobs.dispatch import job_models
from jobs.models import FAILURE_SENTENCES, Job, JobState

MOST = 10_000
"""Counts stop here: 10,000 means "at least 10,000"."""
SHOWN = 50
"""Failed rows of one kind that are shown."""
DAY = timedelta(days=1)
STUCK = timedelta(minutes=2)
"""How long a due row may have no worker, or an expired lease, before a person should look."""
OUTAGES: dict[str, str] = {}
"""Failures that are the desk's own, with a sentence on each; rows wait until they are over.
Apps add theirs at start."""


@dataclass(frozen=True, slots=True)
class Outage:
    """Rows that wait for an outage to end. `since`: when the first of them was asked for."""

    failure: str
    waiting: int
    since: datetime | None

    @property
    def detail(self) -> str:
        return OUTAGES[self.failure]

    @property
    def shown_detail(self) -> str:
        """The sentence for a page, in its language."""
        return str(FAILURE_SENTENCES.get(self.failure, self.detail))


@dataclass(frozen=True, slots=True)
class JobStats:
    """Statistics of one kind of job: counts up to `MOST`, the oldest due row, the failures.

    `resting` are waiting rows that are not due yet; `held` are those that wait for one of the
    `OUTAGES` to end. `done` counts the last 24 hours, by the database's clock. `failed` counts
    failures that people should see; `failures` are the newest `SHOWN` of them.
    """

    model: type[Job]
    waiting: int
    resting: int
    running: int
    stuck: int
    oldest: datetime | None
    done: int
    failed: int
    failures: Sequence[Job]
    held: Sequence[Outage]

    @property
    def kind(self) -> str:
        return kind_of(self.model)


def kind_of(model: type[Job]) -> str:
    """The name of a kind of job in addresses: `capture`."""
    return str(model._meta.model_name)


def model_of(kind: str) -> type[Job] | None:
    return next((model for model in job_models() if kind_of(model) == kind), None)


def all_stats() -> list[JobStats]:
    """Statistics of every kind of job, those of the lower apps last."""
    return [stats_of(model) for model in job_models()]


def stats_of(model: type[Job]) -> JobStats:
    rows: Any = model._default_manager.all()
    is_open = Q(state__in=[JobState.WAITING, JobState.RUNNING])
    is_waiting = Q(state=JobState.WAITING)
    opened = rows.filter(is_open).order_by("run_after")[:MOST]
    counts = opened.aggregate(
        waiting=Count("pk", filter=is_waiting),
        resting=Count("pk", filter=is_waiting & Q(run_after__gt=Now())),
        running=Count("pk", filter=Q(state=JobState.RUNNING)),
        **dict(_of_outages(is_waiting)),
    )
    held = list(_held(rows, counts))
    due = rows.due().order_by("run_after")
    oldest = due.values_list("run_after", flat=True).first()
    failed = rows.failed_for_people()
    n_failed = failed.order_by()[:MOST].count()
    return JobStats(
        model=model,
        **counts,
        stuck=_stuck(rows),
        oldest=oldest,
        done=rows.filter(state=JobState.DONE, ended_at__gt=Now() - DAY)
        .order_by()[:MOST]
        .count(),
        failed=n_failed,
        failures=_newest(failed) if n_failed else (),
        held=held,
    )


def _held(rows: Any, counts: dict[str, Any]) -> Iterator[Outage]:
    for failure in OUTAGES:
        waiting, first = counts.pop(failure), counts.pop(f"first_{failure}")
        if waiting:
            yield Outage(failure, waiting, rows.get(pk=first).asked_for_at)


def _of_outages(is_waiting: Q) -> Iterator[tuple[str, Count | Min]]:
    for failure in OUTAGES:
        is_held = is_waiting & Q(failure=failure)
        yield failure, Count("pk", filter=is_held)
        yield f"first_{failure}", Min("pk", filter=is_held)


def _stuck(rows: Any) -> int:
    """How many are due without a message, or run past their lease without a new worker."""
    past = Now() - STUCK
    lost = rows.undispatched().filter(
        state=JobState.WAITING, run_after__lt=past, dispatched_at__lt=past
    )
    abandoned = rows.filter(state=JobState.RUNNING, lease_until__lt=past)
    return sum(found.order_by()[:MOST].count() for found in (lost, abandoned))


def _newest(failed: Any) -> Sequence[Job]:
    return list(failed.order_by("-ended_at", "-pk")[:SHOWN])
