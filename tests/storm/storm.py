"""The storm: 2,000 jobs and a random fault every 20 seconds; nothing lost, nothing twice.

`make storm`, with SEED=, MINUTES= and JOBS= for another one. The seed decides which faults come
in which order and what is asked for; it is printed first, the table last.
"""

import logging
import os
import random
import secrets
import time
from collections import Counter
from dataclasses import replace

import pytest
from django.db import Error, connections
from django.db.models import Count
from psycopg_pool import PoolTimeout

from jobs.dispatch import job_models
from jobs.models import JobState
from jobs.stats import kind_of
from tests import given
from tests.live import invariants
from tests.storm.asking import Asking
from tests.storm.faults import Faults
from tests.storm.sites import Sites

pytestmark = [pytest.mark.usefixtures("live_db"), pytest.mark.timeout(7200)]
SEED = os.environ.get("SEED") or str(secrets.randbelow(10**6))
MINUTES = float(os.environ.get("MINUTES") or 10)
JOBS = int(os.environ.get("JOBS") or 2000)
EVERY = 20
"""Seconds between two faults."""
TICK = 0.25
PROGRAMS = ("captures", "work", "beat")
AT_MOST = 1800
"""Seconds after the last fault in which all must be done."""
OPEN_DOOR = "tests.live.open_door"


@pytest.fixture(scope="module")
def live_place(servers, broker):
    """The storm's own database, which keeps what it has acknowledged when it is cut off."""
    with servers.own_place("live_storm", lasts=True) as place:
        yield replace(place, redis_url=broker.url)


@pytest.fixture
def sites():
    made = Sites()
    with made.stranger:
        yield made


def test_storm(desk, servers, broker, sites):
    # Two of them: how fast the desk is must not change which faults come.
    of_faults, of_jobs = random.Random(f"faults {SEED}"), random.Random(f"jobs {SEED}")
    logging.getLogger("psycopg.pool").setLevel(logging.ERROR)
    say(f"\nSEED={SEED} MINUTES={MINUTES:g} JOBS={JOBS}")
    environment = {"OPEN_DOOR": sites.opening, "CAPTURE_GAP": "0.1"}
    desk.start(*PROGRAMS, app=OPEN_DOOR, **environment)
    asking = Asking(sites, given.checker(), of_jobs)
    faults = Faults(desk, servers, broker)
    done = Counter()
    began = last = time.monotonic()
    ends, next_fault, number = began + MINUTES * 60, began + EVERY, 0

    while time.monotonic() < ends or number < JOBS:
        revive(desk, environment)
        # All are asked for in the first four fifths of the time, evenly.
        due = JOBS * (time.monotonic() - began) / (MINUTES * 60 * 0.8)
        while number < min(due, JOBS) and time.monotonic() < next_fault:
            number += 1
            asking.ask(number)
        if time.monotonic() >= next_fault:
            name = of_faults.choice(faults.names())
            say(f"{time.monotonic() - began:5.0f} s  {name}; {patiently(open_rows)} jobs open")
            faults.do(name)
            done[name] += 1
            last, next_fault = time.monotonic(), next_fault + EVERY
        time.sleep(TICK)

    while patiently(open_rows):
        assert time.monotonic() < last + AT_MOST, patiently(invariants.nothing_is_stuck)
        revive(desk, environment)
        time.sleep(TICK)
    recovery = time.monotonic() - last

    report(done, asking, sites, recovery)
    desk.stop()
    for model, keys in asking.asked.items():
        there = set(model.objects.filter(pk__in=keys).values_list("pk", flat=True))
        assert not set(keys) - there, "somebody was told of a row that is not there"
    invariants.hold()
    say("Every row that was told of is there; every job is done or failed with a reason; every")
    say("effect is there once; every chain holds; every archived page is what was kept.")


def revive(desk, environment):
    """Start again what died, as `manage.py up` does."""
    desk.ended()
    for name in PROGRAMS:
        if not desk.runs(name):
            desk.launch(name, app=OPEN_DOOR, **environment)


def open_rows():
    is_open = {"state__in": [JobState.WAITING, JobState.RUNNING]}
    return sum(model._default_manager.filter(**is_open).count() for model in job_models())


def patiently(ask):
    """The answer, however often PostgreSQL is away meanwhile."""
    while True:
        try:
            return ask()
        except (Error, PoolTimeout):
            connections["default"].close()


def report(faults, asking, sites, recovery):
    say(f"\n{'fault':48} times")
    for name, times in sorted(faults.items()):
        say(f"{name.removeprefix('fault_').replace('_', ' '):48} {times:5}")
    say(f"\n{'kind':10} {'done':>6} {'failed':>7}   attempts")
    for model in job_models():
        rows = model._default_manager.all()
        if not rows.exists():
            continue
        states = Counter(dict(rows.values_list("state").annotate(Count("pk"))))
        tries = sorted(rows.values_list("attempts").annotate(Count("pk")))
        told = ", ".join(f"{count} by {tried}" for tried, count in tries)
        done, failed = states[JobState.DONE], states[JobState.FAILED]
        say(f"{kind_of(model):10} {done:6} {failed:7}   {told}")
        for why, detail, count in sorted(
            rows.filter(state=JobState.FAILED)
            .values_list("failure", "detail")
            .annotate(Count("pk"))
        ):
            say(f"{'':10} {count:14}   {why}: {detail}")
    asked = sum(len(keys) for keys in asking.asked.values())
    say(f"\n{asked} jobs asked for, {asking.refused} asks were repeated;")
    say(f"{sum(sites.visits.values())} visits to {len(sites.visits)} pages;")
    say(f"all quiet {recovery:.0f} s after the last fault.")


def say(line):
    print(line, flush=True)  # noqa: T201 - it is what the storm is for
