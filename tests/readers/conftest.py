import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from readers.pagecache import middleware
from tests.readers.pagecache.web_process import Front


@pytest.fixture
def front(monkeypatch):
    """The test's transaction must outlive the requests, so its connection is not given back."""
    monkeypatch.setattr(middleware, "close_old_connections", lambda: None)
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield Front()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
