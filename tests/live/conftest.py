"""Fixtures for tests with real commits, threads and processes: a database of their own each."""

import re

import pytest
from celery import current_app
from django.conf import settings
from django.core.cache import caches
from django.db import connections

from tests.live.desk import Desk


@pytest.fixture(scope="module")
def live_place(servers, request):
    """A `Place`: a database made from the template for this module, and a Valkey number."""
    name = "live_" + re.sub(r"\W", "_", request.module.__name__.rpartition(".")[2]).lower()
    with servers.own_place(name) as place:
        yield place


@pytest.fixture
def live_db(live_place, django_test_environment, django_db_blocker):
    """Django in this process on the module's own database and broker, with real commits.

    Threads of the test get connections of their own; what a test leaves stays for the next one
    of its module.
    """
    with django_db_blocker.unblock():
        usual = _point_at(live_place.url, live_place.redis_url)
        try:
            yield live_place
        finally:
            _point_at(*usual)


@pytest.fixture(scope="module")
def desk(live_place, tmp_path_factory):
    """A `Desk` on the module's own database; nothing runs until the test starts it."""
    made = Desk(live_place, tmp_path_factory.mktemp("desk"))
    yield made
    made.stop()


def _point_at(database_url: str, redis_url: str) -> tuple[str, str]:
    """Turn Django's database, its cache and Celery's broker to these; returns the old ones."""
    usual = settings.DATABASE_URL, settings.REDIS_URL
    connections.close_all()
    connections["default"].close_pool()
    connections["default"].settings_dict["NAME"] = database_url.rpartition("/")[2]
    settings.DATABASE_URL, settings.REDIS_URL = database_url, redis_url
    settings.CACHES["default"]["LOCATION"] = redis_url
    caches._settings = caches.settings = caches.configure_settings(None)
    if hasattr(caches._connections, "default"):
        del caches["default"]
    broker = redis_url.replace("unix://", "redis+socket://").replace("?db=", "?virtual_host=")
    current_app.conf.broker_url = broker
    current_app._pool = None
    current_app.amqp._producer_pool = None
    return usual
