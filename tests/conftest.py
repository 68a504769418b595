"""What every test gets: real engines when it asks for them, and no network."""

import ipaddress
import socket

import pytest
from django.core.cache import cache
from django.db import connections

from tests.servers import Servers, settled_urls_hold
from tests.settings import DATABASE

pytest_plugins = ["tests.live.fixtures", "tests.live.capture_faults"]

FLUSHING = {"transactional_db", "django_db_reset_sequences", "live_server"}


LONGEST = ("tests/sweep/", "tests/live/", "tests/e2e/")


def pytest_collection_modifyitems(items):
    """Files that wait long come first, in whatever order they are: none is left for the end."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))


@pytest.fixture(scope="session")
def servers(django_db_blocker):
    """PostgreSQL and Valkey of this run, with a migrated template. See `tests/servers.py`."""
    started = Servers()
    try:
        assert settled_urls_hold(started)
        with django_db_blocker.unblock():
            started.migrate_template()
        yield started
    finally:
        started.stop()


@pytest.fixture(scope="session")
def django_db_setup(servers, django_test_environment, django_db_blocker):
    """The tests' database, copied from the template. Every test speaks as factcheck_app."""
    servers.create(DATABASE)
    yield
    with django_db_blocker.unblock():
        connections["default"].close()
        connections["default"].close_pool()


@pytest.fixture(autouse=True)
def _no_flush(request):
    """The triggers refuse TRUNCATE, so a test that commits has a database of its own."""
    marker = request.node.get_closest_marker("django_db")
    flushes = FLUSHING & set(request.fixturenames) or (
        marker and marker.kwargs.get("transaction")
    )
    if flushes:
        pytest.fail("Tests that commit live in tests/live/ and use the fixture `live_db`.")


@pytest.fixture(autouse=True)
def _no_limits_left_over(request):
    """Each test starts with an empty cache: no throttle or sign-in limit of the one before."""
    if "servers" in request.fixturenames or "django_db_setup" in request.fixturenames:
        cache.clear()


@pytest.fixture(autouse=True)
def _no_network(monkeypatch):
    """Sockets open to this machine only, whatever the code under test tries."""
    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, _only_here(getattr(socket.socket, name)))


def _only_here(connect):
    def refuse_strangers(self, address):
        if self.family in {socket.AF_INET, socket.AF_INET6} and not _is_here(address[0]):
            pytest.fail(f"A test tried to reach {address[0]}: there is no network in tests.")
        return connect(self, address)

    return refuse_strangers


def _is_here(host):
    try:
        return ipaddress.ip_address(host.split("%")[0]).is_loopback
    except ValueError:
        return host == "localhost"
