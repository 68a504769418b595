"""The embedded engines after a crash: nobody else's server writes the files of ours."""

import shutil
import tempfile
from pathlib import Path

import psycopg
import pytest
import redis

from factcheck.embedded.engines import SUPERUSER, embedded
from factcheck.embedded.processes import end


@pytest.fixture
def engines():
    """PostgreSQL and Valkey of a folder of their own, not started."""
    folder = Path(tempfile.mkdtemp(prefix="fc-", dir="/tmp"))
    postgres, valkey, _ = embedded(folder, settings={"fsync": "off"})
    yield postgres, valkey
    shutil.rmtree(folder)


def test_a_valkey_left_running_is_ended_before_another_writes_its_file(engines):
    _, valkey = engines
    left = valkey.start()
    valkey.wait_until_ready(left)
    redis.Redis.from_url(valkey.url()).set("word", "kept")

    started = valkey.start()
    valkey.wait_until_ready(started)

    assert left.wait(5) == 0
    assert redis.Redis.from_url(valkey.url()).get("word") == b"kept"
    end(started)


def test_a_postgresql_left_running_is_ended_before_another_starts(engines):
    postgres, _ = engines
    postgres.initialise()
    left = postgres.start()
    postgres.wait_until_ready(left)
    postgres.provide()

    started = postgres.start()
    postgres.wait_until_ready(started)

    assert left.wait(5) == 0
    with psycopg.connect(postgres.url(SUPERUSER)) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    end(started, by=postgres.farewell)


def test_a_long_path_gets_a_short_private_place_for_its_sockets(engines):
    postgres, valkey = engines
    deep = postgres.folder.parent / ("x" * 120)
    long_postgres, long_valkey, _ = embedded(deep, settings={"fsync": "off"})

    server = long_valkey.start()
    long_valkey.wait_until_ready(server)

    place = long_valkey.socket.parent
    assert len(str(long_valkey.socket)) < len(str(valkey.socket)) + 20
    assert place.stat().st_mode & 0o777 == 0o700
    assert long_postgres.sockets != place
    end(server)
    shutil.rmtree(place)


def test_half_a_cluster_is_made_anew(engines):
    postgres, _ = engines
    half = postgres.folder.with_name("postgres.new")
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")

    postgres.initialise()

    assert (postgres.folder / "global").is_dir()
    assert not half.exists()
