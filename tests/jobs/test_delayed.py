"""What is due in a moment is rung for by a thread that waits, once for each host."""

import os
import signal
import time
from threading import Event as Signal

import pytest

from jobs.delayed import MOST, SHORTLY, DelayedDispatch
from tests.waiting import wait_until


@pytest.fixture
def rung():
    return []


@pytest.fixture
def timers(rung):
    return DelayedDispatch(lambda name, pk: rung.append((name, pk, time.monotonic())))


def pks(rung):
    return [pk for _, pk, _ in rung]


def test_the_soonest_is_rung_first_and_none_too_soon(timers, rung):
    started = time.monotonic()
    timers.dispatch_in(0.12, "sources.capture", 1, once_for="a")
    timers.dispatch_in(0.04, "sources.capture", 2, once_for="b")

    wait_until(lambda: len(rung) == 2, seconds=5, every=0.01)

    assert pks(rung) == [2, 1]
    assert rung[0][2] - started >= 0.04
    assert rung[1][2] - started >= 0.12
    assert timers.waiting == 0


def test_of_several_for_one_host_only_the_soonest_rings(timers, rung):
    timers.dispatch_in(0.05, "sources.capture", 1, once_for="a")
    timers.dispatch_in(0.10, "sources.capture", 2, once_for="a")
    timers.dispatch_in(0.02, "sources.capture", 3, once_for="a")
    timers.dispatch_in(0.15, "sources.capture", 4, once_for="b")

    wait_until(lambda: 4 in pks(rung), seconds=5, every=0.01)

    assert pks(rung) == [3, 4]


def test_what_need_not_wait_is_rung_at_once(timers, rung):
    timers.dispatch_in(0, "sources.capture", 1, once_for="a")
    timers.dispatch_in(-1, "sources.capture", 2, once_for="a")

    assert pks(rung) == [1, 2]


def test_many_rings_in_a_row_become_one_at_once_and_one_a_moment_later(timers, rung):
    for number in range(50):
        timers.dispatch_soon("sources.parse", number)
    ended = time.monotonic()

    wait_until(lambda: timers.waiting == 0, seconds=5, every=0.01)

    assert pks(rung)[0] == 0
    assert len(rung) <= 2 + (ended - rung[0][2]) / SHORTLY
    assert rung[-1][2] > ended - SHORTLY, "the last row is rung for, or one that came with it"
    assert len(rung) > 1


def test_a_ring_after_a_pause_is_at_once_and_other_work_does_not_wait_for_it(timers, rung):
    timers.dispatch_soon("sources.parse", 1)
    timers.dispatch_soon("claims.read", 2)
    assert pks(rung) == [1, 2]

    time.sleep(SHORTLY)
    timers.dispatch_soon("sources.parse", 3)

    assert pks(rung) == [1, 2, 3]


def test_a_ring_that_fails_stops_no_other():
    heard = Signal()

    def ring(_name, pk):
        if pk == 1:
            raise RuntimeError("no broker")
        heard.set()

    timers = DelayedDispatch(ring)
    timers.dispatch_in(0.01, "sources.capture", 1, once_for="a")
    timers.dispatch_in(0.02, "sources.capture", 2, once_for="b")

    assert heard.wait(5)


def test_beyond_a_bound_waits_are_left_to_the_sweep(timers):
    for number in range(MOST + 5):
        timers.dispatch_in(60, "sources.capture", number, once_for=str(number))

    assert timers.waiting == MOST


def test_a_process_that_forks_leaves_its_waits_and_its_thread_behind():
    """As prefork workers do."""
    heard, written = os.pipe()
    timers = DelayedDispatch(lambda _name, pk: os.write(written, b"%d" % pk))
    timers.dispatch_in(60, "sources.capture", 1, once_for="a")

    child = os.fork()
    if not child:
        timers.reset()
        timers.dispatch_in(0.01, "sources.capture", 2, once_for="a")
        time.sleep(5)
        os._exit(1)
    try:
        assert os.read(heard, 1) == b"2"
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    assert timers.waiting == 1
