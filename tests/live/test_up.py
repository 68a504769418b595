"""`manage.py up` for real: it starts, says why when it cannot, and leaves nothing behind."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
import redis
from django.conf import settings

from factcheck.embedded.engines import EngineError, embedded
from factcheck.embedded.processes import left_behind
from jobs import health
from tests.live.desk import free_port
from tests.live.up import Up, give_static
from tests.waiting import wait_until

LOCK = Path("postgres", "postmaster.pid")
EARLIER = "postmaster.pid.earlier"


@pytest.fixture(scope="module")
def var():
    """The folder of a desk that ran before, with a copy of the lock of its PostgreSQL."""
    made = Path(tempfile.mkdtemp(prefix="fc-up-", dir="/tmp"))
    desk = Up(made, free_port()).wait_until_ready()
    shutil.copy(made / LOCK, made / EARLIER)
    assert desk.end() == 0
    yield made
    wait_until(lambda: not left_behind(made), seconds=30, what="nothing is left behind")
    shutil.rmtree(made)


@pytest.fixture
def up(var):
    """Starts desks on the module's folder; whatever still runs afterwards is ended."""
    started = []

    def start(**environment):
        port = int(environment.pop("PORT", free_port()))
        started.append(Up(var, port, **environment))
        return started[-1]

    yield start
    for one in started:
        if one.process.poll() is None:
            one.end()


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
def test_it_is_ready_and_stops_without_a_trace(up, var, by):
    desk = up().wait_until_ready()
    assert desk.health() == dict.fromkeys(("database", "broker", "worker", "beat"), True)

    started = desk.everything()

    assert desk.end(by) == 0

    assert not [process for process in started if process.is_running()]
    assert left_behind(var) == []
    assert f"all data is in {var}" in desk.said()


def test_it_stops_in_the_middle_of_its_start():
    new = Path(tempfile.mkdtemp(prefix="fc-up-", dir="/tmp"))
    desk = Up(new, free_port())
    wait_until(lambda: desk.pids("collectstatic") and desk.pids("migrate"), what="it prepares")
    started = desk.everything()

    assert desk.end(signal.SIGINT) == 0

    assert "ready" not in desk.said()
    assert not [process for process in started if process.is_running()]
    shutil.rmtree(new)


def test_the_secret_survives_and_a_hand_typed_command_meets_the_running_desk(up, var):
    secret = next(line for line in (var / "env").read_text().splitlines() if "SECRET" in line)
    up().wait_until_ready()
    assert secret in (var / "env").read_text()

    environment = {"PATH": os.environ["PATH"], "VAR": str(var)}
    told = subprocess.run(
        [sys.executable, "manage.py", "showmigrations", "accounts"],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )

    assert "[X] 0001" in told.stdout


def environment_of(pid):
    lines = Path(f"/proc/{pid}/environ").read_bytes().decode().split("\0")
    return dict(line.split("=", 1) for line in lines if line)


SETTING = "from factcheck.settings import DATABASE_OWNER_URL; print(repr(DATABASE_OWNER_URL))"


def test_no_running_program_knows_the_address_of_the_database_s_owner(up, var):
    # As an earlier release left it.
    owner = f"postgresql://factcheck_owner@{var}/factcheck"
    with (var / "env").open("a") as file:
        file.write(f"DATABASE_OWNER_URL='{owner}'\n")

    desk = up().wait_until_ready()

    environments = [environment_of(process.pid) for process in desk.everything()]
    (web, *_) = (environment_of(pid) for pid in desk.pids("granian"))
    seen_by_web = subprocess.run(
        [sys.executable, "-c", SETTING],
        cwd=settings.BASE_DIR,
        env=web,
        capture_output=True,
        text=True,
        check=True,
    )
    assert len(environments) > 4
    assert not any("factcheck_owner" in str(found) for found in environments)
    assert seen_by_web.stdout.strip() == "''"
    assert "OWNER" not in (var / "env").read_text()
    assert "factcheck_owner" in (var / "owner.env").read_text()
    assert (var / "owner.env").stat().st_mode & 0o777 == 0o600


def test_migrate_by_hand_finds_the_owner_s_address(up, var):
    up().wait_until_ready()

    told = subprocess.run(
        [sys.executable, "manage.py", "migrate"],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], "VAR": str(var)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert "No migrations to apply" in told.stdout


def test_a_taken_port_is_refused_in_a_sentence(up, var):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        refused = up(PORT=port)

        assert refused.process.wait(30) == 1
    assert f"Port {port} of 127.0.0.1 is taken by another program." in refused.said()
    assert left_behind(var) == []


@pytest.mark.parametrize("port", ["eighty", "0", "70000"])
def test_a_port_that_is_none_is_refused_in_a_sentence(var, port):
    refused = Up(var, port)

    assert refused.process.wait(30) == 1
    assert f"PORT={port} is not a port" in refused.said()


def test_engines_given_by_url_are_used_and_not_started(live_place, static_files):
    var = Path(tempfile.mkdtemp(prefix="fc-up-", dir="/tmp"))
    give_static(var, static_files)
    desk = Up(
        var,
        free_port(),
        DATABASE_URL=live_place.url,
        DATABASE_OWNER_URL=live_place.owner_url,
        REDIS_URL=live_place.redis_url,
    )
    try:
        desk.wait_until_ready()

        assert not (var / "postgres").exists()
        assert not (var / "valkey").exists()
        assert not any(
            "DATABASE_OWNER_URL" in environment_of(process.pid) for process in desk.everything()
        )
        assert redis.Redis.from_url(live_place.redis_url).exists(health.BEAT)
    finally:
        desk.end()
        shutil.rmtree(var)


def test_a_killed_one_leaves_nothing_running_and_the_next_start_recovers(up, var):
    desk = up().wait_until_ready()

    started = desk.everything()

    desk.process.kill()
    desk.process.wait()

    _, left = psutil.wait_procs(started, timeout=40)
    assert left == []
    up().wait_until_ready()


def test_a_postgresql_left_running_is_ended_and_a_strangers_lock_removed(up, var):
    lock, left = var / LOCK, (var / EARLIER).read_text()
    # As after a crash and a restart of the machine: the number now is some other program's.
    lock.write_text(left.replace(left.split()[0], str(os.getpid()), 1))
    shutil.chown(lock, *_owner(var / "postgres"))

    up().wait_until_ready()

    assert psutil.pid_exists(os.getpid())


def _owner(path):
    return path.stat().st_uid, path.stat().st_gid


@contextmanager
def small_disk(megabytes):
    """A file system of a few megabytes. Only root can mount one."""
    folder = Path(tempfile.mkdtemp(prefix="fc-small-", dir="/tmp"))
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", folder],
        check=False,
        capture_output=True,
    )
    try:
        if mounted.returncode:
            pytest.skip("This machine lets nobody mount a small disk.")
        yield folder
    finally:
        if not mounted.returncode:
            subprocess.run(["umount", folder], check=True)
        folder.rmdir()


def test_a_disk_without_room_is_refused_in_a_sentence():
    with small_disk(megabytes=20) as disk:
        refused = Up(disk / "var", free_port())

        assert refused.process.wait(30) == 1
        assert "There is no room: the disk of" in refused.said()
        assert len(refused.said().strip().splitlines()) == 1


def test_a_disk_that_fills_up_is_told_in_a_sentence():
    with small_disk(megabytes=20) as disk:
        postgres, _, _ = embedded(disk / "var")

        with pytest.raises(EngineError, match="The disk is full"):
            postgres.initialise()

        assert not (disk / "var" / "postgres").exists()


def test_a_start_is_quick_the_second_time(up):
    began = time.monotonic()
    up().wait_until_ready()

    # Ten seconds is what people are promised on a machine of their own; this one may be shared.
    assert time.monotonic() - began < 30
