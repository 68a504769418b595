"""A job is a row first and a message second."""

from datetime import timedelta

import pytest
from celery import current_app
from django.db.models.functions import Now

from jobs import dispatch
from jobs.models import JobState
from sources.captures import actions
from sources.captures.models import Capture
from tests import given

pytestmark = pytest.mark.django_db


@pytest.fixture
def capture():
    return actions.ask_for_capture("https://example.org/", by=given.checker())


def moved(capture, **changes):
    Capture.objects.filter(pk=capture.pk).update(**changes)
    return Capture.objects.get(pk=capture.pk)


def test_one_worker_gets_the_lease(capture):
    assert Capture.objects.lease(capture.pk) is not None
    assert Capture.objects.lease(capture.pk) is None


def test_a_lapsed_lease_is_taken_again_and_counted(capture):
    Capture.objects.lease(capture.pk)
    moved(capture, lease_until=Now() - timedelta(seconds=1))

    assert Capture.objects.lease(capture.pk).attempts == 2


def test_a_result_under_a_lost_lease_is_dropped(capture):
    late = Capture.objects.lease(capture.pk)
    moved(capture, lease_until=Now() - timedelta(seconds=1))
    Capture.objects.lease(capture.pk)

    assert late.done() is False
    assert Capture.objects.get(pk=capture.pk).state == JobState.RUNNING


def test_a_passing_failure_waits_longer_each_time_and_ends_after_the_last(capture):
    states = []
    for _ in range(Capture.max_attempts):
        moved(capture, run_after=Now() - timedelta(seconds=1))
        Capture.objects.lease(capture.pk).again("timeout", "The site did not answer.")
        states.append(Capture.objects.get(pk=capture.pk).state)

    assert states == [JobState.WAITING, JobState.WAITING, JobState.FAILED]


def test_a_job_that_is_not_yet_due_is_not_leased(capture):
    moved(capture, run_after=Now() + timedelta(minutes=1))

    assert Capture.objects.lease(capture.pk) is None


def test_a_job_whose_workers_all_died_is_failed_with_a_sentence(capture):
    for _ in range(Capture.max_attempts):
        assert Capture.objects.lease(capture.pk)
        moved(capture, lease_until=Now() - timedelta(seconds=1))
    assert Capture.objects.lease(capture.pk) is None

    dispatch.sweep()

    capture.refresh_from_db()
    assert (capture.state, capture.failure) == (JobState.FAILED, "timeout")
    assert "never came back" in capture.detail


def test_what_was_rung_lately_is_not_rung_again(capture):
    assert dispatch.sweep() == 0


def test_what_nobody_heard_is_rung_again(capture):
    moved(capture, dispatched_at=Now() - timedelta(minutes=1))

    assert dispatch.sweep() == 1
    assert dispatch.sweep() == 0


def test_a_lapsed_lease_is_rung_for(capture):
    Capture.objects.lease(capture.pk)
    past = Now() - timedelta(minutes=2)
    moved(capture, lease_until=past, dispatched_at=past)

    assert dispatch.sweep() == 1


def test_ringing_into_a_dead_broker_is_no_error(monkeypatch, capture):
    monkeypatch.setattr(current_app.conf, "broker_url", "redis://127.0.0.1:1/0")
    monkeypatch.setattr(current_app, "_pool", None)
    monkeypatch.setattr(current_app.amqp, "_producer_pool", None)

    assert dispatch.dispatch("sources.capture", capture.pk) is False


def test_a_failed_capture_is_tried_again_from_the_start(capture):
    Capture.objects.lease(capture.pk).failed("not_found", "The page is not there.")
    capture.refresh_from_db()

    again = actions.retry_capture(capture, by=capture.asked_by)

    assert (again.state, again.attempts) == (JobState.WAITING, 0)


def test_work_that_is_never_done_begins_anew_after_a_pause(capture):
    lapsed = Capture.objects.lease(capture.pk)
    moved(capture, lease_until=Now() - timedelta(seconds=1))
    leased = Capture.objects.lease(capture.pk)

    assert lapsed.reschedule(timedelta(hours=1)) is False, "the lease is somebody else's"
    assert leased.reschedule(timedelta(hours=1), failure="timeout", detail="Slow.") is True

    assert (leased.state, leased.attempts, leased.failure) == (JobState.WAITING, 0, "timeout")
    assert Capture.objects.lease(capture.pk) is None, "not yet due"
    moved(capture, run_after=Now() - timedelta(seconds=1))
    assert Capture.objects.lease(capture.pk).attempts == 1
