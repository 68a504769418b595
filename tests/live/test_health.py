"""`/healthz` on real programs: it says which part is missing, and nothing about why."""

import json
import urllib.error
import urllib.request

import pytest
import redis

from factcheck import health
from jobs.health import BEAT
from tests.waiting import wait_until

WELL = {"database": True, "broker": True, "worker": True, "beat": True}


def ask(desk):
    try:
        with urllib.request.urlopen(desk.url + "/healthz", timeout=20) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


@pytest.fixture(scope="module")
def running(desk):
    desk.start("web", "captures", "work", "beat")
    wait_until(lambda: ask(desk)[0] == 200, what="all is well")
    return desk


def test_all_is_well_when_every_part_answers(running):
    wait_until(lambda: ask(running) == (200, WELL), what="every part answers")


@pytest.mark.parametrize("name", ["captures", "work"])
def test_a_killed_worker_is_missed_until_it_is_back(running, name):
    running.kill(name)

    wait_until(lambda: ask(running) == (503, {**WELL, "worker": False}), what="it is missed")

    running.start(name)
    wait_until(lambda: ask(running)[0] == 200, what=f"{name} is back")


def test_a_killed_beat_is_missed_once_its_pulse_ran_out(running, live_place):
    running.kill("beat")
    redis.Redis.from_url(live_place.redis_url).pexpire(BEAT, 1)

    wait_until(lambda: ask(running) == (503, {**WELL, "beat": False}), what="beat is missed")

    running.start("beat")
    wait_until(lambda: ask(running)[0] == 200, what="beat is back")


def test_without_engines_nothing_is_well_and_it_still_answers_soon(live_db, settings):
    settings.DATABASE_URL = "postgresql://nobody@127.0.0.1:1/none"
    settings.REDIS_URL = "redis://127.0.0.1:1/0"

    assert health.ask() == dict.fromkeys(WELL, False)
