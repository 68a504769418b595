"""How each kind of work stands. Every question is an index scan that stops at `MOST` rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import Now

from jobs.models import Job, JobState
from jobs.ringing import job_models

MOST = 10_000
"""Beyond it a count says "10,000" and means "at least"."""
SHOWN = 50
"""Failed rows of one kind that are shown."""
DAY = timedelta(days=1)
STUCK = timedelta(minutes=2)
"""How long a due row may be unheard, or a lease be over, before a person should look."""


@dataclass(frozen=True, slots=True)
class Tally:
    """One kind of work: counts up to `MOST`, the oldest row that is due, and what failed.

    `resting` are waiting rows whose time has not come. `done` counts the last 24 hours, by the
    database's clock. `failed` counts what failed for people, `failures` are the newest `SHOWN`.
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

    @property
    def kind(self) -> str:
        return kind_of(self.model)


def kind_of(model: type[Job]) -> str:
    """What a kind of work is called in addresses: `capture`."""
    return str(model._meta.model_name)


def model_of(kind: str) -> type[Job] | None:
    return next((model for model in job_models() if kind_of(model) == kind), None)


def tallies() -> list[Tally]:
    """Every kind of work, those of the lower apps last."""
    return [tally(model) for model in job_models()]


def tally(model: type[Job]) -> Tally:
    rows: Any = model._default_manager.all()
    is_open = Q(state__in=[JobState.WAITING, JobState.RUNNING])
    is_waiting = Q(state=JobState.WAITING)
    opened = rows.filter(is_open).order_by("run_after")[:MOST]
    counts = opened.aggregate(
        waiting=Count("pk", filter=is_waiting),
        resting=Count("pk", filter=is_waiting & Q(run_after__gt=Now())),
        running=Count("pk", filter=Q(state=JobState.RUNNING)),
    )
    due = rows.due().order_by("run_after")
    oldest = due.values_list("run_after", flat=True).first()
    failed = rows.failed_for_people()
    n_failed = failed.order_by()[:MOST].count()
    return Tally(
        model=model,
        **counts,
        stuck=_stuck(rows),
        oldest=oldest,
        done=rows.filter(state=JobState.DONE, ended_at__gt=Now() - DAY)
        .order_by()[:MOST]
        .count(),
        failed=n_failed,
        failures=_newest(failed) if n_failed else (),
    )


def _stuck(rows: Any) -> int:
    """Due and unheard: nobody rang; or running past its lease: nobody came for it."""
    past = Now() - STUCK
    unheard = rows.unheard().filter(
        state=JobState.WAITING, run_after__lt=past, last_rung__lt=past
    )
    left = rows.filter(state=JobState.RUNNING, lease_until__lt=past)
    return sum(found.order_by()[:MOST].count() for found in (unheard, left))


def _newest(failed: Any) -> Sequence[Job]:
    return list(failed.order_by("-ended_at", "-pk")[:SHOWN])
