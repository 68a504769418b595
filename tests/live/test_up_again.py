"""One `manage.py up` for real: what dies of it comes back, and a second one is refused."""

import os
import shutil
import signal
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest

from factcheck.embedded.processes import left_behind
from tests.live.desk import free_port
from tests.live.up import Up, give_static
from tests.waiting import wait_until


@pytest.fixture(scope="module")
def running(static_files):
    """A desk that is ready; whatever died of it meanwhile, it ends well."""
    var = Path(tempfile.mkdtemp(prefix="fc-up-", dir="/tmp"))
    give_static(var, static_files)
    made = Up(var, free_port())
    try:
        yield made.wait_until_ready()
    finally:
        code = made.end()
    assert code == 0
    assert left_behind(var) == []
    shutil.rmtree(var)


@pytest.fixture
def desk(running):
    """The same, as soon as all of it is well."""
    wait_until(running.is_well, seconds=60, what="all is well")
    return running


def is_noticed(desk, death, *, since):
    wait_until(lambda: death in desk.said()[since:], what="it is noticed")


@pytest.mark.parametrize(
    "words", [("-Q", "work"), ("-Q", "captures"), ("beat",), ("factcheck.rsgi:application",)]
)
def test_a_killed_program_comes_back(desk, words):
    victims, said = desk.pids(*words), len(desk.said())

    os.killpg(min(victims), signal.SIGKILL)

    is_noticed(desk, "was killed by signal 9", since=said)
    wait_until(lambda: desk.pids(*words) - victims, what="it was started again")
    wait_until(desk.is_well, seconds=60, what="all is well again")


def test_a_killed_postgresql_comes_back_with_everything(desk):
    killed, said = postmaster(desk), len(desk.said())

    os.kill(killed, signal.SIGKILL)

    is_noticed(desk, "PostgreSQL was killed by signal 9", since=said)
    # Its last sessions may answer for a moment; the next one starts when they are gone.
    wait_until(lambda: postmaster(desk) not in {None, killed}, what="it was started again")
    wait_until(desk.is_well, seconds=60, what="all is well again")


def postmaster(desk):
    """The number in PostgreSQL's lock; None while there is none."""
    with suppress(FileNotFoundError):
        if words := (desk.var / "postgres" / "postmaster.pid").read_text().split():
            return int(words[0])
    return None


def test_what_it_writes_is_for_its_owner_alone(desk):
    var = desk.var
    assert stat.S_IMODE((var / "env").stat().st_mode) == 0o600
    assert stat.S_IMODE(var.stat().st_mode) & 0o067 == 0
    for folder in ("postgres", "valkey", "log"):
        assert stat.S_IMODE((var / folder).stat().st_mode) == 0o700


def test_a_second_one_is_refused_in_a_sentence_and_the_first_goes_on(desk):
    second = Up(desk.var, free_port())

    assert second.process.wait(30) == 1
    assert f"This desk runs already (process {desk.process.pid}," in second.said()
    assert len(second.said().strip().splitlines()) == 1
    assert desk.is_well()
