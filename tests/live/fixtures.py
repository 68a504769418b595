"""Fixtures for tests with real commits, threads, processes or a browser.

Each module has a database of its own, copied from the template and dropped afterwards, and a
Valkey number of its own.
"""

import fcntl
import os
import re
from contextlib import contextmanager
from typing import Any

import pytest
from celery import current_app
from django.conf import settings
from django.core.cache import caches
from django.db import connections

from jobs import dispatch
from tests.live.broker import own_broker
from tests.live.desk import DIGEST, Desk, collect_static


@pytest.fixture(scope="module")
def broker():
    """A Valkey of the module's own: see `tests/live/broker.py`."""
    with own_broker() as made:
        yield made


@pytest.fixture(scope="module")
def live_place(servers, request):
    """The module's own database and Valkey number: a `tests.servers.Place`."""
    name = "live_" + re.sub(r"\W", "_", request.module.__name__.rpartition(".")[2]).lower()
    with servers.own_place(name) as place:
        yield place


@pytest.fixture(scope="module")
def committing(live_place, django_test_environment, django_db_blocker):
    """`with committing():` Django here works on the module's database, with real commits."""

    @contextmanager
    def on_the_modules_own():
        with django_db_blocker.unblock(), django_at(live_place):
            yield live_place

    return on_the_modules_own


@pytest.fixture
def live_db(committing):
    """Django in this process, and threads of the test, on the module's database and broker.

    What a test leaves behind stays for the next one of its module.
    """
    with committing() as place:
        yield place


@pytest.fixture(scope="module")
def desk(live_place, tmp_path_factory):
    """A `Desk` on the module's own database; nothing runs until the test starts it."""
    made = Desk(live_place, tmp_path_factory.mktemp("desk"))
    yield made
    made.stop()


@pytest.fixture(scope="session")
def static_files(tmp_path_factory):
    """The static files as a desk serves them, collected once for all desks of this run.

    Beside them lies the digest by which `manage.py up` knows that they are collected.
    """
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:  # whose folders lie side by side in the run's
        folder = folder.parent
    with (folder / "static.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / DIGEST).is_file():
            collect_static(folder)
    return folder / "static"


@pytest.fixture(scope="module")
def site(desk, static_files):
    """The module's `Desk` with everything running and its pages whole: `site.url`."""
    (desk.var / "static").symlink_to(static_files)
    desk.start("web", "captures", "work", "beat")
    return desk


@contextmanager
def django_at(place):
    """Turn Django and Celery of this process to a `Place`, and back afterwards."""
    usual = _point_at(place.url, place.redis_url)
    try:
        yield place
    finally:
        _point_at(*usual)


def _point_at(database_url: str, redis_url: str) -> tuple[str, str]:
    """Turn Django's database, its cache and Celery's broker to these; returns the old ones."""
    usual = settings.DATABASE_URL, settings.REDIS_URL
    database: Any = connections["default"]
    connections.close_all()
    database.close_pool()
    database.settings_dict["NAME"] = database_url.rpartition("/")[2]
    settings.DATABASE_URL, settings.REDIS_URL = database_url, redis_url
    cached: Any = settings.CACHES
    cached["default"]["LOCATION"] = redis_url
    handler: Any = caches
    handler._settings = handler.settings = handler.configure_settings(None)
    if hasattr(handler._connections, "default"):
        del handler["default"]
    app: Any = current_app
    broker = redis_url.replace("unix://", "redis+socket://").replace("?db=", "?virtual_host=")
    app.conf.broker_url = broker
    app._pool = None
    app.amqp._producer_pool = None
    dispatch._quiet_until = 0.0  # of the other broker
    return usual
