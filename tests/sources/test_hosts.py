"""Strangers' hosts are visited one at a time, with a gap, by all workers together."""

import pytest
from django.db.models.functions import Now

from jobs.models import JobState
from sources import actions as sources
from sources.models import Capture, Host
from tests import given

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _gap(settings):
    settings.CAPTURE_GAP = 2.0


def asked(url="https://one.example.org/a", **more):
    return sources.ask_for_capture(url, by=given.checker(), **more)


def pass_gap(host="one.example.org"):
    Host.objects.filter(name=host).update(free_at=Now())


def test_a_host_is_visited_by_one_at_a_time():
    first, second = asked(), asked("https://ONE.example.org:443/b")

    assert Capture.objects.lease(first.pk)
    assert Capture.objects.lease(second.pk) is None

    second.refresh_from_db()
    assert (second.state, second.attempts) == (JobState.WAITING, 0)
    assert Capture.objects.lease(asked("https://two.example.org/a").pk)


def test_after_a_visit_the_next_waits_for_the_gap():
    first, second = asked(), asked()
    visiting = Capture.objects.lease(first.pk)

    visiting.failed("not_found", "Not there.")

    pk, seconds = visiting.next_in_line
    assert pk == second.pk
    assert 1.5 < seconds <= 2
    leased, (host, left) = Capture.objects.lease_or_wait(second.pk)
    assert leased is None
    assert host == "one.example.org"
    assert 1 < left <= 2
    pass_gap()
    assert Capture.objects.lease(second.pk).attempts == 1
