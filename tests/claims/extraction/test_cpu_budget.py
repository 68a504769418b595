"""How long a text may be read: computing time by its length, and a limit on the clock."""

import pytest

from claims.articles.follow_up_jobs import LeftOver
from claims.articles.models import Article
from claims.extraction import cpu_budget
from claims.extraction.cpu_budget import LONG_TEXT, CpuBudget
from claims.processing import extract, tasks


@pytest.fixture
def clock(monkeypatch):
    now = {"thread_time": 0.0, "monotonic": 0.0}
    monkeypatch.setattr(cpu_budget.time, "thread_time", lambda: now["thread_time"])
    monkeypatch.setattr(cpu_budget.time, "monotonic", lambda: now["monotonic"])
    return now


def test_computing_time_is_spent_by_the_length_of_the_text(clock):
    budget = CpuBudget(100_000)

    clock["thread_time"] = 19.9
    assert not budget.is_spent()
    clock["thread_time"] = 20.1
    assert budget.is_spent()


def test_a_busy_machine_gives_a_text_longer_on_the_clock(clock):
    budget = CpuBudget(1_000)

    clock["monotonic"] = 89.0
    assert not budget.is_spent()
    clock["monotonic"] = 91.0
    assert budget.is_spent()


def test_a_share_of_the_time_is_spent_earlier(clock):
    budget = CpuBudget(1_000_000)

    clock["monotonic"] = 0.8 * budget.on_clock

    assert budget.is_spent(0.75)
    assert not budget.is_spent()


def test_reading_ends_before_the_task_does_and_before_another_worker_takes_the_text():
    most = CpuBudget(10**7).on_clock
    usual = CpuBudget(LONG_TEXT - 1).on_clock
    saving = 20

    for task in (tasks.read, tasks.read_left_over):
        assert most + saving < task.soft_time_limit < task.time_limit
    assert tasks.read.time_limit < extract.LONG_LEASE.total_seconds()
    assert tasks.read_left_over.time_limit < LeftOver.lease_time.total_seconds()
    assert usual + saving < Article.lease_time.total_seconds()
