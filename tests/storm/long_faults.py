"""Faults that take long, in the manner of tests/live/test_faults.py: run by `make storm`."""

import psutil
import pytest

from jobs.dispatch import dispatch
from jobs.models import JobState
from sources.snapshots import actions
from sources.snapshots.models import Content
from tests import given
from tests.live import invariants
from tests.waiting import wait_until

pytestmark = [pytest.mark.usefixtures("live_db"), pytest.mark.timeout(1800)]
MOST = 400 << 20
"""Bytes that the worker's own processes may hold, whatever the page asks for."""
NESTED = b"<!doctype html><title>Deep</title>" + b"<div><b><i>" * 400_000
WIDE = b"<!doctype html><title>Wide</title>" + b"<p a=b c=d e=f g=h i=j>x" * 900_000
BOMBS = {"nested tags": NESTED, "many attributes": WIDE}


@pytest.fixture(scope="module")
def workers(desk):
    desk.start("work", "beat")
    return desk


@pytest.mark.parametrize("bomb", BOMBS)
def test_fault_22_a_page_that_needs_more_memory_than_there_is(workers, bomb):
    by = given.checker()
    body = BOMBS[bomb]
    page = actions.archive_by_hand(body, media_type="text/html", by=by).content
    most = 0

    def is_over():
        nonlocal most
        worker = psutil.Process(workers.pid("work"))
        ours = [worker, *(p for p in worker.children(recursive=True) if reads_no_page(p))]
        most = max(most, *(resident(process) for process in ours))
        page.refresh_from_db()
        return page.state in (JobState.DONE, JobState.FAILED)

    wait_until(is_over, seconds=600, what="it is read as far as it goes, or given up")

    assert 0 < most < MOST
    after = actions.archive_by_hand(b"After it.", media_type="text/plain", by=by)
    assert dispatch(Content.task_name, after.pk)
    wait_until(
        lambda: Content.objects.get(pk=after.pk).state == JobState.DONE,
        seconds=60,
        what="the next is read",
    )
    invariants.hold()


def reads_no_page(process):
    """Whether it is the worker's own, and not the child with limits that reads the page."""
    try:
        return "parser_process" not in " ".join(process.cmdline())
    except psutil.NoSuchProcess:
        return False


def resident(process):
    try:
        return process.memory_info().rss
    except psutil.NoSuchProcess:
        return 0
