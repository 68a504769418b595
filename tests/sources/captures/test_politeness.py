"""Strangers' hosts are visited one at a time, with a gap, by all workers together."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.db.models.functions import Now

from jobs import dispatch
from jobs.models import JobState
from sources.captures import actions, host_leases, politeness
from sources.captures import run as capture_run
from sources.captures.models import Capture, Host
from sources.safe_fetch import CannotFetch
from sources.safe_fetch.errors import PLANS
from tests import given
from tests.sources.safe_fetch.hostile_servers import Stranger, answer, moved, policy
from tests.sources.stores import FullStore, RefusingStore

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _gap(settings):
    settings.CAPTURE_GAP = 2.0


def asked(url="https://one.example.org/a", **more):
    return actions.ask_for_capture(url, by=given.checker(), **more)


def pass_gap(host="one.example.org"):
    Host.objects.filter(name=host).update(free_at=Now())


def test_a_host_is_visited_by_one_at_a_time():
    first, second = asked(), asked("https://ONE.example.org:443/b")

    assert Capture.objects.lease(first.pk)
    assert Capture.objects.lease(second.pk) is None

    second.refresh_from_db()
    assert (second.state, second.attempts) == (JobState.WAITING, 0)
    assert Capture.objects.lease(asked("https://two.example.org/a").pk)


def test_whose_message_is_on_its_way_is_not_rung_for_again():
    first, _ = asked(), asked()
    visiting = Capture.objects.lease(first.pk)

    visiting.failed("not_found", "Not there.")

    assert visiting.next_in_line is None


def test_after_a_visit_the_next_waits_for_the_gap():
    first, second = asked(), asked()
    visiting = Capture.objects.lease(first.pk)
    assert Capture.objects.lease(second.pk) is None

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


def test_a_site_that_asks_us_to_wait_is_left_alone_by_all_captures(settings):
    slow = answer(b"", status=b"429 Slow", headers=[b"Retry-After: 86400"])
    with Stranger(slow) as site:
        rules = policy(("one.test", site.port))
        first, second = asked(f"http://one.test:{site.port}/"), asked("http://one.test/b")

        capture_run.fetch_capture(Capture.objects.lease(first.pk), rules)

    assert len(site.hits) == 1
    first.refresh_from_db()
    assert (first.state, first.attempts, first.failure) == ("waiting", 1, "site_refused")
    assert wait_of(first.run_after) == pytest.approx(3600, abs=60)
    assert wait_of(Host.objects.get().free_at) == pytest.approx(3600, abs=60)
    assert Capture.objects.lease(second.pk) is None
    second.refresh_from_db()
    assert second.attempts == 0


def test_hosts_that_a_page_leads_to_have_their_gap_and_no_turn_of_ours():
    with Stranger() as other, Stranger(moved(f"http://two.test:{other.port}/")) as site:
        rules = policy(("one.test", site.port), ("two.test", other.port))
        host_leases.take_host("two.test", token=uuid4(), lease=timedelta(minutes=1))
        there = Host.objects.get(name="two.test").lease_token

        capture = asked(f"http://one.test:{site.port}/")
        capture_run.fetch_capture(Capture.objects.lease(capture.pk), rules)

    capture.refresh_from_db()
    assert capture.state == JobState.DONE
    two = Host.objects.get(name="two.test")
    assert two.lease_token == there
    assert 1 < wait_of(two.free_at) <= 2


@pytest.mark.parametrize("kind", [kind for kind, plan in PLANS.items() if plan.pauses])
def test_each_failure_is_tried_again_as_its_plan_says_and_no_more(kind, settings):
    settings.CAPTURE_GAP = 0
    capture = asked()
    failure = CannotFetch(kind, "It went wrong.", retriable=True)
    waits = []

    for _ in range(3):
        Capture.objects.filter(pk=capture.pk).update(run_after=Now())
        Host.objects.update(free_at=Now())
        leased = Capture.objects.lease(capture.pk)
        capture_run.record_failure(leased, failure)
        waits.append(round(wait_of(leased.run_after)) if leased.state == "waiting" else None)

    assert waits == [*PLANS[kind].pauses, None]
    capture.refresh_from_db()
    assert (capture.state, capture.failure) == (JobState.FAILED, kind)


@pytest.mark.parametrize("store", [FullStore, RefusingStore])
def test_a_full_store_costs_no_attempt_and_asks_the_site_no_more(store, monkeypatch, settings):
    settings.CAPTURE_GAP = 0
    with Stranger() as site:
        rules = policy(("one.test", site.port))
        capture = asked(f"http://one.test:{site.port}/")
        with monkeypatch.context() as full:
            full.setattr(default_storage, "_wrapped", store())
            for _ in range(5):
                Capture.objects.filter(pk=capture.pk).update(run_after=Now())
                capture_run.fetch_capture(Capture.objects.lease(capture.pk), rules)

        capture.refresh_from_db()
        assert (capture.state, capture.failure, capture.attempts) == ("waiting", "disk_full", 0)
        assert "automatically" in capture.detail
        assert len(site.hits) == 1

        Capture.objects.filter(pk=capture.pk).update(run_after=Now())
        capture_run.fetch_capture(Capture.objects.lease(capture.pk), rules)

    capture.refresh_from_db()
    assert (capture.state, capture.failure) == (JobState.DONE, "")


def wait_of(moment):
    """Seconds from now by the database's clock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM %s - statement_timestamp())", [moment])
        return float(cursor.fetchone()[0])


@pytest.mark.parametrize(
    ("name", "contact", "agent"),
    [
        (
            "Northfield Check",
            "desk@example.org",
            "factcheck/0.1 (Northfield Check; +https://check.example.org; desk@example.org)",
        ),
        ("Провера", "", "factcheck/0.1 (+https://check.example.org)"),
        (
            "Bad)\r\nHost: x; (\\",
            "",
            "factcheck/0.1 (Bad Host: x; +https://check.example.org)",
        ),
    ],
)
def test_a_site_reads_who_visits_it_and_whom_to_write_to(settings, name, contact, agent):
    settings.DESK_NAME, settings.CONTACT = name, contact
    settings.SITE_URL = "https://check.example.org"

    assert politeness.our_policy().user_agent == agent
    assert politeness.our_policy().is_closed


def test_the_sweep_rings_only_the_first_of_each_host_that_is_free():
    rows = [asked(f"https://{host}.example.org/{n}") for n in range(3) for host in ("a", "b")]
    Capture.objects.update(dispatched_at=Now() - timedelta(minutes=2))

    assert Capture.objects.undispatched().count() == 2
    assert dispatch.sweep() == 2
    visiting = Capture.objects.lease(rows[0].pk)
    Capture.objects.filter(state="waiting").update(dispatched_at=Now() - timedelta(minutes=2))
    assert {row.host for row in Capture.objects.undispatched()} == {"b.example.org"}

    visiting.failed("not_found", "Not there.")
    assert {row.host for row in Capture.objects.undispatched()} == {"b.example.org"}, (
        "in the gap"
    )
    pass_gap("a.example.org")
    assert {row.host for row in Capture.objects.undispatched()} == {
        "a.example.org",
        "b.example.org",
    }


def test_a_visit_whose_worker_died_ends_with_its_lease():
    lost, waiting = asked(), asked()
    Capture.objects.lease(lost.pk)

    Host.objects.update(lease_until=Now() - timedelta(seconds=1))

    assert Capture.objects.lease(waiting.pk)


def test_who_comes_back_after_a_lapse_goes_on_with_the_turn_that_was_its_own():
    capture = asked()
    Capture.objects.lease(capture.pk)
    Capture.objects.filter(pk=capture.pk).update(lease_until=Now() - timedelta(seconds=1))

    assert Capture.objects.lease(capture.pk).attempts == 2


def test_a_late_worker_does_not_end_the_visit_of_another():
    lost, waiting = asked(), asked()
    late = Capture.objects.lease(lost.pk)
    Host.objects.update(lease_until=Now() - timedelta(seconds=1))
    visiting = Capture.objects.lease(waiting.pk)

    late.failed("timeout", "Too late.")

    assert Host.objects.get().lease_token == visiting.lease_token


def test_an_address_that_names_no_host_waits_for_none():
    capture = Capture.objects.create(url="http://", asked_by=given.checker())

    assert Capture.objects.lease(capture.pk)
    assert not Host.objects.exists()


def test_a_visitor_that_goes_on_leaves_no_page_leased_behind_it(monkeypatch, settings):
    settings.CAPTURE_GAP = 0
    monkeypatch.setattr(capture_run, "MOST_IN_A_ROW", 2)
    monkeypatch.setattr(connection, "close", lambda: None)  # a test is one transaction
    with Stranger() as site:
        rules = policy(("one.test", site.port))
        rows = [asked(f"http://one.test:{site.port}/{n}") for n in range(4)]

        capture_run.fetch_capture(Capture.objects.lease(rows[0].pk), rules)

    states = [Capture.objects.get(pk=row.pk).state for row in rows]
    assert states == [JobState.DONE, JobState.DONE, JobState.WAITING, JobState.WAITING]
