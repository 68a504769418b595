"""Alarms: one thread calls each at its time, sooner ones first, cancelled ones never."""

import threading
import time

from sources.safe_fetch.deadlines import Alarms


def test_a_sooner_alarm_does_not_wait_for_a_later_one():
    alarms, rang = Alarms(), []
    done = threading.Event()
    now = time.monotonic()

    alarms.set(now + 0.4, lambda: (rang.append("later"), done.set()))
    alarms.set(now + 0.1, lambda: rang.append("sooner"))

    assert done.wait(10)
    assert rang == ["sooner", "later"]


def test_a_cancelled_alarm_is_not_called_and_those_after_it_are():
    alarms, rang = Alarms(), []
    done = threading.Event()
    now = time.monotonic()

    cancelled = alarms.set(now + 0.1, lambda: rang.append("cancelled"))
    alarms.set(now + 0.2, done.set)
    alarms.cancel(cancelled)
    alarms.cancel(cancelled)  # twice is no error

    assert done.wait(10)
    assert rang == []


def test_a_thousand_alarms_of_many_threads_are_all_called_by_one_thread():
    alarms, rang = Alarms(), []
    here = threading.Barrier(10)

    def ask(first):
        here.wait()
        for number in range(100):
            at = time.monotonic() + (number % 7) / 100
            alarms.set(at, lambda: rang.append(threading.current_thread().name))

    asking = [threading.Thread(target=ask, args=(n,)) for n in range(10)]
    for one in asking:
        one.start()
    for one in asking:
        one.join()

    deadline = time.monotonic() + 10
    while len(rang) < 1000 and time.monotonic() < deadline:
        time.sleep(0.01)
    assert len(rang) == 1000
    assert set(rang) == {"alarms"}
