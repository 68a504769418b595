"""Fixtures of these tests."""

import pytest
from django.test import Client

from factcheck.cache import ForgivingClient
from reviews.proposals import actions as proposal_actions
from tests import given
from tests.reviews.finders.service_stubs import (
    Answering,
    results,
)


@pytest.fixture
def web(settings):
    """`web(review, page, …)`: what the web search says of a review, and the row after it."""

    def search(review, *pages, **more):
        with Answering(results(*pages), **more) as there:
            settings.SEARCH_URL = there.url
            proposal_actions.search_again(review, finder="web-search", by=given.checker())
            return given.looked(review, "web-search")

    return search


@pytest.fixture(autouse=True)
def _the_cache_is_asked(monkeypatch):
    monkeypatch.setattr(ForgivingClient, "_down_until", 0.0)


@pytest.fixture
def desk():
    """`desk(user)`: a browser of somebody who is signed in."""

    def signed_in(user):
        client = Client()
        client.force_login(user)
        return client

    return signed_in
