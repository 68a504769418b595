"""Many workers at the same instant: each host has one visitor, each capture one worker."""

from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from uuid import uuid4

import pytest
from django.db import connection

from jobs.models import JobState
from sources.captures import actions, politeness
from sources.captures.models import Capture, Host
from tests import given
from tests.live.test_races import at_once

pytestmark = pytest.mark.usefixtures("live_db")
WORKERS = 8


def test_of_many_workers_at_one_host_one_visits_it():
    by = given.checker()
    rows = [actions.ask_for_capture(f"https://one.example.org/{n}", by=by) for n in range(7)]

    answers = at_once(
        *(lambda row=row: Capture.objects.lease(row.pk) for row in rows),
        lambda: politeness.take_host("one.example.org", uuid4(), Capture.lease_time) or None,
    )

    assert len([answer for answer in answers if answer is not None]) == 1
    assert Host.objects.get(name="one.example.org").lease_token is not None


def test_of_many_workers_rung_for_one_capture_one_takes_it():
    row = actions.ask_for_capture("https://two.example.org/", by=given.checker())

    answers = at_once(*(lambda: Capture.objects.lease(row.pk) for _ in range(WORKERS)))

    assert len([answer for answer in answers if answer is not None]) == 1
    row.refresh_from_db()
    assert row.attempts == 1


def test_pages_of_few_hosts_are_all_done_and_no_host_has_two_visitors_ever():
    """Eight workers take whatever they can get, as duplicate messages would have them do."""
    by = given.checker()
    rows = [
        actions.ask_for_capture(f"https://host{n % 3}.example.org/{n}", by=by)
        for n in range(30)
    ]
    mine = Capture.objects.filter(pk__in=[row.pk for row in rows])
    here, most, lock = dict.fromkeys({row.host for row in rows}, 0), [], Lock()

    def work(_):
        try:
            while mine.filter(state=JobState.WAITING).exists():
                for row in rows:
                    if leased := Capture.objects.lease(row.pk):
                        with lock:
                            here[leased.host] += 1
                            most.append(here[leased.host])
                        mine.exists()  # while others have a chance to come too soon
                        with lock:
                            here[leased.host] -= 1
                        leased.failed("not_found", "Not there.")
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as threads:
        list(threads.map(work, range(WORKERS)))

    assert most == [1] * 30
    assert set(mine.values_list("state", "attempts")) == {(JobState.FAILED, 1)}
    assert not Host.objects.filter(name__startswith="host").exclude(lease_token=None).exists()
