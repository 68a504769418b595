"""Fixtures of these tests."""

import pytest

from tests import given
from tests.claims.feeds import feed_server
from tests.reviews.watch import watched_pages
from tests.reviews.watch.watched_pages import text


@pytest.fixture(scope="module")
def server():
    with feed_server.site() as made:
        yield made


@pytest.fixture
def site(server):
    server.paths = {"/budget": text(given.PAGE)}
    server.stranger.hits.clear()
    return server


@pytest.fixture
def piece(site):
    return watched_pages.published(site.url("/budget"))
