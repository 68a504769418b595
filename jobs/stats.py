"""How each kind of work stands. Every question is an index scan that stops at `MOST` rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Min, Q
from django.db.models.functions import Now

from jobs.dispatch import job_models
from jobs.models import Job, JobState

MOST = 10_000
"""Beyond it a count says "10,000" and means "at least"."""
SHOWN = 50
"""Failed rows of one kind that are shown."""
DAY = timedelta(days=1)
STUCK = timedelta(minutes=2)
"""How long a due row may be unheard, or a lease be over, before a person should look."""
OUTAGES: dict[str, str] = {}
"""Failures that are the desk's own, which rows wait out, with a sentence on each: apps add
theirs as they start."""


@dataclass(frozen=True, slots=True)
class Held:
    """Rows that wait by no fault of theirs. `since`: when the first of them was asked for."""

    failure: str
    waiting: int
    since: datetime | None

    @property
    def detail(self) -> str:
        return OUTAGES[self.failure]


@dataclass(frozen=True, slots=True)
class Tally:
    """One kind of work: counts up to `MOST`, the oldest row that is due, and what failed.

    `resting` are waiting rows whose time has not come; `held` are those that wait for one of
    the `OUTAGES` to end. `done` counts the last 24 hours, by the database's clock. `failed`
    counts what failed for people, `failures` are the newest `SHOWN`.
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
    held: Sequence[Held]

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
        **dict(_of_outages(is_waiting)),
    )
    held = list(_held(rows, counts))
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
        held=held,
    )


def _held(rows: Any, counts: dict[str, Any]) -> Iterator[Held]:
    for failure in OUTAGES:
        waiting, first = counts.pop(failure), counts.pop(f"first_{failure}")
        if waiting:
            yield Held(failure, waiting, rows.get(pk=first).asked_for_at)


def _of_outages(is_waiting: Q) -> Iterator[tuple[str, Count | Min]]:
    for failure in OUTAGES:
        is_held = is_waiting & Q(failure=failure)
        yield failure, Count("pk", filter=is_held)
        yield f"first_{failure}", Min("pk", filter=is_held)


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
